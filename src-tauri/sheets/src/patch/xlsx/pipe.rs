//! A part is worked out on one thread and compressed on another, a few chunks behind.

use std::io::{self, Write};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use super::XlsxError;

/// Written at a time, and how many of those may wait.
const CHUNK: usize = 128 << 10;
const WAITING: usize = 4;

/// Where the one thread writes.
pub(crate) struct Pipe {
    chunks: SyncSender<Vec<u8>>,
    buffer: Vec<u8>,
}

/// Gives `fill` a pipe whose other end writes to `out`.
pub(crate) fn through<W: Write + Send>(
    out: &mut W,
    fill: impl FnOnce(&mut Pipe) -> Result<(), XlsxError>,
) -> Result<(), XlsxError> {
    let (chunks, waiting) = sync_channel::<Vec<u8>>(WAITING);
    thread::scope(|scope| {
        let written =
            scope.spawn(move || waiting.into_iter().try_for_each(|chunk| out.write_all(&chunk)));
        let mut pipe = Pipe { chunks, buffer: Vec::with_capacity(CHUNK) };
        let filled = fill(&mut pipe);
        let sent = pipe.send();
        drop(pipe);
        // A disk that is full says more than the pipe that broke because of it.
        match written.join() {
            Ok(written) => written.map_err(XlsxError::Write)?,
            Err(_) => return Err(XlsxError::Write(broken())),
        }
        filled?;
        sent.map_err(XlsxError::Write)
    })
}

fn broken() -> io::Error {
    io::Error::from(io::ErrorKind::BrokenPipe)
}

impl Pipe {
    fn send(&mut self) -> io::Result<()> {
        let chunk = std::mem::replace(&mut self.buffer, Vec::with_capacity(CHUNK));
        self.chunks.send(chunk).map_err(|_| broken())
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= CHUNK {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Full;

    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::Error::from(io::ErrorKind::StorageFull))
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn everything_arrives_in_order() {
        let mut out = Vec::new();
        let text: Vec<u8> = (0..700_000u32).map(|n| (n % 251) as u8).collect();
        let fill = |pipe: &mut Pipe| text.chunks(999).try_for_each(|c| pipe.write_all(c));
        through(&mut out, |pipe| fill(pipe).map_err(XlsxError::Write)).unwrap();
        assert_eq!(out, text);
    }

    #[test]
    fn a_full_disk_is_told_as_such() {
        let fill = |pipe: &mut Pipe| (0..99).try_for_each(|_| pipe.write_all(&[0; CHUNK]));
        let error = through(&mut Full, |pipe| fill(pipe).map_err(XlsxError::Write)).unwrap_err();
        assert!(
            matches!(&error, XlsxError::Write(e) if e.kind() == io::ErrorKind::StorageFull),
            "{error:?}"
        );
    }
}
