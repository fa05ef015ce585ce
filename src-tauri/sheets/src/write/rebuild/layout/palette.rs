//! Colours that old formats name by number (MS-XLS 2.5.161): the usual palette, unless the file has
//! its own.

/// Number of the first colour of the palette; those below are the same eight.
const FIRST: usize = 8;

/// The usual palette of Excel 97, 0xRRGGBB, from number 8 on.
const USUAL: [u32; 56] = [
    0x000000, 0xFFFFFF, 0xFF0000, 0x00FF00, 0x0000FF, 0xFFFF00, 0xFF00FF, 0x00FFFF, 0x800000,
    0x008000, 0x000080, 0x808000, 0x800080, 0x008080, 0xC0C0C0, 0x808080, 0x9999FF, 0x993366,
    0xFFFFCC, 0xCCFFFF, 0x660066, 0xFF8080, 0x0066CC, 0xCCCCFF, 0x000080, 0xFF00FF, 0xFFFF00,
    0x00FFFF, 0x800080, 0x800000, 0x008080, 0x0000FF, 0x00CCFF, 0xCCFFFF, 0xCCFFCC, 0xFFFF99,
    0x99CCFF, 0xFF99CC, 0xCC99FF, 0xFFCC99, 0x3366FF, 0x33CCCC, 0x99CC00, 0xFFCC00, 0xFF9900,
    0xFF6600, 0x666699, 0x969696, 0x003366, 0x339966, 0x003300, 0x333300, 0x993300, 0x993366,
    0x333399, 0x333333,
];

/// The colours of one file.
#[derive(Clone, Debug)]
pub(super) struct Palette([u32; 56]);

impl Default for Palette {
    fn default() -> Self {
        Self(USUAL)
    }
}

impl Palette {
    /// Gives the colour of rank `at` (0 is number 8) another value.
    pub(super) fn set(&mut self, at: usize, colour: u32) {
        if let Some(held) = self.0.get_mut(at) {
            *held = colour;
        }
    }

    /// The colour of a number; none for the program's own (automatic ink, window background).
    pub(super) fn colour(&self, number: usize) -> Option<u32> {
        let at = if number < FIRST { number } else { number - FIRST };
        self.0.get(at).copied()
    }
}
