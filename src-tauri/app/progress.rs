//! How far a job is and how long it will still take, told at most ten times a second.

use std::cell::Cell;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use crate::api::OnProgress;
use crate::dto::{Progress, Stage};

/// Time between two tellings.
const RHYTHM: Duration = Duration::from_millis(100);
/// Time before the rest is estimated.
const LEAD: Duration = Duration::from_millis(800);

/// One stage of a job under way.
pub(crate) struct Pace<'a> {
    stage: Stage,
    progress: OnProgress<'a>,
    began: Instant,
    told: Cell<Option<Instant>>,
}

impl<'a> Pace<'a> {
    /// A stage that begins now.
    pub(crate) fn new(stage: Stage, progress: OnProgress<'a>) -> Self {
        Self { stage, progress, began: Instant::now(), told: Cell::new(None) }
    }

    /// Says that `done` of `total` steps are done; answers whether to go on.
    pub(crate) fn tell(&self, done: u64, total: u64) -> ControlFlow<()> {
        let now = Instant::now();
        let early = self.told.get().is_some_and(|told| now.duration_since(told) < RHYTHM);
        if early && done < total {
            return ControlFlow::Continue(());
        }
        self.told.set(Some(now));
        let seconds_left = seconds_left(now.duration_since(self.began), done, total);
        (self.progress)(Progress { stage: self.stage, done, total, seconds_left })
    }
}

/// Seconds that the rest takes when it goes as fast as what is done; none while that says nothing.
fn seconds_left(spent: Duration, done: u64, total: u64) -> Option<u32> {
    if spent < LEAD || done == 0 || total < done {
        return None;
    }
    #[allow(clippy::cast_precision_loss, reason = "a rough estimate")]
    let left = spent.as_secs_f64() * (total - done) as f64 / done as f64;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded above")]
    Some(left.ceil().min(f64::from(u32::MAX)) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_takes_as_long_as_what_is_done_did() {
        assert_eq!(seconds_left(Duration::from_secs(10), 25, 100), Some(30));
        assert_eq!(seconds_left(Duration::from_secs(10), 100, 100), Some(0));
    }

    #[test]
    fn nothing_is_promised_too_soon_or_from_nothing() {
        assert_eq!(seconds_left(Duration::from_millis(100), 25, 100), None);
        assert_eq!(seconds_left(Duration::from_secs(10), 0, 100), None);
        assert_eq!(seconds_left(Duration::from_secs(10), 5, 0), None);
    }

    #[test]
    fn a_stage_is_told_at_its_beginning_and_end_even_when_it_is_fast() {
        let told = std::sync::Mutex::new(Vec::new());
        let progress = |step: Progress| {
            told.lock().unwrap().push(step.done);
            ControlFlow::Continue(())
        };
        let pace = Pace::new(Stage::Auditing, &progress);
        for done in 1..=1000 {
            assert!(pace.tell(done, 1000).is_continue());
        }
        let told = told.into_inner().unwrap();
        assert_eq!((told.first(), told.last()), (Some(&1), Some(&1000)));
        assert!(told.len() < 900);
    }
}
