//! Where removed texts were met.

use std::collections::{BTreeMap, BTreeSet};

/// Places named for one removed text.
const MOST_PLACES: usize = 20;

/// What a search met, and how much it looked at.
#[derive(Default)]
pub(crate) struct Hits {
    /// By the number of the removed text: the first of the places that hold it.
    pub(crate) places: BTreeMap<u32, BTreeSet<String>>,
    /// Parts that were searched.
    pub(crate) searched: u64,
}

impl Hits {
    /// A removed text was met at a place.
    pub(crate) fn add(&mut self, id: u32, place: &str) {
        let places = self.places.entry(id).or_default();
        if places.len() < MOST_PLACES {
            places.insert(place.to_owned());
        }
    }

    /// Adds what another search met and looked at.
    pub(crate) fn join(&mut self, other: Self) {
        self.searched += other.searched;
        for (id, places) in other.places {
            places.iter().for_each(|place| self.add(id, place));
        }
    }
}
