//! What cells about contacts mean: `lexicons/values.toml` and `lexicons/contacts.toml`.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::answer::Answer;
use crate::country::Channel;
use crate::lexicon::error::{PackError, Problem};
use crate::packs::{PackFiles, parse};
use crate::text::fold::plain;

const VALUES: &str = "values.toml";
const CONTACTS: &str = "contacts.toml";

/// Words that tell what a contact said and who a contact is.
#[derive(Debug)]
pub struct ContactWords {
    /// Folded answer → what it means.
    pub(super) answers: FxHashMap<String, Answer>,
    /// Words in the longest answer.
    pub(super) longest_answer: usize,
    pub(super) free_mailboxes: FxHashSet<String>,
    pub(super) generic_locals: FxHashSet<String>,
    pub(super) consumer: FxHashSet<String>,
    pub(super) professional: FxHashSet<String>,
    pub(super) sole_trader: FxHashSet<String>,
    pub(super) customer: FxHashSet<String>,
    pub(super) contract: FxHashSet<String>,
    pub(super) former_customer: FxHashSet<String>,
    pub(super) candidate: FxHashSet<String>,
    pub(super) no_job: FxHashSet<String>,
    /// Folded words of headers, by the channel they name.
    pub(super) channels: Vec<(Channel, Vec<String>)>,
    /// Folded words of headers that tell the end of an agreement.
    end: Vec<String>,
    /// Folded words of headers that tell of an agreement that was confirmed.
    confirmed: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawValues {
    yes: Vec<String>,
    no: Vec<String>,
    granted: Vec<String>,
    refused: Vec<String>,
    unknown: Vec<String>,
    legitimate: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawContacts {
    free_mailboxes: Vec<String>,
    generic_locals: Vec<String>,
    consumer_words: Vec<String>,
    professional_words: Vec<String>,
    sole_trader_words: Vec<String>,
    customer_words: Vec<String>,
    contract_words: Vec<String>,
    former_customer_words: Vec<String>,
    candidate_words: Vec<String>,
    no_job_words: Vec<String>,
    consent_end_words: Vec<String>,
    consent_confirmed_words: Vec<String>,
    channels: RawChannels,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawChannels {
    email: Vec<String>,
    sms: Vec<String>,
    phone: Vec<String>,
    post: Vec<String>,
}

impl ContactWords {
    /// Loads both files.
    ///
    /// # Errors
    /// A missing or malformed file, or an answer with two meanings.
    pub(crate) fn load(files: &PackFiles) -> Result<Self, PackError> {
        let raw: RawContacts = parse(files, CONTACTS)?;
        let answers = answers(parse(files, VALUES)?)?;
        let words = |list: &[String]| list.iter().map(|word| plain(word)).collect();
        let literal = |list: Vec<String>| list.into_iter().collect();
        let header = |list: &[String]| list.iter().map(|word| plain(word)).collect();
        Ok(Self {
            longest_answer: answers.keys().map(|key| key.split(' ').count()).max().unwrap_or(0),
            answers,
            free_mailboxes: literal(raw.free_mailboxes),
            generic_locals: literal(raw.generic_locals),
            consumer: words(&raw.consumer_words),
            professional: words(&raw.professional_words),
            sole_trader: words(&raw.sole_trader_words),
            customer: words(&raw.customer_words),
            contract: words(&raw.contract_words),
            former_customer: words(&raw.former_customer_words),
            candidate: words(&raw.candidate_words),
            no_job: words(&raw.no_job_words),
            channels: vec![
                (Channel::Email, header(&raw.channels.email)),
                (Channel::Sms, header(&raw.channels.sms)),
                (Channel::Phone, header(&raw.channels.phone)),
                (Channel::Post, header(&raw.channels.post)),
            ],
            end: header(&raw.consent_end_words),
            confirmed: header(&raw.consent_confirmed_words),
        })
    }

    /// Does a header of days tell until when ("valable jusqu'au") rather than since when?
    pub(super) fn tells_end(&self, header: &str) -> bool {
        holds(header, &self.end)
    }

    /// Does a header tell of an agreement that the person confirmed ("double opt-in")?
    pub(super) fn tells_confirmed(&self, header: &str) -> bool {
        holds(header, &self.confirmed)
    }
}

/// Does a header hold one of these, as whole words?
fn holds(header: &str, words: &[String]) -> bool {
    let folded = format!(" {} ", plain(&header.replace('_', " ")));
    words.iter().any(|word| folded.contains(&format!(" {word} ")))
}

fn answers(raw: RawValues) -> Result<FxHashMap<String, Answer>, PackError> {
    let lists = [
        (Answer::Yes, raw.yes),
        (Answer::No, raw.no),
        (Answer::Granted, raw.granted),
        (Answer::Refused, raw.refused),
        (Answer::Unknown, raw.unknown),
        (Answer::Legitimate, raw.legitimate),
    ];
    let mut answers = FxHashMap::default();
    for (answer, list) in lists {
        for text in list {
            let key = super::answer::key(&text);
            if answers.insert(key, answer).is_some_and(|before| before != answer) {
                let what = Problem::Format(format!("`{text}` has two meanings"));
                return Err(PackError { file: VALUES.to_owned(), line: 1, what });
            }
        }
    }
    Ok(answers)
}
