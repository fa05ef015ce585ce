//! Which channels a header or an answer names: "DoNotCall", "mail, sms", "oui sauf tél".

use super::answer::{self, Answer};
use super::will::Channels;
use super::words::ContactWords;
use crate::country::Channel;
use crate::text::fold::plain;

/// A glued header is looked through for the channel it ends with from that many letters.
const GLUED: usize = 7;
/// Words that say no to the channels after them.
const NO: [&str; 14] = [
    "pas", "sans", "sauf", "hors", "ne", "ni", "plus", "not", "except", "without", "but",
    "excepte", "neither", "nor",
];
/// Words that add nothing to a list of channels.
const SMALL: [&str; 26] = [
    "de",
    "d",
    "du",
    "des",
    "le",
    "la",
    "les",
    "l",
    "un",
    "une",
    "a",
    "en",
    "pour",
    "uniquement",
    "seulement",
    "only",
    "just",
    "the",
    "of",
    "ok",
    "marketing",
    "et",
    "and",
    "y",
    "or",
    "ou",
];
/// Words after which a channel says how an answer came, not what it allows.
const HOW: [&str; 4] = ["par", "via", "by", "lors"];
/// Words for every channel.
const ALL: [&str; 7] = ["tous", "tout", "toutes", "all", "everything", "any", "partout"];

/// Channels that a header names: "Ne pas appeler", "Désabonné e-mail", "HasOptedOutOfEmail".
pub(super) fn in_header(header: &str, words: &ContactWords) -> Vec<Channel> {
    let folded = plain(&spaced(header));
    let padded = format!(" {folded} ");
    let named = |list: &[String]| list.iter().any(|word| padded.contains(&format!(" {word} ")));
    let found: Vec<Channel> = words
        .channels
        .iter()
        .filter(|(_, list)| named(list))
        .map(|(channel, _)| *channel)
        .collect();
    if !found.is_empty() {
        return found;
    }
    folded
        .split(' ')
        .filter(|word| word.len() > GLUED)
        .find_map(|word| at_end(word, words))
        .into_iter()
        .collect()
}

/// The channel that a glued word ends with: the longest name wins (`donotpostalmail`).
fn at_end(word: &str, words: &ContactWords) -> Option<Channel> {
    let all = words
        .channels
        .iter()
        .flat_map(|(channel, list)| list.iter().map(move |name| (*channel, name)));
    let mut ends = all.filter(|(_, name)| word.ends_with(name.replace(' ', "").as_str()));
    let first = ends.next()?;
    let longest =
        ends.fold(first, |best, next| if next.1.len() > best.1.len() { next } else { best });
    Some(longest.0)
}

/// `DoNotCall` as `Do Not Call`.
fn spaced(header: &str) -> String {
    let mut out = String::new();
    let mut lower = false;
    for c in header.chars() {
        if lower && c.is_uppercase() {
            out.push(' ');
        }
        lower = c.is_lowercase();
        out.push(c);
    }
    out
}

/// What an answer says channel by channel: the channels it allows, then those it refuses. None when it
/// names no channel, or holds words that no list of channels holds.
pub(super) fn in_answer(text: &str, words: &ContactWords) -> Option<(Channels, Channels)> {
    let (mut yes, mut no) = (Channels::default(), Channels::default());
    let mut refuses = false;
    let mut named = false;
    for part in parts(text) {
        let said = part_of(&part, words)?;
        refuses = said.refuses.unwrap_or(refuses);
        named |= said.all || !said.channels.is_empty();
        let channels = if said.all { Channels::ALL } else { said.channels };
        if refuses { &mut no } else { &mut yes }.extend(channels);
    }
    // "Tous sauf SMS": what is taken away is not allowed.
    named.then(|| (yes.less(no), no))
}

/// One piece of a list of channels.
struct Part {
    channels: Channels,
    /// None when it says neither yes nor no by itself.
    refuses: Option<bool>,
    /// Does it stand for every channel?
    all: bool,
}

/// The pieces of a list, folded: "sauf tél" is one of its own.
fn parts(text: &str) -> Vec<String> {
    let pieces = text.split([',', ';', '/', '+', '&', '|', '\n']).map(plain);
    let mut parts = Vec::new();
    for piece in pieces {
        let mut part: Vec<&str> = Vec::new();
        for word in piece.split(' ').filter(|word| !word.is_empty()) {
            let begins = NO.contains(&word) && !part.iter().any(|before| NO.contains(before));
            if (begins || word == "ni" || word == "mais") && !part.is_empty() {
                parts.push(part.join(" "));
                part.clear();
            }
            if word != "mais" {
                part.push(word);
            }
        }
        parts.push(part.join(" "));
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn part_of(part: &str, words: &ContactWords) -> Option<Part> {
    let mut left = part.to_owned();
    let mut channels = Channels::default();
    let names = || {
        words
            .channels
            .iter()
            .flat_map(|(channel, list)| list.iter().map(move |name| (*channel, name.as_str())))
    };
    for (channel, name) in names().filter(|(_, name)| name.contains(' ')) {
        if let Some(rest) = without(&left, name) {
            channels.insert(channel);
            left = rest;
        }
    }
    let channel = |word: &str| names().find(|(_, name)| *name == word).map(|(channel, _)| channel);
    let mut rest: Vec<&str> = left.split(' ').filter(|word| !word.is_empty()).collect();
    rest.retain(|word| {
        let named = channel(word);
        channels.extend(named.into_iter().collect());
        named.is_none()
    });
    // "Oui par téléphone" tells how they agreed.
    if rest.iter().any(|word| HOW.contains(word)) {
        return None;
    }
    let negative = rest.iter().any(|word| NO.contains(word));
    let all = rest.iter().any(|word| ALL.contains(word));
    let other: Vec<&str> = rest
        .into_iter()
        .filter(|word| !NO.contains(word) && !SMALL.contains(word) && !ALL.contains(word))
        .collect();
    let told = match other.join(" ") {
        none if none.is_empty() => None,
        other => Some(answer::known(&other, words)?),
    };
    let refuses = match told {
        _ if negative => Some(true),
        Some(Answer::No | Answer::Refused) => Some(true),
        Some(Answer::Yes | Answer::Granted) => Some(false),
        Some(_) => return None,
        None if all => Some(false),
        None => part.split(' ').any(|word| word == "ok").then_some(false),
    };
    Some(Part { channels, refuses, all })
}

/// A text without some of its words; none when it does not hold them.
fn without(text: &str, words: &str) -> Option<String> {
    let at = text.find(words)?;
    let (before, after) = (text.get(..at)?, text.get(at + words.len()..)?);
    let whole = |c: Option<char>| c.is_none_or(|c| c == ' ');
    (whole(before.chars().next_back()) && whole(after.chars().next()))
        .then(|| format!("{before}{after}"))
}
