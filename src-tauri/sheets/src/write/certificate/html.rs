//! The certificate as one self-contained page: no script, nothing loaded, ready to print.

use std::fmt::Write as _;

use crate::write::facts::FactValue;
use crate::write::{Cleaning, Language, Texts};

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;color:#1f3a4d;max-width:46rem;\
margin:3rem auto;padding:0 1rem}h1{font-size:1.6rem}table{border-collapse:collapse;width:100%}\
th,td{text-align:left;vertical-align:top;padding:.45rem .6rem;border-bottom:1px solid #d5dde3}\
th{width:40%;font-weight:600}td{overflow-wrap:anywhere}footer{margin-top:2rem;color:#566}";

/// Writes the certificate page (UTF-8 HTML).
#[must_use]
pub fn certificate_html(cleaning: &Cleaning, texts: &Texts) -> String {
    let words = &texts.certificate;
    let language = match texts.language {
        Language::Fr => "fr",
        Language::En => "en",
    };
    let title = escape(&words.title);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n\
         <p>{}</p>\n<table>\n",
        escape(&words.intro),
    );
    for fact in cleaning.facts(texts) {
        let value = match fact.value {
            FactValue::Text(text) => text,
            FactValue::Count(count) => texts.count(count),
            FactValue::Day(day) => texts.day(day),
        };
        // Writing to a String cannot fail.
        let _ = writeln!(
            page,
            "<tr><th scope=\"row\">{}</th><td>{}</td></tr>",
            escape(&fact.label),
            escape(&value),
        );
    }
    let _ = writeln!(
        page,
        "</table>\n<footer>{}</footer>\n</body>\n</html>",
        escape(&words.no_removed_text),
    );
    page
}

/// Text for an HTML element's content or a quoted attribute.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}
