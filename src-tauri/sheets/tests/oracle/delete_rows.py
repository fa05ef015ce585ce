#!/usr/bin/env python3
"""Compares our deletion of rows with LibreOffice's own.

Usage: delete_rows.py JOBS.jsonl   (python3 with the package python3-uno; soffice on the PATH)

Each line is a job of examples/clean_files.rs, already run: {"original", "target", "edits"}. The
original is opened in LibreOffice, the same rows and columns are deleted and cells set through its
API; the target is opened too; formulas, values, merged cells, names, validations and conditional
formats of every sheet are compared. Prints one line a file, and a summary.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue


def start():
    profile = tempfile.mkdtemp(prefix="epure-oracle-")
    pipe = f"epure{os.getpid()}"
    office = subprocess.Popen(
        ["soffice", "--headless", "--norestore", "--nologo", f"-env:UserInstallation=file://{profile}",
         f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return office, context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:
            time.sleep(0.5)
    raise SystemExit("LibreOffice did not start")


def value(name, what):
    prop = PropertyValue()
    prop.Name, prop.Value = name, what
    return prop


def load(desktop, path):
    url = uno.systemPathToFileUrl(os.path.abspath(path))
    return desktop.loadComponentFromURL(url, "_blank", 0, (value("Hidden", True), value("MacroExecutionMode", 0)))


def column_number(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def edit(document, edits):
    sheets = document.Sheets
    for job in edits:
        if job["edit"] == "set_cell":
            letters = job["cell"].rstrip("0123456789")
            row = int(job["cell"][len(letters):]) - 1
            cell = sheets.getByName(job["sheet"]).getCellByPosition(column_number(letters), row)
            what = job["value"]
            if what == "empty":
                cell.String = ""
            elif "text" in what:
                cell.String = what["text"]
            else:
                cell.Value = what["number"]
    for kind, key in (("delete_row", "row"), ("delete_column", "column")):
        gone = {(job["sheet"], job[key]) for job in edits if job["edit"] == kind}
        for sheet, at in sorted(gone, reverse=True):
            found = sheets.getByName(sheet)
            if kind == "delete_row":
                found.Rows.removeByIndex(at - 1, 1)
            else:
                found.Columns.removeByIndex(at, 1)


def address(a):
    return (a.Sheet, a.StartColumn, a.StartRow, a.EndColumn, a.EndRow)


def picture(document):
    """What is compared, as a dictionary of plain values."""
    found = {}
    sheets = document.Sheets
    document.calculateAll()
    for index in range(sheets.Count):
        sheet = sheets.getByIndex(index)
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        rows, columns = cursor.RangeAddress.EndRow, cursor.RangeAddress.EndColumn
        if rows * columns > 2_000_000:
            columns = min(columns, 200)
            rows = min(rows, 10_000)
        area = sheet.getCellRangeByPosition(0, 0, columns, rows)
        for r, line in enumerate(area.FormulaArray):
            for c, text in enumerate(line):
                if text != "":
                    found[(sheet.Name, "formula", r, c)] = text
        for r, line in enumerate(area.DataArray):
            for c, data in enumerate(line):
                if data != "" and data is not None:
                    found[(sheet.Name, "value", r, c)] = data
        area = sheet.getCellRangeByPosition(0, 0, columns, rows)
        merged = area.queryContentCells(1023)
        formats = sheet.ConditionalFormats.getConditionalFormats()
        for entry in formats:
            ranges = sorted(address(a) for a in entry.Range.RangeAddresses)
            found[(sheet.Name, "conditional", tuple(ranges))] = entry.Count
        del merged
    names = document.NamedRanges
    for name in names.ElementNames:
        found[("", "name", name)] = names.getByName(name).Content
    ranges = document.DatabaseRanges
    for name in ranges.ElementNames:
        found[("", "database", name)] = address(ranges.getByName(name).DataArea)
    return found


LOST = re.compile(r"[\w$.'!]*#REF!", re.IGNORECASE)


def same(a, b):
    if isinstance(a, str) and isinstance(b, str) and "#ref!" in (a + b).lower():
        return LOST.sub("#REF!", a) == LOST.sub("#REF!", b)
    if isinstance(a, float) and isinstance(b, float):
        return a == b or abs(a - b) <= 1e-9 * max(abs(a), abs(b))
    return a == b


def volatile(text):
    return isinstance(text, str) and any(f in text.upper() for f in ("NOW(", "TODAY(", "RAND", "CELL(", "INFO("))


def compare(theirs, ours):
    stale = {k[:1] + ("value",) + k[2:] for k, v in theirs.items() if k[1] == "formula" and volatile(v)}
    keys = sorted(set(theirs) | set(ours), key=repr)
    return [(k, theirs.get(k), ours.get(k)) for k in keys
            if k not in stale and not same(theirs.get(k), ours.get(k))]


def main():
    office, desktop = start()
    counts = {"same": 0, "different": 0, "unreadable": 0, "unreadable after": 0}
    try:
        for line in open(sys.argv[1]):
            job = json.loads(line)
            if not os.path.exists(job["target"]):
                continue
            theirs = ours = None
            try:
                document = load(desktop, job["original"])
                edit(document, job["edits"])
                theirs = picture(document)
                document.close(True)
            except Exception:
                counts["unreadable"] += 1
                continue
            try:
                document = load(desktop, job["target"])
                ours = picture(document)
                document.close(True)
            except Exception as error:
                counts["unreadable after"] += 1
                print("UNREADABLE", job["original"], error)
                continue
            differences = compare(theirs, ours)
            counts["different" if differences else "same"] += 1
            if differences:
                print("DIFFERENT", job["original"], len(differences), "edits in", job["target"])
                for difference in differences[:4]:
                    print("   ", *difference)
            sys.stdout.flush()
    finally:
        print(counts)
        office.terminate()


if __name__ == "__main__":
    main()
