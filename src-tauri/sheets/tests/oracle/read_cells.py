#!/usr/bin/env python3
"""Compares the cells that we read with those that openpyxl reads.

Usage: read_cells.py CELLS.jsonl   (a Python with openpyxl; soffice on the PATH for ods, xls, xlsb)

The lines are those of `examples/read_files.rs --cells`. Files that openpyxl does not read are first
converted to xlsx by LibreOffice. Prints each difference, and a summary.
"""
import collections
import datetime
import json
import os
import subprocess
import sys
import tempfile
import warnings

import openpyxl

warnings.filterwarnings("ignore")


def converted(paths, folder):
    """LibreOffice's xlsx of each file, by path."""
    links = {}
    for at, path in enumerate(paths):
        links[path] = os.path.join(folder, f"{at:05}{os.path.splitext(path)[1].lower()}")
        os.symlink(os.path.abspath(path), links[path])
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx",
               "--outdir", folder]
    for start in range(0, len(paths), 25):
        batch = [links[path] for path in paths[start:start + 25]]
        subprocess.run(["timeout", "180", *command, *batch], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                       check=False)
    return {path: os.path.splitext(link)[0] + ".xlsx" for path, link in links.items()}


def theirs(path):
    book = openpyxl.load_workbook(path, data_only=True)
    cells = {}
    for sheet in book.worksheets:
        # Only cells that the file has: a sheet may stretch over a billion empty ones.
        for cell in sheet._cells.values():
            if cell.value is not None and cell.value != "":
                cells[(sheet.title, cell.coordinate)] = cell
    return cells


def plain(cell):
    """What we would say of it."""
    value = cell.value
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, datetime.datetime):
        if value.microsecond >= 500000:
            value += datetime.timedelta(seconds=1)
        value = value.replace(microsecond=0)
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M:%S" if value.second else "%H:%M")
    if isinstance(value, datetime.timedelta):
        return value.total_seconds() / 86400
    return str(value)


def same(a, b):
    if isinstance(a, bool) or isinstance(b, bool):
        return a == b
    if isinstance(a, (int, float)) and isinstance(b, float):
        return abs(a - b) <= 1e-9 * max(1.0, abs(a), abs(b))
    if isinstance(a, str) and isinstance(b, str):
        a, b = (text.replace("\r\n", "\n").replace("\r", "\n").strip() for text in (a, b))
        return a == b or a.split(".")[0] == b
    return False


def main():
    ours = collections.defaultdict(dict)
    for line in open(sys.argv[1]):
        one = json.loads(line)
        if "error" not in one:
            ours[one["file"]][(one["sheet"], one["cell"])] = one["value"]
    direct = [p for p in ours if p.lower().endswith((".xlsx", ".xlsm"))]
    others = [p for p in ours if p.lower().endswith((".ods", ".xls", ".xlsb"))]
    counts = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        places = {p: p for p in direct} | converted(others, folder)
        for path in direct + others:
            try:
                there = theirs(places[path])
            except Exception as error:
                counts["not read by openpyxl"] += 1
                print("UNREADABLE", path, type(error).__name__, str(error)[:80])
                continue
            mine = ours[path]
            wrong = []
            for key in sorted(set(mine) | set(there), key=str):
                other = plain(there[key]) if key in there else None
                if key not in mine or key not in there or not same(mine[key], other):
                    wrong.append((key, mine.get(key), other))
            counts["different" if wrong else "same"] += 1
            if wrong:
                print("DIFFERENT", len(wrong), "of", len(there), path)
                for one in wrong[:5]:
                    print("    ", one[0], "ours", repr(one[1])[:60], "theirs", repr(one[2])[:60])
    print(dict(counts))


if __name__ == "__main__":
    main()
