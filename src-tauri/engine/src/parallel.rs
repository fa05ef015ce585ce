//! Work shared among the processors. Only the time it takes depends on their number.

use std::num::NonZero;
use std::ops::ControlFlow;
use std::thread::ScopedJoinHandle;

use crate::audit::Pace;

/// Items that each processor gets at once.
const BATCH: usize = 1024;

/// Does something with parts of a list, one part a processor at a time, and puts the results together
/// in the list's order. Between batches `pace` is told; none when it breaks.
pub(crate) fn paced<T: Sync, U: Send>(
    items: &[T],
    pace: &Pace<'_>,
    part: impl Fn(&[T]) -> Vec<U> + Sync,
) -> Option<Vec<U>> {
    let batch = BATCH * threads();
    let mut all = Vec::new();
    for (done, items_of_batch) in items.chunks(batch).enumerate() {
        let before = u64::try_from(done * batch).unwrap_or(u64::MAX);
        if pace.tell(before, items.len() as u64) == ControlFlow::Break(()) {
            return None;
        }
        all.extend(by_parts(items_of_batch, BATCH, &part));
    }
    Some(all)
}

/// The same all at once, for what is quickly done.
pub(crate) fn map<T: Sync, U: Send>(items: &[T], each: impl Fn(&T) -> U + Sync) -> Vec<U> {
    let size = items.len().div_ceil(threads()).max(1);
    by_parts(items, size, &|part| part.iter().map(&each).collect())
}

fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, NonZero::get)
}

fn by_parts<T: Sync, U: Send>(
    items: &[T],
    size: usize,
    part: &(impl Fn(&[T]) -> Vec<U> + Sync),
) -> Vec<U> {
    std::thread::scope(|scope| {
        let parts: Vec<_> =
            items.chunks(size).map(|items| scope.spawn(move || part(items))).collect();
        let finished = |part: ScopedJoinHandle<'_, Vec<U>>| match part.join() {
            Ok(results) => results,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        parts.into_iter().flat_map(finished).collect()
    })
}
