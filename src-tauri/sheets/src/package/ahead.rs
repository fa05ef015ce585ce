//! A part is inflated on one thread, a few chunks ahead of the one that works on it.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Read at a time, and how many of those may wait: at most a megabyte.
const CHUNK: usize = 256 << 10;
const WAITING: usize = 2;

/// What was read ahead, in order. An error of the source comes where it happened.
pub(crate) struct Ahead {
    chunks: Receiver<io::Result<Vec<u8>>>,
    chunk: Vec<u8>,
    given: usize,
}

/// Gives `work` the bytes of `source`, which another thread reads meanwhile. What `work` leaves
/// unread is not read.
pub(crate) fn ahead<T>(source: impl Read + Send, work: impl FnOnce(Ahead) -> T) -> T {
    let (sender, chunks) = sync_channel(WAITING);
    thread::scope(|scope| {
        scope.spawn(move || send(source, &sender));
        work(Ahead { chunks, chunk: Vec::new(), given: 0 })
    })
}

/// Until the source ends or fails, or nobody waits for more.
fn send(mut source: impl Read, chunks: &SyncSender<io::Result<Vec<u8>>>) {
    loop {
        // In one piece: what inflates keeps a copy of the last bytes at the end of every call.
        let mut chunk = vec![0; CHUNK];
        let read = read_full(&mut source, &mut chunk);
        let last = read.as_ref().map_or(true, |count| *count == 0);
        let sent = chunks.send(read.map(|count| {
            chunk.truncate(count);
            chunk
        }));
        if last || sent.is_err() {
            return;
        }
    }
}

/// Fills `space` as far as the source goes.
pub(crate) fn read_full(source: &mut impl Read, space: &mut [u8]) -> io::Result<usize> {
    let mut got = 0;
    while let Some(rest) = space.get_mut(got..).filter(|rest| !rest.is_empty()) {
        match source.read(rest) {
            Ok(0) => break,
            Ok(count) => got += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(got)
}

impl Read for Ahead {
    fn read(&mut self, space: &mut [u8]) -> io::Result<usize> {
        if self.given == self.chunk.len() {
            // The thread is gone once it has sent an error or the end.
            self.chunk = self.chunks.recv().unwrap_or_else(|_| Ok(Vec::new()))?;
            self.given = 0;
        }
        let mut left = self.chunk.get(self.given..).unwrap_or_default();
        let count = left.read(space)?;
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_arrives_in_order() {
        let text: Vec<u8> = (0..1_000_000u32).map(|n| (n % 251) as u8).collect();
        let mut read = Vec::new();
        let count = ahead(text.as_slice(), |mut source| source.read_to_end(&mut read));
        assert_eq!((count.unwrap(), read), (text.len(), text));
    }

    #[test]
    fn a_damaged_source_fails_where_it_is_damaged() {
        struct Damaged;
        impl Read for Damaged {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::ErrorKind::InvalidData.into())
            }
        }
        let source = (&b"whole"[..]).chain(Damaged);
        let mut read = Vec::new();
        let error = ahead(source, |mut source| source.read_to_end(&mut read)).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    }

    #[test]
    fn who_stops_early_does_not_wait_for_the_rest() {
        let first = ahead(io::repeat(7), |mut source| {
            let mut byte = [0];
            source.read_exact(&mut byte).map(|()| byte)
        });
        assert_eq!(first.unwrap(), [7]);
    }
}
