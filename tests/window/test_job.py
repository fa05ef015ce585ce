"""The main job in the real window: the sample in, three findings accepted, one edited, one undone,
a clean file out, which another program opens and finds clean and otherwise unchanged."""

import unittest
from pathlib import Path

import openpyxl

from window import CTRL, ENTER, SAMPLE, Desk, wait

EDITED = "Rappeler au printemps, demande de devis"


class MainJob(unittest.TestCase):
    def setUp(self):
        self.desk = Desk()
        self.addCleanup(self.desk.close)

    def test_from_the_sample_to_a_clean_file(self):
        window = self.desk.start()
        window.press("Ouvrir l’exemple")
        window.audit()
        window.review()
        window.one("select[aria-label='Ordre de la liste'] option[value='severity']")
        before = window.left

        decided = [self.decide(window, lambda: window.keys(ENTER)) for _ in range(3)]
        edited = self.decide(window, lambda: self.edit(window))
        window.wait_left(before - 4)
        undone = self.decide(window, lambda: window.keys(ENTER))
        window.wait_left(before - 5)
        window.keys(CTRL, "z")
        window.wait_left(before - 4)

        window.keys(CTRL, "s")
        target = Path(window.one("#target").value())
        window.one("button[form=export]").click()
        result = window.one("[data-testid=result]").text
        self.assertIn("vérifié", result)
        self.compare(target, decided, edited, undone)

    def decide(self, window, gesture):
        """Decides on the finding in view; gives its place, its note and what is proposed for it."""
        told = wait(lambda: window.run(FINDING), "a finding in view")
        gesture()
        wait(lambda: window.run(FINDING) not in (None, told), "the next finding")
        return told

    def edit(self, window):
        window.keys("e")
        editor = window.one("#editor")
        editor.clear()
        editor.type(EDITED)
        window.keys(CTRL, ENTER)

    def compare(self, target, decided, edited, undone):
        """Opens both files with openpyxl: the decided cells differ as decided, all others agree."""
        original, clean = (openpyxl.load_workbook(path) for path in (SAMPLE, target))
        self.assertEqual(original.sheetnames, clean.sheetnames)
        wanted = {place(one): one["after"] for one in decided} | {place(edited): EDITED}
        found = {}
        for sheet in original:
            for row in sheet.iter_rows():
                for cell in row:
                    new = clean[sheet.title][cell.coordinate]
                    self.assertEqual(cell.has_style, new.has_style)
                    self.assertEqual(cell.number_format, new.number_format)
                    if new.value != cell.value:
                        found[sheet.title, cell.coordinate] = new.value
        self.assertEqual(found, wanted)
        self.assertNotIn(place(undone), found)


# What the finding in view says of itself: its place, and the text that accepting leaves.
FINDING = """
const panel = document.querySelector('.panel');
if (!panel) return null;
const place = panel.querySelector('.place').textContent;
const [, sheet, cell] = /Feuille (.+?), ligne .*cellule ([A-Z]+[0-9]+)/.exec(place) ?? [];
if (!sheet) return { place };
const proposal = panel.querySelector('[role=group] .text').cloneNode(true);
for (const gone of proposal.querySelectorAll('del, .visually-hidden')) gone.remove();
return { sheet, cell, after: proposal.textContent };
"""


def place(told):
    return told["sheet"], told["cell"]


if __name__ == "__main__":
    unittest.main()
