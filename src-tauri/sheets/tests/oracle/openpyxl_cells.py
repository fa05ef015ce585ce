#!/usr/bin/env python3
"""Prints what openpyxl sees in workbooks, one JSON object a line.

Usage: .venv/bin/python openpyxl_cells.py dump FILE...

{"sheets": {NAME: {"cells": {"A1": [value, [value, number format, bold]]}}}}, with the values that
formulas gave.
"""
import json
import sys

import openpyxl


def cells(sheet):
    filled = [cell for cell in sheet._cells.values() if cell.value is not None]
    return {cell.coordinate: [str(cell.value), [str(cell.value), cell.number_format, bool(cell.font.b)]]
            for cell in filled}


def main():
    for path in sys.argv[2:]:
        book = openpyxl.load_workbook(path, data_only=True)
        sheets = {sheet.title: {"cells": cells(sheet)} for sheet in book.worksheets}
        print(json.dumps({"sheets": sheets}, ensure_ascii=False))


if __name__ == "__main__":
    main()
