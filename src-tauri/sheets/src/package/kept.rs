//! Inflated parts of a package that are kept from the first time they are read whole, for those who read
//! them again, as far as there is room.

use std::collections::BTreeMap;
use std::io::{self, Read};

/// What is kept.
#[derive(Default)]
pub(super) struct Kept {
    parts: BTreeMap<usize, Vec<u8>>,
    /// Bytes that there still is room for.
    room: u64,
}

impl Kept {
    /// With room for so many bytes.
    pub(super) fn with_room(room: u64) -> Self {
        Self { parts: BTreeMap::new(), room }
    }

    /// The part at a position of the package: what is kept of it, or else what `source` gives, which is
    /// kept if it is no longer than `size` and there is room.
    pub(super) fn part<'p, R: Read + 'p, E>(
        &'p mut self,
        at: usize,
        size: u64,
        source: impl FnOnce() -> Result<R, E>,
    ) -> Result<Part<'p, R>, E> {
        // Looked up twice: the borrow checker would hold the first look over the rest.
        if self.parts.contains_key(&at) {
            return Ok(Part::Kept(self.parts.get(&at).map(Vec::as_slice).unwrap_or_default()));
        }
        let copy = (size <= self.room)
            .then(|| Vec::with_capacity(usize::try_from(size).unwrap_or_default()));
        Ok(Part::Read { source: source()?, copy, size, at, kept: self })
    }
}

/// The bytes of a part.
pub(super) enum Part<'p, R> {
    /// From memory.
    Kept(&'p [u8]),
    /// As they are inflated, with a copy of what was read.
    Read { source: R, copy: Option<Vec<u8>>, size: u64, at: usize, kept: &'p mut Kept },
}

impl<R: Read> Read for Part<'_, R> {
    fn read(&mut self, space: &mut [u8]) -> io::Result<usize> {
        let (source, copy, size, at, kept) = match self {
            Self::Kept(bytes) => return bytes.read(space),
            Self::Read { source, copy, size, at, kept } => (source, copy, *size, *at, kept),
        };
        let count = source.read(space)?;
        let read = space.get(..count).unwrap_or_default();
        if let Some(copied) = copy {
            match copied.len() as u64 + read.len() as u64 {
                more if more > size => *copy = None,
                _ => copied.extend_from_slice(read),
            }
        }
        if count == 0
            && !space.is_empty()
            && let Some(whole) = copy.take()
        {
            kept.room = kept.room.saturating_sub(whole.len() as u64);
            kept.parts.insert(at, whole);
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kept: &mut Kept, size: u64, source: Option<&[u8]>) -> Vec<u8> {
        let part = kept.part(7, size, || source.ok_or("not kept"));
        let mut bytes = Vec::new();
        part.unwrap().read_to_end(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn what_was_read_whole_is_not_read_again() {
        let mut kept = Kept::with_room(3);
        kept.part(7, 3, || Ok::<_, ()>(&b"abc"[..])).unwrap().read_exact(&mut [0]).unwrap();
        assert_eq!(read(&mut kept, 3, Some(b"abc")), b"abc");
        assert_eq!(read(&mut kept, 3, None), b"abc");
    }

    #[test]
    fn what_is_too_long_is_not_kept() {
        let mut kept = Kept::with_room(3);
        for size in [4, 2] {
            assert_eq!(read(&mut kept, size, Some(b"abc")), b"abc");
            assert!(kept.part(7, size, || Err::<&[u8], _>(())).is_err());
        }
    }
}
