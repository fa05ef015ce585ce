//! The catalogue as pages: one a reader's language, every rule with its reason and its examples.

use std::fmt::Write;
use std::path::Path;

use epure_engine::lexicon::rule::{Example, Rule};
use epure_engine::reader::Reader;
use epure_engine::rewrite::Rewrite;

use super::sorted;
use crate::dto::Lang;
use crate::error::Error;
use crate::files::write_whole;
use crate::packs;

/// Writes `fr.md` and `en.md` in a folder, made when missing.
pub(super) fn write(reader: &Reader, folder: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(folder)
        .map_err(|source| Error::Write { path: folder.to_owned(), source })?;
    for lang in [Lang::Fr, Lang::En] {
        write_whole(&folder.join(format!("{lang}.md")), page(reader, lang)?.as_bytes())?;
    }
    Ok(())
}

fn page(reader: &Reader, lang: Lang) -> Result<String, Error> {
    let (texts, names) = (packs::texts(lang), packs::names(lang)?);
    let say = |key: &str| texts.say(key, &[]);
    let mut page =
        format!("# {}\n\n<!-- {} -->\n", say("cli.catalogue_title"), say("cli.catalogue_intro"));
    let mut family = String::new();
    for rule in sorted(reader) {
        let heading = format!(
            "{} ({})",
            names.category(rule.category),
            rule.language.folder().unwrap_or_default()
        );
        if heading != family {
            // Writing to a string cannot fail.
            let _ = write!(page, "\n## {heading}\n");
            family = heading;
        }
        one(reader, rule, lang, &names.severity(rule.severity).to_lowercase(), &say, &mut page);
    }
    Ok(page)
}

fn one(
    reader: &Reader,
    rule: &Rule,
    lang: Lang,
    severity: &str,
    say: &dyn Fn(&str) -> String,
    page: &mut String,
) {
    let title = packs::said(&rule.title, lang);
    let _ = write!(page, "\n### {title}\n\n`{}` · {severity}\n\n", rule.id);
    let facts = [
        ("cli.rule_why", packs::said(&rule.why, lang).to_owned()),
        ("cli.rule_advice", packs::said(&rule.advice, lang).to_owned()),
        ("cli.rule_basis", rule.basis.join(", ")),
    ];
    for (key, text) in facts.iter().filter(|(_, text)| !text.is_empty()) {
        let colon = if lang == Lang::Fr { "\u{a0}:" } else { ":" };
        let _ = writeln!(page, "- **{}**{colon} {text}", say(key));
    }
    for (key, examples) in [
        ("cli.rule_flags", &rule.flags),
        ("cli.rule_allows", &rule.allows),
        ("cli.rule_misses", &rule.misses),
    ] {
        if !examples.is_empty() {
            let _ = write!(page, "\n{}\n\n", say(key));
            for example in examples {
                let flagged = key == "cli.rule_flags";
                let becomes =
                    if flagged { rewritten(reader, rule, example, say) } else { String::new() };
                let _ = writeln!(page, "- {}{becomes}", marked(example));
            }
        }
    }
}

/// What a flagged sentence becomes, after an arrow; nothing when it stays as it is.
fn rewritten(
    reader: &Reader,
    rule: &Rule,
    example: &Example,
    say: &dyn Fn(&str) -> String,
) -> String {
    let role = rule.columns.first().copied();
    let findings = reader.read(&example.text, rule.language, role);
    match reader.rewrite(&example.text, rule.language, &findings) {
        Rewrite::Unchanged => String::new(),
        Rewrite::Text(text) => format!(" → {}", text.replace(['\n', '\r'], " ")),
        Rewrite::Clear => format!(" → *{}*", say("cli.rule_cleared")),
    }
}

/// The sentence with what is found in bold.
fn marked(example: &Example) -> String {
    let mut text = String::new();
    let mut from = 0;
    for span in &example.spans {
        let before = example.text.get(from..span.start).unwrap_or_default();
        let found = example.text.get(span.clone()).unwrap_or_default();
        text.extend([before, "**", found, "**"]);
        from = span.end;
    }
    text.push_str(example.text.get(from..).unwrap_or_default());
    text.replace(['\n', '\r'], " ")
}
