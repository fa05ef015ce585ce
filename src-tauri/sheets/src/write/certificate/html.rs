//! The certificate as one self-contained page: no script, nothing loaded, ready to print on A4.

use std::fmt::Write as _;

use crate::write::facts::{Fact, FileFacts};
use crate::write::{Cleaning, Language, Texts};

const STYLE: &str = "@page{size:A4;margin:18mm 16mm}body{font:15px/1.5 system-ui,sans-serif;\
color:#1f3a4d;max-width:46rem;margin:3rem auto;padding:0 1rem}h1{font-size:1.6rem;margin:0 0 .5rem}\
h2{font-size:1.05rem;margin:1.8rem 0 .4rem;break-after:avoid}table{border-collapse:collapse;\
width:100%}tr{break-inside:avoid}th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;\
border-bottom:1px solid #d5dde3}th{font-weight:600}tbody th{width:40%}td{overflow-wrap:anywhere}\
.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}code{font-size:.85em}\
small{display:block;color:#566}footer{margin-top:2rem;color:#566}\
@media print{body{margin:0;padding:0;max-width:none;font-size:11pt}}";

/// Writes the certificate page (UTF-8 HTML).
#[must_use]
pub fn certificate_html(cleaning: &Cleaning, texts: &Texts) -> String {
    let words = &texts.certificate;
    let language = match texts.language {
        Language::Fr => "fr",
        Language::En => "en",
    };
    let title = escape(&words.title);
    let intro = if cleaning.rebuilt { &words.intro_rebuilt } else { &words.intro };
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n\
         <p>{}</p>\n",
        escape(intro),
    );
    files(&mut page, cleaning, texts);
    facts(&mut page, &words.circumstances, &cleaning.circumstances(texts), texts);
    facts(&mut page, &words.changes, &cleaning.counts.facts(texts), texts);
    applied(&mut page, cleaning, texts);
    losses(&mut page, cleaning, texts);
    let footer = escape(&words.no_removed_text);
    put(&mut page, format_args!("<footer>{footer}</footer>\n</body>\n</html>"));
    page
}

/// The files side by side: the original, the cleaned one, those that rows moved to.
fn files(page: &mut String, cleaning: &Cleaning, texts: &Texts) {
    let words = &texts.facts;
    let two = [(&words.original, &cleaning.original), (&words.cleaned, &cleaning.cleaned)];
    let archives = cleaning.archives.iter().map(|archive| (&words.archive, archive));
    let files: Vec<(&String, &FileFacts)> = two.into_iter().chain(archives).collect();
    heading(page, &texts.certificate.files);
    put(page, format_args!("<table>\n<thead><tr><td></td>"));
    for (label, _) in &files {
        put(page, format_args!("<th scope=\"col\">{}</th>", escape(label)));
    }
    put(page, format_args!("</tr></thead>\n<tbody>"));
    let mut row = |label: &str, says: &dyn Fn(&FileFacts) -> String| {
        put(page, format_args!("<tr><th scope=\"row\">{}</th>", escape(label)));
        for (_, file) in &files {
            put(page, format_args!("<td>{}</td>", says(file)));
        }
        put(page, format_args!("</tr>"));
    };
    row(&words.file, &|file| escape(&file.name));
    row(&words.size, &|file| escape(&file.size(texts)));
    row(&words.sha256, &|file| format!("<code>{}</code>", escape(&file.sha256)));
    put(page, format_args!("</tbody>\n</table>"));
}

/// A section of facts, one a line.
fn facts(page: &mut String, title: &str, facts: &[Fact], texts: &Texts) {
    heading(page, title);
    put(page, format_args!("<table>\n<tbody>"));
    for fact in facts {
        let (label, value) = (escape(&fact.label), escape(&fact.value.said(texts)));
        put(page, format_args!("<tr><th scope=\"row\">{label}</th><td>{value}</td></tr>"));
    }
    put(page, format_args!("</tbody>\n</table>"));
}

/// The rules whose findings were decided on.
fn applied(page: &mut String, cleaning: &Cleaning, texts: &Texts) {
    let words = &texts.certificate;
    heading(page, &words.applied);
    if cleaning.applied.is_empty() {
        return put(page, format_args!("<p>{}</p>", escape(&words.no_rule)));
    }
    let [rule, changed, kept] = [&words.rule, &words.changed, &words.kept].map(|w| escape(w));
    put(
        page,
        format_args!(
            "<table>\n<thead><tr><th scope=\"col\">{rule}</th>\
             <th scope=\"col\" class=\"number\">{changed}</th>\
             <th scope=\"col\" class=\"number\">{kept}</th></tr></thead>\n<tbody>"
        ),
    );
    for one in &cleaning.applied {
        let (title, id) = (escape(&one.title), escape(&one.rule));
        let counts = [one.changed, one.kept].map(|count| texts.count(u64::from(count)));
        let [changed, kept] = counts;
        put(
            page,
            format_args!(
                "<tr><td>{title}<small><code>{id}</code></small></td>\
                 <td class=\"number\">{changed}</td><td class=\"number\">{kept}</td></tr>"
            ),
        );
    }
    put(page, format_args!("</tbody>\n</table>"));
}

/// What the conversion could not keep.
fn losses(page: &mut String, cleaning: &Cleaning, texts: &Texts) {
    let words = &texts.certificate;
    heading(page, &words.not_kept);
    let losses = cleaning.losses(texts);
    if losses.is_empty() {
        return put(page, format_args!("<p>{}</p>", escape(&words.everything_kept)));
    }
    put(page, format_args!("<ul>"));
    for loss in losses {
        put(page, format_args!("<li>{}</li>", escape(loss)));
    }
    put(page, format_args!("</ul>"));
}

fn heading(page: &mut String, text: &str) {
    put(page, format_args!("<h2>{}</h2>", escape(text)));
}

/// A line of the page. Writing to a `String` cannot fail.
fn put(page: &mut String, line: std::fmt::Arguments<'_>) {
    let _ = writeln!(page, "{line}");
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
