//! Whom contacts are, as somebody said once: found again in every later file.

use std::sync::Arc;

use epure_engine::audit::AudienceLookUp;
use epure_engine::contact::Identity;
use epure_engine::country::Audience;
use epure_store::{About, Store};

use crate::error::Error;
use crate::word;

/// Looks a contact up; none when nothing was ever said.
pub(crate) fn lookup(store: &Store) -> Result<Option<AudienceLookUp>, Error> {
    let all = store.audiences().all()?;
    if all.is_empty() {
        return Ok(None);
    }
    Ok(Some(Arc::new(move |identity: &Identity| named(all.of(About::Person(identity.key()))?))))
}

/// What was said of a whole file.
pub(crate) fn of_file(store: &Store, path: &str) -> Result<Option<Audience>, Error> {
    Ok(store.audiences().all()?.of(About::File(path)).and_then(named))
}

/// The audience of that word.
fn named(name: &str) -> Option<Audience> {
    [Audience::Professional, Audience::Consumer, Audience::SoleTrader]
        .into_iter()
        .find(|audience| word::of(audience) == name)
}
