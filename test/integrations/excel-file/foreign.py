"""Makes workbooks with LibreOffice as an office would, and tells what LibreOffice sees in a workbook.

Usage: python3 foreign.py <profile folder> < asked.json
Asked: {"make": "<folder>"} or {"see": [{"path": "<workbook.xlsx>", "tabs": ["<name>", ...]}, ...]}; the answer is
JSON on standard output.
"""
import json
import os
import subprocess
import sys
import time

import uno
from com.sun.star.awt import Point, Rectangle, Size
from com.sun.star.beans import PropertyValue
from com.sun.star.sheet.ConditionOperator import BETWEEN, EQUAL, FORMULA
from com.sun.star.sheet.DataPilotFieldOrientation import COLUMN, DATA, ROW
from com.sun.star.sheet.GeneralFunction import COUNT
from com.sun.star.sheet.ValidationType import DATE, LIST
from com.sun.star.table import CellAddress, CellRangeAddress

PEOPLE = [
    ("Rossi", "Amina", "attivo", 4.5, 46112, 12050),
    ("D'Angelo", "Niccolò", "sospeso", 30.25, 46113, 0),
    ("Müller & figli", "Zoë", "attivo", 12.0, 46120, 99.999),
    ("  Łukasz ", "José", "nuovo", 18.0, 46150, 7),
    ("Lo Monaco", "Fatima", "attivo", 1.0, 46151, 450),
    ("=Papà", "Giosuè", "sospeso", 0.5, 46152, 0.1),
]
STATES = ["nuovo", "attivo", "sospeso"]


def prop(name, value):
    it = PropertyValue()
    it.Name, it.Value = name, value
    return it


def area(sheet, left, top, right, bottom):
    it = CellRangeAddress()
    it.Sheet, it.StartColumn, it.StartRow, it.EndColumn, it.EndRow = sheet, left, top, right, bottom
    return it


def at(sheet, column, row):
    it = CellAddress()
    it.Sheet, it.Column, it.Row = sheet, column, row
    return it


def called(column, row):
    """A cell's name: AB12."""
    letters, rest = "", column + 1
    while rest > 0:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return letters + str(row + 1)


def number_format(doc, code):
    locale = uno.createUnoStruct("com.sun.star.lang.Locale")
    locale.Language, locale.Country = "en", "US"
    key = doc.NumberFormats.queryKey(code, locale, False)
    return key if key != -1 else doc.NumberFormats.addNew(code, locale)


def only_from(cells, formula):
    rule = cells.Validation
    rule.Type = LIST
    rule.setFormula1(formula)
    rule.ShowErrorMessage = True
    rule.ErrorTitle, rule.ErrorMessage = "Valore non valido", "Scegli dalla lista"
    rule.ShowInputMessage = True
    rule.InputTitle, rule.InputMessage = "Stato", "Scegli dalla lista"
    cells.Validation = rule


def look(doc, name, colour):
    styles = doc.StyleFamilies.getByName("CellStyles")
    style = doc.createInstance("com.sun.star.style.CellStyle")
    styles.insertByName(name, style)
    style.CellBackColor = colour


def coloured(cells, conditions):
    formats = cells.ConditionalFormat
    for it in conditions:
        formats.addNew(tuple(prop(name, value) for name, value in it.items()))
    cells.ConditionalFormat = formats


def blank(desktop):
    return desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, (prop("Hidden", True),))


def store(doc, path):
    doc.storeToURL("file://" + path, (prop("FilterName", "Calc MS Excel 2007 XML"),))
    doc.close(True)


def people_in(doc, sheet, labels, start):
    """The people, from column `start` on, with the looks and helps an office gives them."""
    last = len(PEOPLE)
    sheet.getCellRangeByPosition(start, 0, start + len(labels) - 1, 0).setDataArray((labels,))
    sheet.getCellRangeByPosition(start, 1, start + 5, last).setDataArray(
        tuple((a, b, c, d / 24, float(e), float(f)) for a, b, c, d, e, f in PEOPLE))
    for offset, code in ((3, "[HH]:MM"), (4, "DD/MM/YYYY"), (5, "[$€-410] #,##0.00")):
        sheet.getCellRangeByPosition(start + offset, 1, start + offset, last).NumberFormat = number_format(doc, code)
    head = sheet.getCellRangeByPosition(start, 0, start + len(labels) - 1, 0)
    head.CharWeight, head.CellBackColor, head.CharColor = 150.0, 0x1F4E79, 0xFFFFFF
    sheet.Columns.getByIndex(start).Width = 5200
    sheet.Columns.getByIndex(start + 5).IsVisible = False
    only_from(sheet.getCellRangeByPosition(start + 2, 1, start + 2, 300), '"nuovo";"attivo";"sospeso"')
    days = sheet.getCellRangeByPosition(start + 4, 1, start + 4, 300)
    rule = days.Validation
    rule.Type = DATE
    rule.setOperator(BETWEEN)
    rule.setFormula1("40000")
    rule.setFormula2("60000")
    days.Validation = rule
    look(doc, "Sospeso", 0xFFC7CE)
    look(doc, "Lungo", 0xC6EFCE)
    coloured(sheet.getCellRangeByPosition(start + 2, 1, start + 2, 300),
             [{"Operator": EQUAL, "Formula1": '"sospeso"', "StyleName": "Sospeso"}])
    here = sheet.RangeAddress.Sheet
    coloured(sheet.getCellRangeByPosition(start, 1, start, 300),
             [{"Operator": FORMULA, "Formula1": "LEN($%s2)>10" % chr(65 + start), "StyleName": "Lungo",
               "SourcePosition": at(here, start, 1)}])
    sheet.Annotations.insertNew(at(here, start, 1), "Chiedere a Carla")
    sheet.Annotations.insertNew(at(here, start + 1, 40), "Commento su una cella vuota")
    filtered = doc.DatabaseRanges
    filtered.addNewByName("Filtro", area(here, start, 0, start + len(labels) - 1, last))
    filtered.getByName("Filtro").AutoFilter = True
    rich = sheet.getCellByPosition(start + 8, 1)
    rich.String = "grassetto e no"
    cursor = rich.createTextCursor()
    cursor.gotoStart(False)
    cursor.goRight(9, True)
    cursor.CharWeight = 150.0
    linked = sheet.getCellByPosition(start + 8, 2)
    field = doc.createInstance("com.sun.star.text.TextField.URL")
    field.URL, field.Representation = "https://example.org/scheda?a=1&b=2", "scheda"
    linked.insertTextContent(linked.createTextCursor(), field, False)


def chart_on(sheet, source):
    place = Rectangle()
    place.X, place.Y, place.Width, place.Height = 14000, 500, 9000, 6000
    sheet.Charts.addNewByName("Grafico", place, (source,), True, True)


def everything(desktop, path):
    doc = blank(desktop)
    doc.Sheets.getByIndex(0).setName("Colleghi")
    for index, name in enumerate(("Scelte", "Conteggi & altro", "Nascosto"), 1):
        doc.Sheets.insertNewByName(name, index)
    people, choices, counts, hidden = [doc.Sheets.getByIndex(it) for it in range(4)]
    last = len(PEOPLE)
    people_in(doc, people, ("Cognome", "Nome", "Stato", "Ore", "Dal", "Rimborso"), 0)
    people.getCellByPosition(6, 0).String = "Fine"
    for row in range(1, last + 1):
        people.getCellByPosition(6, row).setFormula("=EDATE(E%d;12)" % (row + 1))
    people.getCellRangeByPosition(0, 12, 3, 12).merge(True)
    people.getCellByPosition(0, 12).String = "Titolo su quattro celle"
    people.Rows.getByIndex(12).Height = 1200
    for index, state in enumerate(STATES):
        choices.getCellByPosition(1, index + 1).String = state
    doc.NamedRanges.addNewByName("StatiNostri", "$Scelte.$B$2:$B$4", at(1, 0, 0), 0)
    doc.NamedRanges.addNewByName("OreMinime", "$Scelte.$E$1", at(1, 0, 0), 0)
    choices.getCellByPosition(4, 0).Value = 25
    only_from(people.getCellRangeByPosition(7, 1, 7, 300), "StatiNostri")
    free = choices.getCellByPosition(4, 0).CellProtection
    free.IsLocked = False
    choices.getCellByPosition(4, 0).CellProtection = free
    choices.protect("segreto")
    for index, state in enumerate(STATES):
        counts.getCellByPosition(0, index + 1).String = state
        counts.getCellByPosition(1, index + 1).setFormula("=COUNTIF($Colleghi.$C$2:$C$%d;A%d)" % (last + 1, index + 2))
    counts.getCellRangeByPosition(2, 1, 2, 3).setArrayFormula("B2:B4*2")
    chart_on(counts, area(2, 0, 0, 1, 3))
    tables = counts.DataPilotTables
    pivot = tables.createDataPilotDescriptor()
    pivot.setSourceRange(area(0, 0, 0, 5, last))
    fields = pivot.DataPilotFields
    fields.getByIndex(0).Orientation, fields.getByIndex(2).Orientation = ROW, COLUMN
    counted = fields.getByIndex(1)
    counted.Orientation, counted.Function = DATA, COUNT
    tables.insertNewByName("Pivot", at(2, 0, 20), pivot)
    shape = doc.createInstance("com.sun.star.drawing.RectangleShape")
    where, size = Point(), Size()
    where.X, where.Y, size.Width, size.Height = 14000, 9000, 5000, 2000
    shape.setPosition(where)
    shape.setSize(size)
    counts.DrawPage.add(shape)
    shape.String = "Forma con testo"
    counts.TabColor = 0xAB12CD
    hidden.getCellByPosition(0, 0).String = "non toccare"
    hidden.IsVisible = False
    view = doc.CurrentController
    view.setActiveSheet(people)
    view.freezeAtPosition(1, 1)
    doc.DocumentProperties.UserDefinedProperties.addProperty("programma", 0, "demo")
    store(doc, path)


def of_the_same_name(desktop, path):
    """An office's own tab «Beneficiari», with columns ALICE knows, in another order, and one she does not."""
    doc = blank(desktop)
    doc.Sheets.getByIndex(0).setName("Beneficiari")
    doc.Sheets.insertNewByName("Conteggi", 1)
    sheet = doc.Sheets.getByIndex(0)
    people_in(doc, sheet, ("Cognome", "Nome", "A che punto", "Ore", "Dal", "Rimborso"), 1)
    sheet.getCellByPosition(0, 0).String = "Voto dei colleghi"
    chart_on(sheet, area(0, 1, 0, 3, len(PEOPLE)))
    doc.Sheets.getByIndex(1).getCellByPosition(0, 0).setFormula("=COUNTA($Beneficiari.$B$2:$B$50)")
    store(doc, path)


def empty(desktop, path):
    store(blank(desktop), path)


def make(desktop, folder):
    everything(desktop, os.path.join(folder, "tutto.xlsx"))
    of_the_same_name(desktop, os.path.join(folder, "stesso nome.xlsx"))
    empty(desktop, os.path.join(folder, "vuoto.xlsx"))
    return None


def seen(desktop, path, tabs):
    """What LibreOffice sees in these tabs: not how the file says it."""
    doc = desktop.loadComponentFromURL("file://" + path, "_blank", 0, (prop("Hidden", True), prop("ReadOnly", True)))
    day = doc.NullDate
    names = {it.Name: it.Content for it in doc.NamedRanges if not it.Name.startswith("_")}
    told = {name: tab_seen(doc, doc.Sheets.getByName(name)) for name in tabs if doc.Sheets.hasByName(name)}
    doc.close(True)
    return {"epoch": [day.Year, day.Month, day.Day], "names": names, "tabs": told}


def tab_seen(doc, sheet):
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    right, bottom = min(cursor.RangeAddress.EndColumn, 12), min(cursor.RangeAddress.EndRow, 45)
    typed = sheet.getCellRangeByPosition(0, 0, right, bottom).getFormulaArray()
    cells = {}
    for row, line in enumerate(typed):
        for column, formula in enumerate(line):
            # Of the blank ones one row is looked at: rules and marks reach beyond what is typed. Asking costs time.
            if formula == "" and row != 30:
                continue
            told = cell_seen(doc, sheet.getCellByPosition(column, row))
            if told:
                cells[called(column, row)] = told
    return {
        "charts": sheet.Charts.Count,
        "pivots": [it.Name for it in sheet.DataPilotTables],
        "shapes": sheet.DrawPage.Count,
        "comments": [[called(it.Position.Column, it.Position.Row), it.String] for it in sheet.Annotations],
        "closed": sheet.isProtected(),
        "hidden": not sheet.IsVisible,
        "colour": sheet.TabColor,
        "widths": [[sheet.Columns.getByIndex(it).Width, sheet.Columns.getByIndex(it).IsVisible] for it in range(right + 1)],
        "heights": [sheet.Rows.getByIndex(it).Height for it in range(min(bottom, 15) + 1)],
        "cells": cells,
    }


def cell_seen(doc, cell):
    rule = cell.Validation
    kind = rule.Type.value
    told = {
        "formula": cell.Formula,
        "array": cell.ArrayFormula,
        "format": doc.NumberFormats.getByKey(cell.NumberFormat).FormatString,
        "ground": cell.CellBackColor,
        "bold": cell.CharWeight,
        "rule": [kind, rule.getFormula1(), rule.getFormula2()] if kind != "ANY" else [],
        "marks": [[it.getFormula1(), it.StyleName] for it in marks(cell)],
        "merged": cell.IsMerged,
        "locked": cell.CellProtection.IsLocked,
        "links": [it.URL for it in cell.TextFields],
    }
    plain = {"formula": "", "array": "", "format": "General", "ground": -1, "bold": 100.0, "rule": [], "marks": [],
             "merged": False, "locked": True, "links": []}
    return {name: value for name, value in told.items() if value != plain[name]}


def marks(cell):
    formats = cell.ConditionalFormat
    return [formats.getByIndex(it) for it in range(formats.Count)] if formats is not None else []


def main():
    profile = os.path.abspath(sys.argv[1])
    asked = json.load(sys.stdin)
    port = 20000 + os.getpid() % 20000
    office = subprocess.Popen(
        ["soffice", "--headless", "--invisible", "--norestore", "-env:UserInstallation=file://" + profile,
         "--accept=socket,host=127.0.0.1,port=%d;urp;" % port],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        context = None
        for _ in range(240):
            try:
                context = resolver.resolve("uno:socket,host=127.0.0.1,port=%d;urp;StarOffice.ComponentContext" % port)
                break
            except Exception:
                time.sleep(0.5)
        if context is None:
            raise SystemExit("LibreOffice did not answer")
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        answer = make(desktop, asked["make"]) if "make" in asked else [seen(desktop, it["path"], it["tabs"]) for it in asked["see"]]
        json.dump(answer, sys.stdout)
        try:
            desktop.terminate()
        except Exception:
            pass
        office.wait(60)
    finally:
        if office.poll() is None:
            office.kill()


main()
