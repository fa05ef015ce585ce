#!/usr/bin/env python3
"""Holds edited workbooks against their originals with openpyxl, cell by cell.

Usage: .venv/bin/python openpyxl_rows.py JOBS.jsonl   (the jobs of delete_rows.py)

What openpyxl reads of the original, less the rows and columns that go and with the cells that are
set, must be what it reads of the target: values of cells, merged areas aside. Formulas are only
counted. Prints the differences, and a summary.
"""
import json
import re
import resource
import sys
import warnings

import openpyxl
from openpyxl.utils import column_index_from_string

warnings.simplefilter("ignore")


def cells(path):
    book = openpyxl.load_workbook(path)
    # Only cells that the file has: a sheet may stretch over a billion empty ones.
    return {sheet.title: {(c.row, c.column): c.value for c in sheet._cells.values() if c.value is not None}
            for sheet in book.worksheets}


def expected(found, edits):
    for sheet, values in found.items():
        mine = [e for e in edits if e.get("sheet") == sheet]
        for e in mine:
            if e["edit"] == "set_cell":
                letters, row = re.match(r"([A-Z]+)(\d+)", e["cell"]).groups()
                values[(int(row), column_index_from_string(letters))] = e["value"]["text"]
        rows = {e["row"] for e in mine if e["edit"] == "delete_row"}
        columns = {e["column"] + 1 for e in mine if e["edit"] == "delete_column"}
        found[sheet] = {(r - sum(g < r for g in rows), c - sum(g < c for g in columns)): v
                        for (r, c), v in values.items() if r not in rows and c not in columns}
    return found


def plain(value):
    return not (isinstance(value, str) and value.startswith("=")) and not hasattr(value, "ref")


def main():
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    counts = {"same": 0, "different": 0, "unreadable": 0, "unreadable after": 0}
    for line in open(sys.argv[1]):
        job = json.loads(line)
        try:
            theirs = expected(cells(job["original"]), job["edits"])
        except Exception:
            counts["unreadable"] += 1
            continue
        try:
            ours = cells(job["target"])
        except Exception as error:
            counts["unreadable after"] += 1
            print("UNREADABLE", job["original"], job["target"], error)
            continue
        wrong = []
        for sheet, values in theirs.items():
            mine = ours.get(sheet, {})
            for at in sorted(set(values) | set(mine)):
                a, b = values.get(at), mine.get(at)
                if plain(a) != plain(b) or (plain(a) and a != b):
                    wrong.append((sheet, at, a, b))
        counts["different" if wrong else "same"] += 1
        if wrong:
            print("DIFFERENT", job["original"], len(wrong), "in", job["target"], *wrong[:3], sep="\n    ")
    print(counts)


if __name__ == "__main__":
    main()
