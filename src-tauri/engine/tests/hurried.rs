//! Misspelt, unaccented, glued and shortened words are read for what they are, and for nothing more
//! (tests/data/hurried.md).

mod support;

#[test]
fn hurried_writing_is_read() {
    let wrong = support::misread(include_str!("data/hurried.md"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
