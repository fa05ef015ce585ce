//! Readers of others that panic on hostile bytes: the panic is caught and becomes a damaged file.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

use super::error::Problem;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs a reading that may panic. Such a panic writes nothing to standard error: its message could
/// hold what a cell holds.
pub(crate) fn guarded<T>(read: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |panic| {
            if !GUARDED.get() {
                usual(panic);
            }
        }));
    });
    let outer = GUARDED.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(read));
    GUARDED.set(outer);
    outcome.unwrap_or_else(|_| Err(Problem::damaged("its structure contradicts itself")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_damaged_file_and_the_next_reading_is_unharmed() {
        let damaged = guarded(|| -> Result<(), Problem> { panic!("Zorro") });
        let said = damaged.unwrap_err().to_string();
        assert!(!said.is_empty() && !said.contains("Zorro"), "{said}");
        assert!(!GUARDED.get());
        assert!(matches!(guarded(|| Ok(3)), Ok(3)));
    }
}
