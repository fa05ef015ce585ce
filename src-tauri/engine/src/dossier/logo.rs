//! The logo that a company puts on its documents.

use serde::{Deserialize, Serialize};

/// Most room on paper, in hundredths of a centimetre: width, height.
const ROOM: (u32, u32) = (450, 160);

/// A logo, ready for any document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logo {
    /// The image, as PNG, without anything but its pixels.
    pub png: Vec<u8>,
    /// Its width, in pixels; at least 1.
    pub width: u32,
    /// Its height, in pixels; at least 1.
    pub height: u32,
}

impl Logo {
    /// Its width and height on paper, in hundredths of a centimetre: as big as the room allows.
    #[must_use]
    pub fn room(&self) -> (u32, u32) {
        let (w, h) = (u64::from(self.width.max(1)), u64::from(self.height.max(1)));
        let (most_w, most_h) = (u64::from(ROOM.0), u64::from(ROOM.1));
        let small = |n: u64| u32::try_from(n).unwrap_or(u32::MAX).max(1);
        match most_w * h <= most_h * w {
            true => (ROOM.0, small(most_w * h / w)),
            false => (small(most_h * w / h), ROOM.1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logo_keeps_its_shape() {
        let logo = |width, height| Logo { png: Vec::new(), width, height };
        assert_eq!(logo(400, 100).room(), (450, 112));
        assert_eq!(logo(100, 400).room(), (40, 160));
        assert_eq!(logo(800, 1).room(), (450, 1));
    }
}
