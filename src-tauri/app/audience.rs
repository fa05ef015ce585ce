//! Whom contacts are, as somebody said once: found again in every later file.

use std::sync::{Arc, Mutex, PoisonError};

use epure_engine::audit::AudienceLookUp;
use epure_engine::contact::Identity;
use epure_engine::country::Audience;
use epure_store::{About, Store};

use crate::error::Error;
use crate::word;

/// Looks a contact up; none when nothing was ever said.
pub(crate) fn lookup(store: &Arc<Mutex<Store>>) -> Result<Option<AudienceLookUp>, Error> {
    let all = store.lock().unwrap_or_else(PoisonError::into_inner).audiences().all()?;
    if all.is_empty() {
        return Ok(None);
    }
    let store = Arc::clone(store);
    Ok(Some(Arc::new(move |identity: &Identity| {
        let store = store.lock().unwrap_or_else(PoisonError::into_inner);
        named(all.get(&store.audiences().key(About::Person(identity.key())))?)
    })))
}

/// What was said of a whole file.
pub(crate) fn of_file(store: &Store, path: &str) -> Result<Option<Audience>, Error> {
    let audiences = store.audiences();
    let all = audiences.all()?;
    Ok(all.get(&audiences.key(About::File(path))).and_then(|name| named(name)))
}

/// The audience of that word.
fn named(name: &str) -> Option<Audience> {
    [Audience::Professional, Audience::Consumer, Audience::SoleTrader]
        .into_iter()
        .find(|audience| word::of(audience) == name)
}
