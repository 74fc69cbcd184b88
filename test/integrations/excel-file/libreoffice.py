"""Drives LibreOffice as a person would: opens a workbook, does what the JSON on standard input asks, saves, answers JSON.

Usage: python3 libreoffice.py <workbook.xlsx> <profile folder> < steps.json
"""
import json
import os
import subprocess
import sys
import time

import uno
from com.sun.star.awt import Rectangle
from com.sun.star.beans import PropertyValue
from com.sun.star.sheet.ConditionOperator import BETWEEN
from com.sun.star.sheet.ValidationType import WHOLE
from com.sun.star.table import CellRangeAddress, TableSortField


def prop(name, value):
    it = PropertyValue()
    it.Name = name
    it.Value = value
    return it


def used(sheet):
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    return cursor.RangeAddress.EndColumn, cursor.RangeAddress.EndRow


def header(sheet):
    columns, _ = used(sheet)
    return [sheet.getCellByPosition(at, 0).String for at in range(columns + 1)]


def last_row(sheet):
    """The last row with an ID: formats reach further down than rows."""
    at = header(sheet).index("ID")
    _, end = used(sheet)
    while end > 0 and sheet.getCellByPosition(at, end).String == "":
        end -= 1
    return end


def row_of(sheet, id):
    at = header(sheet).index("ID")
    for row in range(1, last_row(sheet) + 1):
        if sheet.getCellByPosition(at, row).String == id:
            return row
    raise SystemExit("no row " + id)


def do(doc, step):
    what = step["do"]
    if what == "recalculate":
        doc.calculateAll()
        return None
    sheet = doc.Sheets.getByName(step["tab"])
    if what == "sort":
        columns, _ = used(sheet)
        area = sheet.getCellRangeByPosition(0, 1, columns, last_row(sheet))
        field = TableSortField()
        field.Field = header(sheet).index(step["by"])
        field.IsAscending = step.get("ascending", True)
        area.sort((prop("SortFields", uno.Any("[]com.sun.star.table.TableSortField", (field,))), prop("ContainsHeader", False)))
        return None
    if what == "insertRows":
        sheet.Rows.insertByIndex(step["at"], step["count"])
        return None
    if what == "rename":
        sheet.getCellByPosition(header(sheet).index(step["column"]), 0).String = step["to"]
        return None
    if what == "set":
        sheet.getCellByPosition(header(sheet).index(step["column"]), row_of(sheet, step["id"])).String = step["value"]
        return None
    if what == "type":
        # As typed on the keyboard: LibreOffice decides what it is.
        sheet.getCellByPosition(header(sheet).index(step["column"]), row_of(sheet, step["id"])).setFormula(step["value"])
        return None
    if what == "chart":
        place = Rectangle()
        place.X, place.Y, place.Width, place.Height = 1000, 1000, 8000, 6000
        address = CellRangeAddress()
        address.Sheet = sheet.RangeAddress.Sheet
        address.EndColumn, address.EndRow = 1, 5
        sheet.Charts.addNewByName("Grafico dei colleghi", place, (address,), True, True)
        return None
    if what == "comment":
        at = sheet.getCellByPosition(header(sheet).index(step["column"]), row_of(sheet, step["id"])).CellAddress
        sheet.Annotations.insertNew(at, step["text"])
        return None
    if what == "ownColumn":
        at = len(header(sheet))
        sheet.getCellByPosition(at, 0).String = step["label"]
        area = sheet.getCellRangeByPosition(at, 1, at, 200)
        rule = area.Validation
        rule.Type = WHOLE
        rule.setOperator(BETWEEN)
        rule.setFormula1("1")
        rule.setFormula2("5")
        area.Validation = rule
        return None
    if what == "rows":
        labels = header(sheet)
        found = []
        for row in range(1, last_row(sheet) + 1):
            cells = {label: sheet.getCellByPosition(at, row).String for at, label in enumerate(labels) if label in step["columns"]}
            if cells.get("ID"):
                found.append(cells)
        return found
    if what == "count":
        people = [it for it in sheet.Annotations if it.Position.Row > 0]
        own = [at for at, label in enumerate(header(sheet)) if label == step["label"]]
        kept = bool(own) and sheet.getCellByPosition(own[0], 5).Validation.Type == WHOLE
        return {"charts": sheet.Charts.Count, "comments": [it.String for it in people], "validation": kept}
    if what == "marks":
        # Each mark's formula, worked out for a cell as LibreOffice itself would: is the cell coloured?
        labels = header(sheet)
        answer = {}
        columns, _ = used(sheet)
        probe = sheet.getCellByPosition(columns + 5, 0)
        for it in step["cells"]:
            row, at = row_of(sheet, it["id"]), labels.index(it["column"])
            formats = sheet.getCellByPosition(at, row).ConditionalFormat
            coloured = False
            id_at = labels.index("ID")
            for n in range(formats.Count):
                formula = formats.getByIndex(n).getFormula1()
                name = formula[formula.index("alice_"):].split(";")[0].split(",")[0]
                key = sheet.getCellByPosition(id_at, row).String + "|" + labels[at]
                probe.setFormula('=COUNTIF(%s;"%s")' % (name, key.replace('"', '""')))
                coloured = coloured or probe.Value > 0
            answer[it["id"] + "|" + it["column"]] = coloured
        probe.setFormula("")
        return answer
    raise SystemExit("unknown step " + what)


def main():
    path, profile = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    asked = json.load(sys.stdin)
    port = 20000 + os.getpid() % 20000
    office = subprocess.Popen(
        ["soffice", "--headless", "--invisible", "--norestore", "-env:UserInstallation=file://" + profile,
         "--accept=socket,host=127.0.0.1,port=%d;urp;" % port],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(240):
            try:
                context = resolver.resolve("uno:socket,host=127.0.0.1,port=%d;urp;StarOffice.ComponentContext" % port)
                break
            except Exception:
                time.sleep(0.5)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        doc = desktop.loadComponentFromURL("file://" + path, "_blank", 0, ())
        answers = [do(doc, step) for step in asked["steps"]]
        if asked.get("save"):
            doc.store()
        doc.close(True)
        json.dump(answers, sys.stdout)
        try:
            desktop.terminate()
        except Exception:
            pass
        office.wait(60)
    finally:
        if office.poll() is None:
            office.kill()


main()
