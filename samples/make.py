"""Makes samples/prospects.xlsx and samples/prospects.ods.

Two sheets of prospects as a small company keeps them: title row, formats, widths, frozen header,
filter, formulas, a comment, a hidden column and a forgotten hidden sheet. Every person and company
is invented; e-mail domains end in .example (RFC 2606) and telephone numbers lie in the ranges that
the French numbering plan reserves for works of fiction. The same script gives the same files.

usage: python samples/make.py        (needs XlsxWriter, and LibreOffice for the ods)
"""

import datetime as dt
import pathlib
import random
import subprocess
import tempfile
import unicodedata

import xlsxwriter

HERE = pathlib.Path(__file__).parent
TODAY = dt.date(2026, 11, 23)
PICK = random.Random(20261123)

FIRST_NAMES = {
    "Mme": """Albane Camille Élodie Gaëlle Inès Laure Nadia Pauline Rachida Thérèse Valérie Yasmine
        Zoé Anaïs Chloé Estelle Françoise Hélène Isabelle Léa Noémie Sylvie Véronique""".split(),
    "M.": """Bastien Damien Fabrice Hugo Jérôme Karim Mathieu Olivier Quentin Sébastien Ugo William
        Benoît Didier Grégory Julien Kévin Mickaël Pascal Romain Théo Xavier Yann""".split(),
}
LAST_NAMES = """Dupont Legros Martinot Lenoir Petitjean Roussel Benali Garnier Leblanc Fontenoy
Chevalier Marchandeau Delmas Prigent Kerbrat Lopez Nguyen Traoré Bonnet Vasseur Gauthier Perrot
Lemoine Barbier Renaudin Colin Aubry Moulin Faivre Hamon Tessier Diallo Poirier Royer Schmitt
Caron Boulanger Meunier Duval Masson""".split()
COMPANIES = [
    ("Le Fournil des Halles", "boulangerie"), ("Garage du Pont Neuf", "garage"),
    ("Menuiserie Kerbrat", "menuiserie"), ("Clinique Saint-Jean", "clinique"),
    ("Syndic Horizon", "syndic"), ("Hôtel des Remparts", "hôtel"),
    ("Cabinet Aubry & Fils", "comptable"), ("Transports Delmas", "transport"),
    ("Atelier Faivre", "artisan"), ("Pharmacie du Marché", "pharmacie"),
    ("Nettoyage Clair'Net", "nettoyage"), ("Imprimerie Rouault", "imprimerie"),
    ("Restaurant La Tonnelle", "restaurant"), ("Jardins de l'Erdre", "paysagiste"),
    ("Formation Cap Métiers", "formation"), ("Électricité Moulin", "électricien"),
    ("Librairie du Port", "librairie"), ("Agence Bellevue", "immobilier"),
    ("Studio Lumen", "photo"), ("Traiteur Marchandeau", "traiteur"),
]
CITIES = [("44000", "Nantes"), ("35000", "Rennes"), ("69003", "Lyon"), ("59000", "Lille"),
          ("33000", "Bordeaux"), ("67000", "Strasbourg"), ("13002", "Marseille"), ("56000", "Vannes")]
JOBS = ["DRH", "Responsable des achats", "Responsable technique", "Secrétariat", "Comptable", "DAF",
        "Responsable d'atelier", "Responsable marketing"]
SOURCES = ["Salon", "Site web", "Recommandation", "Appel entrant", "Fichier acheté"]
DULL_NOTES = ["", "", "", "RAS", "Relance prévue au prochain trimestre", "A demandé la documentation"]
STATUSES = ["À rappeler", "Devis envoyé", "En cours", "Perdu", "Sans suite"]


def slug(text):
    plain = unicodedata.normalize("NFD", text.lower())
    kept = "".join(c if c.isalnum() else "-" for c in plain if not unicodedata.combining(c))
    return "-".join(part for part in kept.split("-") if part)


def notes():
    lines = (HERE / "notes.txt").read_text(encoding="utf-8").splitlines()
    return [line.replace("\\n", "\n") for line in lines if line and not line.startswith("#")]


def phone(mobile):
    area = "06 39 98" if mobile else PICK.choice(["01 99 00", "02 61 91", "03 53 01", "04 65 71"])
    return f"{area} {PICK.randrange(100):02d} {PICK.randrange(100):02d}"


def days_ago(low, high):
    return TODAY - dt.timedelta(days=PICK.randrange(low, high))


def people(count):
    """Distinct invented people, as dicts; most are reached within three years, some are not."""
    seen, all_notes = set(), notes()
    PICK.shuffle(all_notes)
    for number in range(count):
        while True:
            civility = PICK.choice(list(FIRST_NAMES))
            first, last = PICK.choice(FIRST_NAMES[civility]), PICK.choice(LAST_NAMES)
            if (first, last) not in seen:
                seen.add((first, last))
                break
        company, trade = PICK.choice(COMPANIES)
        private = PICK.random() < 0.25
        domain = "courriel.example" if private else f"{slug(company)}.example"
        created = days_ago(200, 3200)
        stale = PICK.random() < 0.2
        last_contact = days_ago(1100, 2600) if stale else days_ago(5, 1000)
        yield {
            "civility": civility, "first": first, "last": last,
            "company": "" if private else company, "trade": trade,
            "job": "" if private else PICK.choice(JOBS),
            "email": f"{slug(first)}.{slug(last)}@{domain}",
            "phone": phone(PICK.random() < 0.5), "city": PICK.choice(CITIES),
            "source": PICK.choice(SOURCES), "status": PICK.choice(STATUSES),
            "created": min(created, last_contact),
            "contact": None if PICK.random() < 0.06 else last_contact,
            "optin": PICK.choice(["oui", "non", "", "", "oui", ""]),
            "note": all_notes[number] if number < len(all_notes) else PICK.choice(DULL_NOTES),
        }


def write_xlsx(path):
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"title": "Prospects", "author": "Camille Moulin", "company": "Atelier Lumière",
                         "created": dt.datetime(2026, 11, 23)})
    title = book.add_format({"bold": True, "font_size": 16, "font_color": "#1F4E5F"})
    header = book.add_format({"bold": True, "bg_color": "#1F4E5F", "font_color": "#FFFFFF", "border": 1})
    day = book.add_format({"num_format": "dd/mm/yyyy", "align": "center"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    stale = book.add_format({"bg_color": "#FBE3D6"})

    everyone = list(people(150))
    prospects_sheet(book, everyone[:118], title, header, day, wrap, stale)
    fair_sheet(book, everyone[118:146], title, header, day, wrap)
    forgotten = book.add_worksheet("Ancien fichier")
    forgotten.write_row(0, 0, ["Nom", "E-mail"])
    for row, person in enumerate(everyone[146:], start=1):
        forgotten.write_row(row, 0, [f"{person['first']} {person['last']}", person["email"]])
    forgotten.hide()
    book.close()


def prospects_sheet(book, everyone, title, header, day, wrap, stale):
    sheet = book.add_worksheet("Prospects")
    sheet.write(0, 0, "Fichier prospects – Atelier Lumière", title)
    sheet.write(1, 0, "Mis à jour par l'équipe commerciale")
    names = ["Civilité", "Prénom", "Nom", "Société", "Fonction", "E-mail", "Téléphone", "Code postal",
             "Ville", "Origine", "Statut", "Créé le", "Dernier contact", "Opt-in e-mail",
             "Commentaires", "Jours sans contact"]
    widths = [9, 13, 15, 24, 20, 38, 16, 11, 13, 17, 14, 12, 15, 14, 60, 12]
    top = 3
    for column, (name, width) in enumerate(zip(names, widths)):
        sheet.set_column(column, column, width)
        sheet.write(top, column, name, header)
    for offset, person in enumerate(everyone):
        row = top + 1 + offset
        postcode, city = person["city"]
        sheet.write_row(row, 0, [person["civility"], person["first"], person["last"], person["company"],
                                 person["job"], person["email"], person["phone"]])
        sheet.write_string(row, 7, postcode)
        sheet.write_row(row, 8, [city, person["source"], person["status"]])
        sheet.write_datetime(row, 11, dt.datetime.combine(person["created"], dt.time()), day)
        if person["contact"]:
            sheet.write_datetime(row, 12, dt.datetime.combine(person["contact"], dt.time()), day)
        sheet.write(row, 13, person["optin"])
        sheet.write(row, 14, person["note"], wrap)
        age = (TODAY - person["contact"]).days if person["contact"] else ""
        sheet.write_formula(row, 15, f'=IF(M{row + 1}="","",DATE(2026,11,23)-M{row + 1})', None, age)
    last = top + len(everyone)
    sheet.autofilter(top, 0, last, len(names) - 1)
    sheet.freeze_panes(top + 1, 3)
    sheet.set_column(15, 15, 12, None, {"hidden": True})
    sheet.data_validation(top + 1, 10, last, 10, {"validate": "list", "source": STATUSES})
    sheet.conditional_format(top + 1, 12, last, 12, {
        "type": "date", "criteria": "less than", "value": dt.datetime(2023, 11, 23), "format": stale})
    sheet.write_comment(top + 5, 3, "Vu avec Hélène : dossier sensible, ne pas diffuser", {"author": "Camille Moulin"})
    sheet.write(last + 1, 10, "Total", header)
    sheet.write_formula(last + 1, 11, f"=COUNTA(F{top + 2}:F{last + 1})", None, len(everyone))
    sheet.set_landscape()
    sheet.repeat_rows(top)
    sheet.print_area(0, 0, last, 14)


def fair_sheet(book, everyone, title, header, day, wrap):
    sheet = book.add_worksheet("Salon 2025")
    sheet.write(0, 1, "Contacts du stand – mars 2025", title)
    names = ["Contact", "Entreprise", "Mail", "Portable", "Accord SMS", "Date d'accord", "Remarques"]
    for column, (name, width) in enumerate(zip(names, [22, 24, 38, 16, 12, 14, 55]), start=1):
        sheet.set_column(column, column, width)
        sheet.write(2, column, name, header)
    sheet.set_column(0, 0, 3)
    for row, person in enumerate(everyone, start=3):
        sheet.write_row(row, 1, [f"{person['first']} {person['last'].upper()}", person["company"],
                                 person["email"], phone(True)])
        agreed = PICK.random() < 0.5
        sheet.write(row, 5, "x" if agreed else "")
        if agreed:
            sheet.write_datetime(row, 6, dt.datetime(2025, 3, PICK.choice([18, 19, 20])), day)
        sheet.write(row, 7, person["note"], wrap)
    sheet.freeze_panes(3, 0)


def write_ods(xlsx, target):
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(["soffice", "--headless", profile, "--convert-to", "ods", "--outdir", folder, str(xlsx)],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        target.write_bytes((pathlib.Path(folder) / "prospects.ods").read_bytes())


if __name__ == "__main__":
    write_xlsx(HERE / "prospects.xlsx")
    write_ods(HERE / "prospects.xlsx", HERE / "prospects.ods")
    print("samples/prospects.xlsx and samples/prospects.ods written")
