//! Measures reading speed on typical notes made here (no private data): MB/s and notes/s of one core, and
//! of all cores of the machine. `bench [--notes N] [--rounds N] [--lexicons FOLDER]`; `--once` reads the notes once and
//! prints nothing else, for instruction counts under callgrind.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a measuring program"
)]

mod support;

use std::path::Path;
use std::time::Instant;

use epure_engine::lexicon::scan::Scratch;
use epure_engine::reader::{Language, Reader};

const OPENINGS: &[&str] = &[
    "Rappeler {n} pour le devis,",
    "RDV avec {n} le {d} à {h}h,",
    "Mail envoyé à {n} le {d},",
    "Vu {n} au salon,",
    "{n} hésite encore,",
    "Relance faite le {d},",
    "Appel entrant de {n},",
    "Devis DV-{k} envoyé,",
    "Commande {k} livrée le {d},",
    "Budget validé par {n},",
];
const MIDDLES: &[&str] = &[
    "veut comparer avec son fournisseur actuel",
    "demande un délai de {k} jours",
    "intéressé par le contrat d'entretien",
    "attend l'accord du siège à {c}",
    "trouve l'offre trop chère de {k} €",
    "souhaite une démonstration sur site",
    "reprend contact après l'inventaire",
    "besoin de {k} postes et d'un serveur",
    "livraison par le quai, demander {n}",
    "ne décide pas avant la fin du trimestre",
];
const ENDINGS: &[&str] = &[
    ". Tel 06 {k} 12 34 56.",
    ", à revoir en septembre.",
    ". Prix max {k} € HT.",
    ", envoyer la plaquette à {c}.",
    ". Prochain point le {d}.",
    ", voir aussi l'atelier de {c}.",
    ". Concurrent en place jusqu'au {d}.",
    ", paiement à 30 jours.",
    ".",
    ", dossier complet.",
];
const NAMES: &[&str] = &["M. Garnier", "Mme Petit", "Julie", "Karim", "M. Roux", "Sophie Marchal"];
const TOWNS: &[&str] = &["Nantes", "Lyon", "Rennes", "Lille", "Bordeaux", "Angers"];
/// One note in twenty says something that must not be kept.
const SENSITIVE: &[&str] =
    &[" En arrêt maladie jusqu'au {d}.", " Très désagréable au téléphone.", " Ne plus appeler."];

/// A small generator of numbers, the same at every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides.max(1)
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        let index = self.roll(from.len());
        from.get(index).copied().unwrap_or_default()
    }
}

fn note(dice: &mut Dice) -> String {
    let mut text = format!("{} {}{}", dice.pick(OPENINGS), dice.pick(MIDDLES), dice.pick(ENDINGS));
    while text.len() < 70 {
        text.push(' ');
        text.push_str(dice.pick(MIDDLES));
        text.push_str(dice.pick(ENDINGS));
    }
    if dice.roll(20) == 0 {
        text.push_str(dice.pick(SENSITIVE));
    }
    let day = format!("{:02}/{:02}/2026", 1 + dice.roll(28), 1 + dice.roll(12));
    text.replace("{n}", dice.pick(NAMES))
        .replace("{c}", dice.pick(TOWNS))
        .replace("{d}", &day)
        .replace("{h}", &(8 + dice.roll(10)).to_string())
        .replace("{k}", &(10 + dice.roll(89)).to_string())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1)
    };
    let number =
        |name: &str, default: usize| option(name).and_then(|n| n.parse().ok()).unwrap_or(default);
    let folder = option("--lexicons").map_or("lexicons", String::as_str);
    let loading = Instant::now();
    let reader = Reader::new(&support::read(Path::new(folder))?)?;
    let loaded = loading.elapsed();
    let mut dice = Dice(1);
    let notes: Vec<String> = (0..number("--notes", 100_000)).map(|_| note(&mut dice)).collect();
    let bytes: usize = notes.iter().map(String::len).sum();
    if arguments.iter().any(|argument| argument == "--once") {
        println!("{} findings in {} notes", read(&reader, &notes), notes.len());
        return Ok(());
    }
    let rounds = number("--rounds", 5);
    let (best, findings) = fastest(rounds, || read(&reader, &notes));
    let cores = std::thread::available_parallelism()?.get();
    let (shared, _) = fastest(rounds, || read_shared(&reader, &notes, cores));
    let speed = |seconds: f64| {
        let (mega, notes) = (bytes as f64 / seconds / 1e6, notes.len() as f64 / seconds);
        format!("{mega:.0} MB/s, {notes:.0} notes/s")
    };
    println!(
        "note reader: {} ({} notes of {} bytes, {} findings, packs loaded in {:.0} ms)",
        speed(best),
        notes.len(),
        bytes / notes.len().max(1),
        findings,
        loaded.as_secs_f64() * 1e3
    );
    println!("shared among {cores} cores, as an audit does: {}", speed(shared));
    Ok(())
}

/// Reads notes; returns the number of findings.
fn read(reader: &Reader, notes: &[String]) -> usize {
    let (mut scratch, mut count) = (Scratch::default(), 0);
    let each = notes.iter().map(|note| (&**note, None));
    reader.read_each(each, Language::French, &mut scratch, |_, found| count += found.len());
    count
}

/// The same by so many threads, each with its share.
fn read_shared(reader: &Reader, notes: &[String], threads: usize) -> usize {
    std::thread::scope(|scope| {
        let share = notes.len().div_ceil(threads).max(1);
        let shares: Vec<_> =
            notes.chunks(share).map(|notes| scope.spawn(|| read(reader, notes))).collect();
        shares.into_iter().filter_map(|share| share.join().ok()).sum()
    })
}

/// Does something several times; returns the seconds that the fastest took, and what it gave.
fn fastest(rounds: usize, work: impl Fn() -> usize) -> (f64, usize) {
    let (mut best, mut given) = (f64::MAX, 0);
    for _ in 0..rounds {
        let start = Instant::now();
        given = work();
        best = best.min(start.elapsed().as_secs_f64());
    }
    (best, given)
}
