"""Killed in the middle of a review or of an export (kill -9), the application takes the work up exactly."""

import os
import unittest
from pathlib import Path

import openpyxl

from webdriver import wait
from window import CTRL, ENTER, SAMPLE, Desk, large

# Enough rows for the export to last a while.
MANY = 6_000


class Killed(unittest.TestCase):
    def setUp(self):
        self.desk = Desk()
        self.addCleanup(self.desk.close)

    def test_a_killed_review_goes_on_where_it_was(self):
        path = self.desk.file(SAMPLE)
        window = self.desk.start(path)
        window.audit()
        window.review()
        before = window.left
        for done in range(1, 6):
            window.keys(ENTER)
            window.wait_left(before - done)
        window.keys("k")
        window.one("#reason").type("Déjà client" + ENTER)
        window.wait_left(before - 6)
        window.keys(CTRL, "z")
        window.wait_left(before - 5)
        window.end()

        again = self.desk.start(path)
        again.one(".intro")
        self.assertEqual(again.all(".go button[disabled]"), [], "columns are remembered")
        again.resume()
        self.assertEqual(again.left, before - 5)
        # What was undone can be made again, what was decided can be undone: the history is whole.
        again.keys(CTRL, "y")
        again.wait_left(before - 6)
        for left in range(before - 5, before + 1):
            again.keys(CTRL, "z")
            again.wait_left(left)

    def test_a_killed_export_leaves_no_half_file_and_can_be_made_again(self):
        path = self.desk.folder / "clients.xlsx"
        large(path, MANY)
        original = path.read_bytes()
        window = self.desk.start(path)
        window.audit()
        window.review()
        window.accept_all()
        target = self.export(window)
        wait(lambda: window.all(".panel progress"), "the export at work")
        window.end()
        self.assertEqual(path.read_bytes(), original)
        if target.exists():
            openpyxl.load_workbook(target, read_only=True)  # a whole file or none
            target.unlink()

        for draft in path.parent.glob(".epure-*.tmp"):
            os.utime(draft, (0, 0))  # as if that had been some time ago: drafts just made are not touched

        again = self.desk.start(path)
        again.resume_all()
        self.export(again)
        result = wait(lambda: again.all("[data-testid=result]"), "the copy", patience=180)[0]
        self.assertIn("vérifié", result.text)
        left = [one.name for one in path.parent.glob(".epure-*.tmp")]
        self.assertEqual(left, [], "drafts of the killed export are swept away")

    def export(self, window):
        """Begins the export, without its log; gives the target."""
        window.one("#target")
        target = Path(window.one("#target").value())
        for box in window.all("fieldset input[type=checkbox]:checked"):
            box.click()
        window.one("button[form=export]").click()
        return target


if __name__ == "__main__":
    unittest.main()
