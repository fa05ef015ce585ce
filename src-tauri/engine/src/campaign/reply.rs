//! What came back from somebody who was asked: a cell of the answers.

use super::Reply;
use crate::contact::answer::{self, Answer};
use crate::packs::Packs;
use crate::table::Cell;
use crate::text::fold::plain;

/// Words of mailing tools for a message that did not arrive.
const BOUNCED: [&str; 16] = [
    "bounce",
    "bounced",
    "hard bounce",
    "soft bounce",
    "hard bounced",
    "rebond",
    "npai",
    "cleaned",
    "nettoye",
    "invalide",
    "invalid",
    "erreur",
    "undelivered",
    "non remis",
    "non delivre",
    "adresse invalide",
];

/// What a cell of answers says; none for words that say neither yes nor no. A blank is a silence: it is
/// never an agreement.
#[must_use]
pub fn reply(cell: &Cell, packs: &Packs) -> Option<Reply> {
    if cell.as_text().is_some_and(|text| BOUNCED.contains(&plain(text).as_str())) {
        return Some(Reply::Bounced);
    }
    let Some(said) = answer::read(cell, &packs.words) else { return Some(Reply::Silent) };
    match said.answer {
        Answer::Yes | Answer::Granted => Some(Reply::Agreed),
        Answer::No | Answer::Refused => Some(Reply::Refused),
        Answer::Unknown => Some(Reply::Silent),
        Answer::Legitimate | Answer::Unread => None,
    }
}
