//! What is known of a person besides what their own row says: what somebody chose, the other rows of the
//! file, the suppression list.

use rustc_hash::FxHashMap;

use super::Context;
use crate::contact::audience::{Guess, Why};
use crate::contact::row::Contact;
use crate::contact::will::Channels;
use crate::country::Audience;

impl<'a> Context<'a> {
    /// What somebody said of a person wins over what their row looks like.
    pub(super) fn correct_audiences(&mut self) {
        let Some(known) = &self.options.audiences else { return };
        for contact in &mut self.contacts {
            let Some(sheet) = self.sheets.get(contact.sheet) else { continue };
            if let Some(audience) = known(&self.rows.identity(&sheet.columns, contact.row)) {
                contact.guess = Some(Guess::chosen(audience, contact.guess));
            }
        }
    }

    /// Rows that say nothing of their audience: the choice for the file, the mailbox, else the
    /// other rows of the sheet.
    pub(super) fn guess_the_rest(&mut self) {
        let mut professionals: Vec<(u32, u32)> = vec![(0, 0); self.sheets.len()];
        for contact in &self.contacts {
            let Some(guess) = contact.guess else { continue };
            if let Some((yes, no)) = professionals.get_mut(contact.sheet) {
                *(if guess.audience == Audience::Consumer { no } else { yes }) += 1;
            }
        }
        for contact in self.contacts.iter_mut().filter(|contact| contact.guess.is_none()) {
            let (yes, no) = professionals.get(contact.sheet).copied().unwrap_or_default();
            contact.guess = Some(match self.options.default_audience {
                Some(audience) => Guess::plain(audience, Why::Default),
                None if contact.has_email => Guess::plain(Audience::Consumer, Why::FreeMailbox),
                None if yes > no => Guess::plain(Audience::Professional, Why::Sheet),
                None => Guess::plain(Audience::Consumer, Why::Sheet),
            });
        }
    }

    /// A refusal holds for every row of the same person: same address, or same number and name.
    pub(super) fn read_other_rows(&mut self) {
        let refused = self.by_person(Contact::refused);
        let denied = self.by_person(|contact| contact.will.said_no);
        for (at, contact) in self.contacts.iter_mut().enumerate() {
            let found = |all: &FxHashMap<(u64, u64), (usize, Channels)>| {
                let found = same_person(contact).find_map(|key| all.get(&key)).copied();
                found.filter(|(other, _)| *other != at)
            };
            (contact.told.elsewhere, contact.told.denied) = (found(&refused), found(&denied));
        }
    }

    /// Channels that rows of a person tell about, by what tells that person: the first such row.
    fn by_person(
        &self,
        channels: impl Fn(&Contact<'a>) -> Channels,
    ) -> FxHashMap<(u64, u64), (usize, Channels)> {
        let mut all: FxHashMap<(u64, u64), (usize, Channels)> = FxHashMap::default();
        for (at, contact) in self.contacts.iter().enumerate() {
            let channels = channels(contact);
            if !channels.is_empty() {
                for key in same_person(contact) {
                    all.entry(key).or_insert((at, Channels::default())).1.extend(channels);
                }
            }
        }
        all
    }

    /// Looks every contact up in the suppression list.
    pub(super) fn look_up(&mut self) {
        let Some(list) = &self.options.suppressed else { return };
        for contact in &mut self.contacts {
            let Some(sheet) = self.sheets.get(contact.sheet) else { continue };
            let listed = list(&self.rows.identity(&sheet.columns, contact.row));
            contact.told.listed = listed.map(|listed| {
                let channels = if listed.channels.is_empty() {
                    Channels::ALL
                } else {
                    listed.channels.iter().copied().collect()
                };
                (channels, listed.since)
            });
        }
    }
}

/// What tells that two rows are about one person; nothing for what is not known.
fn same_person(contact: &Contact<'_>) -> impl Iterator<Item = (u64, u64)> + use<> {
    let keys = contact.keys;
    let by_mail = (keys.email != 0).then_some((keys.email, 0));
    let by_name = (keys.phone != 0 && keys.name != 0).then_some((keys.phone, keys.name));
    by_mail.into_iter().chain(by_name)
}
