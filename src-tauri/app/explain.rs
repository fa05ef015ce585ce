//! Why a note reads as it does, in the reader's language.

use epure_engine::finding::{Category, Severity};
use epure_engine::reader::{Language, NearMiss, Reader, Reason, SparedBy};
use epure_engine::rewrite::Rewrite;
use serde::Serialize;

use crate::characters::Characters;
use crate::packs;
use crate::spared::worth_telling;
use crate::texts::Texts;

/// What was found in a note and why, what was nearly found and why it was spared, and the note
/// rewritten.
#[derive(Debug, Serialize)]
pub(crate) struct NoteExplained {
    /// Findings, in the order of the note.
    pub(crate) found: Vec<FoundWhy>,
    /// Words that matched a rule and were left alone.
    pub(crate) spared: Vec<SparedWhy>,
    /// The neutral text proposed; empty when the proposal is to clear the note, none when there is
    /// nothing to rewrite.
    pub(crate) rewrite: Option<String>,
}

/// A finding and what triggered it.
#[derive(Debug, Serialize)]
pub(crate) struct FoundWhy {
    /// What it reveals.
    pub(crate) category: Category,
    /// How pressing it is.
    pub(crate) severity: Severity,
    /// Rule id, as `fr.health.maternity-leave`.
    pub(crate) rule: String,
    /// Title of the rule.
    pub(crate) title: String,
    /// Why it must not be kept, in one plain sentence.
    pub(crate) why: String,
    /// What to write instead; may be empty.
    pub(crate) advice: String,
    /// The words found.
    pub(crate) text: String,
    /// First character (Unicode characters, from 0).
    pub(crate) start: u32,
    /// One past the last character.
    pub(crate) end: u32,
    /// The term that matched, as written in its pack; none for an identifier with its check, or a
    /// hint.
    pub(crate) term: Option<String>,
    /// Is it hinted at by all its words together, and by no term?
    #[serde(skip)]
    pub(crate) hinted: bool,
    /// The words of the note that the rule wanted nearby, or that speak for it most; none when there are none.
    pub(crate) context: Option<String>,
}

/// Words that matched a rule and were left alone.
#[derive(Debug, Serialize)]
pub(crate) struct SparedWhy {
    /// Rule id.
    pub(crate) rule: String,
    /// Title of the rule.
    pub(crate) title: String,
    /// The words.
    pub(crate) text: String,
    /// First character (Unicode characters, from 0).
    pub(crate) start: u32,
    /// One past the last character.
    pub(crate) end: u32,
    /// What spared them, in one plain sentence.
    pub(crate) because: String,
}

/// Explains a note in a language (or the likeliest one).
pub(crate) fn explain(
    reader: &Reader,
    note: &str,
    language: Language,
    texts: &Texts,
) -> NoteExplained {
    let why = reader.explain(note, language, None);
    let findings: Vec<_> = why.found.iter().map(|reason| reason.finding.clone()).collect();
    let mut characters = Characters::of(note);
    let found = why.found.iter().map(|reason| found(reader, note, reason, &mut characters, texts));
    let found = found.collect();
    let mut characters = Characters::of(note);
    let misses = worth_telling(&why).into_iter();
    let spared = misses.map(|miss| spared(reader, note, miss, &mut characters, texts));
    NoteExplained {
        found,
        spared: spared.collect(),
        rewrite: match reader.rewrite(note, language, &findings) {
            Rewrite::Unchanged => None,
            Rewrite::Text(text) => Some(text),
            Rewrite::Clear => Some(String::new()),
        },
    }
}

fn found(
    reader: &Reader,
    note: &str,
    reason: &Reason,
    characters: &mut Characters<'_>,
    texts: &Texts,
) -> FoundWhy {
    let finding = &reason.finding;
    let rule = reader.rule(&finding.rule);
    let said = |text: Option<&_>| text.map(|text| packs::said(text, texts.lang()).to_owned());
    FoundWhy {
        category: finding.category,
        severity: finding.severity,
        rule: finding.rule.to_string(),
        title: said(rule.map(|rule| &rule.title)).unwrap_or_default(),
        why: said(rule.map(|rule| &rule.why)).unwrap_or_default(),
        advice: said(rule.map(|rule| &rule.advice)).unwrap_or_default(),
        text: note.get(finding.span.clone()).unwrap_or_default().to_owned(),
        start: characters.before(finding.span.start),
        end: characters.before(finding.span.end),
        term: reason.term.clone(),
        hinted: rule.is_some_and(|rule| rule.hints),
        context: reason.context.clone(),
    }
}

fn spared(
    reader: &Reader,
    note: &str,
    miss: &NearMiss,
    characters: &mut Characters<'_>,
    texts: &Texts,
) -> SparedWhy {
    let title = reader.rule(&miss.rule).map(|rule| packs::said(&rule.title, texts.lang()));
    SparedWhy {
        rule: miss.rule.to_string(),
        title: title.unwrap_or_default().to_owned(),
        text: note.get(miss.span.clone()).unwrap_or_default().to_owned(),
        start: characters.before(miss.span.start),
        end: characters.before(miss.span.end),
        because: because(reader, miss, texts),
    }
}

/// What spared words, as a sentence.
fn because(reader: &Reader, miss: &NearMiss, texts: &Texts) -> String {
    let with = |key: &str, words: &str| texts.say(key, &[("words", words.to_owned())]);
    match &miss.by {
        SparedBy::Unless(words) => with("explain.unless", words),
        SparedBy::NotNear(words) => with("explain.not_near", words),
        SparedBy::Business(words) if words.is_empty() => texts.say("explain.business_alone", &[]),
        SparedBy::Business(words) => with("explain.business", words),
        SparedBy::Name => texts.say("explain.name", &[]),
        SparedBy::NothingNear => texts.say("explain.nothing_near", &[]),
        SparedBy::Spare(id) => {
            let language = reader.rule(&miss.rule).map_or(Language::French, |rule| rule.language);
            let spare = reader.spares(language).find(|spare| spare.id == *id);
            spare.map(|spare| packs::said(&spare.why, texts.lang()).to_owned()).unwrap_or_default()
        }
    }
}
