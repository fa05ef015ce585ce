//! The checks, one file each. A check looks at the [`Context`] and puts findings on the [`Desk`].

mod consent;
mod context;
mod dates;
mod dates_in_notes;
mod desk;
mod duplicate;
mod excessive_column;
mod hidden_content;
mod invalid_contact;
mod opposition;
mod origin;
mod retention;
mod sensitive_note;
mod suppressed;

pub(crate) use context::Context;
use desk::Desk;

use crate::audit::{Cancelled, Pace};
use crate::finding::Finding;

type Check = fn(&Context<'_>, &mut Desk<'_>);

const CHECKS: [Check; 12] = [
    sensitive_note::run,
    opposition::run,
    consent::run,
    origin::run,
    retention::run,
    dates::run,
    dates_in_notes::run,
    excessive_column::run,
    duplicate::run,
    suppressed::run,
    hidden_content::run,
    invalid_contact::run,
];

/// Runs every check.
pub(crate) fn run(context: &Context<'_>, pace: &Pace<'_>) -> Result<Vec<Finding>, Cancelled> {
    let mut desk = Desk::new(context.packs, context.options.lang);
    for (done, check) in (0u64..).zip(CHECKS) {
        if pace.tell(done, CHECKS.len() as u64).is_break() {
            return Err(Cancelled);
        }
        check(context, &mut desk);
    }
    Ok(desk.findings)
}
