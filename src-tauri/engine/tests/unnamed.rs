//! In notes that name nobody, what is said of somebody is told from what is said of a thing
//! (tests/data/unnamed.md).

mod support;

#[test]
fn what_is_said_of_somebody_is_told_from_what_is_said_of_a_thing() {
    let wrong = support::misread(include_str!("data/unnamed.md"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
