//! How long an audit takes: `cargo run --release -p epure-engine --example audit_speed -- 100000`.
//!
//! The sheet is made up: 16 columns, invented people, notes from a few dozen sentences of which one
//! in eight must not be kept.

mod support;

use std::ops::ControlFlow;
use std::process::ExitCode;

use epure_engine::audit::{self, Options};
use epure_engine::mapping::{ColumnRole, Mapping};
use epure_engine::packs::Packs;
use epure_engine::plan::{plan, suggested};
use epure_engine::role::Role;
use epure_engine::table::{Cell, Format, Header, Row, Table, Workbook};
use jiff::civil::date;

const COLUMNS: [(&str, Role); 16] = [
    ("Société", Role::Company),
    ("Civilité", Role::Civility),
    ("Prénom", Role::FirstName),
    ("Nom", Role::LastName),
    ("Fonction", Role::JobTitle),
    ("E-mail", Role::Email),
    ("Téléphone", Role::Phone),
    ("Mobile", Role::Mobile),
    ("Adresse", Role::Address),
    ("CP", Role::Postcode),
    ("Ville", Role::City),
    ("Statut", Role::Status),
    ("Dernier contact", Role::LastContact),
    ("Opt-in e-mail", Role::ConsentEmail),
    ("Refus", Role::OptOut),
    ("Commentaires", Role::Notes),
];

const NOTES: [&str; 16] = [
    "Rappeler en juin pour le devis",
    "Intéressé par la gamme bureau, budget 12 000 €",
    "Absent, voir avec Mme Petit au standard",
    "Devis envoyé le 12/03, relance prévue",
    "DRH en congé maternité jusqu'au 12 septembre",
    "RDV le 4 à 14h30 dans leurs locaux",
    "Barrage secrétaire, rappeler le matin",
    "Ne plus appeler, très clair au téléphone",
    "Vu au salon de Lyon, demande un catalogue",
    "Délégué syndical CGT, à éviter",
    "Commande 3 écrans et 2 claviers",
    "Pas intéressé pour le moment",
    "Contrat chez un concurrent jusqu'en 2027",
    "A déménagé, nouvelle adresse à confirmer",
    "Demande une démo en visio",
    "",
];

fn text(text: String) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.into()) }
}

fn row(number: u32) -> Row {
    let n = number as usize;
    let note = NOTES.get(n % NOTES.len()).copied().unwrap_or_default();
    let note = if note.is_empty() { String::new() } else { format!("{note} (dossier {number})") };
    let day = date(2019 + i16::try_from(number % 8).unwrap_or(0), 1 + (number % 12) as i8, 5);
    let professional = !number.is_multiple_of(5);
    let mail = if professional {
        format!("nom{number}@societe{}.example", number / 3)
    } else {
        format!("nom{number}@gmail.com")
    };
    let cells = vec![
        text(if professional { format!("Société {}", number / 3) } else { String::new() }),
        text(if number.is_multiple_of(2) { "Mme".into() } else { "M.".into() }),
        text(format!("Prénom{}", number % 500)),
        text(format!("Nom{number}")),
        text(if professional { "Responsable achats".into() } else { String::new() }),
        text(mail),
        text(format!("01 53 00 {:02} {:02}", number / 100 % 100, number % 100)),
        text(format!("06 39 98 {:02} {:02}", number / 100 % 100, number % 100)),
        text(format!("{} rue de la Paix", number % 300)),
        text(format!("{:05}", 1000 + number % 90_000)),
        text("Lyon".into()),
        text(if number.is_multiple_of(9) { "Client".into() } else { "Prospect".into() }),
        Cell::Date(day.at(0, 0, 0, 0)),
        text(if number.is_multiple_of(3) { "oui".into() } else { String::new() }),
        text(if number.is_multiple_of(40) { "oui".into() } else { String::new() }),
        text(note),
    ];
    Row { number, hidden: false, cells }
}

fn book(rows: u32) -> (Workbook, Mapping) {
    let names = COLUMNS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let table = Table {
        name: "Prospects".to_owned(),
        header: Some(Header { first_row: 1, last_row: 1, names }),
        rows: (2..rows + 2).map(row).collect(),
        ..Table::default()
    };
    let mut mapping = Mapping::default();
    mapping.set_sheet(
        "Prospects",
        COLUMNS.iter().map(|(_, role)| ColumnRole::chosen(*role)).collect(),
    );
    let book = Workbook {
        name: "speed.xlsx".to_owned(),
        format: Format::Xlsx,
        sheets: vec![table],
        hidden: Vec::new(),
        warnings: Vec::new(),
    };
    (book, mapping)
}

/// Highest memory use so far, in MiB (Linux).
#[allow(clippy::disallowed_methods, reason = "a measuring program, not the engine")]
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok());
    kib.unwrap_or(0) / 1024
}

#[allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_types,
    clippy::disallowed_methods
)]
fn main() -> ExitCode {
    let rows = std::env::args().nth(1).and_then(|rows| rows.parse().ok()).unwrap_or(100_000);
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lexicons");
    let packs = match support::read(&folder).map(|files| Packs::load(&files)) {
        Ok(Ok(packs)) => packs,
        Ok(Err(error)) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let (book, mapping) = book(rows);
    let before = peak();
    let options = Options::new(date(2026, 11, 23));
    let start = std::time::Instant::now();
    let stages = std::cell::RefCell::new(Vec::new());
    let progress = |progress: audit::Progress| {
        if progress.done == 0 || progress.stage == audit::Stage::Checks {
            stages.borrow_mut().push((progress.stage, progress.done, start.elapsed()));
        }
        ControlFlow::Continue(())
    };
    let Ok(audit) = audit::audit(&book, &mapping, &packs, &options, &progress) else {
        return ExitCode::FAILURE;
    };
    let audited = start.elapsed();
    let decisions = suggested(&audit);
    let planned = plan(&book, &audit, &decisions, &packs);
    for (stage, done, at) in stages.into_inner() {
        println!("{stage:?} {done}: {at:?}");
    }
    println!(
        "{rows} rows: audit {audited:?}, plan {:?}; {} findings, {} edits; {} MiB before, {} MiB after",
        start.elapsed().saturating_sub(audited),
        audit.findings.len(),
        planned.map_or(0, |plan| plan.edits.len()),
        before,
        peak(),
    );
    println!("{:?}", audit.summary.by_check);
    ExitCode::SUCCESS
}
