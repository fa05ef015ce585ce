//! Generates prospect sheets of any size: 16 columns, notes of every kind, the same at every run.

use std::path::{Path, PathBuf};

use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// Notes of the sample, one a line.
pub(crate) const NOTES: &str = include_str!("../../samples/notes.txt");

const HEADER: [&str; 16] = [
    "Civilité",
    "Prénom",
    "Nom",
    "Société",
    "Fonction",
    "E-mail",
    "Téléphone",
    "Code postal",
    "Ville",
    "Origine",
    "Statut",
    "Créé le",
    "Dernier contact",
    "Opt-in e-mail",
    "Commentaires",
    "Montant",
];

/// Numbers that look random and are the same at every run (a 64-bit linear congruential generator
/// with Knuth's constants).
pub(crate) struct Dice(u64);

impl Dice {
    /// Starts the sequence of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `below`.
    pub(crate) fn roll(&mut self, below: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % below
    }
}

/// The sample's notes, comments left out.
pub(crate) fn notes() -> Vec<String> {
    let kept = NOTES.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    kept.map(|line| line.replace("\\n", "\n")).collect()
}

/// A typical note: one in eight is one of the sample's, the others are dull business made of parts,
/// so that most notes are distinct.
pub(crate) fn note(dice: &mut Dice, sample: &[String]) -> String {
    const WHO: [&str; 6] =
        ["Mme Roussel", "le standard", "M. Garnier", "l'assistante", "le gérant", "la compta"];
    const WHAT: [&str; 8] = [
        "demande un devis pour",
        "a reçu la documentation sur",
        "compare avec la concurrence pour",
        "valide le budget pour",
        "attend la livraison de",
        "souhaite une démonstration de",
        "a renouvelé le contrat de",
        "veut un échantillon de",
    ];
    const THING: [&str; 6] =
        ["nettoyage", "copieurs", "mobilier", "emballages", "formation", "téléphonie"];
    if dice.roll(8) == 0 {
        return sample[dice.roll(sample.len())].clone();
    }
    format!(
        "{:02}/{:02}/2025 : {} {} {} ({} unités, {} € HT), rappeler semaine {} avant {} h",
        1 + dice.roll(28),
        1 + dice.roll(12),
        WHO[dice.roll(WHO.len())],
        WHAT[dice.roll(WHAT.len())],
        THING[dice.roll(THING.len())],
        1 + dice.roll(400),
        100 + dice.roll(20_000),
        1 + dice.roll(52),
        9 + dice.roll(9),
    )
}

/// Writes `prospects-<rows>.xlsx` into a folder unless it is there already, and gives its path.
pub(crate) fn workbook(folder: &Path, rows: u32) -> Result<PathBuf, XlsxError> {
    let path = folder.join(format!("prospects-{rows}.xlsx"));
    if path.exists() {
        return Ok(path);
    }
    std::fs::create_dir_all(folder)?;
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let sheet = book.add_worksheet_with_low_memory()?;
    sheet.set_name("Prospects")?;
    for (column, name) in (0..).zip(HEADER) {
        sheet.write(0, column, name)?;
    }
    let (mut dice, sample) = (Dice::new(u64::from(rows)), notes());
    for row in 1..=rows {
        write_row(sheet, row, &mut dice, &sample, &day)?;
    }
    book.save(&path)?;
    Ok(path)
}

fn write_row(
    sheet: &mut rust_xlsxwriter::Worksheet,
    row: u32,
    dice: &mut Dice,
    sample: &[String],
    day: &Format,
) -> Result<(), XlsxError> {
    let texts = [
        ["M.", "Mme"][dice.roll(2)].to_owned(),
        format!("Prénom{}", dice.roll(900)),
        format!("Nom{}", dice.roll(9_000)),
        format!("Société {} SARL", dice.roll(20_000)),
        ["Gérant", "DRH", "Acheteur", "Comptable"][dice.roll(4)].to_owned(),
        format!("contact{row}@societe{}.example", dice.roll(20_000)),
        format!("06 39 98 {:02} {:02}", dice.roll(100), dice.roll(100)),
        format!("{:05}", 1_000 + dice.roll(94_000)),
        ["Nantes", "Rennes", "Lyon", "Lille", "Bordeaux"][dice.roll(5)].to_owned(),
        ["Salon", "Site web", "Recommandation"][dice.roll(3)].to_owned(),
        ["À rappeler", "Devis envoyé", "Perdu"][dice.roll(3)].to_owned(),
    ];
    for (column, text) in (0..).zip(&texts) {
        sheet.write(row, column, text)?;
    }
    let created = 42_000 + dice.roll(2_500);
    sheet.write_with_format(row, 11, created as f64, day)?;
    sheet.write_with_format(row, 12, (created + dice.roll(1_800)) as f64, day)?;
    sheet.write(row, 13, ["oui", "non", ""][dice.roll(3)])?;
    sheet.write(row, 14, note(dice, sample))?;
    sheet.write(row, 15, dice.roll(50_000) as f64)?;
    Ok(())
}
