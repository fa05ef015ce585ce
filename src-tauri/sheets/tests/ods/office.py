#!/usr/bin/python3
"""LibreOffice as maker and judge of OpenDocument files (python3-uno, headless).

    office.py make FOLDER              writes the fixtures
    office.py edit IN EDITS.json OUT   applies edits through LibreOffice's own API and saves
    office.py dump FILE...             prints what LibreOffice sees in each file, one JSON a line
    office.py judge CASES.json         per case {original, edits, cleaned}: prints the dump of the
                                       original edited by LibreOffice, then that of the cleaned file
"""
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../oracle"))
from libreoffice import Office, edit, save  # noqa: E402
from com.sun.star.table import CellRangeAddress  # noqa: E402


def name_of(doc, a):
    sheet = doc.Sheets.getByIndex(a.Sheet).Name
    area = doc.Sheets.getByIndex(a.Sheet).getCellRangeByPosition(
        a.StartColumn, a.StartRow, a.EndColumn, a.EndRow)
    return sheet + ":" + area.AbsoluteName


def dump_sheet(doc, sheet):
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    cells, merges, validations = {}, set(), {}
    for row in range(min(end.EndRow, 400) + 1):
        for column in range(min(end.EndColumn, 60) + 1):
            cell = sheet.getCellByPosition(column, row)
            where = cell.AbsoluteName.split(".")[-1].replace("$", "")
            if cell.Type.value != "EMPTY":
                cells[where] = [cell.Formula, cell.String]
            if cell.IsMerged:
                around = sheet.createCursorByRange(cell)
                around.collapseToMergedArea()
                merges.add(around.AbsoluteName)
            rule = cell.Validation
            if rule.Type.value != "ANY":
                validations[where] = [rule.Type.value, rule.getFormula1(), rule.getFormula2()]
    formats = []
    for one in sheet.ConditionalFormats.ConditionalFormats:
        entries = []
        for at in range(one.Count):
            entry = one.getByIndex(at)
            try:
                entries.append([entry.Operator, entry.Formula1, entry.Formula2])
            except Exception:
                entries.append("entry")
        formats.append([one.Range.RangeAddressesAsString, entries])
    charts = {}
    for at in range(sheet.Charts.Count):
        chart = sheet.Charts.getByIndex(at)
        series = []
        diagram = chart.EmbeddedObject.FirstDiagram
        for system in diagram.CoordinateSystems:
            for kind in system.ChartTypes:
                for one in kind.DataSeries:
                    for data in one.DataSequences:
                        for part in (data.Values, data.Label):
                            series.append(part.SourceRangeRepresentation if part else "")
        charts[chart.Name] = series
    return {
        "visible": sheet.IsVisible,
        "cells": cells,
        "merges": sorted(merges),
        "validations": validations,
        "formats": sorted(formats, key=str),
        "charts": charts,
        "print": [name_of(doc, area) for area in sheet.PrintAreas],
        "annotations": sorted(
            [name_of(doc, CellRangeAddress(a.Position.Sheet, a.Position.Column, a.Position.Row,
                                           a.Position.Column, a.Position.Row)), a.String]
            for a in [sheet.Annotations.getByIndex(i) for i in range(sheet.Annotations.Count)]),
        "shapes": sorted(
            [s.Name, getattr(s.Anchor, "AbsoluteName", "page")]
            for s in [sheet.DrawPage.getByIndex(i) for i in range(sheet.DrawPage.Count)]
            if s.Name),
        "hidden_rows": [r + 1 for r in range(min(end.EndRow, 400) + 1)
                        if not sheet.Rows.getByIndex(r).IsVisible],
    }


def dump(doc):
    names = [doc.NamedRanges.getByIndex(i) for i in range(doc.NamedRanges.Count)]
    areas = [doc.DatabaseRanges.getByIndex(i) for i in range(doc.DatabaseRanges.Count)]
    return {
        "names": {n.Name: n.Content for n in names},
        "areas": {a.Name: [name_of(doc, a.DataArea),
                           [[f.Field, f.StringValue] for f in a.getFilterDescriptor().getFilterFields()]]
                  for a in areas},
        "sheets": {name: dump_sheet(doc, doc.Sheets.getByName(name))
                   for name in doc.Sheets.ElementNames},
    }


def show(office, path):
    doc = office.open(path)
    print(json.dumps(dump(doc), ensure_ascii=False, sort_keys=True), flush=True)
    doc.close(True)


def main():
    command, *rest = sys.argv[1:] or [""]
    with Office() as office:
        if command == "make":
            from fixtures import make
            make(office, rest[0])
        elif command == "edit":
            doc = office.open(rest[0])
            with open(rest[1]) as file:
                edit(doc, json.load(file))
            save(doc, rest[2])
            doc.close(True)
        elif command == "dump":
            for path in rest:
                show(office, path)
        elif command == "judge":
            with open(rest[0]) as file:
                cases = json.load(file)
            for case in cases:
                # Saved and opened again: that is how LibreOffice spells broken references in files.
                doc = office.open(case["original"])
                edit(doc, case["edits"])
                save(doc, case["cleaned"] + ".office.ods")
                doc.close(True)
                show(office, case["cleaned"] + ".office.ods")
                show(office, case["cleaned"])
        else:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
