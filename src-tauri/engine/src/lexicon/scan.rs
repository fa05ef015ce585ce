//! One language's packs, compiled, and the reading of a note with them.
//!
//! Reading is in two steps so that ordinary notes cost little: every token is tested against a
//! small table of rare words; only where one answers are terms tried around it.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::packs::PackFiles;
use crate::role::Role;
use crate::text::token::{Kind, Tokens};
use crate::text::words::Words;

use super::compile::{Anchor, Compiler, Element, Pattern, anchor_hash};
use super::error::{PackError, Problem};
use super::inflect::Morphology;
use super::load::{self, Loaded, Placed, Spare};
use super::matcher::{Knowledge, Matcher, Meant, typo_possible};
use super::rule::Rule;
use super::typo::TypoIndex;
use super::vocabulary::{Vocabulary, WordId};

/// A stretch of a note that a rule speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Index of the rule in its language.
    pub rule: usize,
    /// Tokens of the note.
    pub tokens: Range<usize>,
    /// Bytes of the note.
    pub span: Range<usize>,
    /// Index of the term that matched; none for a pattern (regular expression).
    pub term: Option<u32>,
}

/// Why a term that matched was not counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spared {
    /// Index of the rule in its language.
    pub rule: usize,
    /// Bytes of the note.
    pub span: Range<usize>,
    /// What spared it.
    pub by: SparedBy,
}

/// Reasons to spare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SparedBy {
    /// A term of the rule's `unless`.
    Unless(String),
    /// A term of the rule's `not_near`.
    NotNear(String),
    /// None of the rule's `near` was there.
    NothingNear,
    /// An entry of `spare.toml`, by id.
    Spare(String),
}

/// A compiled rule: what it finds, and what speaks for or against a match.
struct Compiled {
    rule: Rule,
    unless: Vec<Pattern>,
    near: Vec<Pattern>,
    not_near: Vec<Pattern>,
    window: usize,
    regex: Option<(regex::Regex, Option<super::checkers::Checker>)>,
}

struct CompiledSpare {
    spare: Spare,
    patterns: Vec<Pattern>,
}

/// Where a pattern is tried when its anchor is met.
#[derive(Clone, Copy, Debug)]
struct Trigger {
    pattern: u32,
    back: u32,
}

/// The packs of one language.
pub struct Lexicon {
    rules: Vec<Compiled>,
    /// Terms of the rules, each with its rule.
    patterns: Vec<(Pattern, u32)>,
    spares: Vec<CompiledSpare>,
    words: Words,
    vocabulary: Vocabulary,
    elements: Vec<Element>,
    by_word: FxHashMap<u64, Vec<Trigger>>,
    by_prefix: Vec<(Box<str>, Vec<Trigger>)>,
    spare_by_word: FxHashMap<u64, Vec<Trigger>>,
    hot: HotWords,
    regexes: Vec<u32>,
    typos: OnceLock<TypoIndex>,
    common: FxHashMap<u64, u32>,
}

/// Memory that reading a note needs; reused from note to note.
#[derive(Default)]
pub struct Scratch {
    /// The note's tokens.
    pub tokens: Tokens,
    meant: Vec<Meant>,
    candidates: Vec<u32>,
}

/// A table of bits: may a token be an anchor?
struct HotWords {
    words: Vec<u64>,
    heads: Vec<u64>,
}

const HOT_BITS: usize = 1 << 19;
const HEAD_BITS: usize = 1 << 16;

impl HotWords {
    fn new() -> Self {
        Self { words: vec![0; HOT_BITS / 64], heads: vec![0; HEAD_BITS / 64] }
    }

    fn set(bits: &mut [u64], bit: usize) {
        if let Some(slot) = bits.get_mut(bit / 64) {
            *slot |= 1 << (bit % 64);
        }
    }

    #[inline]
    fn test(bits: &[u64], bit: usize) -> bool {
        bits.get(bit / 64).is_some_and(|slot| slot >> (bit % 64) & 1 == 1)
    }

    #[inline]
    fn word_bit(hash: u64) -> usize {
        hash as usize & (HOT_BITS - 1)
    }

    #[inline]
    fn head_bit(head: u32) -> usize {
        (head.wrapping_mul(0x9e37_79b1) >> 16) as usize & (HEAD_BITS - 1)
    }

    fn add_word(&mut self, hash: u64) {
        Self::set(&mut self.words, Self::word_bit(hash));
    }

    /// All four-letter beginnings of words that begin with a prefix of three letters or more.
    fn add_prefix(&mut self, prefix: &str) {
        let bytes = prefix.as_bytes();
        let byte = |index: usize| u32::from(bytes.get(index).copied().unwrap_or(0));
        let three = byte(0) | byte(1) << 8 | byte(2) << 16;
        let fourth: Vec<u8> = match bytes.get(3) {
            Some(&byte) => vec![byte],
            None => std::iter::once(0).chain(b'a'..=b'z').chain(b'0'..=b'9').collect(),
        };
        for last in fourth {
            Self::set(&mut self.heads, Self::head_bit(three | u32::from(last) << 24));
        }
    }
}

impl Knowledge for Lexicon {
    fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
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
}

/// Spellings that stand for a word (`spelling.toml`): `bcp = "beaucoup"`.
#[derive(Debug, Default, serde::Deserialize)]
struct Spelling {
    #[serde(default)]
    same: std::collections::BTreeMap<String, String>,
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
        let mut compiler = Compiler::new(&words, &morphology, &source.classes, &common);
        let mut builder = Builder::default();
        for entries in source.classes.values() {
            for entry in entries {
                compiler.pattern(entry)?;
            }
        }
        for loaded in source.rules {
            builder.rule(&mut compiler, loaded)?;
        }
        for spare in source.spares {
            builder.spare(&mut compiler, spare)?;
        }
        for (spelling, word) in &spelling.same {
            let (spelling, word) =
                (crate::text::fold::plain(spelling), crate::text::fold::plain(word));
            compiler.vocabulary.alias(&spelling, &word);
            builder.alias(&spelling, &word);
        }
        let Compiler { vocabulary, elements, .. } = compiler;
        let vocabulary = vocabulary.finish();
        let common = common.iter().map(|(word, rank)| (anchor_hash(word), *rank)).collect();
        Ok(builder.finish(words, vocabulary, elements, common))
    }

    /// The rules, in the order of their files.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().map(|compiled| &compiled.rule)
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
        self.patterns.get(hit.term? as usize).map(|(pattern, _)| &*pattern.source)
    }

    /// How many of the note's words are common words of this language.
    pub(crate) fn common_words(&self, tokens: &Tokens) -> usize {
        let common = |hash: u64| self.common.get(&hash).is_some_and(|rank| *rank < 150);
        tokens.all().iter().filter(|token| common(token.hash)).count()
    }

    /// Everything the rules find in a note, before findings that overlap are settled. The
    /// scratch's tokens must be those of the text.
    pub(crate) fn find(
        &self,
        text: &str,
        scratch: &mut Scratch,
        role: Option<Role>,
        mut spared: Option<&mut Vec<Spared>>,
    ) -> Vec<Hit> {
        self.candidates(scratch);
        let mut hits = Vec::new();
        if scratch.candidates.is_empty() && !self.may_hold_identifier(&scratch.tokens) {
            return hits;
        }
        scratch.meant.clear();
        let Scratch { tokens, meant, candidates } = scratch;
        let mut matcher = Matcher::new(self, text, tokens, meant);
        let mut tried = BTreeSet::new();
        for &at in candidates.iter() {
            self.try_around(&mut matcher, at as usize, &mut tried, &mut hits);
        }
        if self.may_hold_identifier(tokens) {
            self.identifiers(text, tokens, &mut hits);
        }
        let applies = |hit: &Hit| self.rules.get(hit.rule).is_some_and(|c| applies(&c.rule, role));
        hits.retain(applies);
        if hits.is_empty() {
            return hits;
        }
        let spares = self.spare_ranges(&mut matcher, &hits);
        hits.retain(|hit| match self.against(&mut matcher, hit, &spares) {
            None => true,
            Some(by) => {
                if let Some(list) = spared.as_deref_mut() {
                    list.push(Spared { rule: hit.rule, span: hit.span.clone(), by });
                }
                false
            }
        });
        longest_of_each_rule(&mut hits);
        hits
    }

    /// Marks the tokens that may bring up a term.
    fn candidates(&self, scratch: &mut Scratch) {
        scratch.candidates.clear();
        for (index, token) in scratch.tokens.all().iter().enumerate() {
            let hot = HotWords::test(&self.hot.words, HotWords::word_bit(token.hash))
                || token.len > 2
                    && HotWords::test(
                        &self.hot.heads,
                        HotWords::head_bit(scratch.tokens.head(token)),
                    )
                || token.stretched
                || typo_possible(token) && !self.words.knows(token.hash);
            if hot && token.kind != Kind::Address {
                scratch.candidates.push(index as u32);
            }
        }
    }

    /// Tries the terms whose rarest word may be this token.
    fn try_around(
        &self,
        matcher: &mut Matcher<'_, Self>,
        at: usize,
        tried: &mut BTreeSet<(u32, u32)>,
        hits: &mut Vec<Hit>,
    ) {
        let Some(token) = matcher.tokens.get(at) else { return };
        let mut attempt = |matcher: &mut Matcher<'_, Self>, triggers: &[Trigger]| {
            let sentence = matcher.tokens.sentence(at);
            for trigger in triggers {
                let from = at.saturating_sub(trigger.back as usize).max(sentence.start);
                for start in from..=at {
                    if tried.insert((trigger.pattern, start as u32)) {
                        self.try_at(matcher, trigger.pattern, start, sentence.end, hits);
                    }
                }
            }
        };
        if let Some(triggers) = self.by_word.get(&token.hash) {
            attempt(matcher, triggers);
        } else {
            let meant = matcher.meant(at);
            for &id in meant.ids() {
                let form = self.vocabulary.forms().get(id as usize);
                let hash = form.map(|form| anchor_hash(&form.text)).unwrap_or_default();
                if let Some(triggers) = self.by_word.get(&hash) {
                    attempt(matcher, triggers);
                }
            }
        }
        let folded = matcher.tokens.word(token);
        let from = self.by_prefix.partition_point(|(prefix, _)| **prefix < *head(folded));
        for (prefix, triggers) in self.by_prefix.get(from..).unwrap_or_default() {
            if **prefix > *folded {
                break;
            }
            if folded.starts_with(&**prefix) {
                attempt(matcher, triggers);
            }
        }
    }

    fn try_at(
        &self,
        matcher: &mut Matcher<'_, Self>,
        pattern: u32,
        start: usize,
        limit: usize,
        hits: &mut Vec<Hit>,
    ) {
        let Some((compiled, rule)) = self.patterns.get(pattern as usize) else { return };
        let Some(found) = matcher.found(&compiled.steps, start, limit) else { return };
        if compiled.bare_exact && !self.stands_out(matcher.tokens, start, *rule) {
            return;
        }
        if let Some(span) = matcher.tokens.bytes(found.clone()) {
            let rule = *rule as usize;
            hits.push(Hit { rule, tokens: found, span, term: Some(pattern) });
        }
    }

    /// In a note all in capitals, an acronym alone counts only when it is no ordinary word, or when
    /// the rule asks for words near it.
    fn stands_out(&self, tokens: &Tokens, at: usize, rule: u32) -> bool {
        if !tokens.all_caps() || tokens.len() == 1 {
            return true;
        }
        let near = self.rules.get(rule as usize).is_some_and(|rule| !rule.near.is_empty());
        let unknown = |t: &crate::text::token::Token| t.len > 2 && !self.words.knows(t.hash);
        near || tokens.get(at).is_some_and(unknown)
    }

    fn may_hold_identifier(&self, tokens: &Tokens) -> bool {
        tokens.digits() >= 3 && !self.regexes.is_empty()
    }

    /// What the regular expressions find and their checks confirm.
    fn identifiers(&self, text: &str, tokens: &Tokens, hits: &mut Vec<Hit>) {
        for &index in &self.regexes {
            let Some(Compiled { regex: Some((regex, check)), .. }) = self.rules.get(index as usize)
            else {
                continue;
            };
            for captures in regex.captures_iter(text) {
                let Some(found) = captures.name("id").or_else(|| captures.get(0)) else { continue };
                if check.is_some_and(|check| !check(found.as_str())) {
                    continue;
                }
                let inside = |t: &crate::text::token::Token| {
                    (t.start as usize) < found.end() && (t.end as usize) > found.start()
                };
                let Some(first) = tokens.all().iter().position(inside) else { continue };
                let count = tokens.all().iter().skip(first).take_while(|t| inside(t)).count();
                hits.push(Hit {
                    rule: index as usize,
                    tokens: first..first + count,
                    span: found.range(),
                    term: None,
                });
            }
        }
    }

    /// Ranges of tokens that `spare.toml` leaves alone, in the sentences of the hits.
    fn spare_ranges(
        &self,
        matcher: &mut Matcher<'_, Self>,
        hits: &[Hit],
    ) -> Vec<(usize, Range<usize>)> {
        let mut sentences: Vec<Range<usize>> =
            hits.iter().map(|hit| matcher.tokens.sentence(hit.tokens.start)).collect();
        sentences.sort_unstable_by_key(|sentence| sentence.start);
        sentences.dedup();
        let mut ranges = Vec::new();
        for sentence in sentences {
            for at in sentence.clone() {
                let Some(token) = matcher.tokens.get(at) else { continue };
                let Some(triggers) = self.spare_by_word.get(&token.hash) else { continue };
                for trigger in triggers {
                    let from = at.saturating_sub(trigger.back as usize).max(sentence.start);
                    ranges.extend((from..=at).filter_map(|start| {
                        let (spare, steps) = self.spare_steps(trigger.pattern)?;
                        let end = matcher.steps(steps, start, sentence.end)?;
                        Some((spare, start..end))
                    }));
                }
            }
        }
        ranges
    }

    /// A spare's pattern by its running number: the spare's index and the steps.
    fn spare_steps(&self, mut number: u32) -> Option<(usize, &[super::compile::Step])> {
        for (index, spare) in self.spares.iter().enumerate() {
            let count = spare.patterns.len() as u32;
            if number < count {
                return spare.patterns.get(number as usize).map(|p| (index, p.steps.as_slice()));
            }
            number -= count;
        }
        None
    }

    /// What speaks against a hit.
    fn against(
        &self,
        matcher: &mut Matcher<'_, Self>,
        hit: &Hit,
        spares: &[(usize, Range<usize>)],
    ) -> Option<SparedBy> {
        let compiled = self.rules.get(hit.rule)?;
        for (index, range) in spares {
            let spare = &self.spares.get(*index)?.spare;
            let concerned =
                spare.categories.is_empty() || spare.categories.contains(&compiled.rule.category);
            if concerned && overlap(range, &hit.tokens) {
                return Some(SparedBy::Spare(spare.id.clone()));
            }
        }
        let sentence = matcher.tokens.sentence(hit.tokens.start);
        for pattern in &compiled.unless {
            let from = hit.tokens.start.saturating_sub(12).max(sentence.start);
            for start in from..hit.tokens.end {
                let end = matcher.steps(&pattern.steps, start, sentence.end);
                if end.is_some_and(|end| overlap(&(start..end), &hit.tokens)) {
                    return Some(SparedBy::Unless(pattern.source.to_string()));
                }
            }
        }
        let around = Around { sentence, window: compiled.window };
        if let Some(found) = around.first(matcher, hit, &compiled.not_near) {
            return Some(SparedBy::NotNear(found.source.to_string()));
        }
        if !compiled.near.is_empty() && around.first(matcher, hit, &compiled.near).is_none() {
            return Some(SparedBy::NothingNear);
        }
        None
    }
}

/// The window around a hit in its sentence.
struct Around {
    sentence: Range<usize>,
    window: usize,
}

impl Around {
    /// The first of the patterns that matches in the window, beside the hit.
    fn first<'p>(
        &self,
        matcher: &mut Matcher<'_, Lexicon>,
        hit: &Hit,
        patterns: &'p [Pattern],
    ) -> Option<&'p Pattern> {
        let from = hit.tokens.start.saturating_sub(self.window).max(self.sentence.start);
        let to = (hit.tokens.end + self.window).min(self.sentence.end);
        patterns.iter().find(|pattern| {
            (from..to).any(|start| {
                let end = matcher.steps(&pattern.steps, start, to);
                end.is_some_and(|end| !overlap(&(start..end), &hit.tokens))
            })
        })
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn applies(rule: &Rule, role: Option<Role>) -> bool {
    rule.columns.is_empty() || role.is_none_or(|role| rule.columns.contains(&role))
}

/// First three letters of a folded word (its whole, when shorter).
fn head(word: &str) -> &str {
    word.get(..3).unwrap_or(word)
}

/// Of the hits of one rule that overlap, keeps the longest (the first of equals).
fn longest_of_each_rule(hits: &mut Vec<Hit>) {
    hits.sort_by(|a, b| {
        let key = |hit: &Hit| (hit.rule, hit.span.start, std::cmp::Reverse(hit.span.end), hit.term);
        key(a).cmp(&key(b))
    });
    let mut kept: Vec<Hit> = Vec::with_capacity(hits.len());
    for hit in hits.drain(..) {
        match kept.last_mut() {
            Some(last) if last.rule == hit.rule && overlap(&last.span, &hit.span) => {
                if hit.span.len() > last.span.len() {
                    *last = hit;
                }
            }
            _ => kept.push(hit),
        }
    }
    kept.sort_by_key(|hit| (hit.span.start, hit.span.end, hit.rule));
    *hits = kept;
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

/// Common words of a language by their rank (`common.txt`, the commonest first).
fn common(files: &PackFiles, folder: &str) -> Result<FxHashMap<String, u32>, PackError> {
    let path = format!("{folder}/common.txt");
    let Some(bytes) = files.get(&path) else { return Ok(FxHashMap::default()) };
    let mut common = FxHashMap::default();
    let lines = load::text(&path, bytes)?.lines().filter(|line| !line.starts_with('#'));
    for (rank, word) in lines.flat_map(str::split_whitespace).enumerate() {
        common.entry(crate::text::fold::plain(word)).or_insert(rank as u32);
    }
    Ok(common)
}

/// A lexicon being put together.
#[derive(Default)]
struct Builder {
    rules: Vec<Compiled>,
    patterns: Vec<(Pattern, u32)>,
    spares: Vec<CompiledSpare>,
    spare_patterns: u32,
    by_word: FxHashMap<String, Vec<Trigger>>,
    by_prefix: std::collections::BTreeMap<Box<str>, Vec<Trigger>>,
    spare_by_word: FxHashMap<String, Vec<Trigger>>,
}

impl Builder {
    fn rule(&mut self, compiler: &mut Compiler<'_>, loaded: Loaded) -> Result<(), PackError> {
        let index = self.rules.len() as u32;
        for placed in &loaded.terms {
            let pattern = compiler.pattern(placed)?;
            let number = self.patterns.len() as u32;
            for (anchor, back) in anchors(compiler, &pattern, placed)? {
                let trigger = Trigger { pattern: number, back };
                match anchor {
                    Anchor::Word(word) => self.by_word.entry(word).or_default().push(trigger),
                    Anchor::Prefix(p) => self.by_prefix.entry(p).or_default().push(trigger),
                }
            }
            self.patterns.push((pattern, index));
        }
        let mut all = |list: &[Placed]| -> Result<Vec<Pattern>, PackError> {
            list.iter().map(|placed| compiler.pattern(placed)).collect()
        };
        self.rules.push(Compiled {
            unless: all(&loaded.unless)?,
            near: all(&loaded.near)?,
            not_near: all(&loaded.not_near)?,
            window: usize::from(loaded.window),
            regex: loaded.pattern,
            rule: loaded.rule,
        });
        Ok(())
    }

    fn spare(&mut self, compiler: &mut Compiler<'_>, spare: Spare) -> Result<(), PackError> {
        let mut patterns = Vec::new();
        for placed in &spare.terms {
            let pattern = compiler.pattern(placed)?;
            for (anchor, back) in anchors(compiler, &pattern, placed)? {
                let trigger = Trigger { pattern: self.spare_patterns, back };
                let (Anchor::Word(word), trigger) = (match anchor {
                    Anchor::Word(word) => (Anchor::Word(word), trigger),
                    Anchor::Prefix(prefix) => (Anchor::Word(prefix.into()), trigger),
                }) else {
                    continue;
                };
                self.spare_by_word.entry(word).or_default().push(trigger);
            }
            self.spare_patterns += 1;
            patterns.push(pattern);
        }
        self.spares.push(CompiledSpare { spare, patterns });
        Ok(())
    }

    /// Another spelling of a word brings up what the word brings up.
    fn alias(&mut self, spelling: &str, word: &str) {
        for map in [&mut self.by_word, &mut self.spare_by_word] {
            if let Some(triggers) = map.get(word).cloned() {
                map.entry(spelling.to_owned()).or_default().extend(triggers);
            }
        }
    }

    fn finish(
        self,
        words: Words,
        vocabulary: Vocabulary,
        elements: Vec<Element>,
        common: FxHashMap<u64, u32>,
    ) -> Lexicon {
        let mut hot = HotWords::new();
        let by_hash = |map: FxHashMap<String, Vec<Trigger>>| -> FxHashMap<u64, Vec<Trigger>> {
            map.into_iter().map(|(word, list)| (anchor_hash(&word), list)).collect()
        };
        let by_word = by_hash(self.by_word);
        #[allow(clippy::iter_over_hash_type, reason = "setting bits in any order")]
        for hash in by_word.keys() {
            hot.add_word(*hash);
        }
        self.by_prefix.keys().for_each(|prefix| hot.add_prefix(prefix));
        let with_regex =
            |(index, rule): (usize, &Compiled)| rule.regex.is_some().then_some(index as u32);
        Lexicon {
            regexes: self.rules.iter().enumerate().filter_map(with_regex).collect(),
            rules: self.rules,
            patterns: self.patterns,
            spares: self.spares,
            words,
            vocabulary,
            elements,
            by_word,
            by_prefix: self.by_prefix.into_iter().collect(),
            spare_by_word: by_hash(self.spare_by_word),
            hot,
            typos: OnceLock::new(),
            common,
        }
    }
}

/// The anchors of a pattern, with how far before them it may begin.
fn anchors(
    compiler: &Compiler<'_>,
    pattern: &Pattern,
    placed: &Placed,
) -> Result<Vec<(Anchor, u32)>, PackError> {
    let Some((anchors, back)) = compiler.anchors(&pattern.steps) else {
        let what = Problem::NoAnchor(placed.term.source.clone());
        return Err(PackError { file: placed.file.to_string(), line: placed.line, what });
    };
    Ok(anchors.into_iter().map(|anchor| (anchor, back as u32)).collect())
}
