//! Text files of any make: lines without an edit keep their bytes, whatever the separator, quoting,
//! encoding, mark, line ends, and whatever is odd in them.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "tests"
)]

use std::collections::BTreeSet;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use epure_engine::plan::{Edit, NewValue};
use epure_engine::table::CellRef;
use epure_sheets::patch::csv::write;
use epure_sheets::read::csv::{CsvDialect, Record, Records, decode};
use epure_sheets::verify::{VerifyError, verify_csv};
use proptest::prelude::*;

fn encode(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    match encoding {
        wide if wide == UTF_16LE => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        wide if wide == UTF_16BE => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        other => other.encode(text).0.into_owned(),
    }
}

/// A field as some program may write it.
fn field() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[A-Za-zéà0-9 .€-]{0,8}",
        2 => Just("\"Rue de la Paix; 3\"".to_owned()),
        1 => Just("\"ligne 1\r\nligne 2\"".to_owned()),
        1 => Just("\"dit \"\"oui\"\"\"".to_owned()),
        1 => Just("à 5\" près".to_owned()),
        1 => Just("\"ouvert".to_owned()),
        1 => Just("z\u{0}ro".to_owned()),
    ]
}

fn line_end() -> impl Strategy<Value = &'static str> {
    prop_oneof![4 => Just("\r\n"), 3 => Just("\n"), 1 => Just("\r")]
}

/// The text of a file and how it is written: ragged rows, mixed line ends, maybe no last one.
fn file() -> impl Strategy<Value = (String, &'static Encoding, bool)> {
    let row = (prop::collection::vec(field(), 1..5), line_end());
    let separator = prop_oneof![Just(";"), Just(","), Just("\t"), Just("|")];
    let encoding = prop_oneof![Just(UTF_8), Just(WINDOWS_1252), Just(UTF_16LE), Just(UTF_16BE)];
    (prop::collection::vec(row, 0..8), separator, encoding, any::<bool>(), any::<bool>()).prop_map(
        |(rows, separator, encoding, mark, open)| {
            let mut text = String::new();
            let last = rows.len().saturating_sub(1);
            for (at, (fields, end)) in rows.iter().enumerate() {
                text.push_str(&fields.join(separator));
                text.push_str(if open && at == last { "" } else { end });
            }
            (text, encoding, mark)
        },
    )
}

/// The bytes of the file's head, and of each of its records, as the reader finds them in a dialect.
fn records(bytes: &[u8], dialect: CsvDialect) -> (Vec<u8>, Vec<Vec<u8>>) {
    let found = decode(bytes, Some(dialect));
    let (mut all, mut record) = (Vec::new(), Record::default());
    let mut records = Records::new(&found.text, &dialect);
    while records.next_into(&mut record) {
        all.push(encode(&found.text[record.span.clone()], dialect.encoding));
    }
    let body: usize = all.iter().map(Vec::len).sum();
    (bytes[..bytes.len().saturating_sub(body)].to_vec(), all)
}

fn patched(bytes: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut out = Vec::new();
    write(bytes, None, None, edits, &mut out).expect("written");
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn lines_without_an_edit_keep_their_bytes(
        (text, encoding, mark) in file(),
        gone in prop::collection::btree_set(1usize..8, 0..4),
        set in prop::option::of(1usize..8),
    ) {
        // UTF-16 is told by its mark, or by the zeros of enough Western text.
        let mark = mark || encoding == UTF_16LE || encoding == UTF_16BE;
        let mark = mark && encoding != WINDOWS_1252;
        let whole = if mark { format!("\u{feff}{text}") } else { text };
        let bytes = encode(&whole, encoding);
        prop_assume!(!decode(&bytes, None).replaced);
        prop_assert_eq!(&patched(&bytes, &[]), &bytes, "no edit");

        let dialect = decode(&bytes, None).dialect;
        let (head, all) = records(&bytes, dialect);
        // What cannot be encoded back (a stray byte) cannot be compared this way.
        prop_assume!([head.clone(), all.concat()].concat() == bytes);
        let gone: BTreeSet<usize> = gone.into_iter().filter(|row| *row <= all.len()).collect();
        let set = set.filter(|row| *row <= all.len() && !gone.contains(row));
        let row = |row: usize| u32::try_from(row).unwrap();
        let mut edits: Vec<Edit> = gone
            .iter()
            .map(|at| Edit::DeleteRow { sheet: "s".into(), row: row(*at) })
            .collect();
        if let Some(at) = set {
            let cell = CellRef { row: row(at), column: 0 };
            let value = NewValue::Text("neutre".into());
            edits.push(Edit::SetCell { sheet: "s".into(), cell, value, removed: vec![] });
        }
        let cleaned = patched(&bytes, &edits);
        let (new_head, left) = records(&cleaned, dialect);
        let kept: Vec<_> = (1..).zip(&all).filter(|(at, _)| !gone.contains(at)).collect();
        // A row that ends in a bare CR and an empty one that is a bare LF, side by side once those
        // between are gone, would be one: such a copy is not proved, so it is never put in place.
        let (cr, lf) = (encode("\r", dialect.encoding), encode("\n", dialect.encoding));
        let joined = kept.windows(2).any(|two| {
            matches!(two, [(_, one), (_, next)] if one.ends_with(&cr) && next.starts_with(&lf))
        });
        if joined {
            prop_assert!(verify_csv(&bytes, &cleaned, None, &edits, &[]).is_err());
            return Ok(());
        }
        prop_assert_eq!(new_head, head);
        prop_assert_eq!(left.len(), kept.len());
        for ((at, line), new) in kept.into_iter().zip(&left) {
            prop_assert!(set == Some(at) || line == new, "line {} changed", at);
        }
        prop_assert!(verify_csv(&bytes, &cleaned, None, &edits, &[]).is_ok());
        if !edits.is_empty() && cleaned != bytes {
            let wrong = verify_csv(&bytes, &cleaned, None, &[], &[]);
            prop_assert!(matches!(wrong, Err(VerifyError::Unexpected { .. })), "{:?}", wrong);
        }
    }
}

#[test]
fn the_smallest_files() {
    let delete = |row| [Edit::DeleteRow { sheet: "s".into(), row }];
    for (bytes, edits, expected) in [
        (&b""[..], vec![], &b""[..]),
        (b"a", delete(1).to_vec(), b""),
        (b"a\n", delete(1).to_vec(), b""),
        (b"a\nb", delete(2).to_vec(), b"a\n"),
        (b"a\nb", delete(1).to_vec(), b"b"),
        (b"\xEF\xBB\xBF", vec![], b"\xEF\xBB\xBF"),
        (b"a;\0b\r\nc;d\ne;f\r", delete(2).to_vec(), b"a;\0b\r\ne;f\r"),
    ] {
        assert_eq!(patched(bytes, &edits), expected, "{bytes:?}");
    }
}
