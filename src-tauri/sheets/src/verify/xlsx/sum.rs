//! Bytes told apart by their CRC-32 and their number, as zip does.

/// Of what was added.
#[derive(Default)]
pub(super) struct Sum {
    crc: crc32fast::Hasher,
    length: u64,
}

impl Sum {
    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.crc.update(bytes);
        self.length += bytes.len() as u64;
    }

    /// CRC-32 and number of bytes.
    pub(super) fn told(&self) -> (u32, u64) {
        (self.crc.clone().finalize(), self.length)
    }
}

impl PartialEq for Sum {
    fn eq(&self, other: &Self) -> bool {
        self.told() == other.told()
    }
}
