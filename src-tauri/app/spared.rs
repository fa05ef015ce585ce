//! Words of a note that a rule's terms match and that were left alone, with the reason.

use epure_engine::lexicon::scan::SparedBy;
use epure_engine::reader::{Explanation, Language, NearMiss};
use epure_engine::role::Role;

use crate::characters::Characters;
use crate::dto::{Lang, SparedBecause, SparedView};
use crate::pipeline::Pipeline;

/// Words of a note that were left alone, each stretch once, in the note's order.
pub(crate) fn spared(
    pipeline: &Pipeline,
    note: &str,
    notes: Language,
    role: Option<Role>,
    lang: Lang,
) -> Vec<SparedView> {
    let explanation = pipeline.reader().explain(note, notes, role);
    let mut characters = Characters::of(note);
    let view = |miss: &NearMiss| SparedView {
        start: characters.before(miss.span.start),
        end: characters.before(miss.span.end),
        title: pipeline.rule(&miss.rule, lang).title,
        because: because(&miss.by),
    };
    worth_telling(&explanation).into_iter().map(view).collect()
}

/// The near misses of a note, each stretch once, in the note's order; not those that another rule
/// found.
pub(crate) fn worth_telling(explanation: &Explanation) -> Vec<&NearMiss> {
    let found = |miss: &NearMiss| {
        explanation.found.iter().any(|reason| {
            let span = &reason.finding.span;
            span.start < miss.span.end && miss.span.start < span.end
        })
    };
    let mut misses: Vec<&NearMiss> =
        explanation.spared.iter().filter(|miss| !found(miss)).collect();
    misses.sort_by_key(|miss| (miss.span.start, std::cmp::Reverse(miss.span.end)));
    let mut end = 0;
    misses.retain(|miss| {
        let apart = miss.span.start >= end;
        if apart {
            end = miss.span.end;
        }
        apart
    });
    misses
}

fn because(by: &SparedBy) -> SparedBecause {
    match by {
        SparedBy::Name => SparedBecause::Name,
        SparedBy::NothingNear => SparedBecause::Alone,
        SparedBy::Unless(_) | SparedBy::NotNear(_) | SparedBy::Spare(_) | SparedBy::Business(_) => {
            SparedBecause::Context
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spared_is_told_with_its_place_and_what_is_found_is_not() {
        let pipeline = Pipeline::new().unwrap();
        let note = "Cherche une enceinte acoustique ; enceinte, rappeler en mai";
        let views = spared(&pipeline, note, Language::French, Some(Role::Notes), Lang::Fr);
        let words: Vec<String> = views
            .iter()
            .map(|one| {
                note.chars().skip(one.start as usize).take((one.end - one.start) as usize).collect()
            })
            .collect();
        assert_eq!(words.len(), 1, "{words:?}");
        assert!(words[0].starts_with("enceinte"));
        assert_eq!(views[0].start, 12);
        assert_eq!(views[0].because, SparedBecause::Context);
        assert!(!views[0].title.is_empty());
    }
}
