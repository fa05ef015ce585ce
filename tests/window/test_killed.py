"""Killed in the middle of a review (kill -9), the application takes the work up exactly."""

import unittest

from window import CTRL, ENTER, SAMPLE, Desk


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


if __name__ == "__main__":
    unittest.main()
