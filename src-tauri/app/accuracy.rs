//! The measured accuracy of the note reader, as docs/accuracy.md publishes it: read from that very page,
//! which the program carries, so that the window never says another figure.

use crate::dto::{Accuracy, Lang};

static PAGE: &str = include_str!("../../docs/accuracy.md");

/// Precision and recall by language and category, on notes that no rule was written for.
pub(crate) fn figures() -> Vec<Accuracy> {
    let mut lang = None;
    let mut precision_at = None;
    let mut figures = Vec::new();
    for line in PAGE.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            lang = language(title);
            precision_at = None;
        }
        let (Some(lang), Some(row)) = (lang, line.strip_prefix('|')) else { continue };
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        // The column of unseen notes: precision (P), then recall (R).
        let Some(at) = precision_at else {
            precision_at = cells.iter().position(|cell| cell.ends_with("unseen P"));
            continue;
        };
        let share = |at: usize| cells.get(at).and_then(|cell| cell.parse::<f32>().ok());
        let name = cells.first().and_then(|cell| category(cell));
        if let (Some(category), Some(precision), Some(recall)) = (name, share(at), share(at + 1)) {
            figures.push(Accuracy { lang, category: category.to_owned(), precision, recall });
        }
    }
    figures
}

fn language(title: &str) -> Option<Lang> {
    match title {
        "French" => Some(Lang::Fr),
        "English" => Some(Lang::En),
        _ => None,
    }
}

/// A row's category; insults and judgements are measured together.
fn category(cell: &str) -> Option<&str> {
    match cell.trim_matches('*') {
        "all, micro" => Some("all"),
        "insult and judgement" => Some("judgement"),
        name if name.contains([' ', '-', ',']) || name.is_empty() => None,
        name => Some(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_gives_every_language_a_whole_and_its_categories() {
        let figures = figures();
        for lang in [Lang::Fr, Lang::En] {
            let of: Vec<_> = figures.iter().filter(|one| one.lang == lang).collect();
            assert!(of.len() > 10, "{lang}: {} rows", of.len());
            for wanted in ["all", "health", "judgement"] {
                let found = of.iter().filter(|one| one.category == wanted);
                assert_eq!(found.count(), 1, "{lang}: {wanted}");
            }
            for one in of {
                assert!((0.0..=1.0).contains(&one.precision) && (0.0..=1.0).contains(&one.recall));
            }
        }
    }
}
