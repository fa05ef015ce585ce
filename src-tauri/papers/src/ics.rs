//! Due dates as a calendar file (RFC 5545): one all-day event an action, with a reminder a week before.

use jiff::civil::Date;

/// Something due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Stable id: the same action keeps it when the calendar is made again.
    pub id: String,
    /// The day.
    pub day: Date,
    /// What is due.
    pub title: String,
    /// How to do it.
    pub description: String,
}

/// Longest line, in bytes, without its end (RFC 5545, 3.1).
const LINE: usize = 75;

/// The calendar; `on` is the day it is made.
#[must_use]
pub fn ics(events: &[Event], on: Date) -> Vec<u8> {
    let stamp = format!("DTSTAMP:{}T000000Z", basic(on));
    let mut out = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Epure//Dossier//FR"] {
        push(&mut out, line);
    }
    for event in events {
        push(&mut out, "BEGIN:VEVENT");
        push(&mut out, &format!("UID:{}@epure.invalid", event.id));
        push(&mut out, &stamp);
        push(&mut out, &format!("DTSTART;VALUE=DATE:{}", basic(event.day)));
        push(&mut out, &format!("SUMMARY:{}", escape(&event.title)));
        push(&mut out, &format!("DESCRIPTION:{}", escape(&event.description)));
        push(&mut out, "TRANSP:TRANSPARENT");
        push(&mut out, "BEGIN:VALARM");
        push(&mut out, "ACTION:DISPLAY");
        push(&mut out, &format!("DESCRIPTION:{}", escape(&event.title)));
        push(&mut out, "TRIGGER:-P7D");
        push(&mut out, "END:VALARM");
        push(&mut out, "END:VEVENT");
    }
    push(&mut out, "END:VCALENDAR");
    out.into_bytes()
}

fn basic(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// TEXT values escape `\ ; ,` and line ends (3.3.11).
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\r' => {}
            other => out.push(other),
        }
    }
    out
}

/// Adds a line, folded: what follows the first begins with a blank.
fn push(out: &mut String, line: &str) {
    let mut length = 0;
    for character in line.chars() {
        if length + character.len_utf8() > LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(character);
        length += character.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_and_texts_escaped() {
        let event = Event {
            id: "register".into(),
            day: jiff::civil::date(2026, 12, 15),
            title: "Tenir le registre ; dater, signer".into(),
            description: "é".repeat(100),
        };
        let bytes = ics(&[event], jiff::civil::date(2026, 11, 25));
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.split("\r\n").all(|line| line.len() <= LINE), "{text}");
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains("SUMMARY:Tenir le registre \\; dater\\, signer\r\n"), "{text}");
        assert!(unfolded.contains(&format!("DESCRIPTION:{}\r\n", "é".repeat(100))), "{text}");
        assert!(unfolded.contains("DTSTART;VALUE=DATE:20261215\r\n"), "{text}");
        assert!(unfolded.ends_with("END:VCALENDAR\r\n"), "{text}");
    }
}
