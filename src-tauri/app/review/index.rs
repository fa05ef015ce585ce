//! Findings found again by something they say: positions in its order, four bytes each. A file can have
//! hundreds of thousands of findings, and maps of texts would take more room than what they lead to.

use epure_engine::finding::Finding;

/// Positions of findings, in the order of a key.
#[derive(Debug)]
pub(super) struct Index(Vec<u32>);

impl Index {
    /// The findings in the order of `key`; equal ones stay in the audit's order.
    pub(super) fn by<'a, K: Ord>(findings: &'a [Finding], key: impl Fn(&'a Finding) -> K) -> Self {
        let mut places: Vec<u32> = (0..).take(findings.len()).collect();
        places.sort_by_cached_key(|at| findings.get(*at as usize).map(&key));
        Self(places)
    }

    /// All positions, in order.
    pub(super) fn all(&self) -> impl Iterator<Item = usize> {
        self.0.iter().map(|at| *at as usize)
    }

    /// Positions of the findings whose key is `wanted`; `key` is the one they are in the order of.
    pub(super) fn equal<'a, K: Ord>(
        &self,
        findings: &'a [Finding],
        key: impl Fn(&'a Finding) -> K,
        wanted: K,
    ) -> &[u32] {
        let before = |at: &u32| findings.get(*at as usize).is_some_and(|found| key(found) < wanted);
        let same = |at: &u32| findings.get(*at as usize).is_some_and(|found| key(found) == wanted);
        let rest = self.0.get(self.0.partition_point(before)..).unwrap_or_default();
        rest.get(..rest.partition_point(same)).unwrap_or_default()
    }
}
