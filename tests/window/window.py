"""The real application in a real window: started, driven, killed, looked at."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import openpyxl
import xlsxwriter

from webdriver import Page, Refused, retried, wait

TOP = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("EPURE_DESKTOP", TOP / "target/debug/epure-desktop"))
LAST = TOP / "target/last-window.png"
SAMPLE = TOP / "samples/prospects.xlsx"
CTRL, ENTER, ESCAPE, DOWN = "\ue009", "\ue007", "\ue00c", "\ue015"


class Desk:
    """A person's computer: home, data and files in a folder of its own."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="epure-window-"))
        self.windows = []

    def file(self, source, name=None):
        """A copy of a file on this computer."""
        copy = self.folder / (name or source.name)
        shutil.copyfile(source, copy)
        return copy

    def start(self, *arguments):
        """Starts the application and waits for its first screen."""
        window = Window(self.folder, arguments)
        self.windows.append(window)
        return window

    def close(self):
        for window in self.windows:
            window.last_picture()
            window.end()
        shutil.rmtree(self.folder, ignore_errors=True)


class Window:
    """One run of the application under the driver."""

    def __init__(self, home, arguments):
        self.port = free_port()
        environment = os.environ | {
            "HOME": str(home),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"),
            "EPURE_DATA": str(home / "epure"),
            "TAURI_WEBVIEW_AUTOMATION": "true",
            "WEBKIT_DISABLE_DMABUF_RENDERER": "1",
            "USER": "camille",
        }
        self.environment = environment
        # A process group of its own: ending it ends the application too.
        self.driver = subprocess.Popen(
            ["WebKitWebDriver", f"--port={self.port}"],
            env=environment,
            cwd=home,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait(lambda: answers(self.port), "the driver")
        self.page = Page(self.port, PROGRAM, arguments)
        self.page.one("h1")

    def __getattr__(self, name):
        return getattr(self.page, name)

    def start_again(self, *arguments):
        """Starts the program a second time beside this one; it ends by itself."""
        command = [PROGRAM, *arguments]
        return subprocess.run(command, env=self.environment, timeout=60, check=False).returncode

    def drop(self, *files):
        """Drags files from another program with the mouse and lets them go in the middle of the window."""
        at = self.ask("GET", "/window/rect")
        middle = (at["x"] + at["width"] // 2, at["y"] + at["height"] // 2)
        command = ["/usr/bin/python3", Path(__file__).with_name("drag.py"), *files]
        with subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE) as source:
            source.stdout.readline()
            mouse("mousemove", 18, 18, "mousedown", 1)
            # By steps, as a hand does: a drag begins once the mouse has moved.
            for step in range(1, 11):
                mouse("mousemove", *(18 + (end - 18) * step // 10 for end in middle))
            mouse("mouseup", 1)

    def close(self):
        """Closes the window as a person does: it has the time to write down what it keeps."""
        command = [sys.executable, Path(__file__).with_name("close.py"), PROGRAM.name]
        subprocess.run(command, env=self.environment, check=True)
        wait(lambda: not processes_of(PROGRAM), "the application's end")
        self.end()

    def kill(self):
        """kill -9: the application gets no time for anything."""
        for pid in processes_of(PROGRAM):
            os.kill(pid, signal.SIGKILL)
        wait(lambda: not processes_of(PROGRAM), "the application's end")

    def last_picture(self):
        """What the window showed last, for whoever looks into a failure."""
        try:
            self.page.picture(LAST)
        except (OSError, Refused, subprocess.CalledProcessError):
            pass  # the window is gone already

    def end(self):
        """Ends the driver and all that it started."""
        self.kill()
        if self.driver.poll() is None:
            os.killpg(self.driver.pid, signal.SIGKILL)
            self.driver.wait()

    # The main job's gestures, in French.

    def settle_columns(self):
        """Confirms the guess of each unsure column, sheet after sheet."""
        self.one(".intro")
        end = time.monotonic() + 60
        while self.all(".go button[disabled]"):
            assert time.monotonic() < end, "columns that cannot be settled"
            asked = self.all(".sure button") or self.all("ul button:has(.todo)")
            if asked:
                asked[0].click()

    def audit(self):
        self.settle_columns()
        self.one(".go button:not([disabled])").click()
        self.one(".charts")

    def resume(self):
        """Goes on with the work that was found again: straight to the review."""
        self.press("Reprendre la revue")
        self.one("#finding-title")

    def review(self):
        self.all("nav ol button")[3].click()
        self.one("#finding-title")

    def accept_all(self):
        """Accepts every proposal at once, then goes on to the export."""
        retried(lambda: self.all(".bar .tools button")[-1].click())
        self.one("dialog li")
        retried(lambda: self.all("dialog footer button")[-1].click())
        wait(lambda: not self.all("dialog"), "the dialog closed", patience=120)
        self.to_export()

    def resume_all(self):
        """Goes on with work that has nothing left to decide, to the export."""
        self.press("Reprendre la revue")
        wait(lambda: self.all(".bar"), "the review", patience=120)
        self.to_export()

    def to_export(self):
        retried(lambda: self.all("nav ol button")[4].click())
        self.one("#target")

    @property
    def left(self):
        """How many findings are left to decide on."""
        text = self.one(".bar .left").text
        figures = "".join(character for character in text if character.isdigit())
        return int(figures or 0)

    def wait_left(self, count):
        wait(lambda: self.left == count, f"{count} left (still {self.left})")


def large(path, rows):
    """The sample's first sheet, its rows again and again until there are so many."""
    sheet = openpyxl.load_workbook(SAMPLE, read_only=True).worksheets[0]
    lines = [list(row) for row in sheet.iter_rows(values_only=True) if any(row)]
    head, body = lines[2], lines[3:]
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "dd/mm/yyyy"})
    target = book.add_worksheet("Prospects")
    target.write_row(0, 0, head)
    for at in range(rows):
        target.write_row(at + 1, 0, body[at % len(body)])
    book.close()


def mouse(*gestures):
    """Moves and presses the mouse of the screen."""
    subprocess.run(["xdotool", *map(str, gestures)], check=True)
    time.sleep(0.1)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def processes_of(program):
    """Processes that run this very program."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if (entry / "exe").readlink() == program.resolve():
                    found.append(int(entry.name))
            except OSError:
                continue
    return found
