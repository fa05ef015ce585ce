"""What the window itself keeps and takes: its size from one run to the next, files dropped on any screen,
files named at the start."""

import subprocess
import unittest

from window import SAMPLE, TOP, Desk, wait

class TheWindow(unittest.TestCase):
    def setUp(self):
        self.desk = Desk()
        self.addCleanup(self.desk.close)

    def test_its_size_is_kept(self):
        window = self.desk.start()
        first = window.ask("GET", "/window/rect")
        window.resize(930, 610)
        wait(lambda: inside(window) != (first["width"], first["height"]), "another size")
        kept = inside(window)
        window.close()
        again = self.desk.start()
        wait(lambda: inside(again) == kept, f"the size {kept}")

    def test_a_file_may_be_dropped_on_any_screen(self):
        dropped = self.desk.file(TOP / "samples/prospects.ods", "autre.ods")
        window = self.desk.start(self.desk.file(SAMPLE))
        window.audit()
        window.review()
        window.drop(dropped)
        window.one(".intro")
        self.assertIn("autre.ods", window.run("return document.title"))
        self.assertTrue(window.all("td[style*='background-color']"), "the colours of its grid")

    def test_a_file_named_at_the_start_is_opened(self):
        window = self.desk.start(self.desk.file(SAMPLE, "avec espaces et é.xlsx"))
        window.one(".intro")
        self.assertIn("avec espaces et é.xlsx", window.run("return document.title"))

    def test_a_file_that_does_not_exist_is_said_to_be_missing(self):
        window = self.desk.start(self.desk.folder / "disparu.xlsx")
        self.assertIn("disparu.xlsx", window.one("[role=alert]").text)
        self.assertIn("Aucun fichier ouvert", window.run("return document.title"))

    def test_its_frame_names_the_file_at_hand(self):
        window = self.desk.start()
        wait(lambda: "Aucun fichier ouvert" in frames(window), "a frame without a file")
        window.press("Ouvrir l’exemple")
        window.one(".go")
        wait(lambda: "prospects.xlsx" in frames(window), "a frame with the file's name")


def frames(window):
    """What the frames of the screen say."""
    command = ["xdotool", "search", "--name", "Épure", "getwindowname", "%@"]
    return subprocess.run(command, env=window.environment, capture_output=True, text=True, check=False).stdout


def inside(window):
    """Size of the page."""
    return tuple(window.run("return [innerWidth, innerHeight]"))


if __name__ == "__main__":
    unittest.main()
