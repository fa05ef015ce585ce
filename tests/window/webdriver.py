"""A small WebDriver client for the real window (W3C WebDriver, standard library alone).

Waiting is part of every gesture: what is asked for may still be on its way to the screen.
"""

import http.client
import json
import subprocess
import time
from pathlib import Path

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
PATIENCE_S = 40


class Refused(Exception):
    """The driver answered with an error."""


class Element:
    """A part of the page."""

    def __init__(self, page, reference):
        self.page, self.reference = page, reference

    def click(self):
        self.page.ask("POST", f"/element/{self.reference}/click", {})

    def type(self, text):
        self.page.ask("POST", f"/element/{self.reference}/value", {"text": text})

    def clear(self):
        self.page.ask("POST", f"/element/{self.reference}/clear", {})

    @property
    def text(self):
        return self.page.ask("GET", f"/element/{self.reference}/text")

    def value(self, name="value"):
        return self.page.ask("GET", f"/element/{self.reference}/property/{name}")

    @property
    def enabled(self):
        return self.page.ask("GET", f"/element/{self.reference}/enabled")


class Page:
    """A session of the driver: the page inside the window."""

    def __init__(self, port, program, arguments):
        self.port, self.session = port, ""
        options = {"binary": str(program), "args": [str(argument) for argument in arguments]}
        wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        self.session = "/session/" + self.ask("POST", "/session", wanted)["sessionId"]

    def ask(self, method, path, body=None):
        """One question to the driver; its answer's value."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S * 2)
        try:
            sent = None if body is None else json.dumps(body)
            connection.request(method, self.session + path, sent, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            value = json.loads(answer.read()).get("value")
        finally:
            connection.close()
        if answer.status != 200:
            raise Refused(f"{method} {path}: {value.get('error')}: {value.get('message')}")
        return value

    def all(self, css):
        """Every element of that selector, now."""
        found = self.ask("POST", "/elements", {"using": "css selector", "value": css})
        return [Element(self, one[ELEMENT]) for one in found]

    def one(self, css):
        """The first element of that selector, waited for."""
        return wait(lambda: next(iter(self.all(css)), None), css)

    def button(self, words):
        """The first button that can be pressed and says these words, waited for."""
        quoted = json.dumps(words, ensure_ascii=False)
        path = f"//button[contains(normalize-space(.), {quoted}) and not(@disabled)]"

        def find():
            found = self.ask("POST", "/elements", {"using": "xpath", "value": path})
            return Element(self, found[0][ELEMENT]) if found else None

        return wait(find, f"button {words!r}")

    def press(self, words):
        """Presses the button that says these words."""
        retried(lambda: self.button(words).click())

    def keys(self, *keys):
        """Presses keys together, the last one is struck: `keys("\\ue009", "z")` is Ctrl+Z."""
        down = [{"type": "keyDown", "value": key} for key in keys]
        up = [{"type": "keyUp", "value": key} for key in reversed(keys)]
        self.ask("POST", "/actions", {"actions": [{"type": "key", "id": "keys", "actions": down + up}]})

    def run(self, script, *arguments):
        """What a function body evaluates to in the page."""
        return self.ask("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def resize(self, width, height):
        self.ask("POST", "/window/rect", {"width": width, "height": height})

    def picture(self, path: Path):
        """The window as the screen shows it. (The driver's own pictures wait for a graphics card.)"""
        at = self.ask("GET", "/window/rect")
        area = f"{at['width']}x{at['height']}+{at['x']}+{at['y']}"
        subprocess.run(["import", "-window", "root", "-crop", area, "+repage", path], check=True)


def wait(condition, what, patience=PATIENCE_S):
    """The first true answer of `condition`, asked again and again until the patience is at its end."""
    end = time.monotonic() + patience
    while True:
        try:
            if answer := condition():
                return answer
        except Refused as refused:
            # The page may have been drawn anew between finding and asking.
            if time.monotonic() > end:
                raise AssertionError(f"{what}: {refused}") from refused
        if time.monotonic() > end:
            raise AssertionError(f"waited {patience} s for: {what}")
        time.sleep(0.05)


def retried(gesture):
    """Does a gesture again when its element was drawn anew meanwhile."""
    return wait(lambda: gesture() or True, "a gesture that is taken")
