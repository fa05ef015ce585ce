//! Opposition and consent: channels and dates, case by case (tests/data/signals.md).

mod support;

use epure_engine::finding::Category;
use epure_engine::reader::{Channel, Language, Reader};

#[test]
fn channels_and_dates_are_read_from_the_words_of_a_signal() -> Result<(), Box<dyn std::error::Error>>
{
    let reader = Reader::new(&support::lexicons()?)?;
    let rows = include_str!("data/signals.md").lines().filter(|line| line.starts_with("| "));
    let mut wrong = Vec::new();
    for row in rows.skip(1) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [note, signal, channels, date] = cells[..] else { panic!("four columns: {row}") };
        let found = reader.read(note, Language::French, None);
        let first =
            found.iter().find_map(|finding| Some((finding.category, finding.signal.clone()?)));
        let said =
            first.map_or((String::new(), String::new(), String::new()), |(category, signal)| {
                let named: Vec<&str> = signal.channels.iter().map(|c| channel(*c)).collect();
                (kind(category).to_owned(), named.join(", "), signal.date.unwrap_or_default())
            });
        if (said.0.as_str(), said.1.as_str(), said.2.as_str()) != (signal, channels, date) {
            wrong.push(format!("{row}\n  found {said:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

fn kind(category: Category) -> &'static str {
    match category {
        Category::Opposition => "opposition",
        Category::Consent => "consent",
        _ => "other",
    }
}

fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => "email",
        Channel::Sms => "sms",
        Channel::Phone => "phone",
        Channel::Post => "post",
        Channel::All => "all",
    }
}
