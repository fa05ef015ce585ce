//! Opposition and consent: channels and dates, case by case (tests/data/signals.md, signals-en.md).

mod support;

use epure_engine::finding::Category;
use epure_engine::reader::{Channel, Language, Reader};

#[test]
fn channels_and_dates_are_read_from_the_words_of_a_signal() -> Result<(), Box<dyn std::error::Error>>
{
    let reader = Reader::new(&support::lexicons()?)?;
    let french = include_str!("data/signals.md");
    let english = include_str!("data/signals-en.md");
    let mut wrong = Vec::new();
    for (language, table) in [(Language::French, french), (Language::English, english)] {
        for row in table.lines().filter(|line| line.starts_with("| ")).skip(1) {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            let [note, signal, channels, date] = cells[..] else { panic!("four columns: {row}") };
            let said = said(&reader, note, language);
            if (said.0.as_str(), said.1.as_str(), said.2.as_str()) != (signal, channels, date) {
                wrong.push(format!("{row}\n  found {said:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

/// The first signal of a note: what, by which channels, when.
fn said(reader: &Reader, note: &str, language: Language) -> (String, String, String) {
    let found = reader.read(note, language, None);
    let first = found.iter().find_map(|finding| Some((finding.category, finding.signal.clone()?)));
    first.map_or((String::new(), String::new(), String::new()), |(category, signal)| {
        let named: Vec<&str> = signal.channels.iter().map(|c| channel(*c)).collect();
        (kind(category).to_owned(), named.join(", "), signal.date.unwrap_or_default())
    })
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
