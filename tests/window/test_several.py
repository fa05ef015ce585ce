"""Several files at once, and a word of one's own, in the real window."""

import unittest

from window import CTRL, SAMPLE, TOP, Desk, wait


class Several(unittest.TestCase):
    def setUp(self):
        self.desk = Desk()
        self.addCleanup(self.desk.close)

    def test_each_file_of_a_folder_gets_its_line(self):
        folder = self.desk.folder / "fichiers"
        folder.mkdir()
        self.desk.file(SAMPLE, "fichiers/a.xlsx")
        self.desk.file(TOP / "samples/prospects.ods", "fichiers/b.ods")
        (folder / "c.xlsx").write_bytes(SAMPLE.read_bytes()[:400])
        window = self.desk.start(*sorted(folder.iterdir()))
        wait(lambda: len(window.all("td.done")) == 2, "two files checked", patience=120)
        reason = window.one("tr:has(td.failed) .result")
        self.assertIn("c.xlsx", reason.text)
        window.one("td.do button").click()
        window.one(".intro")

    def test_a_second_start_hands_its_file_to_the_window_at_hand(self):
        window = self.desk.start()
        self.assertEqual(window.start_again(self.desk.file(SAMPLE)), 0)
        window.one(".intro")

    def test_a_word_of_ones_own_is_flagged_at_once_and_kept(self):
        path = self.desk.file(SAMPLE)
        window = self.desk.start(path)
        window.audit()
        window.review()
        before = window.left
        window.keys(CTRL, ",")
        window.press("Vos mots")
        window.one("#own-word").type("rappeler")
        window.one(".add button").click()
        window.one("dialog li button")
        wait(lambda: window.left > before, "more to settle")
        after = window.left
        window.end()

        again = self.desk.start(path)
        again.audit()
        again.review()
        self.assertEqual(again.left, after)


if __name__ == "__main__":
    unittest.main()
