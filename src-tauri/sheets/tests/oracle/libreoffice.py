"""LibreOffice without a window, driven through its own API (python3-uno): documents opened, edited as a user
would, saved."""
import os
import signal
import subprocess
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue


def prop(name, value):
    return PropertyValue(Name=name, Value=value)


def url(path):
    return uno.systemPathToFileUrl(os.path.abspath(path))


class Office:
    """One LibreOffice with a profile of its own, started when it is asked for and again when a document has
    killed it."""

    def __init__(self):
        self.process = None
        self.started = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process is None:
            return
        try:
            self._desktop.terminate()
            self.process.wait(20)
        except Exception:
            self.stop()
        self.home.cleanup()

    @property
    def desktop(self):
        if self.process is None or self.process.poll() is not None:
            self.start()
        return self._desktop

    def start(self):
        self.home = tempfile.TemporaryDirectory(prefix="epure-office-", ignore_cleanup_errors=True)
        self.started += 1
        pipe = f"epure{os.getpid()}-{self.started}"
        self.process = subprocess.Popen(
            ["soffice", "--headless", "--norestore", "--nologo", "--nodefault",
             f"--accept=pipe,name={pipe};urp;", "-env:UserInstallation=" + url(self.home.name)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(480):
            try:
                context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except Exception:
                time.sleep(0.25)
        else:
            raise SystemExit("LibreOffice does not answer")
        self._desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)

    def stop(self):
        """At once, whatever it is at."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def new(self):
        return self.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, (prop("Hidden", True),))

    def open(self, path, *options):
        """The spreadsheet at `path`: macros do not run, links are not followed."""
        quiet = (prop("Hidden", True), prop("MacroExecutionMode", 0), prop("UpdateDocMode", 0))
        document = self.desktop.loadComponentFromURL(url(path), "_blank", 0, quiet + options)
        if document is None or not document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
            raise ValueError("no spreadsheet")
        return document


def save(document, path):
    """In the format of the name: ods, or else xlsx."""
    kind = "calc8" if path.endswith(".ods") else "Calc MS Excel 2007 XML"
    document.storeToURL(url(path), (prop("FilterName", kind), prop("Overwrite", True)))


def edit(document, edits):
    """Applies Épure's edits as the owner of the document would: cells first, then rows and columns from the
    end."""
    sheets = document.Sheets
    for name in {one["sheet"] for one in edits}:
        if sheets.getByName(name).isProtected():
            sheets.getByName(name).unprotect("")
    for one in edits:
        if one["edit"] == "set_cell":
            cell = sheets.getByName(one["sheet"]).getCellRangeByName(one["cell"])
            value = one["value"]
            if value == "empty":
                cell.setFormula("")
            elif "text" in value:
                cell.setString(value["text"])
            else:
                cell.setValue(value["number"])
    for kind, key, lines in (("delete_row", "row", "Rows"), ("delete_column", "column", "Columns")):
        gone = sorted({(one["sheet"], one[key]) for one in edits if one["edit"] == kind}, reverse=True)
        while gone:
            # Neighbours go at once, as when a user selects them: an array goes whole only.
            sheet, last = gone.pop(0)
            first = last
            while gone and gone[0] == (sheet, first - 1):
                first = gone.pop(0)[1]
            start = first - 1 if key == "row" else first
            getattr(sheets.getByName(sheet), lines).removeByIndex(start, last - first + 1)
