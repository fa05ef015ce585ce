#!/usr/bin/python3
"""Makes the protected workbooks of this folder, by other programs than ours.

Usage: make.py   (python3 of the system with python3-uno; soffice on the PATH; PYTHONPATH with msoffcrypto,
cryptography and openpyxl, as `.venv/lib/python3.11/site-packages`)

| file | by | protection |
|---|---|---|
| `office.xlsx` | msoffcrypto-tool | agile, AES-256, SHA-512 |
| `libreoffice.xlsx` | LibreOffice | agile, as it writes it |
| `libreoffice.ods` | LibreOffice | ODF 1.2, each part on its own |
| `standard.xlsx` | the formulas of [MS-OFFCRYPTO] 2.3.4.7 to 2.3.4.9 over `cryptography` | standard, AES-128 |
"""
import hashlib
import io
import os
import struct
import sys

import msoffcrypto
import openpyxl
import uno
from com.sun.star.beans import NamedValue
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method.container.ecma376_encrypted import ECMA376Encrypted
from msoffcrypto.method.ecma376_standard import ECMA376Standard

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../ods"))
from office import Office, prop, url  # noqa: E402

PASSWORD = "Sésame 3615"
FOLDER = os.path.dirname(os.path.abspath(__file__))


def plain():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Prospects"
    for row in [["Société", "Email", "Notes"],
                ["Alpha", "ana@alpha.example.fr", "Rappeler en mars"],
                ["Bravo", "bob@bravo.example.fr", "Zorro est malade"],
                ["Charlie", "cleo@charlie.example.fr", "Devis envoyé"]]:
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


def save(name, data):
    with open(os.path.join(FOLDER, name), "wb") as out:
        out.write(data)


def main():
    content = plain()
    source = os.path.join(FOLDER, "plain.xlsx")
    save("plain.xlsx", content)
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
    with Office() as office:
        document = office.desktop.loadComponentFromURL(url(source), "_blank", 0, (prop("Hidden", True),))
        names = (NamedValue("CryptoType", "StrongEncryptionDataSpace"), NamedValue("OOXPassword", PASSWORD))
        ooxml = uno.Any("[]com.sun.star.beans.NamedValue", names)
        for name, filter_name, key in [
            ("libreoffice.xlsx", "Calc MS Excel 2007 XML", prop("EncryptionData", ooxml)),
            ("libreoffice.ods", "calc8", prop("Password", PASSWORD)),
        ]:
            document.storeToURL(url(os.path.join(FOLDER, name)), (prop("FilterName", filter_name), key))
        document.close(True)
    os.remove(source)


if __name__ == "__main__":
    main()
