"""Makes rich.ods (every structure that a row deletion must adjust) and leaks.ods (a name in every
place that can hold one) through LibreOffice's API."""
import os

import uno
from com.sun.star.awt import Point, Rectangle, Size
from com.sun.star.sheet import TableFilterField
from com.sun.star.sheet.ConditionOperator import BETWEEN, FORMULA
from com.sun.star.sheet.FilterOperator import NOT_EQUAL
from com.sun.star.sheet.ValidationType import LIST, WHOLE
from com.sun.star.table import CellRangeAddress, CellAddress
from libreoffice import prop, save

NAMES = ["Alpha", "Bêta", "Gamma", "Delta", "Epsilon", "Zêta", "Êta", "Thêta", "Iota", "Kappa",
         "Lambda", "Mu"]


def fill(sheet):
    for column, head in enumerate(["Société", "CA", "Note", "Statut", "Double", "Étiquette"]):
        sheet.getCellByPosition(column, 3).String = head
    sheet.getCellByPosition(0, 0).String = "Mes prospects"
    for at, name in enumerate(NAMES):
        row = 4 + at
        sheet.getCellByPosition(0, row).String = name
        sheet.getCellByPosition(1, row).Value = 100 * (at + 1)
        sheet.getCellByPosition(2, row).String = "Note secrète %d\nà rappeler" % (at + 1)
        sheet.getCellByPosition(3, row).String = "actif" if at % 2 else "inactif"
        sheet.getCellByPosition(4, row).Formula = "=B%d*2" % (row + 1)
        sheet.getCellByPosition(5, row).Formula = '=A%d&" / "&$D$%d' % (row + 1, row + 1)


def formulas(sheet):
    texts = {
        "H1": "=SUM(B5:B16)", "H2": "=B7", "H3": "=$B$7+B8", "H4": "=SUM(B6:B8)",
        "H5": "=SUM(B6:B7)", "H6": "=COUNTIF(D$5:D$16;\"actif\")", "H7": "=VLOOKUP(\"Gamma\";A5:B16;2;0)",
        "H8": "=SUM(B:B)", "H9": "=SUM(8:8)", "H10": "=SUM(B5:B7)+SUM(B7:B16)", "H11": "=INDEX(B5:B16;3)",
        "H12": "=SUM(montants)", "H13": "=\"[.B7]\"&A7", "H14": "=SUM($Autre.A1:A3)", "H15": "=SUM(B3:B5;B16:B17)",
        "H16": "=IF(B8>B9;A8;A9)", "H17": "=premier",
    }
    for where, text in texts.items():
        sheet.getCellRangeByName(where).Formula = text
    sheet.getCellRangeByName("J20:J22").setArrayFormula("=B12:B14*10")


def make_rich(office, path):
    doc = office.new()
    sheets = doc.Sheets
    sheet = sheets.getByIndex(0)
    sheet.Name = "Prospects"
    sheets.insertNewByName("Autre", 1)
    sheets.insertNewByName("L'été 2025", 2)
    sheets.insertNewByName("Caché", 3)
    fill(sheet)
    doc.NamedRanges.addNewByName("montants", "$Prospects.$B$5:$B$16", CellAddress(0, 0, 0), 0)
    doc.NamedRanges.addNewByName("premier", "$Prospects.$A$7", CellAddress(0, 0, 0), 0)
    doc.NamedRanges.addNewByName("voisin", "Prospects.A6", CellAddress(0, 1, 5), 0)
    formulas(sheet)
    other = sheets.getByName("Autre")
    for at in range(3):
        other.getCellByPosition(0, at).Value = at + 1
    other.getCellRangeByName("B1").Formula = "=SUM($Prospects.B5:B16)"
    other.getCellRangeByName("B2").Formula = "=$Prospects.C6"
    other.getCellRangeByName("B3").Formula = "=$'L''été 2025'.A1+1"
    other.getCellRangeByName("B4").Formula = "=SUM($Prospects.B6:$'L''été 2025'.B6)"
    sheets.getByName("L'été 2025").getCellRangeByName("A1").Value = 5
    hidden = sheets.getByName("Caché")
    hidden.getCellRangeByName("A1").String = "liste cachée"
    hidden.IsVisible = False
    looks(doc, sheet)
    objects(doc, sheet)
    doc.DocumentProperties.Author = "Zoé Exemple"
    doc.DocumentProperties.ModifiedBy = "Zoé Exemple"
    doc.DocumentProperties.UserDefinedProperties.addProperty("Client", 0, "Société secrète")
    save(doc, path)
    doc.close(True)


def looks(doc, sheet):
    sheet.getCellRangeByName("A1:F1").merge(True)
    sheet.getCellRangeByName("K5:K9").merge(True)
    sheet.getCellRangeByName("K5").String = "fusion haute"
    sheet.getCellRangeByName("L6:M7").merge(True)
    sheet.getCellRangeByName("L6").String = "fusion basse"
    sheet.getCellRangeByName("A4:F4").CellBackColor = 0xDDEEFF
    sheet.Rows.getByIndex(9).IsVisible = False
    sheet.setPrintAreas((CellRangeAddress(0, 0, 3, 5, 15), CellRangeAddress(0, 7, 0, 7, 16)))
    sheet.setTitleRows(CellRangeAddress(0, 0, 3, 5, 3))
    sheet.setPrintTitleRows(True)
    rule = sheet.getCellRangeByName("D5:D16").Validation
    rule.Type = LIST
    rule.setFormula1('"actif";"inactif"')
    sheet.getCellRangeByName("D5:D16").Validation = rule
    rule = sheet.getCellRangeByName("B5:B16").Validation
    rule.Type = WHOLE
    rule.setOperator(BETWEEN)
    rule.setFormula1("$B$5")
    rule.setFormula2("$B$16*100")
    sheet.getCellRangeByName("B5:B16").Validation = rule
    area = sheet.getCellRangeByName("B5:B16")
    conditions = area.ConditionalFormat
    conditions.addNew(tuple(prop(n, v) for n, v in (
        ("Operator", FORMULA), ("Formula1", "B5>B$16"), ("StyleName", "Good"),
        ("SourcePosition", CellAddress(0, 1, 4)))))
    area.ConditionalFormat = conditions
    doc.DatabaseRanges.addNewByName("base", CellRangeAddress(0, 0, 3, 5, 15))
    base = doc.DatabaseRanges.getByName("base")
    base.AutoFilter = True
    filters = base.getFilterDescriptor()
    field = TableFilterField()
    field.Field, field.Operator, field.IsNumeric, field.StringValue = 3, NOT_EQUAL, False, "inconnu"
    filters.setFilterFields((field,))
    base.refresh()
    sheet.group(CellRangeAddress(0, 0, 5, 0, 7), uno.Enum("com.sun.star.table.TableOrientation", "ROWS"))


def objects(doc, sheet):
    sheet.Annotations.insertNew(CellAddress(0, 0, 6), "commentaire sur Gamma")
    sheet.Annotations.insertNew(CellAddress(0, 0, 8), "commentaire sur Epsilon")
    place = Rectangle(20000, 9000, 9000, 6000)
    sheet.Charts.addNewByName("courbe", place, (CellRangeAddress(0, 0, 4, 1, 15),), False, True)
    shape = doc.createInstance("com.sun.star.drawing.RectangleShape")
    shape.Size, shape.Position, shape.Name = Size(3000, 2500), Point(1000, 3000), "cadre"
    sheet.DrawPage.add(shape)
    shape.Anchor = sheet.getCellByPosition(1, 8)
    tall = doc.createInstance("com.sun.star.drawing.RectangleShape")
    tall.Size, tall.Position, tall.Name = Size(2000, 2500), Point(30000, 1900), "haut"
    sheet.DrawPage.add(tall)
    tall.Anchor = sheet.getCellByPosition(13, 3)
    text = doc.createInstance("com.sun.star.drawing.TextShape")
    text.Size, text.Position, text.Name = Size(3000, 900), Point(9000, 12000), "texte"
    sheet.DrawPage.add(text)
    text.String = "zone de texte"


MARK = "Zorro Personne"


def make_leaks(office, path):
    """The name of a person in row 3, and in every other place where LibreOffice puts one."""
    doc = office.new()
    sheet = doc.Sheets.getByIndex(0)
    sheet.Name = "Prospects"
    for column, text in enumerate(["Nom", "Note", "Rappel"]):
        sheet.getCellByPosition(column, 0).String = text
    for row, name in enumerate(["Alpha", MARK, "Gamma"]):
        sheet.getCellByPosition(0, row + 1).String = name
        sheet.getCellByPosition(1, row + 1).Value = 10 * (row + 1)
        sheet.getCellByPosition(2, row + 1).Formula = "=A%d&\" !\"" % (row + 2)
    sheet.getCellRangeByName("E1").Formula = "=INDEX(A2:A4;2)"
    sheet.Annotations.insertNew(CellAddress(0, 0, 1), "collègue de " + MARK)
    sheet.Charts.addNewByName("Object 1", Rectangle(9000, 3000, 8000, 5000),
                              (CellRangeAddress(0, 0, 1, 1, 3),), False, True)
    style = doc.StyleFamilies.getByName("PageStyles").getByName("Default")
    style.HeaderIsOn = True
    header = style.RightPageHeaderContent
    header.LeftText.String = "Fichier de " + MARK
    style.RightPageHeaderContent = header
    area = sheet.getCellRangeByName("B2:B4")
    rule = area.Validation
    rule.Type = LIST
    rule.setFormula1('"Autre";"%s"' % MARK)
    rule.InputTitle, rule.InputMessage = "Aide", "comme " + MARK
    rule.ShowInputMessage = True
    area.Validation = rule
    conditions = area.ConditionalFormat
    conditions.addNew(tuple(prop(n, v) for n, v in (
        ("Operator", FORMULA), ("Formula1", 'A2="%s"' % MARK), ("StyleName", "Good"),
        ("SourcePosition", CellAddress(0, 1, 1)))))
    area.ConditionalFormat = conditions
    doc.NamedRanges.addNewByName("personne", '"%s"' % MARK, CellAddress(0, 0, 0), 0)
    doc.DatabaseRanges.addNewByName("base", CellRangeAddress(0, 0, 0, 2, 3))
    filters = doc.DatabaseRanges.getByName("base").getFilterDescriptor()
    field = TableFilterField()
    field.Field, field.Operator, field.IsNumeric, field.StringValue = 0, NOT_EQUAL, False, MARK
    filters.setFilterFields((field,))
    text = doc.createInstance("com.sun.star.drawing.TextShape")
    text.Size, text.Position, text.Name = Size(3000, 900), Point(9000, 12000), "texte"
    sheet.DrawPage.add(text)
    text.String = "avec " + MARK
    text.Title, text.Description = MARK, "portrait de " + MARK
    properties = doc.DocumentProperties
    properties.Title, properties.Subject, properties.Author = MARK, "sur " + MARK, MARK
    properties.Keywords = (MARK,)
    properties.UserDefinedProperties.addProperty("Contact", 0, MARK)
    doc.Sheets.insertNewByName("Caché", 1)
    hidden = doc.Sheets.getByName("Caché")
    hidden.getCellRangeByName("A1").String = "x"
    hidden.getCellRangeByName("A2").Formula = "=$Prospects.A3"
    hidden.IsVisible = False
    doc.RecordChanges = True
    sheet.getCellRangeByName("A6").String = MARK
    sheet.getCellRangeByName("A6").String = "Delta"
    save(doc, path)
    doc.close(True)


def make(office, folder):
    os.makedirs(folder, exist_ok=True)
    make_rich(office, os.path.join(folder, "rich.ods"))
    make_leaks(office, os.path.join(folder, "leaks.ods"))
