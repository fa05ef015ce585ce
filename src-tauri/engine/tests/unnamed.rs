//! In notes that name nobody, what is said of somebody is told from what is said of a thing
//! (tests/data/unnamed.md); what is said of somebody in whole sentences is found (tests/data/sentences.md).

mod support;

#[test]
fn what_is_said_of_somebody_is_told_from_what_is_said_of_a_thing() {
    let wrong = support::misread(include_str!("data/unnamed.md"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn whole_sentences_that_speak_of_somebody_are_read() {
    let wrong = support::misread(include_str!("data/sentences.md"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
