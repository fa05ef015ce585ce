//! From byte positions to counts of Unicode characters, as the contract and the window count.

/// Turns byte positions of one text into character counts; asked in growing order it walks the text
/// once.
#[derive(Debug)]
pub(crate) struct Characters<'t> {
    text: &'t str,
    byte: usize,
    characters: u32,
}

impl<'t> Characters<'t> {
    /// For that text.
    pub(crate) fn of(text: &'t str) -> Self {
        Self { text, byte: 0, characters: 0 }
    }

    /// Number of characters before a byte position. A position inside a character counts as the
    /// one before it; a position past the end, as the end.
    pub(crate) fn before(&mut self, byte: usize) -> u32 {
        if byte < self.byte {
            (self.byte, self.characters) = (0, 0);
        }
        let rest = self.text.get(self.byte..).unwrap_or_default();
        for character in rest.chars() {
            if self.byte + character.len_utf8() > byte {
                break;
            }
            self.byte += character.len_utf8();
            self.characters = self.characters.saturating_add(1);
        }
        self.characters
    }
}

#[cfg(test)]
mod tests {
    use super::Characters;

    #[test]
    fn characters_are_counted_not_bytes() {
        let mut characters = Characters::of("é🙂a");
        assert_eq!([0, 2, 6, 7].map(|byte| characters.before(byte)), [0, 1, 2, 3]);
        assert_eq!([7, 6, 2, 0].map(|byte| characters.before(byte)), [3, 2, 1, 0]);
    }

    #[test]
    fn odd_positions_give_the_nearest_character_before() {
        let mut characters = Characters::of("aé");
        assert_eq!([2, 99].map(|byte| characters.before(byte)), [1, 2]);
        assert_eq!(Characters::of("").before(3), 0);
    }
}
