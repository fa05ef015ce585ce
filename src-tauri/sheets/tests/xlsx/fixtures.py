#!/usr/bin/env python3
"""Makes the workbooks of this folder with XlsxWriter and openpyxl: .venv/bin/python fixtures.py

`rich.xlsx` holds every structure that a deletion of rows must follow; `places.xlsx` holds one
person's name in row 3 and in every other place where XlsxWriter puts a text. Invented content.
"""
import datetime
import pathlib

import xlsxwriter

HERE = pathlib.Path(__file__).parent
NAME = "Zénobie Quillfeather"
DAY = datetime.datetime(2026, 1, 5)


def book(name, **options):
    made = xlsxwriter.Workbook(str(HERE / name), options)
    made.set_properties({"title": "Essai", "created": DAY})
    return made


def rich():
    made = book("rich.xlsx")
    bold = made.add_format({"bold": True})
    date = made.add_format({"num_format": "dd/mm/yyyy"})
    clients = made.add_worksheet("Clients")
    other = made.add_worksheet("L'autre")
    lists = made.add_worksheet("Listes")
    lists.hide()
    lists.write_column("A1", ["chaud", "tiède", "froid"])
    clients.write_row("A1", ["Société", "Contact", "Montant", "Double", "Statut", "Date"], bold)
    for row in range(2, 17):
        clients.write_row(row - 1, 0, [f"Société {row}", f"Contact {row}", row * 10])
        clients.write_formula(row - 1, 3, f"=C{row}*2+$C$2", None, row * 20 + 20)
        clients.write(row - 1, 4, ["chaud", "tiède", "froid"][row % 3])
        clients.write_datetime(row - 1, 5, DAY + datetime.timedelta(days=row), date)
    clients.write("A19", "Total", bold)
    clients.write_formula("C19", "=SUM(C2:C16)", bold, 1350)
    clients.write_formula("D19", "=SUM(C:C)+COUNTA(2:3)", bold, 0)
    clients.write_formula("E19", "=IF(A5=\"A6\",LOG10(C6),ABC1)", None, 0)
    clients.write_array_formula("J9:J11", "{=C9:C11*2}", None, 180)
    clients.merge_range("A21:C22", "Fusion", bold)
    clients.merge_range("E6:E7", "deux lignes")
    clients.autofilter("A1:F16")
    clients.freeze_panes(1, 1)
    clients.data_validation("E2:E16", {"validate": "list", "source": "=Listes!$A$1:$A$3"})
    clients.data_validation("C2:C16", {"validate": "decimal", "criteria": "<", "value": "=$C$16*2"})
    clients.conditional_format("C2:C16", {"type": "cell", "criteria": ">", "value": "$C$6", "format": bold})
    clients.conditional_format("A2:A16", {"type": "formula", "criteria": "=$C2>100", "format": bold})
    clients.conditional_format("D2:D16", {"type": "data_bar", "data_bar_2010": True})
    clients.write_comment("B4", "Rappeler")
    clients.write_comment("B6", "Absent")
    clients.write_url("B8", "https://example.com/huit", string="Contact 8")
    clients.write_url("B9", "internal:'L''autre'!B2", string="Contact 9")
    clients.insert_textbox("H8", "Cadre", {"width": 200, "height": 60})
    clients.set_h_pagebreaks([5, 10])
    clients.print_area("A1:F19")
    clients.repeat_rows(0)
    clients.set_row(11, None, None, {"hidden": True})
    clients.set_row(12, None, None, {"level": 1})
    clients.add_sparkline("G2", {"range": "Clients!C2:C16"})
    clients.protect("", {"select_locked_cells": True})
    clients.unprotect_range("A2:A16", "saisie")
    clients.ignore_errors({"number_stored_as_text": "A2:A16"})
    other.write_row("A1", ["Mois", "Valeur"])
    for row in range(2, 6):
        other.write(row - 1, 0, f"mois {row}")
        other.write_formula(row - 1, 1, f"=Clients!C{row + 1}", None, row * 10 + 10)
    other.write_formula("B7", "=SUM(Clients!C2:C16)+SUM(Clients!$C$5:$C$7)", None, 0)
    other.write_formula("B8", "=VLOOKUP(\"Société 9\",Clients!A:F,3,FALSE)", None, 90)
    other.write_formula("B9", "=SUM(Achats[Prix])", None, 6)
    other.add_table("D1:E4", {"name": "Achats", "columns": [{"header": "Objet"}, {"header": "Prix"}],
                              "data": [["a", 1], ["b", 2], ["c", 3]]})
    chart = made.add_chart({"type": "line"})
    chart.add_series({"name": "=Clients!$C$1", "categories": "=Clients!$A$2:$A$16", "values": "=Clients!$C$2:$C$16"})
    other.insert_chart("D8", chart)
    made.define_name("Montants", "=Clients!$C$2:$C$16")
    made.define_name("Taux", "=0.2")
    made.close()


def places():
    made = book("places.xlsx")
    made.set_properties({
        "title": "Essai", "subject": NAME, "author": NAME, "manager": NAME, "company": NAME, "category": NAME,
        "keywords": NAME, "comments": NAME, "status": NAME, "hyperlink_base": NAME, "created": DAY})
    made.set_custom_property("Contact", NAME)
    sheet = made.add_worksheet("Clients")
    sheet.write_row("A1", ["Société", "Contact", "Note"])
    sheet.write_row("A2", ["Alpha", "Un contact", "rien"])
    sheet.write_row("A3", ["Bêta", NAME, "rien"])
    sheet.write_row("A4", ["Gamma", "Autre contact", "rien"])
    sheet.write_formula("E2", "=INDEX(B1:B4,3)", None, NAME)
    sheet.write_formula("E4", f'="{NAME}"', None, NAME)
    sheet.set_header("&L" + NAME)
    sheet.set_footer("&R" + NAME)
    sheet.write_comment("A2", "Voir " + NAME, {"author": NAME})
    sheet.data_validation("C2:C4", {"validate": "list", "source": ["a", NAME, "b"], "input_title": "Choix",
                                    "input_message": NAME, "error_title": "Non", "error_message": NAME})
    sheet.conditional_format("A2:A4", {"type": "text", "criteria": "containing", "value": NAME})
    sheet.conditional_format("B2:B4", {"type": "cell", "criteria": "==", "value": f'"{NAME}"'})
    sheet.autofilter("A1:C4")
    sheet.filter_column_list("B", [NAME, "Un contact"])
    sheet.write_url("A4", "mailto:z@example.com?subject=Z%C3%A9nobie%20Quillfeather", string="Gamma", tip=NAME)
    sheet.insert_textbox("G2", "Cadre de " + NAME, {"description": NAME})
    sheet.set_vba_name("Feuil1")
    second = made.add_worksheet("Suite")
    second.add_table("A1:B3", {"columns": [{"header": "Objet"}, {"header": NAME, "total_string": NAME}],
                               "data": [["a", 1]], "total_row": True})
    second.write("D1", "x")
    chart = made.add_chart({"type": "bar"})
    chart.add_series({"name": NAME, "categories": "=Clients!$B$2:$B$4", "values": "=Clients!$A$2:$A$4",
                      "categories_data": ["Un contact", NAME, "Autre contact"], "values_data": [1, 2, 3],
                      "data_labels": {"custom": [{"value": NAME}], "value": True}})
    chart.set_title({"name": "Ventes de " + NAME})
    second.insert_chart("D4", chart, {"description": NAME})
    sheet.write_rich_string("C2", "rien ", made.add_format({"bold": True}), "de ", "plus")
    made.define_name("Contact", f'="{NAME}"')
    made.close()


rich()
places()
