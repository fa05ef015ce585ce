//! `epure rules`: the catalogue of rules, or one of them.

mod catalogue;

use epure_engine::lexicon::rule::Rule;
use epure_engine::reader::Reader;

use super::args::{Args, Item, lang, unexpected, unknown_option};
use super::console::style;
use super::{Console, Outcome};
use crate::error::Error;
use crate::packs;

pub(super) fn run(args: &mut Args, console: &mut Console) -> Result<Outcome, Error> {
    let (mut wanted, mut folder) = (None, None);
    while let Some(item) = args.next()? {
        match item {
            Item::Option(name) => match name.as_str() {
                "--lang" => console.speak(lang("--lang", &args.text()?)?),
                "--write" => folder = Some(args.path()?),
                "-h" | "--help" => return console.help("help.rules"),
                _ => return Err(unknown_option(name)),
            },
            Item::Value(value) if wanted.is_none() => {
                wanted = Some(value.to_string_lossy().into_owned());
            }
            Item::Value(value) => return Err(unexpected(&value)),
        }
    }
    let reader = Reader::new(&packs::files()).map_err(|error| Error::Packs(error.to_string()))?;
    if let Some(folder) = folder {
        catalogue::write(&reader, &folder)?;
        return Ok(Outcome::Done);
    }
    match wanted {
        None => list(&reader, console)?,
        Some(id) => {
            let rule = reader
                .rule(&id)
                .ok_or_else(|| Error::unknown("errors.unknown_rule", vec![("rule", id)]))?;
            one(rule, console)?;
        }
    }
    Ok(Outcome::Done)
}

fn list(reader: &Reader, console: &mut Console) -> Result<(), Error> {
    let lang = console.texts().lang();
    let rules = sorted(reader);
    let width = rules.iter().map(|rule| rule.id.chars().count()).max().unwrap_or(0);
    for rule in rules {
        let colour = style(rule.severity);
        let title = packs::said(&rule.title, lang);
        console.line(&format!("{colour}{:width$}{colour:#}  {title}", rule.id))?;
    }
    Ok(())
}

/// All rules by language of the notes, category and id.
fn sorted(reader: &Reader) -> Vec<&Rule> {
    let mut rules: Vec<&Rule> = reader.rules().collect();
    rules.sort_by_key(|rule| (rule.language, rule.category, rule.id.clone()));
    rules
}

fn one(rule: &Rule, console: &mut Console) -> Result<(), Error> {
    let lang = console.texts().lang();
    let colour = style(rule.severity);
    console.line(&format!("{colour}{}{colour:#}", rule.id))?;
    console.line(packs::said(&rule.title, lang))?;
    console.line(packs::said(&rule.why, lang))?;
    let advice = packs::said(&rule.advice, lang);
    if !advice.is_empty() {
        console.line(advice)?;
    }
    for (key, examples) in [("cli.rule_flags", &rule.flags), ("cli.rule_allows", &rule.allows)] {
        let heading = console.say(key, &[]);
        console.line(&format!("\n{heading}"))?;
        for example in examples {
            console.line(&format!("  {}", example.text))?;
        }
    }
    Ok(())
}
