//! The suppression list of this computer, asked about contacts (GDPR 21(3)).

use std::sync::{Arc, Mutex, PoisonError};

use epure_engine::audit::Suppressed;
use epure_engine::contact::Identity;
use epure_engine::country::Channel;
use epure_store::Store;

use crate::error::Error;
use crate::pipeline::Lookup;
use crate::word;

/// The word of the list for a refusal of every channel.
const ALL: &str = "all";

/// Looks contacts up in the list; none when the list is empty.
pub(crate) fn lookup(store: &Arc<Mutex<Store>>) -> Result<Option<Lookup>, Error> {
    if store.lock().unwrap_or_else(PoisonError::into_inner).suppression().is_empty()? {
        return Ok(None);
    }
    let store = Arc::clone(store);
    Ok(Some(Arc::new(move |identity: &Identity| {
        let store = store.lock().unwrap_or_else(PoisonError::into_inner);
        refusal(&store, identity)
    })))
}

/// By what a contact is known in the list: each normalised text after its kind.
pub(crate) fn keys(identity: &Identity) -> Vec<String> {
    let key =
        |kind: &str, text: &Option<String>| text.as_ref().map(|text| format!("{kind}:{text}"));
    [key("email", &identity.email), key("phone", &identity.phone), key("name", &identity.name)]
        .into_iter()
        .flatten()
        .collect()
}

/// What the list says of a contact. A row that cannot be read says nothing.
fn refusal(store: &Store, identity: &Identity) -> Option<Suppressed> {
    let rows: Vec<_> = keys(identity)
        .iter()
        .filter_map(|key| store.suppression().of(key).ok())
        .flatten()
        .collect();
    let since = rows.iter().map(|row| row.since).min()?;
    let mut channels = Vec::new();
    if rows.iter().all(|row| row.channel != ALL) {
        channels.extend(rows.iter().filter_map(|row| channel(&row.channel)));
        channels.sort_unstable();
        channels.dedup();
    }
    Some(Suppressed { channels, since: Some(since) })
}

fn channel(name: &str) -> Option<Channel> {
    [Channel::Email, Channel::Sms, Channel::Phone, Channel::Post]
        .into_iter()
        .find(|channel| word::of(channel) == name)
}
