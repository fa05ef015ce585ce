"""The company in the real window: assessed on an audited file, its plan, register and documents made."""

import pathlib
import subprocess
import tempfile
import unittest
import zipfile

import openpyxl

from window import SAMPLE, Desk, wait

# Questions that the audit of the sample answers, and its answers.
MEASURED = {"sensitive_notes": "no", "hidden": "no"}


class Company(unittest.TestCase):
    def setUp(self):
        self.desk = Desk()
        self.addCleanup(self.desk.close)
        self.path = self.desk.file(SAMPLE)
        self.folder = self.desk.folder / "dossier"

    def test_a_company_is_assessed_and_its_documents_are_made(self):
        window = self.desk.start(self.path)
        window.audit()
        self.begin(window)
        self.answer(window)
        self.go_stale(window)
        self.follow_the_plan(window)
        self.answer_a_request(window)
        self.make_documents(window)
        self.open_elsewhere()
        window.end()
        self.find_again(self.desk.start())

    def begin(self, window):
        window.one("[data-area=company]").click()
        window.one("#company-name").type("Atelier Exemple")
        window.press("Commencer")
        window.one("#company-activity").type("formation professionnelle")
        for option in ("professional", "email", "form"):
            window.one(f"input[value={option}]").click()

    def answer(self, window):
        """Two answers from the audit; every other one by hand."""
        window.one("[data-section=sort]").click()
        window.press("Utiliser ces chiffres")
        for question, answer in MEASURED.items():
            window.one(f"[data-question={question}] .evidence button").click()
            window.one(f"[data-question={question}] input[value={answer}]:checked")
        for section in ("list", "sort", "rights", "secure", "prospect"):
            window.one(f"[data-section={section}]").click()
            window.one(f"[data-section={section}][aria-current]")
            window.run(
                "for (const card of document.querySelectorAll('[data-question]'))"
                " if (!card.querySelector('input:checked')) card.querySelector('input[value=partly]').click()"
            )
            wait(lambda: not window.all("[data-question]:not(:has(input:checked))"), "all answered")
        wait(lambda: window.one(".saved").text == "Enregistré", "answers saved")
        window.one("[data-section=result]").click()
        window.one(".tag.large.critical")

    def go_stale(self, window):
        """The same file saved anew and audited again: the links to the former figures are stale."""
        saved_anew(self.path)
        window.one("[data-area=files]").click()
        window.one("nav ol button").click()
        window.one("button.open").click()
        window.audit()
        window.one("[data-area=company]").click()
        window.one("[data-section=sort]").click()
        window.press("Utiliser ces chiffres")
        wait(lambda: len(window.all(".evidence.stale")) == len(MEASURED), "stale links")
        window.one("[data-question=hidden] .evidence button").click()
        wait(lambda: len(window.all(".evidence.stale")) == 1, "one link made fresh")

    def follow_the_plan(self, window):
        window.one("[data-page=plan]").click()
        task = "[data-task=sensitive_notes]"
        window.one(f"{task} input[type=text]").type("Zoé Boisvert")
        window.one(f"{task} option[value=doing]").click()
        wait(lambda: window.one(f"{task} select").value() == "doing", "the action is begun")

    def make_documents(self, window):
        window.one("[data-page=documents]").click()
        window.press("Tout exporter")
        window.one("#papers-folder").type(str(self.folder))
        window.one("dialog button[type=submit]").click()
        wait(lambda: window.all("[data-testid=written]"), "documents written", patience=180)
        names = {file.name for file in self.folder.iterdir()}
        self.assertLessEqual({"2-plan-d-action.xlsx", "2-plan-d-action.ics", "3-registre.docx"}, names)
        self.assertIn("Atelier Exemple", self.text("3-registre.pdf"))
        self.assertIn("Zoé Boisvert", self.text("2-plan-d-action.pdf"))
        with zipfile.ZipFile(self.folder / "3-registre.xlsx") as register:
            self.assertIn("Atelier Exemple", register.read("xl/sharedStrings.xml").decode())

    def open_elsewhere(self):
        """Other programs open what was made: workbooks with their lists, every page with words on it."""
        plan = openpyxl.load_workbook(self.folder / "2-plan-d-action.xlsx")
        lists = [rule.formula1 for sheet in plan for rule in sheet.data_validations.dataValidation]
        self.assertTrue(any("En cours" in choices for choices in lists), lists)
        owners = [cell.value for row in plan["Actions"] for cell in row]
        self.assertIn("Zoé Boisvert", owners)
        register = openpyxl.load_workbook(self.folder / "3-registre.xlsx")
        self.assertLessEqual({"Organisme", "Prospection", "Clients", "Durées de conservation"}, set(register.sheetnames))
        for kind in ("docx", "xlsx"):
            made = sorted(self.folder.glob(f"*.{kind}"))
            told = self.to_pdf(made, self.folder / f"from-{kind}")
            converted = sorted((self.folder / f"from-{kind}").glob("*.pdf"))
            self.assertEqual([file.stem for file in converted], [file.stem for file in made], told)
        for pdf in sorted(self.folder.rglob("*.pdf")):
            self.assertIn("Atelier Exemple", self.text(pdf), pdf.name)
            self.assertEqual(blank_pages(pdf), [], pdf)

    def to_pdf(self, files, folder):
        """LibreOffice makes pages of files; what it said of it, as it ends well without having made any.

        It has a profile of its own: with one that another LibreOffice holds, it would hand its work over.
        """
        profile = f"-env:UserInstallation=file://{self.desk.folder}/office"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *files]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
        return done.stdout + done.stderr

    def answer_a_request(self, window):
        """A request is logged, and its letter says its days."""
        window.one("[data-page=logs]").click()
        window.press("Nouvelle demande")
        window.one("#request-person").type("Paul Exemple")
        window.one("#request-kind option[value=restriction]").click()
        letter = '[data-letter="messages.answers.restriction"] p'
        wait(lambda: "Bonjour Paul Exemple," in window.one(letter).text, "the letter")
        self.assertNotIn("[date", window.one(letter).text)
        window.one("dialog footer .primary").click()
        wait(lambda: "Paul Exemple" in window.one("section li").text, "the request in the log")

    def text(self, name):
        command = ["pdftotext", self.folder / name, "-"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def find_again(self, window):
        """Started anew without a file, the window opens where it was left, with all that was said."""
        window.one("[data-page=documents][aria-current]")
        window.one("[data-page=assessment]").click()
        window.one("[data-section=sort]").click()
        window.one("[data-question=sensitive_notes] input[value=no]:checked")
        window.one("[data-page=journal]").click()
        window.one(".banner.good")
        events = [cell.text for cell in window.all("tbody th")]
        self.assertEqual(events.count("Fichier audité"), 2)
        self.assertIn("Documents produits", events)


def blank_pages(pdf):
    """Numbers of the pages on which nothing is drawn."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", "20", "-gray", pdf, f"{folder}/page"], check=True)
        pages = enumerate(sorted(pathlib.Path(folder).iterdir()), 1)
        return [number for number, page in pages if min(page.read_bytes().split(b"\n255\n", 1)[1]) == 255]


def saved_anew(path):
    """Other bytes, the same content: as a spreadsheet program leaves a file that is saved again."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            package.writestr(name, content)


if __name__ == "__main__":
    unittest.main()
