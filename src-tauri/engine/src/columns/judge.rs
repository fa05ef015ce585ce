//! From a header's matches and the values' shape to one role with an honest confidence.

use super::names::{Match, Strength, by_rank};
use super::pack::ColumnPack;
use super::shape::{Shape, ValueKind};
use super::{ColumnGuess, SURE, Why};
use crate::role::Role;

/// A role, how sure, and why.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    pub(super) role: Role,
    pub(super) confidence: f32,
    pub(super) why: Why,
    /// Share of the header that a known name explains.
    pub(super) coverage: f32,
}

/// How values stand to a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    Against,
    Silent,
    For,
}

/// Judges one column on its own.
pub(super) fn column(header: &str, shape: &Shape, pack: &ColumnPack) -> Verdict {
    let mut matches: Vec<Match> =
        pack.languages.iter().flat_map(|names| names.matches(header)).collect();
    matches.sort_by(by_rank);
    let by_values = from_values(shape);
    let Some(best) = choose(&matches, shape) else {
        return without_name(header, by_values, shape);
    };
    let fit = fit(best.role, shape);
    let mut confidence = match (best.strength, fit) {
        (Strength::Weak, Fit::For) => 0.25 + 0.6 * best.coverage,
        (Strength::Weak | Strength::Unsure, _) => 0.4,
        (_, Fit::For) => 0.65 + 0.34 * best.coverage,
        (_, Fit::Silent) => named(best.coverage),
        (_, Fit::Against) => 0.4,
    };
    if fit != Fit::Against && rules(best) {
        confidence = confidence.max(RULED);
    }
    if best.role == Role::Other && best.strength >= Strength::Strong && best.coverage >= 0.45 {
        // What is counted, coded or priced, with a word more.
        confidence = confidence.max(SURE);
    }
    if rivals(best, &matches) {
        confidence = confidence.min(0.5);
    }
    let why = why(Some(best.written.clone()), by_values.as_ref());
    let coverage = best.coverage;
    match by_values {
        // The values say another role loudly: trust them over a weak or partial name.
        Some(loud) if fit == Fit::Against && loud.share >= 0.8 && loud.confidence >= SURE => {
            let trusted = best.strength < Strength::Strong || best.coverage < 0.7;
            Verdict { role: loud.role, confidence: if trusted { 0.7 } else { 0.45 }, why, coverage }
        }
        _ => Verdict { role: best.role, confidence, why, coverage },
    }
}

/// Confidence of a name that rules over the unknown words beside it.
const RULED: f32 = 0.65;

/// Does a name say the role whatever unknown words are beside it?
fn rules(best: &Match) -> bool {
    match best.strength {
        Strength::Anchor => best.coverage >= 0.3,
        Strength::Dominant => best.role != Role::Other && best.coverage >= 0.25,
        _ => false,
    }
}

/// Confidence of a name that the values neither back nor deny.
fn named(coverage: f32) -> f32 {
    match coverage {
        0.95.. => 0.9,
        0.75.. => 0.8,
        0.6.. => 0.65,
        _ => 0.45,
    }
}

/// The best match, or a nearly as good one that the values back where they deny the best.
fn choose<'m>(matches: &'m [Match], shape: &Shape) -> Option<&'m Match> {
    let best = matches.first()?;
    let open = best.strength <= Strength::Weak || fit(best.role, shape) == Fit::Against;
    if !open {
        return Some(best);
    }
    let near = |other: &&Match| {
        other.coverage + 0.25 >= best.coverage && fit(other.role, shape) == Fit::For
    };
    Some(matches.iter().find(near).unwrap_or(best))
}

/// Does another role explain a part of the header as well as the chosen one?
fn rivals(best: &Match, matches: &[Match]) -> bool {
    best.coverage < 0.95
        && best.strength != Strength::Dominant
        && matches.iter().any(|other| {
            other.role != best.role
                && other.strength >= Strength::Strong
                && (other.coverage - best.coverage).abs() < 0.01
                && !akin(other.role, best.role)
        })
}

fn is_consent(role: Role) -> bool {
    use Role::{ConsentEmail, ConsentPhone, ConsentPost, ConsentSms};
    matches!(role, ConsentEmail | ConsentPhone | ConsentPost | ConsentSms)
}

/// Roles so near that either is right enough for a header that names both.
fn akin(a: Role, b: Role) -> bool {
    use Role::{FirstName, FullName, LastName, Mobile, Phone};
    // "Stop newsletter" names what is refused.
    if b == Role::OptOut && is_consent(a) {
        return true;
    }
    let pair = |x: Role, y: Role| (a == x && b == y) || (a == y && b == x);
    pair(Phone, Mobile) || pair(LastName, FullName) || pair(FirstName, FullName)
}

/// What values alone say.
struct ByValues {
    role: Role,
    kind: ValueKind,
    share: f32,
    confidence: f32,
}

/// The role of a column without a known name.
fn without_name(header: &str, by_values: Option<ByValues>, shape: &Shape) -> Verdict {
    let why = why(None, by_values.as_ref());
    match by_values {
        Some(found) => {
            let (role, confidence) = (found.role, found.confidence);
            Verdict { role, confidence, why, coverage: 0.0 }
        }
        // Figures and codes under an unknown name are no contact data; under an unknown name,
        // nothing at all tells nothing.
        None => {
            let plain = shape.share(ValueKind::Number) > 0.8 && !header.is_empty();
            let confidence = if plain { SURE } else { 0.4 };
            Verdict { role: Role::Other, confidence, why, coverage: 0.0 }
        }
    }
}

fn why(name: Option<String>, by_values: Option<&ByValues>) -> Why {
    let (values, share) = by_values.map_or((None, 0.0), |v| (Some(v.kind), v.share));
    Why { name, values, share }
}

/// Values that tell a role by themselves, the most telling first: (kind, role, share needed,
/// confidence without a known header).
const TELLING: [(ValueKind, Role, f32, f32); 17] = [
    (ValueKind::Email, Role::Email, 0.6, 0.9),
    (ValueKind::Iban, Role::Iban, 0.5, 0.9),
    (ValueKind::NationalId, Role::NationalId, 0.5, 0.8),
    (ValueKind::Siren, Role::Siren, 0.6, 0.8),
    (ValueKind::Mobile, Role::Mobile, 0.8, 0.7),
    (ValueKind::Phone, Role::Phone, 0.7, 0.75),
    (ValueKind::Url, Role::Website, 0.7, 0.75),
    (ValueKind::Civility, Role::Civility, 0.8, 0.75),
    (ValueKind::FullName, Role::FullName, 0.6, 0.65),
    (ValueKind::FirstName, Role::FirstName, 0.6, 0.65),
    (ValueKind::Street, Role::Address, 0.6, 0.65),
    (ValueKind::Country, Role::Country, 0.9, 0.5),
    (ValueKind::Job, Role::JobTitle, 0.6, 0.5),
    (ValueKind::Company, Role::Company, 0.5, 0.5),
    (ValueKind::Audience, Role::Audience, 0.9, 0.5),
    (ValueKind::Status, Role::Status, 0.7, 0.5),
    (ValueKind::Source, Role::Source, 0.9, 0.5),
];

fn from_values(shape: &Shape) -> Option<ByValues> {
    if shape.values == 0 {
        return None;
    }
    for (kind, role, needed, confidence) in TELLING {
        let share = shape.share(kind);
        let letters_of_yes = kind == ValueKind::Civility && shape.share(ValueKind::YesNo) > 0.9;
        // Given names that come again and again are those of the sellers.
        let sellers = kind == ValueKind::FirstName && shape.few();
        if share >= needed && !letters_of_yes && !sellers {
            // One or two values prove little.
            let confidence = if shape.values < 3 { confidence.min(0.55) } else { confidence };
            return Some(ByValues { role, kind, share, confidence });
        }
    }
    let long = shape.share(ValueKind::LongText);
    if (long >= 0.5 && shape.mean_words() >= 5.0) || shape.dated_start() > 0.4 {
        let confidence = if shape.values < 3 { 0.5 } else { 0.65 };
        return Some(ByValues {
            role: Role::Notes,
            kind: ValueKind::LongText,
            share: long,
            confidence,
        });
    }
    let postcode = shape.share(ValueKind::Postcode);
    let dates = shape.share(ValueKind::Date);
    // Dates alone do not say which: the person is asked.
    let (kind, role, share) = match () {
        () if dates >= 0.6 && shape.old_dates() > 0.7 => (ValueKind::Date, Role::BirthDate, dates),
        () if dates >= 0.6 => (ValueKind::Date, Role::LastContact, dates),
        () if postcode >= 0.9 => (ValueKind::Postcode, Role::Postcode, postcode),
        () => return None,
    };
    Some(ByValues { role, kind, share, confidence: 0.45 })
}

/// Do the values agree with a role?
fn fit(role: Role, shape: &Shape) -> Fit {
    if shape.values == 0 {
        return Fit::Silent;
    }
    let share = |kind| shape.share(kind);
    let foreign = share(ValueKind::Email) > 0.6 || share(ValueKind::Iban) > 0.6;
    let phones = share(ValueKind::Phone) > 0.6 && share(ValueKind::Siren) < 0.5;
    let dates = share(ValueKind::Date) > 0.6;
    let wordless = foreign || phones || dates;
    use Role as R;
    match role {
        R::Email => by_share(share(ValueKind::Email), 0.4, 0.05, shape),
        R::Phone | R::Mobile => phone_fit(shape),
        R::Website => by_share(share(ValueKind::Url), 0.4, 0.0, shape),
        R::Iban => by_share(share(ValueKind::Iban), 0.4, 0.0, shape),
        R::Siren => by_share(share(ValueKind::Siren).max(shape.digits_only()), 0.4, 0.0, shape),
        R::NationalId => against_if(foreign || dates),
        R::Postcode => by_share(share(ValueKind::Postcode), 0.5, 0.1, shape),
        R::Civility => civility_fit(shape),
        R::LastContact | R::LastOutbound | R::NextAction | R::Created | R::ConsentDate => {
            date_fit(role, shape)
        }
        R::BirthDate => match () {
            () if dates || shape.digits_only() > 0.6 => Fit::For,
            () => against_if(foreign || phones || share(ValueKind::LongText) > 0.5),
        },
        R::ConsentEmail | R::ConsentSms | R::ConsentPhone | R::ConsentPost | R::OptOut => {
            if share(ValueKind::YesNo) > 0.6 { Fit::For } else { against_if(foreign || phones) }
        }
        R::Notes => match () {
            () if shape.mean_words() >= 3.0 && !wordless => Fit::For,
            () => against_if(wordless || share(ValueKind::Number) > 0.7),
        },
        R::FirstName => name_fit(share(ValueKind::FirstName), 0.3, wordless, shape),
        R::FullName => name_fit(share(ValueKind::FullName), 0.3, wordless, shape),
        R::LastName => against_if(wordless || shape.with_digits() > 0.7),
        R::Company => match () {
            () if share(ValueKind::Company) > 0.25 && !wordless => Fit::For,
            () => against_if(wordless || share(ValueKind::Number) > 0.7),
        },
        R::JobTitle => match () {
            () if share(ValueKind::Job) > 0.4 => Fit::For,
            () => against_if(wordless || share(ValueKind::Civility) > 0.7),
        },
        R::Address => match () {
            () if share(ValueKind::Street) > 0.3 => Fit::For,
            () => against_if(wordless),
        },
        R::City => against_if(wordless || shape.digits_only() > 0.6),
        R::Country => match () {
            () if share(ValueKind::Country) > 0.5 => Fit::For,
            () => against_if(wordless),
        },
        R::Status => listed_fit(share(ValueKind::Status), shape, wordless),
        R::Source => listed_fit(share(ValueKind::Source), shape, wordless),
        R::Audience => listed_fit(share(ValueKind::Audience), shape, wordless),
        R::ConsentProof | R::Sensitive => against_if(foreign),
        R::Other => Fit::Silent,
    }
}

fn against_if(against: bool) -> Fit {
    if against { Fit::Against } else { Fit::Silent }
}

/// For above `enough`, against at or below `little` (when there are values enough to tell).
fn by_share(share: f32, enough: f32, little: f32, shape: &Shape) -> Fit {
    match () {
        () if share >= enough => Fit::For,
        () => against_if(share <= little && shape.values >= 3),
    }
}

fn phone_fit(shape: &Shape) -> Fit {
    let phones = shape.share(ValueKind::Phone);
    if phones >= 0.4 {
        return Fit::For;
    }
    let others = shape.share(ValueKind::Email) > 0.5
        || shape.share(ValueKind::Date) > 0.5
        || (shape.share(ValueKind::YesNo) > 0.7 && shape.values >= 3)
        || shape.with_digits() < 0.1;
    against_if(others && shape.values >= 2)
}

fn civility_fit(shape: &Shape) -> Fit {
    match () {
        () if shape.share(ValueKind::Civility) > 0.5 => Fit::For,
        () => against_if(shape.mean_words() > 1.5 || shape.with_digits() > 0.3),
    }
}

fn date_fit(role: Role, shape: &Shape) -> Fit {
    let dates = shape.share(ValueKind::Date);
    if dates >= 0.4 {
        return Fit::For;
    }
    // A next step is often words; a sent mail is often a yes.
    match role {
        Role::NextAction => against_if(shape.share(ValueKind::Email) > 0.5),
        Role::LastOutbound if shape.share(ValueKind::YesNo) > 0.6 => Fit::Silent,
        _ => against_if(dates < 0.1 && shape.values >= 3),
    }
}

fn name_fit(share: f32, enough: f32, wordless: bool, shape: &Shape) -> Fit {
    match () {
        () if wordless || shape.share(ValueKind::Number) > 0.7 => Fit::Against,
        () if share > enough => Fit::For,
        () => Fit::Silent,
    }
}

fn listed_fit(share: f32, shape: &Shape, wordless: bool) -> Fit {
    match () {
        () if share > 0.4 => Fit::For,
        () if wordless || (shape.mean_words() > 5.0 && shape.values >= 3) => Fit::Against,
        () if shape.few() => Fit::For,
        () => Fit::Silent,
    }
}

/// Looks at the columns beside each other: what a name means when others are there. `facts`: shape
/// and coverage of each.
pub(super) fn together(guesses: &mut [ColumnGuess], facts: &[(Shape, f32)]) {
    let has = |guesses: &[ColumnGuess], role| guesses.iter().any(|g| g.role == role);
    let first_name = has(guesses, Role::FirstName);
    let other_person = first_name || has(guesses, Role::FullName);
    let company = guesses.iter().any(|g| g.role == Role::Company && g.is_sure());
    for (guess, (shape, coverage)) in guesses.iter_mut().zip(facts) {
        let generic = matches!(guess.role, Role::LastName)
            || (matches!(guess.role, Role::FullName | Role::Company) && !guess.is_sure());
        if generic && shape.values > 0 && !first_name {
            whose_name(guess, shape, company, other_person);
        } else if guess.role == Role::FullName && !guess.is_sure() && *coverage > 0.95 {
            // Name beside First name and Last name, or the only name of a person.
            let written = shape.values == 0 || shape.mean_words() >= 1.6;
            guess.confidence = if written { 0.65 } else { guess.confidence };
        }
    }
    only_one(guesses);
}

/// "Nom" or "Client" without a first name beside it: a person in full, a company, or unclear.
fn whose_name(guess: &mut ColumnGuess, shape: &Shape, company: bool, other_person: bool) {
    let people = shape.share(ValueKind::FullName);
    let firms = shape.share(ValueKind::Company);
    let (role, confidence) = match () {
        () if people >= 0.5 && people > 2.0 * firms => (Role::FullName, 0.8),
        () if firms >= 0.3 && firms > 2.0 * people && !company && !shape.few() => {
            (Role::Company, 0.7)
        }
        () if company && shape.mean_words() >= 1.6 && people > 0.2 => (Role::FullName, 0.7),
        () if guess.role == Role::LastName && company && shape.mean_words() < 1.6 => {
            (Role::LastName, 0.7)
        }
        () if guess.role == Role::Company && !company && other_person && firms >= people => {
            (Role::Company, SURE)
        }
        () => (guess.role, 0.45),
    };
    guess.role = role;
    guess.confidence = confidence;
}

/// Roles that one column of a sheet has; a second one guessed from values alone is unsure.
fn only_one(guesses: &mut [ColumnGuess]) {
    let named: Vec<Role> =
        guesses.iter().filter(|g| g.why.name.is_some() && g.is_sure()).map(|g| g.role).collect();
    for guess in guesses.iter_mut() {
        let many = matches!(
            guess.role,
            Role::Email | Role::Phone | Role::Mobile | Role::Website | Role::Notes | Role::Other
        );
        if guess.why.name.is_none() && !many && named.contains(&guess.role) {
            guess.confidence = guess.confidence.min(0.45);
        }
    }
}
