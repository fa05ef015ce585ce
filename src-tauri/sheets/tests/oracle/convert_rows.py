#!/usr/bin/python3
"""Compares what LibreOffice makes of old files and texts with the cleaned copies that Épure makes of them.

Usage: convert_rows.py JOBS.jsonl   (python3 of the system with python3-uno; soffice on the PATH)

Each line is a job that is already done: {"original", "target", "edits"}, with "text": [separator,
encoding] for csv files. The same rows are deleted from the original through LibreOffice's API; then every
cell of every sheet must hold the same value, of the same type, in both; with "shown", it must look the
same too. Cells with formulas are only counted, since a copy keeps the values that they had. Prints the
differences, and a summary; what differs on purpose is counted apart (see `on_purpose`).
"""
import collections
import datetime
import json
import sys
import threading

from delete_rows import PATIENCE
from libreoffice import Office, edit, prop

# LibreOffice's numbers of the encodings.
ENCODINGS = {"UTF-8": 76, "windows-1252": 1, "UTF-16LE": 65535, "windows-1250": 33,
             "windows-1251": 34, "windows-1254": 35, "windows-1257": 38, "Shift_JIS": 64, "GBK": 70, "Big5": 68,
             "EUC-KR": 73, "EUC-JP": 69, "ISO-8859-2": 13, "macintosh": 2, "windows-874": 63, "KOI8-U": 89,
             "ISO-8859-5": 16, "windows-1258": 41, "windows-1253": 36, "windows-1255": 37, "windows-1256": 40}


def load(office, path, text):
    if not text:
        return office.open(path)
    separator, encoding = text
    # Separator, quote, encoding, first row, formats, language, quoted as text, numbers told.
    tokens = f"{ord(separator)},34,{ENCODINGS[encoding]},1,,0,false,true"
    return office.open(path, prop("FilterName", "Text - txt - csv (StarCalc)"), prop("FilterOptions", tokens))


def picture(document, shown):
    """Sheet by sheet: {(row, column): (value, what it shows)}, the places of formulas, the zero of dates."""
    found = []
    zero = document.NullDate
    zero = datetime.date(zero.Year, zero.Month, zero.Day).toordinal()
    for index in range(document.Sheets.Count):
        sheet = document.Sheets.getByIndex(index)
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        rows, columns = cursor.RangeAddress.EndRow, cursor.RangeAddress.EndColumn
        if rows * columns > 1_000_000:
            rows, columns = min(rows, 5_000), min(columns, 200)
        area = sheet.getCellRangeByPosition(0, 0, columns, rows)
        values, formulas = {}, set()
        for r, (line, spelled) in enumerate(zip(area.DataArray, area.FormulaArray)):
            for c, (value, formula) in enumerate(zip(line, spelled)):
                # A text that begins with an equals sign is a text: only the type of its cell tells.
                if formula.startswith(("=", "{=")) and sheet.getCellByPosition(c, r).Type.value == "FORMULA":
                    formulas.add((r, c))
                elif value not in ("", None):
                    values[(r, c)] = (value, sheet.getCellByPosition(c, r).String if shown else None)
        found.append((values, formulas, zero))
    return found


def seen(office, path, job, edits):
    guard = threading.Timer(PATIENCE, office.stop)
    guard.start()
    try:
        document = load(office, path, job.get("text"))
        for one in edits:
            if job.get("text"):
                one["sheet"] = document.Sheets.getByIndex(0).Name
        edit(document, edits)
        found = picture(document, job.get("shown"))
        document.close(True)
        return found
    finally:
        guard.cancel()


def plain(value):
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


def same(a, b):
    a, b = plain(a), plain(b)
    if isinstance(a, float) and isinstance(b, float):
        return a == b or abs(a - b) <= 1e-9 * max(abs(a), abs(b))
    return a == b


def on_purpose(theirs, ours):
    """Why LibreOffice and we differ here on purpose; none when it is a fault."""
    if theirs is None and isinstance(ours, str) and ours.startswith("#"):
        return "an error value becomes a text"
    if isinstance(theirs, str) and isinstance(ours, str) and len(ours) == 32767 and theirs.startswith(ours[:30000]):
        return "a text too long for xlsx is cut"
    return None


def differences(theirs, ours, counts, reasons):
    found = []
    for sheet, (values, formulas, zero) in enumerate(theirs):
        counts["formulas"] += len(formulas)
        if sheet >= len(ours):
            if values:
                found.append((sheet, "missing", len(values)))
            continue
        mine, _, our_zero = ours[sheet]
        for at in sorted(set(values) | set(mine)):
            if at in formulas:
                continue
            counts["cells"] += 1
            a, b = values.get(at, (None, None)), mine.get(at, (None, None))
            # The same day is another number where days count from 1904.
            day = isinstance(a[0], float) and isinstance(b[0], float) and zero != our_zero
            if same(a[0], b[0]) or (day and same(a[0] + zero, b[0] + our_zero)):
                if a[1] != b[1] and plain(a[1]) != plain(b[1]):
                    found.append((sheet, at, "shown", a[1], b[1]))
                continue
            why = on_purpose(a[0], b[0])
            if why:
                reasons[why] += 1
            else:
                found.append((sheet, at, a[0], b[0]))
    return found


def main():
    office = Office()
    counts, reasons = collections.Counter(), collections.Counter()
    try:
        for line in open(sys.argv[1]):
            job = json.loads(line)
            if job.get("text") and job["text"][1] not in ENCODINGS:
                counts["encoding unknown to LibreOffice"] += 1
                continue
            try:
                theirs = seen(office, job["original"], job, job["edits"])
            except Exception:
                counts["unreadable"] += 1
                print("NOT READ BY LIBREOFFICE", job["original"])
                continue
            try:
                ours = seen(office, job["target"], job, [])
            except Exception as error:
                counts["unreadable after"] += 1
                print("UNREADABLE", job["original"], job["target"], error)
                continue
            found = differences(theirs, ours, counts, reasons)
            counts["different" if found else "same"] += 1
            if found:
                print("DIFFERENT", job["original"], len(found), "in", job["target"])
                for one in found[:6]:
                    print("   ", *(repr(part)[:90] for part in one))
            sys.stdout.flush()
    finally:
        for why, count in reasons.items():
            print("ON PURPOSE", count, why)
        print(dict(counts))
        office.stop()


if __name__ == "__main__":
    main()
