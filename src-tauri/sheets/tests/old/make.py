#!/usr/bin/env python3
"""Makes rich.xls (by openpyxl, then LibreOffice) and frozen.xls (by xlwt): invented contacts.

Usage: make.py   (a Python with openpyxl and xlwt; soffice on the PATH)
"""
import datetime
import os
import subprocess
import tempfile

import openpyxl
import xlwt
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

book = openpyxl.Workbook()
book.properties.creator = "Jeanne Exemple"
sheet = book.active
sheet.title = "Prospects"
sheet.append(["Société", "Dernier contact", "CA", "Note", "Heure", "Actif", "Taux"])
rows = [
    ("Alpha", datetime.date(2024, 5, 2), 1200.5, "rappeler en mai", datetime.time(14, 30), True, 0.25),
    ("Bêta", datetime.datetime(2024, 6, 3, 9, 15), -3, "note secrète sur Bêta", None, False, 1),
    ("Gamma", datetime.date(2023, 1, 31), 0, "=1+1", None, None, None),
    ("Delta", None, 7, "voir plus tard", None, None, None),
]
for row in rows:
    sheet.append(row)
sheet["D4"].data_type = "s"
for cell in sheet[1]:
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor="000080")
    cell.alignment = Alignment(wrap_text=True)
for row in sheet.iter_rows(min_row=2):
    row[1].number_format = "DD/MM/YYYY"
    row[2].number_format = "#,##0.00 [$€-40C]"
    row[4].number_format = "HH:MM"
    row[6].number_format = "0%"
sheet["B3"].number_format = "DD/MM/YYYY HH:MM"
sheet["A2"].font = Font(italic=True, color="FF0000")
for column, width in enumerate((22, 14, 12, 40, 8, 8, 8), 1):
    sheet.column_dimensions[get_column_letter(column)].width = width
sheet.column_dimensions["F"].hidden = True
sheet.row_dimensions[5].hidden = True
sheet.auto_filter.ref = "A1:G5"
sheet["A2"].comment = Comment("appeler Bêta aussi", "Jeanne Exemple")
hidden = book.create_sheet("Caché")
hidden["A1"] = "liste cachée"
hidden.sheet_state = "hidden"
sheet.merge_cells("A8:C8")
sheet["A8"] = "fusion"

here = os.path.dirname(os.path.abspath(__file__))
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "rich.xlsx")
    book.save(path)
    subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xls:MS Excel 97",
                    "--outdir", here, path], check=True, stdout=subprocess.DEVNULL)

# Formulas that read what may go, one through another, shared ones, and ones that read only what stays.
def cell(value):
    text = f'<text:p>{value[1]}</text:p>' if isinstance(value, tuple) else f'<text:p>{value}</text:p>'
    formula = f' table:formula="of:={value[0]}"' if isinstance(value, tuple) else ""
    return f'<table:table-cell office:value-type="string"{formula}>{text}</table:table-cell>'


def table(name, lines):
    lines = "".join(f"<table:table-row>{''.join(map(cell, line))}</table:table-row>" for line in lines)
    return f'<table:table table:name="{name}">{lines}</table:table>'


people = [("Cyr", "Grand"), ("Zoé", "Petit"), ("Ana", "Grand")]
names = [(f"[.A{row}]&amp;&quot; &quot;&amp;[.B{row}]", " ".join(who)) for row, who in enumerate(people, 2)]
lines = [["Prénom", "Nom", "Complet"]] + [[*who, name] for who, name in zip(people, names)]
calls = [[("[P.A2]", "Cyr")], [("UPPER([.A1])", "CYR")], [("[P.C3]", "Zoé Petit")],
         [("INDEX([P.$C$2:.$C$4];1)", "Cyr Grand")], ["Fin"]]
names = ("office", "table", "text")
spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
spaces += ' xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"'
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "worked.fods")
    with open(path, "w", encoding="utf-8") as file:
        file.write(f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument'
                   f'.spreadsheet"><office:body><office:spreadsheet>{table("P", lines)}{table("Q", calls)}'
                   "</office:spreadsheet></office:body></office:document>")
    subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xls:MS Excel 97",
                    "--outdir", here, path], check=True, stdout=subprocess.DEVNULL)

# LibreOffice freezes nothing without a window.
frozen = xlwt.Workbook()
sheet = frozen.add_sheet("Clients")
bold = xlwt.easyxf("font: bold on, colour white; pattern: pattern solid, fore_colour dark_blue")
day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
for column, name in enumerate(("Client", "Appel")):
    sheet.write(0, column, name, bold)
for row in range(1, 4):
    sheet.write(row, 0, f"Client {row}")
    sheet.write(row, 1, datetime.date(2025, row, 10), day)
sheet.panes_frozen, sheet.horz_split_pos, sheet.vert_split_pos = True, 1, 1
sheet.col(0).width = 256 * 30
frozen.save(os.path.join(here, "frozen.xls"))
