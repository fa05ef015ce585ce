//! The note reader: what a careful data-protection officer would find in a free-text note.
//!
//! One door: [`Reader::new`] with the files of `lexicons/`, then [`Reader::read`] for each note.
//! Spans are byte ranges of the note as given. Reading never fails and never changes the note.

use std::ops::Range;
use std::sync::{Arc, Mutex};

use rustc_hash::FxHashMap;

use crate::finding::{Category, Severity};
use crate::lexicon::compiled::Lexicon;
use crate::lexicon::error::{PackError, Problem};
use crate::lexicon::examples;
use crate::lexicon::load::Spare;
use crate::lexicon::rule::Rule;
use crate::lexicon::scan::{Hit, Scratch, Spared};
use crate::packs::PackFiles;
use crate::rewrite::{self, Phrases};
use crate::role::Role;
use crate::text::token::{Kind, Tokens};
use crate::together::Together;

pub use crate::lexicon::pack::Channel;
pub use crate::lexicon::scan::SparedBy;
pub use crate::lexicon::signal::Signal;
pub use crate::rewrite::{Beside, Rewrite};
pub use crate::text::language::Language;

/// Reads notes with the rules of `lexicons/`.
pub struct Reader {
    french: Lexicon,
    english: Lexicon,
    phrases: [Phrases; 2],
    /// Rules by id: their language and their place in it.
    by_id: FxHashMap<Arc<str>, (Language, usize)>,
    scratch: Mutex<Vec<Scratch>>,
}

/// A stretch of a note that must not be kept, or a signal to act upon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteFinding {
    /// What it reveals.
    pub category: Category,
    /// Rule id, as `fr.health.maternity-leave`.
    pub rule: Arc<str>,
    /// How pressing it is.
    pub severity: Severity,
    /// Bytes of the note.
    pub span: Range<usize>,
    /// For opposition and consent: on which channels and since when.
    pub signal: Option<Signal>,
}

/// Why a note reads as it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What was found, in the order of the note.
    pub found: Vec<Reason>,
    /// What matched a term and was spared.
    pub spared: Vec<NearMiss>,
}

/// A finding and what triggered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The finding.
    pub finding: NoteFinding,
    /// The term that matched, as written in its pack; none for an identifier.
    pub term: Option<String>,
    /// The words of the note that its rule wanted nearby, or that speak for it most; none when there are none.
    pub context: Option<String>,
}

/// Words that matched a rule's term and were left alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearMiss {
    /// The rule.
    pub rule: Arc<str>,
    /// Bytes of the note.
    pub span: Range<usize>,
    /// What spared them.
    pub by: SparedBy,
}

/// Words that match a term of a rule, for learning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The rule.
    pub rule: Arc<str>,
    /// What it finds.
    pub category: Category,
    /// Bytes of the note.
    pub span: Range<usize>,
    /// Did nothing spare them?
    pub found: bool,
    /// What they and their surroundings hold.
    pub things: Vec<String>,
}

impl Reader {
    /// Loads the packs of both languages.
    ///
    /// # Errors
    /// [`PackError`], with file and line, when a pack cannot be used.
    pub fn new(files: &PackFiles) -> Result<Self, PackError> {
        let (french, english) = std::thread::scope(|scope| {
            let french = scope.spawn(|| Lexicon::new(files, "fr"));
            let english = Lexicon::new(files, "en");
            (french.join(), english)
        });
        // A thread that panicked would have done so here as well.
        let (french, english) = (french.unwrap_or_else(|_| Lexicon::new(files, "fr"))?, english?);
        let places = |lexicon: &Lexicon, language| {
            let ids = lexicon.rules().map(|rule| rule.id.clone()).zip(0..);
            ids.map(|(id, place)| (id, (language, place))).collect::<Vec<_>>()
        };
        let by_id = [places(&french, Language::French), places(&english, Language::English)];
        Ok(Self {
            french,
            english,
            by_id: by_id.into_iter().flatten().collect(),
            phrases: [Phrases::load(files, "fr")?, Phrases::load(files, "en")?],
            scratch: Mutex::default(),
        })
    }

    /// Loads the packs of both languages and a person's own: packs (`fr/personal.toml`) and what
    /// they want left alone (`fr/personal-spare.toml`), in the same form and under the same tests:
    /// every example of a personal rule must hold.
    ///
    /// # Errors
    /// [`PackError`], with file and line, when a pack cannot be used, an example does not hold, or
    /// a personal file would replace one of the program's.
    pub fn with_personal(files: &PackFiles, personal: &PackFiles) -> Result<Self, PackError> {
        let mut all = files.clone();
        for (path, bytes) in personal {
            if all.insert(path.clone(), bytes.clone()).is_some() {
                return Err(PackError { file: path.clone(), line: 1, what: Problem::Replaces });
            }
        }
        let mut reader = Self::new(&all)?;
        reader.french.own(personal);
        reader.english.own(personal);
        let own = |rule: &&Rule| personal.contains_key(&*rule.file);
        for rule in reader.rules().filter(own) {
            if let Some(fault) = examples::check(&reader, rule).into_iter().next() {
                let what = Problem::Example(rule.id.to_string(), fault.what);
                return Err(PackError { file: rule.file.to_string(), line: fault.line, what });
            }
        }
        Ok(reader)
    }

    /// The same reader, its parts close together. Compiling leaves them scattered among what it needed,
    /// and so keeps twice their room from the system: worth the copy in a program that stays open. To be
    /// called on another thread than the one that compiled, whose memory then goes back whole.
    #[must_use]
    pub fn packed(&self) -> Self {
        Self {
            french: self.french.clone(),
            english: self.english.clone(),
            phrases: self.phrases.clone(),
            by_id: self.by_id.clone(),
            scratch: Mutex::default(),
        }
    }

    /// Reads a note. `role`: the role of its column, when known. Findings come in the order of
    /// the note.
    #[must_use]
    pub fn read(&self, text: &str, language: Language, role: Option<Role>) -> Vec<NoteFinding> {
        let mut scratch =
            self.scratch.lock().ok().and_then(|mut pool| pool.pop()).unwrap_or_default();
        let findings = self.read_with(text, language, role, &mut scratch);
        if let Ok(mut pool) = self.scratch.lock() {
            pool.push(scratch);
        }
        findings
    }

    /// The same with the caller's own scratch memory: for reading many notes fast.
    #[must_use]
    pub fn read_with(
        &self,
        text: &str,
        language: Language,
        role: Option<Role>,
        scratch: &mut Scratch,
    ) -> Vec<NoteFinding> {
        scratch.tokens.read(text);
        let lexicon = self.lexicon(language, scratch);
        let hits = lexicon.find(text, scratch, role, None);
        if hits.is_empty() {
            return Vec::new();
        }
        let hits = settle(lexicon, &scratch.tokens, hits);
        hits.iter().filter_map(|hit| finding(lexicon, text, scratch, hit, &hits)).collect()
    }

    /// Reads notes in turn, each with the role of its column, when known, as [`Self::read_with`] does, and
    /// hands each over with what it found, in their order.
    pub fn read_each<'n, R: Copy + Into<Option<Role>>>(
        &self,
        notes: impl IntoIterator<Item = (&'n str, R)>,
        language: Language,
        scratch: &mut Scratch,
        mut found: impl FnMut((&'n str, R), Vec<NoteFinding>),
    ) {
        let (mut notes, mut together) = (notes.into_iter(), Together::new());
        while together.fill(&mut notes) {
            for (text, note) in together.texts() {
                found(note, self.read_with(text, language, note.1.into(), scratch));
            }
        }
    }

    /// Everything one rule finds in a note, whatever other rules find there: for its examples.
    #[must_use]
    pub fn read_rule(&self, text: &str, rule: &Rule) -> Vec<Range<usize>> {
        let mut scratch = Scratch::default();
        scratch.tokens.read(text);
        let lexicon = self.lexicon(rule.language, &scratch);
        let role = rule.columns.first().copied();
        let hits = lexicon.find(text, &mut scratch, role, None);
        let of_rule = |hit: &Hit| lexicon.rule(hit.rule).is_some_and(|found| found.id == rule.id);
        hits.into_iter().filter(of_rule).map(|hit| hit.span).collect()
    }

    /// Why a note reads as it does: each finding with the term that matched, and each near miss
    /// with what spared it.
    #[must_use]
    pub fn explain(&self, text: &str, language: Language, role: Option<Role>) -> Explanation {
        let mut scratch = Scratch::default();
        scratch.tokens.read(text);
        let lexicon = self.lexicon(language, &scratch);
        let mut spared = Vec::new();
        let hits = lexicon.find(text, &mut scratch, role, Some(&mut spared));
        let settled = settle(lexicon, &scratch.tokens, hits);
        let mut reason = |hit: &Hit| {
            let finding = finding(lexicon, text, &mut scratch, hit, &settled)?;
            let context = lexicon.context_of(text, &mut scratch, hit);
            Some(Reason { finding, term: lexicon.term(hit).map(str::to_owned), context })
        };
        let near_miss = |miss: Spared| {
            let rule = lexicon.rule(miss.hit.rule)?.id.clone();
            Some(NearMiss { rule, span: miss.hit.span, by: miss.by })
        };
        Explanation {
            found: settled.iter().filter_map(&mut reason).collect(),
            spared: spared.into_iter().filter_map(near_miss).collect(),
        }
    }

    /// What matches the terms of rules in a note, found or spared, with what each and its surroundings hold. For learning
    /// what speaks for either.
    #[must_use]
    pub fn matches(&self, text: &str, language: Language) -> Vec<Match> {
        let mut scratch = Scratch::default();
        scratch.tokens.read(text);
        let lexicon = self.lexicon(language, &scratch);
        let told = |(hit, found, things): (Hit, bool, Vec<String>)| {
            let rule = lexicon.rule(hit.rule)?;
            let (rule, category) = (rule.id.clone(), rule.category);
            Some(Match { rule, category, span: hit.span, found, things })
        };
        lexicon.matched(text, &mut scratch).into_iter().filter_map(told).collect()
    }

    /// A neutral text without the given findings (some or all of those of [`Reader::read`], or
    /// stretches marked by hand, with no rule); the note's other findings are left as they are.
    #[must_use]
    pub fn rewrite(&self, text: &str, language: Language, findings: &[NoteFinding]) -> Rewrite {
        let (phrases, language) = self.phrases(text, language);
        rewrite::rewrite(self, phrases, text, language, findings)
    }

    /// The clauses that rewriting would look at because they stand beside others that must go: those that some of the
    /// note's bytes touch. For learning which of them go on about the same matter.
    #[must_use]
    pub fn beside(&self, text: &str, language: Language, private: &[Range<usize>]) -> Vec<Beside> {
        rewrite::all_beside(text, self.phrases(text, language).0, private)
    }

    /// The words that rewriting a note needs, and its language.
    fn phrases(&self, text: &str, language: Language) -> (&Phrases, Language) {
        let mut scratch = Scratch::default();
        scratch.tokens.read(text);
        let [french, other] = &self.phrases;
        match std::ptr::eq(self.lexicon(language, &scratch), &raw const self.english) {
            true => (other, Language::English),
            false => (french, Language::French),
        }
    }

    /// The rule of that id.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        let (language, place) = self.by_id.get(id)?;
        self.of(*language).rule(*place)
    }

    /// All rules, French first, in the order of their files.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.french.rules().chain(self.english.rules())
    }

    /// What `spare.toml` leaves alone in a language.
    pub fn spares(&self, language: Language) -> impl Iterator<Item = &Spare> {
        self.of(language).spares()
    }

    /// The language a note seems to be written in; French when nothing tells.
    #[must_use]
    pub fn language_of(&self, text: &str) -> Language {
        let mut tokens = Tokens::default();
        tokens.read(text);
        self.guess(&tokens)
    }

    /// The lexicon of a language; French when it is to be guessed.
    fn of(&self, language: Language) -> &Lexicon {
        if language == Language::English { &self.english } else { &self.french }
    }

    fn guess(&self, tokens: &Tokens) -> Language {
        let english = self.english.likeness(tokens) > self.french.likeness(tokens);
        if english { Language::English } else { Language::French }
    }

    /// The lexicon to read a note with.
    fn lexicon(&self, language: Language, scratch: &Scratch) -> &Lexicon {
        self.of(if language == Language::Auto { self.guess(&scratch.tokens) } else { language })
    }
}

/// What a hit is told as; `all` are those of the note.
fn finding(
    lexicon: &Lexicon,
    text: &str,
    scratch: &mut Scratch,
    hit: &Hit,
    all: &[Hit],
) -> Option<NoteFinding> {
    let rule = lexicon.rule(hit.rule)?;
    Some(NoteFinding {
        category: rule.category,
        rule: rule.id.clone(),
        severity: rule.severity,
        span: hit.span.clone(),
        signal: is_signal(rule.category).then(|| lexicon.signal(text, scratch, hit, all)),
    })
}

/// Is it a signal to act upon rather than something to remove?
#[must_use]
pub fn is_signal(category: Category) -> bool {
    matches!(category, Category::Opposition | Category::Consent)
}

/// Settles hits that overlap: the longest stands, then the most severe, then the first. A signal
/// and something to remove never settle each other. A wish said twice in a breath is one.
/// A rule that yields gives way to any other in its sentence.
fn settle(lexicon: &Lexicon, tokens: &Tokens, mut hits: Vec<Hit>) -> Vec<Hit> {
    let rank = |hit: &Hit| {
        let severity = lexicon.rule(hit.rule).map(|rule| rule.severity);
        (std::cmp::Reverse(hit.span.len()), std::cmp::Reverse(severity), hit.span.start, hit.rule)
    };
    let category = |hit: &Hit| lexicon.rule(hit.rule).map(|rule| rule.category);
    hits.sort_by_key(rank);
    let mut kept: Vec<Hit> = Vec::with_capacity(hits.len());
    for hit in hits {
        let settled = kept.iter().any(|other| {
            let same = category(other) == category(&hit);
            let signals =
                category(other).is_some_and(is_signal) == category(&hit).is_some_and(is_signal);
            let inside = other.span.start <= hit.span.start && hit.span.end <= other.span.end;
            let overlap = other.span.start < hit.span.end && hit.span.start < other.span.end;
            signals && (inside || same && overlap)
        });
        if !settled {
            kept.push(hit);
        }
    }
    let yields = |hit: &Hit| lexicon.rule(hit.rule).is_some_and(|rule| rule.yields);
    let speaks = |hit: &Hit| !yields(hit) && !category(hit).is_some_and(is_signal);
    let spoken: Vec<_> = kept.iter().filter(|hit| speaks(hit)).map(|h| h.tokens.start).collect();
    kept.retain(|hit| {
        let sentence = tokens.sentence(hit.tokens.start);
        !yields(hit) || !spoken.iter().any(|start| sentence.contains(start))
    });
    kept.sort_by_key(|hit| (hit.span.start, hit.span.end));
    let signal = |hit: &Hit| category(hit).filter(|category| is_signal(*category));
    let mut joined: Vec<Hit> = Vec::with_capacity(kept.len());
    for hit in kept {
        let same = |last: &&mut Hit| signal(last).is_some() && signal(last) == signal(&hit);
        match joined.last_mut().filter(same).filter(|last| one_breath(tokens, last, &hit)) {
            Some(last) => {
                last.span.end = last.span.end.max(hit.span.end);
                last.tokens.end = last.tokens.end.max(hit.tokens.end);
            }
            None => joined.push(hit),
        }
    }
    joined
}

/// Most words between two ways of saying one wish.
const BREATH: usize = 9;

/// Do two signals follow each other so closely that they say one wish? Not across dates and other
/// numbers, which tell the lines of a history apart.
fn one_breath(tokens: &Tokens, last: &Hit, next: &Hit) -> bool {
    let between = last.tokens.end..next.tokens.start.max(last.tokens.end);
    let number = |at: usize| tokens.get(at).is_some_and(|token| token.kind == Kind::Number);
    between.len() <= BREATH && !between.into_iter().any(number)
}
