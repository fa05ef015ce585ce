//! Texts looked at by two threads: the second takes what the first has gathered, whenever it is free.

use std::sync::mpsc::{TrySendError, sync_channel};
use std::thread;

/// Gathered before it is handed over, in bytes.
const ENOUGH: usize = 64 << 10;

/// Texts, one behind the other, and where each one ends.
#[derive(Default)]
struct Gathered {
    texts: String,
    ends: Vec<usize>,
}

impl Gathered {
    fn push(&mut self, text: &str) {
        self.texts.push_str(text);
        self.ends.push(self.texts.len());
    }

    fn each(&self, mut look: impl FnMut(&str)) {
        let mut from = 0;
        for end in &self.ends {
            look(self.texts.get(from..*end).unwrap_or_default());
            from = *end;
        }
    }
}

/// Has `look` look at each text that `gather` gives, with either of two lookers; the second comes back
/// with what it saw.
pub(super) fn abreast<L: Send, E>(
    first: &mut L,
    mut second: L,
    look: impl Fn(&mut L, &str) + Sync,
    gather: impl FnOnce(&mut dyn FnMut(&str)) -> Result<(), E>,
) -> Result<L, E> {
    let (sender, handed) = sync_channel::<Gathered>(1);
    thread::scope(|scope| {
        let look = &look;
        let helper = scope.spawn(move || {
            for texts in handed {
                texts.each(|text| look(&mut second, text));
            }
            second
        });
        let mut gathered = Gathered::default();
        let outcome = gather(&mut |text| {
            gathered.push(text);
            if gathered.texts.len() < ENOUGH {
                return;
            }
            match sender.try_send(std::mem::take(&mut gathered)) {
                Ok(()) => {}
                Err(TrySendError::Full(texts) | TrySendError::Disconnected(texts)) => {
                    texts.each(|text| look(first, text));
                }
            }
        });
        gathered.each(|text| look(first, text));
        drop(sender);
        // A look that panicked has not seen all.
        let second = helper.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        outcome.map(|()| second)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_seen_once() {
        let texts: Vec<String> = (0..50_000).map(|n| format!("text {n} ")).collect();
        let mut first = Vec::new();
        let look = |seen: &mut Vec<String>, text: &str| seen.push(text.to_owned());
        let second = abreast(&mut first, Vec::new(), look, |give| {
            texts.iter().for_each(|text| give(text));
            Ok::<(), ()>(())
        });
        first.extend(second.unwrap());
        first.sort_unstable();
        let mut expected = texts;
        expected.sort_unstable();
        assert_eq!(first, expected);
    }
}
