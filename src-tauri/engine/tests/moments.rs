//! Days told in notes, against the cases of `data/dates/notes.txt`.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test says what it expected and measured"
)]
mod support;

use epure_engine::moments::{Frame, Kind, Moment, Order, read};
use jiff::civil::date;

/// `2021-03-12 in`, `2021-03 out`, `2021 ?`, `impossible`.
fn shown(moment: &Moment) -> String {
    let Some(when) = moment.when else { return "impossible".to_owned() };
    let (first, last) = (when.first, when.last);
    let day = match () {
        () if first == last => first.to_string(),
        () if first.day() == 1 && last == first.last_of_month() => {
            first.strftime("%Y-%m").to_string()
        }
        () if first.month() == 1 && last.month() == 12 && first.day() == 1 => {
            first.year().to_string()
        }
        // A week is told by its nearest end.
        () if moment.kind == Kind::Planned => first.to_string(),
        () => last.to_string(),
    };
    let kind = match moment.kind {
        Kind::Inbound => "in",
        Kind::Outbound => "out",
        Kind::Planned => "plan",
        Kind::Apart => "else",
        Kind::Unknown => "?",
    };
    format!("{day} {kind}")
}

/// The whole reading, and the days without who moved.
fn reading(case: &str) -> (String, String) {
    let anchored = case.strip_prefix('@').and_then(|rest| rest.split_once(' '));
    let (anchor, text) = match anchored {
        Some((day, text)) => (Some(day.parse().expect("a day")), text),
        None => (None, case),
    };
    let (order, text) = match text.split_once(' ') {
        Some(("us", text)) => (Order::MonthFirst, text),
        Some(("mixed", text)) => (Order::Mixed, text),
        _ => (Order::DayFirst, text),
    };
    let frame = Frame { as_of: date(2026, 11, 23), anchor, order };
    let moments = read(text, &support::packs().moments, frame);
    let all: Vec<String> = moments.iter().map(shown).collect();
    let days = all.iter().map(|one| one.split(' ').next().unwrap_or_default());
    (all.join("; "), days.collect::<Vec<_>>().join("; "))
}

#[test]
fn days_of_notes_are_read() {
    let cases = include_str!("data/dates/notes.txt");
    let cases = cases.lines().filter(|line| !line.starts_with('#'));
    let (mut all, mut right, mut dated) = ([0; 2], [0; 2], [0; 2]);
    let mut wrong = Vec::new();
    for (at, line) in cases.enumerate() {
        let (text, expected) = line.split_once(" =>").unwrap_or_else(|| panic!("{line}"));
        let expected = expected.trim();
        let days: Vec<&str> =
            expected.split("; ").map(|one| one.split(' ').next().unwrap_or_default()).collect();
        let (whole, told) = reading(text);
        let part = at % 2;
        *all.get_mut(part).expect("two parts") += 1;
        *dated.get_mut(part).expect("two parts") += i32::from(told == days.join("; "));
        if whole == expected {
            *right.get_mut(part).expect("two parts") += 1;
        } else {
            wrong.push(format!("{part} {text}  =>  {expected}  BUT  {whole}"));
        }
    }
    println!("even, odd: {all:?} notes, {dated:?} days right, {right:?} with who moved");
    println!("{}", wrong.join("\n"));
    for (all, (dated, right)) in all.iter().zip(dated.iter().zip(right)) {
        assert!(*all >= 200 && dated * 100 >= all * 98 && right * 100 >= *all * 95);
    }
}
