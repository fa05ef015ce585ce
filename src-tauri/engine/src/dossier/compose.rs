//! Templates × facts → documents.

use super::document::{Block, Body, Cell, Column, ColumnKind, Document, Score, Section};
use super::facts::{Facts, Scope};
use super::item::Item;
use super::load::names;
use super::template::{Line, LineKind, SectionTemplate, Template, Templates};
use crate::checklist::{Condition, all};
use crate::lexicon::pack::Bilingual;
use crate::messages::fill;

/// Writes every document that concerns the company, in order. What the company wrote otherwise
/// (`answers.edits`) stands in place of the template's sentence, as long as that sentence is still
/// there.
#[must_use]
pub fn compose(templates: &Templates, facts: &Facts<'_>) -> Vec<Document> {
    let writer = Writer { templates, facts };
    let concerned = |template: &&Template| writer.all(&template.when, None);
    templates.documents.iter().filter(concerned).map(|template| writer.document(template)).collect()
}

/// The blocks of one section of a document; none when there is no such section.
#[must_use]
pub fn section(
    templates: &Templates,
    facts: &Facts<'_>,
    document: &str,
    section: &str,
) -> Vec<Block> {
    let found = templates.section(document, section);
    found.map(|found| Writer { templates, facts }.blocks(document, found)).unwrap_or_default()
}

struct Writer<'a> {
    templates: &'a Templates,
    facts: &'a Facts<'a>,
}

impl<'a> Writer<'a> {
    fn all(&self, conditions: &[Condition], item: Option<&Item>) -> bool {
        all(conditions, &Scope { facts: self.facts, item })
    }

    fn document(&self, template: &Template) -> Document {
        let say = self.facts.say;
        let case = &self.facts.case;
        let concerned = template.sections.iter().filter(|section| self.all(&section.when, None));
        let sections: Vec<Section> = concerned
            .map(|section| Section {
                id: section.id.clone(),
                title: self.text(&section.title, None),
                blocks: self.blocks(&template.id, section),
            })
            .filter(|section| !section.blocks.is_empty())
            .collect();
        let mut document = Document {
            id: template.id.clone(),
            file: case.lang.of(&template.file).to_owned(),
            title: self.text(&template.title, None),
            subtitle: self.text(&template.subtitle, None),
            note: self.text(&template.note, None),
            company: case.answers.company.name.clone(),
            made: self.fill(say.common(|words| &words.made_on), None),
            on: case.day(),
            lang: case.lang,
            contents: say.common(|words| &words.contents).to_owned(),
            page: say.common(|words| &words.page).to_owned(),
            workbook: template.workbook,
            sections,
            to_complete: 0,
        };
        let mark = say.common(|words| &words.to_complete).trim_end_matches(']');
        document.to_complete = document.texts().map(|text| text.matches(mark).count()).sum();
        document
    }

    fn blocks(&self, document: &str, section: &SectionTemplate) -> Vec<Block> {
        section.lines.iter().flat_map(|line| self.line(document, section, line)).collect()
    }

    fn line(&self, document: &str, section: &SectionTemplate, line: &Line) -> Vec<Block> {
        let key = format!("{document}.{}.{}", section.id, line.id);
        if let Some((from, part)) = &line.include {
            return self.included(&key, line, from, part);
        }
        let repeated = matches!(line.kind, LineKind::Table | LineKind::Scores);
        let Some(list) = line.each.as_ref() else {
            return match self.all(&line.when, None) {
                true => vec![self.block(key, line, self.body(line, None))],
                false => Vec::new(),
            };
        };
        let items = self.facts.items(list);
        if repeated {
            let shown = self.all(&line.when, None) && !items.is_empty();
            return match shown {
                true => vec![self.block(key, line, self.gathered(line, items))],
                false => Vec::new(),
            };
        }
        let chosen = items.iter().filter(|item| self.all(&line.when, Some(item)));
        let numbered = (1..).zip(chosen).map(|(number, item)| {
            let key = if number == 1 { key.clone() } else { format!("{key}#{number}") };
            self.block(key, line, self.body(line, Some(item)))
        });
        numbered.collect()
    }

    /// The block, with what the company wrote instead, if anything.
    fn block(&self, key: String, line: &Line, mut body: Body) -> Block {
        let edit = self.facts.case.answers.edits.get(&key);
        if let Some(edit) = edit {
            match &mut body {
                Body::Text(text)
                | Body::Bullet(text)
                | Body::Note(text)
                | Body::Letter { text, .. }
                | Body::Field { text, .. } => *text = self.facts.over_blanks(edit),
                Body::Table { .. } | Body::Scores(_) => {}
            }
        }
        let from = line.when.iter().map(ToString::to_string);
        let each = line.each.iter().map(|list| format!("each:{list}"));
        Block {
            key,
            basis: line.basis.clone(),
            from: from.chain(each).collect(),
            edited: edit.is_some(),
            body,
        }
    }

    /// The sentences of another document's section: gathered in a field, or one block each.
    fn included(&self, key: &str, line: &Line, document: &str, section: &str) -> Vec<Block> {
        let blocks = self::section(self.templates, self.facts, document, section);
        if line.kind != LineKind::Field {
            return blocks;
        }
        let texts: Vec<String> = blocks
            .into_iter()
            .filter_map(|block| match block.body {
                Body::Text(text) | Body::Bullet(text) => Some(text),
                _ => None,
            })
            .collect();
        let text = match texts.is_empty() {
            true => self.facts.say.common(|words| &words.to_complete).to_owned(),
            false => texts.join("\n"),
        };
        let body = Body::Field { label: self.text(&line.label, None), text };
        vec![self.block(key.to_owned(), line, body)]
    }

    fn body(&self, line: &Line, item: Option<&Item>) -> Body {
        let text = self.text(&line.text, item);
        match line.kind {
            LineKind::Bullet => Body::Bullet(text),
            LineKind::Note => Body::Note(text),
            LineKind::Letter => Body::Letter { label: self.text(&line.label, item), text },
            LineKind::Field => Body::Field { label: self.text(&line.label, item), text },
            LineKind::Text | LineKind::Table | LineKind::Scores => Body::Text(text),
        }
    }

    fn gathered(&self, line: &Line, items: &[Item]) -> Body {
        if line.kind == LineKind::Scores {
            let scores = items.iter().filter_map(|item| {
                let (share, colour) = item.score?;
                let word = item.values.get("colour").cloned().unwrap_or_default();
                Some(Score { title: self.text(&line.text, Some(item)), word, colour, share })
            });
            return Body::Scores(scores.collect());
        }
        let say = self.facts.say;
        let columns = line.columns.iter().map(|column| {
            let choices = column.choices.as_deref().and_then(|name| say.choices(name));
            let kind = match (column.day, choices) {
                (true, _) => ColumnKind::Day,
                (false, Some(choices)) => ColumnKind::Choice(choices),
                (false, None) => ColumnKind::Text,
            };
            let title = self.facts.case.lang.of(&column.title).to_owned();
            Column { title, field: field(&column.text).to_owned(), width: column.width, kind }
        });
        let rows = items.iter().map(|item| {
            let cell = |column: &super::template::ColumnTemplate| {
                let text = self.fill(&column.text, Some(item));
                match item.day.filter(|_| column.day) {
                    Some(day) => Cell::Day(day),
                    None => Cell::Text(text),
                }
            };
            line.columns.iter().map(cell).collect()
        });
        Body::Table { columns: columns.collect(), rows: rows.collect() }
    }

    fn text(&self, text: &Bilingual, item: Option<&Item>) -> String {
        self.fill(self.facts.case.lang.of(text), item)
    }

    /// Puts values in; one that the company did not give is marked as to complete.
    fn fill(&self, template: &str, item: Option<&Item>) -> String {
        let value = |name: &'_ str| match name.strip_prefix("item.") {
            Some(field) => {
                item.and_then(|item| item.values.get(field)).cloned().unwrap_or_default()
            }
            None => match self.facts.value(name) {
                "" => self.facts.say.common(|words| &words.to_complete).to_owned(),
                value => value.to_owned(),
            },
        };
        let values: Vec<(&str, String)> = names(template).map(|name| (name, value(name))).collect();
        fill(self.facts.case.lang, template, &values)
    }
}

/// The field that a cell shows alone; empty when it shows more.
fn field(text: &str) -> &str {
    let inside = text.strip_prefix("{item.").and_then(|rest| rest.strip_suffix('}'));
    inside.filter(|name| !name.contains(['{', '|'])).unwrap_or_default()
}
