//! A person's request that a letter answers: who asks, and its days as the letter says them.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::deadline;
use crate::messages::{Lang, day};

/// What people may ask (GDPR 15, 16, 17, 18, 20 and 21).
pub(crate) const KINDS: [&str; 6] =
    ["access", "rectification", "erasure", "restriction", "portability", "objection"];

/// A request being answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What is asked, as `erasure`.
    pub kind: String,
    /// Who asks; may be empty.
    pub person: String,
    /// The day it came.
    pub received: Date,
    /// The day it was done as asked.
    pub done: Date,
}

impl Asked {
    /// What letters say of it, by name.
    pub(crate) fn values(&self, lang: Lang) -> BTreeMap<&'static str, String> {
        let until = |told| day(lang, deadline::request(self.received, told));
        BTreeMap::from([
            ("person", self.person.trim().to_owned()),
            ("received", day(lang, self.received)),
            ("deadline", until(None)),
            ("longest", until(Some(self.received))),
            ("done", day(lang, self.done)),
        ])
    }
}
