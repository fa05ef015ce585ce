//! Reads `lexicons/templates/` and refuses, with file and line, what does not hold.

use std::collections::BTreeSet;

use serde::Deserialize;
use toml::Spanned;

use super::asked::KINDS;
use super::facts;
use super::template::{ColumnTemplate, Line, LineKind, SectionTemplate, Template, Templates};
use super::words::{FILE, Say, Words};
use crate::basis::Bases;
use crate::checklist::{Condition, Questionnaire, Test};
use crate::lexicon::error::PackError;
use crate::lexicon::pack::Bilingual;
use crate::messages::Lang;
use crate::packs::{PackFiles, Source, parse};
use crate::role::Role;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    document: RawDocument,
    section: Vec<RawSection>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDocument {
    id: String,
    file: Bilingual,
    title: Bilingual,
    #[serde(default)]
    subtitle: Bilingual,
    #[serde(default)]
    note: Bilingual,
    #[serde(default)]
    workbook: bool,
    #[serde(default)]
    when: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSection {
    id: Spanned<String>,
    title: Bilingual,
    #[serde(default)]
    when: Vec<Spanned<String>>,
    #[serde(default)]
    line: Vec<RawLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLine {
    id: Spanned<String>,
    kind: LineKind,
    #[serde(default)]
    when: Vec<Spanned<String>>,
    #[serde(default)]
    each: Option<String>,
    #[serde(default)]
    label: Bilingual,
    #[serde(default)]
    text: Bilingual,
    #[serde(default)]
    include: Option<String>,
    #[serde(default)]
    basis: Vec<String>,
    #[serde(default)]
    column: Vec<RawColumn>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawColumn {
    title: Bilingual,
    text: String,
    width: u16,
    #[serde(default)]
    kind: Option<RawKind>,
    #[serde(default)]
    choices: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum RawKind {
    Day,
}

/// What a file is checked against.
struct Reading<'a> {
    source: Source<'a>,
    questions: &'a Questionnaire,
    bases: &'a Bases,
    words: &'a Words,
}

impl Templates {
    /// Loads every document, in the order of the files' names.
    ///
    /// # Errors
    /// File and line of what does not hold: an unknown key, condition, value, list, ground or choice,
    /// an id given twice, an `include` of nothing.
    pub fn load(
        files: &PackFiles,
        questions: &Questionnaire,
        bases: &Bases,
    ) -> Result<Self, PackError> {
        let words: Words = parse(files, FILE)?;
        check_words(files, &words)?;
        let mut documents: Vec<Template> = Vec::new();
        let own = files.keys().filter(|path| {
            path.strip_prefix("templates/").is_some_and(|name| name.ends_with(".toml"))
                && *path != FILE
        });
        for path in own {
            let source = Source::open(files, path)?;
            let raw: RawFile = source.parse()?;
            let reading = Reading { source, questions, bases, words: &words };
            let document = reading.document(raw)?;
            if documents.iter().any(|known| known.id == document.id) {
                let what = format!("document `{}` exists already", document.id);
                return Err(reading.source.whole(what));
            }
            documents.push(document);
        }
        let templates = Self { words, documents };
        templates.check_includes(files)?;
        Ok(templates)
    }

    fn check_includes(&self, files: &PackFiles) -> Result<(), PackError> {
        let sections = self.documents.iter().flat_map(|document| &document.sections);
        for (document, section) in
            sections.flat_map(|s| &s.lines).filter_map(|l| l.include.as_ref())
        {
            if self.section(document, section).is_none() {
                let wanted = format!("include = \"{document}.{section}\"");
                let holds = |path: &&String| {
                    let text = files.get(*path).and_then(|bytes| std::str::from_utf8(bytes).ok());
                    text.is_some_and(|text| text.contains(&wanted))
                };
                let path = files.keys().find(holds).map_or(FILE, String::as_str);
                let source = Source::open(files, path)?;
                let at = source.text.find(&wanted).unwrap_or_default();
                return Err(source.at(at, "there is no such section".to_owned()));
            }
        }
        Ok(())
    }
}

fn check_words(files: &PackFiles, words: &Words) -> Result<(), PackError> {
    for category in &words.categories {
        if let Some(role) =
            category.roles.iter().find(|role| !Role::all().any(|known| known.name() == *role))
        {
            let source = Source::open(files, FILE)?;
            let at = source.text.find(&format!("\"{role}\"")).unwrap_or_default();
            return Err(source.at(at, format!("`{role}` is no column role")));
        }
    }
    Ok(())
}

impl Reading<'_> {
    fn document(&self, raw: RawFile) -> Result<Template, PackError> {
        let head = raw.document;
        let texts = [&head.title, &head.subtitle, &head.note];
        for text in texts {
            self.values(text, None).map_err(|what| self.source.whole(what))?;
        }
        let mut known = BTreeSet::new();
        for section in &raw.section {
            if !known.insert(section.id.get_ref()) {
                let what = "this section is given twice".to_owned();
                return Err(self.source.at(section.id.span().start, what));
            }
        }
        let sections = raw.section.iter().map(|section| self.section(section));
        Ok(Template {
            sections: sections.collect::<Result<_, _>>()?,
            when: self.conditions(&head.when, None)?,
            id: head.id,
            file: head.file,
            title: head.title,
            subtitle: head.subtitle,
            note: head.note,
            workbook: head.workbook,
        })
    }

    fn section(&self, raw: &RawSection) -> Result<SectionTemplate, PackError> {
        let mut known = BTreeSet::new();
        for line in &raw.line {
            if !known.insert(line.id.get_ref()) {
                let what = "this line is given twice".to_owned();
                return Err(self.source.at(line.id.span().start, what));
            }
        }
        let lines = raw.line.iter().map(|line| self.line(line));
        Ok(SectionTemplate {
            id: raw.id.get_ref().clone(),
            title: raw.title.clone(),
            when: self.conditions(&raw.when, None)?,
            lines: lines.collect::<Result<_, _>>()?,
        })
    }

    fn line(&self, raw: &RawLine) -> Result<Line, PackError> {
        let wrong = |what: String| self.source.at(raw.id.span().start, what);
        let list = raw.each.as_deref();
        if let Some(unknown) = list.filter(|list| facts::fields(list).is_none()) {
            return Err(wrong(format!("there is no list `{unknown}`")));
        }
        self.values(&raw.text, list).map_err(wrong)?;
        self.values(&raw.label, list).map_err(wrong)?;
        crate::checklist::grounds(&raw.basis, self.bases).map_err(wrong)?;
        let repeated = matches!(raw.kind, LineKind::Table | LineKind::Scores);
        if repeated && list.is_none() {
            return Err(wrong("a table repeats a list: `each`".to_owned()));
        }
        if (raw.kind == LineKind::Table) == raw.column.is_empty() {
            return Err(wrong("columns go with kind = \"table\", and only with it".to_owned()));
        }
        let include = raw.include.as_deref().map(|path| {
            let (document, section) = path.split_once('.').unwrap_or((path, ""));
            (document.to_owned(), section.to_owned())
        });
        let columns = raw.column.iter().map(|column| self.column(column, list).map_err(wrong));
        Ok(Line {
            id: raw.id.get_ref().clone(),
            kind: raw.kind,
            when: self.conditions(&raw.when, list)?,
            each: raw.each.clone(),
            label: raw.label.clone(),
            text: raw.text.clone(),
            include,
            basis: raw.basis.clone(),
            columns: columns.collect::<Result<_, _>>()?,
        })
    }

    fn column(&self, raw: &RawColumn, list: Option<&str>) -> Result<ColumnTemplate, String> {
        let text = Bilingual { fr: raw.text.clone(), en: raw.text.clone() };
        self.values(&text, list)?;
        let say = Say { words: self.words, lang: Lang::Fr };
        if let Some(unknown) = raw.choices.as_ref().filter(|name| say.choices(name).is_none()) {
            return Err(format!("there are no choices `{unknown}`"));
        }
        Ok(ColumnTemplate {
            title: raw.title.clone(),
            text: raw.text.clone(),
            width: raw.width,
            day: raw.kind.is_some(),
            choices: raw.choices.clone(),
        })
    }

    fn conditions(
        &self,
        raw: &[Spanned<String>],
        list: Option<&str>,
    ) -> Result<Vec<Condition>, PackError> {
        let one = |text: &Spanned<String>| {
            let wrong = |what| self.source.at(text.span().start, what);
            let condition = Condition::parse(text.get_ref()).map_err(wrong)?;
            self.questions.knows(&condition).map_err(wrong)?;
            for test in condition.tests() {
                let known = match test {
                    Test::Any(list) => facts::fields(list).is_some(),
                    Test::Value(name) => facts::is_value(name, self.questions),
                    Test::Item(_) => list.is_some(),
                    Test::Asked(kind) => KINDS.contains(&kind.as_str()),
                    _ => true,
                };
                if !known {
                    return Err(wrong(format!("`{test}` names what does not exist")));
                }
            }
            Ok(condition)
        };
        raw.iter().map(one).collect()
    }

    /// Every `{name}` of a text is a value, or a field of the list's items; both languages use the
    /// same.
    fn values(&self, text: &Bilingual, list: Option<&str>) -> Result<(), String> {
        let fields = list.and_then(facts::fields).unwrap_or_default();
        for name in names(&text.fr).chain(names(&text.en)) {
            let known = match name.strip_prefix("item.") {
                Some(field) => fields.contains(&field),
                None => facts::is_value(name, self.questions),
            };
            if !known {
                return Err(format!("`{{{name}}}` is no value"));
            }
        }
        let (french, english): (BTreeSet<_>, BTreeSet<_>) =
            (names(&text.fr).collect(), names(&text.en).collect());
        match french.symmetric_difference(&english).next() {
            Some(name) => Err(format!("`{{{name}}}` is in one language alone")),
            None => Ok(()),
        }
    }
}

/// Names of the values in a text.
pub(crate) fn names(text: &str) -> impl Iterator<Item = &str> {
    let inside = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    inside.filter_map(|(inside, _)| inside.split('|').next())
}
