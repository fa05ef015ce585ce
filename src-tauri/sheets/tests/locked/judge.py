"""What other programs read in a workbook that opens with a password.

Usage: judge.py msoffcrypto FILE PASSWORD   (a Python with msoffcrypto-tool and openpyxl)
       judge.py libreoffice FILE PASSWORD   (python3 of the system with python3-uno; soffice on the PATH)

Prints the cells of the first sheet, one row a line, as JSON.
"""
import io
import json
import os
import sys


def msoffcrypto_rows(path, password):
    import msoffcrypto
    import openpyxl
    with open(path, "rb") as source:
        locked = msoffcrypto.OfficeFile(source)
        locked.load_key(password=password, verify_password=True)
        clear = io.BytesIO()
        locked.decrypt(clear, verify_integrity=True)
    sheet = openpyxl.load_workbook(clear).worksheets[0]
    return [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]


def libreoffice_rows(path, password):
    sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../oracle"))
    from libreoffice import Office, prop
    with Office() as office:
        document = office.open(path, prop("Password", password))
        sheet = document.Sheets.getByIndex(0)
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        area = sheet.getCellRangeByPosition(0, 0, cursor.RangeAddress.EndColumn, cursor.RangeAddress.EndRow)
        rows = [list(row) for row in area.getDataArray()]
        document.close(True)
    return rows


def main():
    kind, path, password = sys.argv[1:]
    rows = msoffcrypto_rows if kind == "msoffcrypto" else libreoffice_rows
    for row in rows(path, password):
        print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()
