//! The team's page as one HTML file, readable in any browser and printable, without any script.

use std::fmt::Write;

use epure_sheets::write::Texts as Names;
use jiff::civil::Date;

use super::{Kind, Lesson, List};
use crate::texts::Texts;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#18211f}\
h1{font-size:1.7rem}h2{font-size:1.15rem;margin-top:1.8rem}table{border-collapse:collapse;width:100%}\
th,td{border-bottom:1px solid #d5dedb;padding:.4rem .6rem;text-align:left;vertical-align:top}\
td.n{text-align:right}.wrong{color:#b3261e}.right{color:#1b6e3c}footer{margin-top:2rem;color:#4b5a56}";

/// What the page says.
pub(crate) struct Page<'a> {
    /// Notes by kind.
    pub(crate) kinds: &'a [Kind],
    /// What to write instead.
    pub(crate) lessons: &'a [Lesson],
    /// Lists that would replace notes.
    pub(crate) lists: &'a [List],
    /// The day it is made.
    pub(crate) on: Date,
}

impl Page<'_> {
    /// The page in the reader's language.
    pub(crate) fn html(&self, texts: &Texts, names: &Names) -> String {
        let say = |key: &str| escaped(&texts.say(key, &[]));
        let (title, lang) = (say("coaching.title"), texts.lang());
        let mut html = format!(
            "<!doctype html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\"><title>{title}</title>\
             <style>{STYLE}</style></head>\n<body><h1>{title}</h1>\n<p>{} {}</p>\n",
            say("coaching.lead"),
            escaped(&texts.day(self.on)),
        );
        html.push_str(&section(&say("coaching.found"), &self.kinds(texts, names)));
        html.push_str(&section(&say("coaching.instead"), &self.lessons(texts)));
        html.push_str(&section(&say("coaching.lists"), &self.lists(texts)));
        let _ = writeln!(html, "<footer>{}</footer></body></html>", say("coaching.foot"));
        html
    }

    fn kinds(&self, texts: &Texts, names: &Names) -> String {
        if self.kinds.is_empty() {
            return format!("<p>{}</p>", escaped(&texts.say("coaching.nothing", &[])));
        }
        let row = |kind: &Kind| {
            let (name, count) = (names.category(kind.category), texts.number(kind.notes as u64));
            format!("<tr><td>{}</td><td class=\"n\">{count}</td></tr>\n", escaped(name))
        };
        table(self.kinds.iter().map(row))
    }

    fn lessons(&self, texts: &Texts) -> String {
        let say = |key: &str| escaped(&texts.say(key, &[]));
        let head = format!(
            "<tr><th>{}</th><th>{}</th></tr>\n",
            say("coaching.rather"),
            say("coaching.write")
        );
        let row = |lesson: &Lesson| {
            let (wrong, right) = (escaped(&lesson.wrong), escaped(&lesson.right));
            format!("<tr><td class=\"wrong\">{wrong}</td><td class=\"right\">{right}</td></tr>\n")
        };
        match self.lessons {
            [] => String::new(),
            lessons => table([head].into_iter().chain(lessons.iter().map(row))),
        }
    }

    fn lists(&self, texts: &Texts) -> String {
        let list = |list: &List| {
            let choice = |(text, count): &(String, usize)| {
                let count = texts.number(*count as u64);
                format!("<tr><td>{}</td><td class=\"n\">{count}</td></tr>\n", escaped(text))
            };
            let values = [("column", list.header.clone())];
            let title = escaped(&texts.say("coaching.list", &values));
            format!("<p>{title}</p>{}", table(list.choices.iter().map(choice)))
        };
        self.lists.iter().map(list).collect()
    }
}

fn section(title: &str, content: &str) -> String {
    if content.is_empty() { String::new() } else { format!("<h2>{title}</h2>\n{content}") }
}

fn table(rows: impl Iterator<Item = String>) -> String {
    format!("<table>{}</table>\n", rows.collect::<String>())
}

/// Text as HTML writes it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
