//! Codes in headers and footers (`&L`, `&"Arial,Bold"`, `&12`, `&KFF0000`): they stand right before a
//! word and are no part of it (ECMA-376 part 1, 18.3.1.46).

/// The text with every code blanked, byte for byte; none when it holds no `&`.
pub(crate) fn without_codes(text: &str) -> Option<String> {
    if !text.contains('&') {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let length = code(after);
        out.extend(std::iter::repeat_n(' ', 1 + length));
        rest = after.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    Some(out)
}

/// Length of the code after its `&`.
fn code(text: &str) -> usize {
    let bytes = text.as_bytes();
    let count = |from: usize, test: fn(&u8) -> bool| {
        bytes.get(from..).unwrap_or_default().iter().take_while(|byte| test(byte)).count()
    };
    match bytes.first() {
        Some(b'"') => bytes.iter().skip(1).position(|byte| *byte == b'"').map_or(1, |at| at + 2),
        Some(b'K') => match count(1, u8::is_ascii_hexdigit) {
            hex if hex >= 6 => 7,
            2 if matches!(bytes.get(3), Some(b'+' | b'-')) => {
                4 + count(4, u8::is_ascii_digit).min(3)
            }
            _ => 1,
        },
        Some(byte) if byte.is_ascii_digit() => count(0, u8::is_ascii_digit),
        Some(byte) if b"LCRPNDTGFAZBIUESXYHO+-&".contains(byte) => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_free_of_codes() {
        let cases = [
            ("&LZoé &Rfin", "  Zoé   fin"),
            ("&\"Arial,Gras\"&12Zoé", "                Zoé"),
            ("&KFF0000Zoé&K01+023b", "        Zoé        b"),
            ("R&D && co", "R      co"),
            ("a & b", "a   b"),
            ("fin&", "fin "),
        ];
        for (text, expected) in cases {
            let found = without_codes(text).unwrap();
            assert_eq!((found.len(), found.trim()), (text.len(), expected.trim()), "{text}");
        }
        assert_eq!(without_codes("Zoé"), None);
    }
}
