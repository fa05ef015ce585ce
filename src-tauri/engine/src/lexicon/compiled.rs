//! One language's packs, compiled: rules, terms, and where each is looked up.

use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU16, Ordering};

use rustc_hash::FxHashMap;

use crate::finding::Category;
use crate::packs::PackFiles;
use crate::text::token::{Kind, Tokens};
use crate::text::words::Words;
use crate::text::{fold, hash};
use crate::weights::Weights;

use super::appeal::Appeal;
use super::compile::{Compiler, Element, Grammar, Pattern};
use super::error::{PackError, Problem};
use super::filed::{Filed, Filing};
use super::hints::Hints;
use super::inflect::Morphology;
use super::load::{self, Loaded, Placed, Spare};
use super::manner::Manner;
use super::marks::Marker;
use super::matcher::Knowledge;
use super::pack::Channel;
use super::rule::Rule;
use super::scan::Hit;
use super::shape::Shape;
use super::somebody::Witnesses;
use super::spelling::Spelling;
use super::typo::TypoIndex;
use super::vocabulary::{Vocabulary, WordId};

/// Number of the next lexicon.
static NEXT: AtomicU16 = AtomicU16::new(1);

/// How many of a language's commonest words tell it from another.
const COMMONEST: u32 = 150;

/// A compiled rule: what it finds, and what speaks for or against a match.
#[derive(Clone)]
pub(crate) struct Compiled {
    pub(crate) rule: Rule,
    pub(crate) unless: Vec<Pattern>,
    pub(crate) near: Vec<Pattern>,
    pub(crate) not_near: Vec<Pattern>,
    pub(crate) not_next: Vec<Pattern>,
    pub(crate) not_prev: Vec<Pattern>,
    pub(crate) window: usize,
    /// What is found must open its clause, or close it.
    pub(crate) opens: bool,
    pub(crate) closes: bool,
    /// Is it found in what is said of things, too?
    pub(crate) of_things: bool,
    pub(crate) shape: Option<Shape>,
    /// Is it a person's own, whose word stands?
    pub(crate) own: bool,
}

/// A compiled entry of `spare.toml`.
#[derive(Clone)]
pub(crate) struct CompiledSpare {
    pub(crate) spare: Spare,
    pub(crate) patterns: Vec<Pattern>,
    pub(crate) until: Vec<Pattern>,
    pub(crate) not_prev: Vec<Pattern>,
}

/// What a term of a rule is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// It is what the rule finds.
    Find,
    /// It stands near an identifier of the rule: its regular expression is worth a try.
    Ask,
}

/// A term of a rule.
#[derive(Clone)]
pub(crate) struct RuleTerm {
    pub(crate) pattern: Pattern,
    pub(crate) rule: u32,
    pub(crate) purpose: Purpose,
}

/// The packs of one language.
#[derive(Clone)]
pub struct Lexicon {
    /// Tells this lexicon from others that read with the same memory.
    pub(crate) number: u16,
    pub(crate) rules: Vec<Compiled>,
    /// Terms of the rules.
    pub(crate) terms: Vec<RuleTerm>,
    pub(crate) spares: Vec<CompiledSpare>,
    pub(crate) words: Words,
    pub(crate) vocabulary: Vocabulary,
    elements: Vec<Element>,
    pub(crate) marker: Marker,
    /// The terms of the rules, by what brings them up.
    pub(crate) filed: Filed,
    /// Those of the spares, numbered through all spares.
    pub(crate) filed_spares: Filed,
    /// By that number: the spare, and which of its terms.
    pub(crate) spare_terms: Vec<(u32, u32)>,
    /// Rules with a regular expression and no `near`: tried on every note with enough digits.
    pub(crate) unasked: Vec<u32>,
    /// Channels of signals, by the classes `channel-email`, `channel-sms`…
    pub(crate) channels: Vec<(Channel, Vec<Pattern>)>,
    /// Words after which a channel tells how a signal was given (the class `saying`).
    pub(crate) saying: Vec<Pattern>,
    /// What names a person by the thing that follows ("le chef de | chantier"), and the words that then
    /// speak of that person (the classes `of-somebody` and `be-have`).
    pub(crate) of_somebody: [Vec<Pattern>; 2],
    /// What tells of whom something is said.
    pub(crate) witnesses: Witnesses,
    pub(crate) spelling: Spelling,
    /// In what manner texts are written.
    pub(crate) manner: Manner,
    /// What clauses hint at, and the rules that this is found by.
    pub(crate) hints: Hints,
    /// What surrounds finds.
    pub(crate) appeal: Appeal,
    pub(crate) hint_rules: Vec<(Category, usize)>,
    typos: OnceLock<TypoIndex>,
    /// Hashes of the common words, with their rank.
    pub(crate) common: FxHashMap<u64, u32>,
}

impl Knowledge for Lexicon {
    fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    fn marker(&self) -> &Marker {
        &self.marker
    }

    fn elements(&self) -> &[Element] {
        &self.elements
    }

    fn nearest(&self, word: &[u8]) -> Vec<WordId> {
        let forms = self.vocabulary.forms();
        self.typos.get_or_init(|| TypoIndex::new(forms)).nearest(word, forms)
    }

    fn knows(&self, hash: u64) -> bool {
        self.words.knows(hash)
    }

    fn spells(&self, word: &str) -> bool {
        self.words.spells(word)
    }

    fn abbreviated(&self, letters: &str) -> Range<WordId> {
        if self.spelling.is_whole(letters) { 0..0 } else { self.vocabulary.beginning(letters) }
    }
}

impl Lexicon {
    /// Loads and compiles the packs of a folder (`fr`, `en`).
    ///
    /// # Errors
    /// [`PackError`] at the first thing that cannot be used.
    pub fn new(files: &PackFiles, folder: &str) -> Result<Self, PackError> {
        let source = load::source(files, folder)?;
        let words = words(files, folder)?;
        let morphology: Morphology = load::data(files, &format!("{folder}/morphology.toml"))?;
        let spelling: Spelling = load::data(files, &format!("{folder}/spelling.toml"))?;
        let common = common(files, folder)?;
        let aliases = spelling.aliases();
        let marker = Marker::new(&common);
        let mut compiler = Compiler::new(Grammar {
            words: &words,
            morphology: &morphology,
            classes: &source.classes,
            common: &common,
            aliases: &aliases,
            marker: &marker,
        });
        let mut builder = Builder::default();
        compiler.open_classes()?;
        for loaded in source.rules {
            builder.rule(&mut compiler, loaded)?;
        }
        for spare in source.spares {
            builder.spare(&mut compiler, spare)?;
        }
        builder.classes(&mut compiler)?;
        let Compiler { vocabulary, elements, .. } = compiler;
        let vocabulary = vocabulary.finish();
        let unasked = builder.unasked();
        let filed = builder.filing.finish(&vocabulary, &elements);
        let filed_spares = builder.spare_filing.finish(&vocabulary, &elements);
        Ok(Self {
            number: NEXT.fetch_add(1, Ordering::Relaxed),
            unasked,
            rules: builder.rules,
            terms: builder.terms,
            spares: builder.spares,
            channels: builder.channels,
            saying: builder.saying,
            of_somebody: builder.of_somebody,
            witnesses: builder.witnesses,
            spelling,
            hints: Hints::load(files, &format!("{folder}/hints.tsv"))?,
            hint_rules: builder.hint_rules,
            appeal: Appeal(Weights::load(files, &format!("{folder}/appeal.tsv"))?),
            manner: Manner(Weights::load(files, &format!("{folder}/manner.tsv"))?),
            typos: OnceLock::new(),
            words,
            vocabulary,
            elements,
            marker,
            filed,
            filed_spares,
            spare_terms: builder.spare_terms,
            common,
        })
    }

    /// How much a note is like this language: how many of its words are common ones, then how many
    /// are words at all.
    pub(crate) fn likeness(&self, tokens: &Tokens) -> (usize, usize) {
        let words = || tokens.all().iter().filter(|token| token.kind == Kind::Word);
        let common = |hash: u64| self.common.get(&hash).is_some_and(|rank| *rank < COMMONEST);
        let known = |hash: u64| self.words.knows(hash);
        (
            words().filter(|token| common(token.hash)).count(),
            words().filter(|token| token.len > 2 && known(token.hash)).count(),
        )
    }

    /// The rules, in the order of their files.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().map(|compiled| &compiled.rule)
    }

    /// Makes the rules of some files a person's own.
    pub(crate) fn own(&mut self, files: &PackFiles) {
        for rule in &mut self.rules {
            rule.own = files.contains_key(&*rule.rule.file);
        }
    }

    /// The rule of an index.
    #[must_use]
    pub fn rule(&self, index: usize) -> Option<&Rule> {
        self.rules.get(index).map(|compiled| &compiled.rule)
    }

    /// What is left alone whichever rule would speak.
    pub fn spares(&self) -> impl Iterator<Item = &Spare> {
        self.spares.iter().map(|compiled| &compiled.spare)
    }

    /// The term of a hit, as written in its pack.
    #[must_use]
    pub fn term(&self, hit: &Hit) -> Option<&str> {
        self.terms.get(hit.term? as usize).map(|term| &*term.pattern.source)
    }
}

/// Word filter of a language; an empty one when there is no file.
fn words(files: &PackFiles, folder: &str) -> Result<Words, PackError> {
    let file = format!("{folder}/words.filter");
    match files.get(&file) {
        None => Ok(Words::default()),
        Some(bytes) => {
            Words::load(bytes).ok_or(PackError { file, line: 1, what: Problem::NotAFilter })
        }
    }
}

/// Hashes of the common words of a language, with their rank (`common.txt`, the commonest first).
fn common(files: &PackFiles, folder: &str) -> Result<FxHashMap<u64, u32>, PackError> {
    let path = format!("{folder}/common.txt");
    let Some(bytes) = files.get(&path) else { return Ok(FxHashMap::default()) };
    let mut common = FxHashMap::default();
    let lines = load::text(&path, bytes)?.lines().filter(|line| !line.starts_with('#'));
    for (rank, word) in lines.flat_map(str::split_whitespace).enumerate() {
        common.entry(hash::word(fold::plain(word).as_bytes())).or_insert(rank as u32);
    }
    Ok(common)
}

/// A lexicon being put together.
#[derive(Default)]
struct Builder {
    rules: Vec<Compiled>,
    terms: Vec<RuleTerm>,
    filing: Filing,
    spares: Vec<CompiledSpare>,
    spare_filing: Filing,
    spare_terms: Vec<(u32, u32)>,
    channels: Vec<(Channel, Vec<Pattern>)>,
    saying: Vec<Pattern>,
    of_somebody: [Vec<Pattern>; 2],
    witnesses: Witnesses,
    hint_rules: Vec<(Category, usize)>,
}

impl Builder {
    fn rule(&mut self, compiler: &mut Compiler<'_>, loaded: Loaded) -> Result<(), PackError> {
        let index = self.rules.len() as u32;
        if loaded.rule.hints {
            self.hint_rules.push((loaded.rule.category, self.rules.len()));
        }
        for placed in &loaded.terms {
            self.term(compiler, placed, index, Purpose::Find)?;
        }
        for placed in loaded.near.iter().filter(|_| loaded.shape.is_some()) {
            self.term(compiler, placed, index, Purpose::Ask)?;
        }
        let mut all = |list: &[Placed]| patterns(compiler, list);
        self.rules.push(Compiled {
            unless: all(&loaded.unless)?,
            near: all(&loaded.near)?,
            not_near: all(&loaded.not_near)?,
            not_next: all(&loaded.not_next)?,
            not_prev: all(&loaded.not_prev)?,
            window: usize::from(loaded.window),
            opens: loaded.opens,
            closes: loaded.closes,
            of_things: loaded.of_things,
            shape: loaded.shape,
            own: false,
            rule: loaded.rule,
        });
        Ok(())
    }

    fn term(
        &mut self,
        compiler: &mut Compiler<'_>,
        placed: &Placed,
        rule: u32,
        purpose: Purpose,
    ) -> Result<(), PackError> {
        let pattern = compiler.pattern(placed)?;
        self.filing.add(compiler, &pattern).ok_or_else(|| no_anchor(placed))?;
        self.terms.push(RuleTerm { pattern, rule, purpose });
        Ok(())
    }

    /// Compiles the classes that the program goes by itself: those that name channels, and others.
    fn classes(&mut self, compiler: &mut Compiler<'_>) -> Result<(), PackError> {
        const CLASSES: [(Channel, &str); 4] = [
            (Channel::Email, "channel-email"),
            (Channel::Sms, "channel-sms"),
            (Channel::Phone, "channel-phone"),
            (Channel::Post, "channel-post"),
        ];
        let mut all = |class: &str| {
            let entries = compiler.grammar.classes.get(class).map(Vec::as_slice);
            patterns(compiler, entries.unwrap_or_default())
        };
        for (channel, class) in CLASSES {
            self.channels.push((channel, all(class)?));
        }
        self.saying = all("saying")?;
        self.of_somebody = [all("of-somebody")?, all("be-have")?];
        self.witnesses = Witnesses::new(all)?;
        Ok(())
    }

    fn spare(&mut self, compiler: &mut Compiler<'_>, spare: Spare) -> Result<(), PackError> {
        let mut all = |list: &[Placed]| patterns(compiler, list);
        let (own, until) = (all(&spare.terms)?, all(&spare.until)?);
        let not_prev = all(&spare.not_prev)?;
        let number = self.spares.len() as u32;
        for ((pattern, placed), term) in own.iter().zip(&spare.terms).zip(0..) {
            self.spare_filing.add(compiler, pattern).ok_or_else(|| no_anchor(placed))?;
            self.spare_terms.push((number, term));
        }
        self.spares.push(CompiledSpare { spare, patterns: own, until, not_prev });
        Ok(())
    }

    fn unasked(&self) -> Vec<u32> {
        let unasked = |rule: &Compiled| rule.shape.is_some() && rule.near.is_empty();
        (0..).zip(&self.rules).filter(|(_, rule)| unasked(rule)).map(|(index, _)| index).collect()
    }
}

fn patterns(compiler: &mut Compiler<'_>, list: &[Placed]) -> Result<Vec<Pattern>, PackError> {
    list.iter().map(|placed| compiler.pattern(placed)).collect()
}

fn no_anchor(placed: &Placed) -> PackError {
    let what = Problem::NoAnchor(placed.term.source.clone());
    PackError { file: placed.file.to_string(), line: placed.line, what }
}
