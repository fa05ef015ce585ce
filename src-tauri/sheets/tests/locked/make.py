#!/usr/bin/python3
"""Makes the protected workbooks of this folder, by other programs than ours.

Usage: make.py [NAME…]   (python3 of the system with python3-uno; soffice on the PATH; PYTHONPATH with
msoffcrypto, cryptography, argon2 and openpyxl, as `.venv/lib/python3.11/site-packages`)

| file | by | protection |
|---|---|---|
| `office.xlsx` | msoffcrypto-tool | agile, AES-256, SHA-512 |
| `libreoffice.xlsx` | LibreOffice | agile, as it writes it |
| `libreoffice.ods` | LibreOffice | ODF 1.2, each part on its own |
| `whole.ods` | what LibreOffice 24.8 does, over `argon2-cffi` and `cryptography`, around a package of LibreOffice | Argon2id, AES-256 in GCM mode, the package as one part |
| `old.xls` | LibreOffice | RC4 with 40 bits |
| `later.xls` | the formulas of [MS-OFFCRYPTO] 2.3.5 over `cryptography`, around the content of the former | RC4 with 128 bits |
| `xor.xls` | the formulas of [MS-OFFCRYPTO] 2.3.7 over the tables of msoffcrypto-tool, around a workbook of LibreOffice | XOR, as Excel 97 knows it |
| `excel5.xls` | the same, around a workbook of a few records | XOR, as Excel 5 and 95 have it |
| `standard.xlsx` | the formulas of [MS-OFFCRYPTO] 2.3.4.7 to 2.3.4.9 over `cryptography` | standard, AES-128 |
"""
import base64
import hashlib
import io
import os
import struct
import sys
import tempfile
import zipfile
import zlib

import argon2.low_level
import msoffcrypto
import olefile
import openpyxl
import uno
from com.sun.star.beans import NamedValue
from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method.container.ecma376_encrypted import ECMA376Encrypted
from msoffcrypto.method.ecma376_standard import ECMA376Standard
from msoffcrypto.method.xor_obfuscation import DocumentXOR

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../oracle"))
from libreoffice import Office, prop, url  # noqa: E402

PASSWORD = "Sésame 3615"
# Of files locked by XOR: such letters alone mean the same to Excel and to every LibreOffice.
ASCII_PASSWORD = "Sesame 95"
FOLDER = os.path.dirname(os.path.abspath(__file__))
# Which are made; all of them when none is named.
WANTED = sys.argv[1:]


ROWS = [["Société", "Email", "Notes"],
        ["Alpha", "ana@alpha.example.fr", "Rappeler en mars"],
        ["Bravo", "bob@bravo.example.fr", "Zorro est malade"],
        ["Charlie", "cleo@charlie.example.fr", "Devis envoyé"]]


def plain():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Prospects"
    for row in ROWS:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def standard(content):
    """[MS-OFFCRYPTO] 2.3.4.5 to 2.3.4.9: CSP parameters of Office 2007."""
    salt, verifier = os.urandom(16), os.urandom(16)
    key = ECMA376Standard.makekey_from_password(PASSWORD, 0x660E, 0x8004, 0x18, 128, 16, salt)

    def ecb(data):
        data += b"\0" * (-len(data) % 16)
        return Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(data)

    name = "Microsoft Enhanced RSA and AES Cryptographic Provider\0".encode("utf-16le")
    header = struct.pack("<8I", 0x24, 0, 0x660E, 0x8004, 128, 0x18, 0, 0) + name
    digest = hashlib.sha1(verifier).digest()
    info = struct.pack("<HHII", 4, 2, 0x24, len(header)) + header
    info += struct.pack("<I", 16) + salt + ecb(verifier) + struct.pack("<I", 20) + ecb(digest)
    return info, struct.pack("<Q", len(content)) + ecb(content)


def whole(package):
    """A package as the one part of another, as LibreOffice has it since 24.8: deflated, then sealed with a key
    that Argon2id makes of the hash of the password; the part begins with the vector and ends with the tag."""
    salt, vector = os.urandom(16), os.urandom(12)
    start = hashlib.sha256(PASSWORD.encode()).digest()
    key = argon2.low_level.hash_secret_raw(start, salt, 3, 65536, 4, 32, argon2.low_level.Type.ID)
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    deflated = deflater.compress(package) + deflater.flush()
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    b64 = {name: base64.b64encode(data).decode() for name, data in [("salt", salt), ("vector", vector)]}
    manifest = f'''<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.4" xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0">
 <manifest:file-entry manifest:full-path="encrypted-package" manifest:media-type="{kind}" manifest:size="{len(package)}">
  <manifest:encryption-data>
   <manifest:algorithm manifest:algorithm-name="http://www.w3.org/2009/xmlenc11#aes256-gcm" manifest:initialisation-vector="{b64["vector"]}"/>
   <manifest:start-key-generation manifest:start-key-generation-name="http://www.w3.org/2001/04/xmlenc#sha256" manifest:key-size="32"/>
   <manifest:key-derivation manifest:key-derivation-name="urn:org:documentfoundation:names:experimental:office:manifest:argon2id" loext:argon2-iterations="3" loext:argon2-memory="65536" loext:argon2-lanes="4" manifest:salt="{b64["salt"]}" manifest:key-size="32"/>
  </manifest:encryption-data>
 </manifest:file-entry>
</manifest:manifest>
'''
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", kind)
        made.writestr("encrypted-package", vector + AESGCM(key).encrypt(vector, deflated, None))
        made.writestr("META-INF/manifest.xml", manifest, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def rc4(key, data):
    return Cipher(ARC4(key), mode=None).encryptor().update(data)


def records(stream):
    """Kind, place and length of the data of each record of a workbook stream."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, at, length
        at += 4 + length


def later(locked):
    """A workbook locked with RC4 of 40 bits, locked again as Excel 2007 and later lock an xls."""
    clear = io.BytesIO()
    read = msoffcrypto.OfficeFile(io.BytesIO(locked))
    read.load_key(password=PASSWORD)
    read.decrypt(clear)
    stream = olefile.OleFileIO(clear).openstream("Workbook").read()
    first = struct.unpack_from("<H", stream, 2)[0] + 4
    salt, verifier = os.urandom(16), os.urandom(16)
    hashed = hashlib.sha1(salt + PASSWORD.encode("utf-16le")).digest()

    def block(number, data):
        return rc4(hashlib.sha1(hashed + struct.pack("<I", number)).digest()[:16], data)

    header = struct.pack("<8I", 4, 0, 0x6801, 0x8004, 128, 1, 0, 0) + "RC4\0".encode("utf-16le")
    both = block(0, verifier + hashlib.sha1(verifier).digest())
    info = struct.pack("<HHHII", 1, 2, 2, 4, len(header)) + header
    info += struct.pack("<I", 16) + salt + both[:16] + struct.pack("<I", 20) + both[16:]
    # What msoffcrypto left of the former description makes room for the new one.
    old = [(at, length) for kind, at, length in records(stream) if kind == 0x2F]
    rest = stream[first:] if not old else stream[first:old[0][0]] + stream[old[0][0] + 4 + old[0][1]:]
    info = struct.pack("<HH", 0x2F, len(info)) + info
    # A record without a meaning, up to the size below which streams are kept elsewhere.
    spare = max(4096 - first - len(info) - len(rest), 4) - 4
    info += struct.pack("<HH", 0xC1, spare) + b"\0" * spare
    grown = len(info) - (0 if not old else 4 + old[0][1])
    plain = bytearray(stream[:first] + info + rest)
    for kind, at, length in records(plain):
        if kind == 0x85:
            struct.pack_into("<I", plain, at + 4, struct.unpack_from("<I", plain, at + 4)[0] + grown)
    made = bytearray(b"".join(block(n, bytes(plain[n * 1024:(n + 1) * 1024])) for n in range(len(plain) // 1024 + 1)))
    for kind, at, length in records(plain):
        open_bytes = 4 + length if kind in (0x809, 0x2F, 0xE1) else 8 if kind == 0x85 else 4
        made[at:at + open_bytes] = plain[at:at + open_bytes]
    return compound("Workbook", bytes(made))


def record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def xor(stream, kind=b""):
    """[MS-OFFCRYPTO] 2.3.7.1 to 2.3.7.3: a workbook stream locked behind its first record."""
    letters = ASCII_PASSWORD.encode()
    verifier = 0
    for letter in [*reversed(letters), len(letters)]:
        verifier = (verifier >> 14 & 1 | verifier << 1 & 0x7FFF) ^ letter
    mask = DocumentXOR.create_xor_array_method1(ASCII_PASSWORD)
    key = DocumentXOR.create_xor_key_method1(ASCII_PASSWORD)
    first = struct.unpack_from("<H", stream, 2)[0] + 4
    added = record(0x2F, kind + struct.pack("<HH", key, verifier ^ 0xCE4B))
    # A record without a meaning, up to the size below which streams are kept elsewhere.
    added += record(0xC1, b"\0" * max(4096 - len(stream), 2))
    clear = bytearray(stream[:first] + added + stream[first:])
    for kind, at, _ in records(clear):
        if kind == 0x85:
            struct.pack_into("<I", clear, at + 4, struct.unpack_from("<I", clear, at + 4)[0] + len(added))
    made = bytearray(clear)
    for kind, at, length in records(clear):
        open_bytes = 4 + length if kind in (0x809, 0x2F, 0xE1) else 8 if kind == 0x85 else 4
        for place in range(at + open_bytes, at + 4 + length):
            made[place] = DocumentXOR.rol(clear[place], 5, 8) ^ mask[(place + length) % 16]
    return bytes(made)


def excel5():
    """The stream of a workbook of Excel 5 that holds texts."""
    name = b"Prospects"
    head = record(0x809, struct.pack("<HHHH", 0x500, 5, 0, 0)) + record(0x42, struct.pack("<H", 1252))
    place = len(head) + 4 + 7 + len(name) + 4
    head += record(0x85, struct.pack("<IHB", place, 0, len(name)) + name) + record(0x0A)
    sheet = record(0x809, struct.pack("<HHHH", 0x500, 0x10, 0, 0))
    sheet += record(0x200, struct.pack("<5H", 0, len(ROWS), 0, len(ROWS[0]), 0))
    for at, row in enumerate(ROWS):
        for column, text in enumerate(row):
            letters = text.encode("cp1252")
            sheet += record(0x204, struct.pack("<4H", at, column, 0, len(letters)) + letters)
    return head + sheet + record(0x0A)


def compound(name, stream):
    """A compound file ([MS-CFB]) that holds one stream."""
    count = -(-len(stream) // 512)
    assert count < 126, "one sector of the table is written"
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, count + 2), 0xFFFFFFFE]
    table += [0xFFFFFFFF] * (128 - len(table))

    def entry(name, kind, child, start, size):
        letters = name.encode("utf-16le") + b"\0\0"
        head = letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters), kind, 1)
        return head + struct.pack("<III", *[0xFFFFFFFF] * 2, child) + b"\0" * 36 + struct.pack("<IQ", start, size)

    directory = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry(name, 2, 0xFFFFFFFF, 2, len(stream))
    directory += (b"\0" * 68 + struct.pack("<III", *[0xFFFFFFFF] * 3) + b"\0" * 48) * 2
    header = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += b"\0" * 6 + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return header + struct.pack("<128I", *table) + directory + stream.ljust(count * 512, b"\0")


def save(name, data):
    if WANTED and name not in WANTED:
        return
    with open(os.path.join(FOLDER, name), "wb") as out:
        out.write(data)


def main():
    content = plain()
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(PASSWORD, out)
    save("office.xlsx", out.getvalue())
    info, package = standard(content)
    out = io.BytesIO()
    ECMA376Encrypted(package, info).write_to(out)
    save("standard.xlsx", out.getvalue())
    read = msoffcrypto.OfficeFile(io.BytesIO(out.getvalue()))
    read.load_key(password=PASSWORD)
    back = io.BytesIO()
    read.decrypt(back)
    assert back.getvalue() == content
    made = by_libreoffice(content)
    for name in ["libreoffice.xlsx", "libreoffice.ods", "old.xls"]:
        save(name, made[name])
    save("later.xls", later(made["old.xls"]))
    book = olefile.OleFileIO(io.BytesIO(made["plain.xls"])).openstream("Workbook").read()
    save("xor.xls", compound("Workbook", xor(book, struct.pack("<H", 0))))
    save("excel5.xls", compound("Book", xor(excel5())))
    save("whole.ods", whole(made["plain.ods"]))


def by_libreoffice(content):
    """The workbook as LibreOffice saves it, by the name of the file."""
    made = {}
    with tempfile.TemporaryDirectory() as folder, Office() as office:
        source = os.path.join(folder, "plain.xlsx")
        with open(source, "wb") as out:
            out.write(content)
        document = office.open(source)
        names = (NamedValue("CryptoType", "StrongEncryptionDataSpace"), NamedValue("OOXPassword", PASSWORD))
        ooxml = uno.Any("[]com.sun.star.beans.NamedValue", names)
        for name, filter_name, key in [
            ("libreoffice.xlsx", "Calc MS Excel 2007 XML", prop("EncryptionData", ooxml)),
            ("libreoffice.ods", "calc8", prop("Password", PASSWORD)),
            ("old.xls", "MS Excel 97", prop("Password", PASSWORD)),
            ("plain.ods", "calc8", prop("Overwrite", True)),
            ("plain.xls", "MS Excel 97", prop("Overwrite", True)),
        ]:
            path = os.path.join(folder, name)
            document.storeToURL(url(path), (prop("FilterName", filter_name), key))
            with open(path, "rb") as stored:
                made[name] = stored.read()
        document.close(True)
    return made


if __name__ == "__main__":
    main()
