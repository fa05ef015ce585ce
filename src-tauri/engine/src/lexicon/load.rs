//! Reads the packs of one language and refuses, with file and line, what cannot be used.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use toml::Spanned;

use crate::finding::Category;
use crate::packs::PackFiles;
use crate::text::language::Language;

use super::checkers;
use super::error::{PackError, Problem};
use super::pack::{Bilingual, Head, RawPack, RawRule, RawSpares, Side};
use super::rule::{Example, Rule};
use super::shape::Shape;
use super::term::{self, Term};

/// Files of a language's folder that are no packs.
const NOT_PACKS: &[&str] = &["classes.toml", "morphology.toml", "spelling.toml", "rewriting.toml"];

/// Default width of `near` and `not_near`, in tokens.
const WINDOW: u8 = 6;

/// A term with its place, for messages.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    pub(crate) term: Term,
    pub(crate) file: Arc<str>,
    pub(crate) line: usize,
}

/// A rule with what it matches, not compiled yet.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) rule: Rule,
    pub(crate) terms: Vec<Placed>,
    pub(crate) unless: Vec<Placed>,
    pub(crate) near: Vec<Placed>,
    pub(crate) not_near: Vec<Placed>,
    /// None of these may come right after what was found.
    pub(crate) not_next: Vec<Placed>,
    /// None of these may come right before it.
    pub(crate) not_prev: Vec<Placed>,
    pub(crate) window: u8,
    /// What is found must open its clause.
    pub(crate) opens: bool,
    /// What is found must close its clause.
    pub(crate) closes: bool,
    /// Is it found in what is said of things, too?
    pub(crate) of_things: bool,
    pub(crate) shape: Option<Shape>,
}

/// What is left alone whichever rule would speak (`spare.toml`).
#[derive(Clone, Debug)]
pub struct Spare {
    /// Its name.
    pub id: String,
    /// Why it is left alone, one sentence.
    pub why: Bilingual,
    pub(crate) terms: Vec<Placed>,
    /// Categories it holds for; all when empty.
    pub categories: Vec<Category>,
    /// Does it count only where a sentence begins?
    pub(crate) opens: bool,
    /// Does it speak for the title between quotation marks that follows?
    pub(crate) titles: bool,
    /// Does it hold only against what tells nothing outside its words?
    pub(crate) within: bool,
    /// For how many words after its own, in their clause, it speaks.
    pub(crate) covers: u8,
    /// On which side of its words it speaks, for what describes them and not for them.
    pub(crate) describes: Option<Side>,
    /// Words that end what it covers.
    pub(crate) until: Vec<Placed>,
    /// Words right before its own that make it say nothing.
    pub(crate) not_prev: Vec<Placed>,
    /// Sentences in which nothing of these categories must be found.
    pub allows: Vec<Example>,
    /// File it comes from, relative to `lexicons/`.
    pub file: Arc<str>,
}

impl Spare {
    /// Does it hold for findings of a category?
    pub(crate) fn concerns(&self, category: Category) -> bool {
        self.categories.is_empty() || self.categories.contains(&category)
    }
}

/// Everything read for one language.
#[derive(Debug, Default)]
pub(crate) struct Source {
    pub(crate) rules: Vec<Loaded>,
    pub(crate) spares: Vec<Spare>,
    pub(crate) classes: BTreeMap<String, Vec<Placed>>,
}

/// One file being read.
struct File<'a> {
    path: Arc<str>,
    text: &'a str,
    /// Where its lines end.
    ends: Vec<usize>,
    files: &'a PackFiles,
    folder: &'a str,
}

/// Reads the packs of a language folder (`fr`, `en`).
pub(crate) fn source(files: &PackFiles, folder: &str) -> Result<Source, PackError> {
    let mut source = Source::default();
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for (path, bytes) in files {
        let Some(name) = path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')) else {
            continue;
        };
        let class = name.strip_prefix("classes/").and_then(|class| class.strip_suffix(".txt"));
        if class.is_none() && (name.contains('/') || !name.ends_with(".toml")) {
            continue;
        }
        let text = text(path, bytes)?;
        if let Some(class) = class {
            source.classes.insert(class.to_owned(), lines(path, text)?);
            continue;
        }
        let ends = text.match_indices('\n').map(|(at, _)| at).collect();
        let file = File { path: path.as_str().into(), text, ends, files, folder };
        match name {
            "classes.toml" => source.classes.extend(file.classes()?),
            _ if name == "spare.toml" || name.ends_with("-spare.toml") => {
                source.spares.extend(file.spares()?);
            }
            _ if NOT_PACKS.contains(&name) => {}
            _ => file.pack(&mut seen, &mut source.rules)?,
        }
    }
    Ok(source)
}

/// A file as text.
pub(crate) fn text<'a>(path: &str, bytes: &'a [u8]) -> Result<&'a str, PackError> {
    std::str::from_utf8(bytes).map_err(|_| PackError {
        file: path.to_owned(),
        line: 1,
        what: Problem::NotText,
    })
}

/// A TOML file of a language's folder; the default when there is none.
pub(crate) fn data<T: DeserializeOwned + Default>(
    files: &PackFiles,
    path: &str,
) -> Result<T, PackError> {
    let Some(bytes) = files.get(path) else { return Ok(T::default()) };
    parse(path, text(path, bytes)?)
}

/// Terms of a list: one a line, `#` begins a comment.
fn lines(path: &str, text: &str) -> Result<Vec<Placed>, PackError> {
    let file: Arc<str> = path.into();
    let mut terms = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let source = line.split('#').next().unwrap_or_default().trim();
        if source.is_empty() {
            continue;
        }
        let term = term::parse(source).map_err(|why| PackError {
            file: path.to_owned(),
            line: index + 1,
            what: Problem::Term { term: source.to_owned(), why },
        })?;
        terms.push(Placed { term, file: file.clone(), line: index + 1 });
    }
    Ok(terms)
}

fn parse<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, PackError> {
    toml::from_str(text).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        PackError::at(path, text, offset, Problem::Format(error.message().to_owned()))
    })
}

/// Is it the name of a rewriting? `neutral:<key>` takes its words from `rewriting.toml`.
fn is_strategy(name: &str) -> bool {
    matches!(name, "absent" | "remove" | "mask" | "erase" | "objective")
        || name.starts_with("neutral:")
}

impl File<'_> {
    fn error(&self, offset: usize, what: Problem) -> PackError {
        PackError::at(&self.path, self.text, offset, what)
    }

    fn line(&self, offset: usize) -> usize {
        1 + self.ends.partition_point(|end| *end < offset)
    }

    fn pack(
        &self,
        seen: &mut BTreeMap<String, String>,
        rules: &mut Vec<Loaded>,
    ) -> Result<(), PackError> {
        let raw: RawPack = parse(&self.path, self.text)?;
        for rule in raw.rule {
            let offset = rule.id.span().start;
            let loaded = self.rule(&raw.pack, rule)?;
            let id = loaded.rule.id.to_string();
            if let Some(other) = seen.insert(id.clone(), self.path.to_string()) {
                return Err(self.error(offset, Problem::Duplicate(id, other)));
            }
            rules.push(loaded);
        }
        Ok(())
    }

    fn rule(&self, head: &Head, raw: RawRule) -> Result<Loaded, PackError> {
        let id: Arc<str> = format!("{}.{}.{}", self.folder, head.id, raw.id.get_ref()).into();
        let at = raw.id.span().start;
        let mut terms = self.terms(&raw.terms)?;
        if let Some(list) = &raw.list {
            terms.extend(self.list(list)?);
        }
        let shape = self.shape(raw.pattern.as_ref(), raw.check.as_ref())?;
        if (terms.is_empty() && shape.is_none()) != raw.hints {
            return Err(self.error(at, Problem::NothingToFind(id.to_string())));
        }
        if let Some(name) = raw.rewrite.as_ref().filter(|name| !is_strategy(name.get_ref())) {
            let what = Problem::UnknownRewrite(name.get_ref().clone());
            return Err(self.error(name.span().start, what));
        }
        let rewrite = raw.rewrite.map(Spanned::into_inner).or_else(|| head.rewrite.clone());
        let rule = Rule {
            language: Language::of_folder(self.folder).unwrap_or_default(),
            category: raw.category.unwrap_or(head.category),
            severity: raw.severity.unwrap_or(head.severity),
            basis: raw.basis.unwrap_or_else(|| head.basis.clone()).list(),
            why: raw.why.or_else(|| head.why.clone()).unwrap_or_default(),
            advice: raw.advice.or_else(|| head.advice.clone()).unwrap_or_default(),
            title: raw.title,
            family: head.title.clone(),
            terms: terms.iter().map(|placed| placed.term.source.clone()).collect(),
            rewrite,
            columns: raw.columns,
            channels: raw.channels,
            hints: raw.hints,
            yields: raw.yields,
            flags: self.examples(&raw.flags, true)?,
            allows: self.examples(&raw.allows, false)?,
            misses: self.examples(&raw.misses, false)?,
            file: self.path.clone(),
            line: self.line(at),
            id,
        };
        self.enough(&rule, at)?;
        Ok(Loaded {
            rule,
            terms,
            unless: self.terms(&raw.unless)?,
            near: self.terms(&raw.near)?,
            not_near: self.terms(&raw.not_near)?,
            not_next: [self.terms(&head.not_next)?, self.terms(&raw.not_next)?].concat(),
            not_prev: [self.terms(&head.not_prev)?, self.terms(&raw.not_prev)?].concat(),
            window: raw.window.unwrap_or(WINDOW),
            opens: raw.opens,
            closes: raw.closes,
            of_things: raw.of_things,
            shape,
        })
    }

    /// A rule needs two sentences of each kind: examples are its tests and its documentation.
    fn enough(&self, rule: &Rule, at: usize) -> Result<(), PackError> {
        for (kind, count) in [("flags", rule.flags.len()), ("allows", rule.allows.len())] {
            if count < 2 {
                let rule = rule.id.to_string();
                return Err(self.error(at, Problem::FewExamples { rule, kind, count }));
            }
        }
        Ok(())
    }

    fn examples(
        &self,
        marked: &[Spanned<String>],
        must_mark: bool,
    ) -> Result<Vec<Example>, PackError> {
        let read = |one: &Spanned<String>| {
            let at = one.span().start;
            Example::parse(one.get_ref(), self.line(at))
                .filter(|example| example.spans.is_empty() != must_mark)
                .ok_or_else(|| self.error(at, Problem::BadMarks(one.get_ref().clone())))
        };
        marked.iter().map(read).collect()
    }

    fn terms(&self, sources: &[Spanned<String>]) -> Result<Vec<Placed>, PackError> {
        let read = |one: &Spanned<String>| {
            let at = one.span().start;
            let term = term::parse(one.get_ref()).map_err(|why| {
                self.error(at, Problem::Term { term: one.get_ref().clone(), why })
            })?;
            Ok(Placed { term, file: self.path.clone(), line: self.line(at) })
        };
        sources.iter().map(read).collect()
    }

    /// Terms of the list file a rule names.
    fn list(&self, name: &Spanned<String>) -> Result<Vec<Placed>, PackError> {
        let path = format!("{}/{}", self.folder, name.get_ref());
        let bytes = self.files.get(&path).ok_or_else(|| {
            self.error(name.span().start, Problem::MissingList(name.get_ref().clone()))
        })?;
        lines(&path, text(&path, bytes)?)
    }

    fn shape(
        &self,
        pattern: Option<&Spanned<String>>,
        check: Option<&Spanned<String>>,
    ) -> Result<Option<Shape>, PackError> {
        let Some(pattern) = pattern else { return Ok(None) };
        let regex = regex::Regex::new(pattern.get_ref()).map_err(|error| {
            self.error(pattern.span().start, Problem::Pattern(error.to_string()))
        })?;
        let checker = match check {
            None => None,
            Some(name) => Some(checkers::by_name(name.get_ref()).ok_or_else(|| {
                self.error(name.span().start, Problem::UnknownCheck(name.get_ref().clone()))
            })?),
        };
        Ok(Some(Shape::new(regex, checker)))
    }

    fn classes(&self) -> Result<BTreeMap<String, Vec<Placed>>, PackError> {
        let raw: BTreeMap<String, Vec<Spanned<String>>> = parse(&self.path, self.text)?;
        raw.iter().map(|(name, terms)| Ok((name.clone(), self.terms(terms)?))).collect()
    }

    fn spares(&self) -> Result<Vec<Spare>, PackError> {
        let raw: RawSpares = parse(&self.path, self.text)?;
        let mut spares = Vec::new();
        for one in raw.spare {
            let at = one.id.span().start;
            let allows = self.examples(&one.allows, false)?;
            if allows.len() < 2 {
                let rule = one.id.get_ref().clone();
                let what = Problem::FewExamples { rule, kind: "allows", count: allows.len() };
                return Err(self.error(at, what));
            }
            spares.push(Spare {
                terms: self.terms(&one.terms)?,
                until: self.terms(&one.until)?,
                not_prev: self.terms(&one.not_prev)?,
                id: one.id.into_inner(),
                why: one.why,
                categories: one.categories,
                opens: one.opens,
                titles: one.titles,
                within: one.within,
                covers: one.covers,
                describes: one.describes,
                allows,
                file: self.path.clone(),
            });
        }
        Ok(spares)
    }
}
