#!/usr/bin/python3
"""Compares our edits of workbooks with LibreOffice's own.

Usage: delete_rows.py JOBS.jsonl   (python3 of the system with python3-uno; soffice on the PATH)

Each line is a job that is already done: {"kind", "original", "target", "edits"}. The original is
opened in LibreOffice, the same rows and columns are deleted and cells set through its API; the
target is opened too; formulas, values, merged cells, names, validations, conditional formats, notes,
charts and hidden rows of every sheet are compared. Lines with an `outcome` other than `ok` (of
`examples/clean_files.rs`) are left out. Prints the differences, and a summary at the end; what differs
on purpose, as Excel does it, is only counted (see `on_purpose`).
"""
import json
import os
import re
import sys
import threading

from libreoffice import Office, edit, save

PATIENCE = 240  # seconds that the opening and comparing of one workbook may take


def address(a):
    return (a.Sheet, a.StartColumn, a.StartRow, a.EndColumn, a.EndRow)


def picture(document):
    """What is compared, as a dictionary of plain values."""
    found = {}
    sheets = document.Sheets
    document.calculateAll()
    for index in range(sheets.Count):
        sheet = sheets.getByIndex(index)
        name = sheet.Name
        found[(name, "visible")] = sheet.IsVisible
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        rows, columns = cursor.RangeAddress.EndRow, cursor.RangeAddress.EndColumn
        if rows * columns > 1_000_000:
            columns = min(columns, 200)
            rows = min(rows, 5_000)
        area = sheet.getCellRangeByPosition(0, 0, columns, rows)
        for what, data in (("formula", area.FormulaArray), ("value", area.DataArray)):
            for r, line in enumerate(data):
                for c, text in enumerate(line):
                    if text != "" and text is not None:
                        found[(name, what, r, c)] = text
        for entry in sheet.ConditionalFormats.getConditionalFormats():
            ranges = sorted(address(a) for a in entry.Range.RangeAddresses)
            found[(name, "conditional", tuple(ranges))] = entry.Count
        for at in range(sheet.Annotations.Count):
            note = sheet.Annotations.getByIndex(at)
            found[(name, "note", note.Position.Row, note.Position.Column)] = note.String
        for at in range(min(rows, 500) + 1):
            if not sheet.Rows.getByIndex(at).IsVisible:
                found[(name, "hidden", at)] = True
        for r in range(min(rows, 60) + 1):
            for c in range(min(columns, 20) + 1):
                cell = sheet.getCellByPosition(c, r)
                if cell.IsMerged:
                    around = sheet.createCursorByRange(cell)
                    around.collapseToMergedArea()
                    found[(name, "merged", r, c)] = address(around.RangeAddress)
                rule = cell.Validation
                if rule.Type.value != "ANY":
                    found[(name, "validation", r, c)] = (rule.Type.value, rule.getFormula1(), rule.getFormula2())
        for at in range(sheet.Charts.Count):
            found[(name, "chart", at)] = series(sheet.Charts.getByIndex(at))
    names = document.NamedRanges
    for name in names.ElementNames:
        found[("", "name", name)] = names.getByName(name).Content
    ranges = document.DatabaseRanges
    for name in ranges.ElementNames:
        found[("", "database", name)] = address(ranges.getByName(name).DataArea)
    return found


def series(chart):
    """The ranges that a chart is drawn from."""
    found = []
    try:
        for system in chart.EmbeddedObject.FirstDiagram.CoordinateSystems:
            for kind in system.ChartTypes:
                for one in kind.DataSeries:
                    for data in one.DataSequences:
                        for part in (data.Values, data.Label):
                            text = part.SourceRangeRepresentation if part else ""
                            found.append(re.sub(r"\.(\$\w+\$\d+):\1$", r".\1", text))
    except Exception:
        found.append("?")
    return found


LOST = re.compile(r"[\w$.'!]*#REF!(\$?[A-Z]{0,3}\$?\d*)?(:[\w$.'!]*#REF!\$?\d*)?", re.IGNORECASE)


def same(a, b):
    if isinstance(a, str) and isinstance(b, str) and "#ref!" in (a + b).lower():
        return LOST.sub("#REF!", a) == LOST.sub("#REF!", b)
    if isinstance(a, float) and isinstance(b, float):
        return a == b or abs(a - b) <= 1e-9 * max(abs(a), abs(b))
    return a == b


def volatile(text):
    functions = ("NOW(", "TODAY(", "RAND", "CELL(", "INFO(")
    return isinstance(text, str) and any(name in text.upper() for name in functions)


def shrunk(theirs, ours):
    """Is the second range the first one less some rows or columns at its end?"""
    shape = re.compile(r"(.+)\.\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?$")
    a, b = shape.match(theirs), shape.match(ours)
    if not a or not b or a.group(1, 2, 3) != b.group(1, 2, 3):
        return False
    end = lambda m: (len(m[4] or m[2]), m[4] or m[2], int(m[5] or m[3]))
    return all(x <= y for x, y in zip(end(b), end(a)))


def on_purpose(where, theirs, ours):
    """Why LibreOffice and we differ here on purpose; none when it is a fault."""
    what = where[1]
    if what == "merged" and theirs is None:
        return "a merged area whose first row or column goes shrinks; LibreOffice forgets it"
    if what == "validation" and theirs and ours and theirs[0] == ours[0]:
        return "references of a validation move; LibreOffice leaves them"
    if what == "chart" and isinstance(ours, list) and set(ours) <= set(theirs or []) | {""}:
        return "a series whose cells all go loses them; LibreOffice keeps the old range"
    if what == "chart" and isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs) \
            and all(a == b or shrunk(a, b) for a, b in zip(theirs, ours)):
        return "the ranges of a chart shrink; LibreOffice leaves those of a chart that it has not drawn"
    if what == "name" and "file:///" in str(theirs) and "file:///" in str(ours):
        return "a link to a file beside the workbook"
    return None


def compare(theirs, ours):
    keys = sorted(set(theirs) | set(ours), key=repr)
    # Values that depend on the hour or on chance differ between two openings.
    restless = any(k[1] == "formula" and volatile(v) for k, v in theirs.items())
    return [(k, theirs.get(k), ours.get(k)) for k in keys
            if not (restless and k[1] == "value") and not same(theirs.get(k), ours.get(k))]


class Unreadable(Exception):
    """LibreOffice does not open the workbook."""


class Slow(Exception):
    """The comparison took longer than the patience; the workbook did open."""


def seen(office, path, edits, saved=None):
    """The picture of a workbook, edits applied (and, when `saved` is given, saved there and opened
    again: some of what LibreOffice holds is only settled then)."""
    opened = False
    guard = threading.Timer(PATIENCE, office.stop)
    guard.start()
    try:
        document = office.open(path)
        opened = True
        edit(document, edits)
        if saved:
            save(document, saved)
            document.close(True)
            document = office.open(saved)
        found = picture(document)
        document.close(True)
        return found
    except Exception as error:
        raise (Slow if opened else Unreadable)(str(error)) from None
    finally:
        guard.cancel()


def differences_of(office, job):
    """What differs, after both sides were saved by LibreOffice where they differ before."""
    theirs = seen(office, job["original"], job["edits"])
    try:
        ours = seen(office, job["target"], [])
    except Unreadable:
        print("UNREADABLE", job["original"], job["target"])
        return None
    found = compare(theirs, ours)
    if not found:
        return found
    extension = os.path.splitext(job["target"])[1].replace("xlsm", "xlsx")
    theirs = seen(office, job["original"], job["edits"], job["target"] + ".office" + extension)
    ours = seen(office, job["target"], [], job["target"] + ".ours" + extension)
    known = {where for where, _, _ in found}
    return [one for one in compare(theirs, ours) if one[0] in known]


def main():
    office = Office()
    counts = {"same": 0, "different": 0, "unreadable": 0, "unreadable after": 0, "slow": 0}
    reasons = {}
    try:
        for line in open(sys.argv[1]):
            job = json.loads(line)
            if job.get("outcome", "ok") != "ok" or not os.path.exists(job["target"]):
                continue
            try:
                found = differences_of(office, job)
            except Unreadable:
                counts["unreadable"] += 1
                continue
            except Slow as error:
                counts["slow"] += 1
                print("SLOW", job["original"], job["target"], error)
                continue
            if found is None:
                counts["unreadable after"] += 1
                continue
            faults = []
            for one in found:
                why = on_purpose(*one)
                if why:
                    reasons[why] = reasons.get(why, 0) + 1
                else:
                    faults.append(one)
            counts["different" if faults else "same"] += 1
            if faults:
                print("DIFFERENT", job["original"], len(faults), "in", job["target"])
                for where, by_office, by_us in faults[:5]:
                    print("   ", where, "office:", repr(by_office), "ours:", repr(by_us))
            sys.stdout.flush()
    finally:
        for why, count in reasons.items():
            print("ON PURPOSE", count, why)
        print(counts)
        office.stop()


if __name__ == "__main__":
    main()
