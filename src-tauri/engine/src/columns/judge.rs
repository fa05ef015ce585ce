//! From a header's matches and the values' shape to one role with an honest confidence.

use super::fit::{Fit, fit};
use super::names::{Match, Names, Strength, by_rank};
use super::pack::ColumnPack;
use super::shape::{Shape, ValueKind};
use super::{SURE, Why};
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

/// Judges one column on its own. `written_in`: the position of the language of the whole sheet, when its
/// headers tell.
pub(super) fn column(
    header: &str,
    shape: &Shape,
    pack: &ColumnPack,
    written_in: Option<usize>,
) -> Verdict {
    let of_language = |(at, names): (usize, &Names)| {
        let foreign = written_in.is_some_and(|own| own != at);
        let found = names.matches(header).into_iter();
        found.map(|found| if foreign { found.foreign() } else { found }).collect::<Vec<_>>()
    };
    let mut matches: Vec<Match> = pack.languages.iter().enumerate().flat_map(of_language).collect();
    matches.sort_by(by_rank);
    let by_values = from_values(shape);
    let Some(best) = choose(&matches, shape).map(|best| on_channel(best, &matches)) else {
        return without_name(header, by_values, shape);
    };
    let fit = fit(best.role, shape);
    let mut confidence = match (best.strength, fit) {
        (Strength::Weak, Fit::For) => 0.25 + 0.6 * best.coverage,
        (Strength::Weak, _) => 0.4,
        (Strength::Unsure, _) => 0.35,
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
    if rivals(best, &matches, shape) {
        confidence = confidence.min(0.5);
    }
    // A name and values that agree are no less sure than the values alone.
    if let Some(alone) = by_values.as_ref().filter(|alone| alone.role == best.role) {
        confidence = confidence.max(alone.confidence);
    }
    let why = why(Some(best.written.clone()), by_values.as_ref());
    let coverage = best.coverage;
    match by_values {
        // The values say another role loudly: trust them over a weak or partial name.
        Some(loud) if fit == Fit::Against && loud.share >= 0.8 && loud.confidence >= SURE => {
            // Nothing else looks like an e-mail address.
            let plain = loud.kind == ValueKind::Email && loud.share >= 0.9;
            let trusted = best.strength < Strength::Strong || best.coverage < 0.7 || plain;
            Verdict { role: loud.role, confidence: if trusted { 0.7 } else { 0.45 }, why, coverage }
        }
        _ => Verdict { role: best.role, confidence, why, coverage },
    }
}

/// The language that explains most headers of a sheet, by its position in the pack; none when no
/// language stands out.
pub(super) fn language(headers: &[&str], pack: &ColumnPack) -> Option<usize> {
    let explains = |names: &Names| {
        let whole = |found: &Match| found.coverage > 0.95 && found.strength >= Strength::Strong;
        headers.iter().filter(|header| names.matches(header).iter().any(whole)).count()
    };
    let mut counts: Vec<(usize, usize)> =
        pack.languages.iter().map(explains).enumerate().map(|(at, count)| (count, at)).collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    match counts.as_slice() {
        [(most, at), (next, _), ..] if *most >= 2 && *most >= 2 * next => Some(*at),
        _ => None,
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
    let partly_other = best.role == Role::Other && best.coverage < 0.7;
    let open =
        best.strength <= Strength::Weak || partly_other || fit(best.role, shape) == Fit::Against;
    if !open {
        return Some(best);
    }
    let near = |other: &&Match| {
        other.coverage + 0.25 >= best.coverage && fit(other.role, shape) == Fit::For
    };
    Some(matches.iter().find(near).unwrap_or(best))
}

/// A general agreement ("accepte d'être contacté") is about the one channel that the header names
/// beside it ("par téléphone").
fn on_channel<'m>(best: &'m Match, matches: &'m [Match]) -> &'m Match {
    use Role::{ConsentEmail, ConsentPhone, ConsentPost, ConsentSms, Email};
    let has_email = matches.iter().any(|other| other.role == Email);
    if best.role != ConsentEmail || best.coverage > 0.95 || has_email {
        return best;
    }
    let other = |other: &&Match| {
        matches!(other.role, ConsentSms | ConsentPhone | ConsentPost)
            && other.strength == Strength::Anchor
    };
    let mut others = matches.iter().filter(other);
    match (others.next(), others.next()) {
        (Some(named), None) => named,
        _ => best,
    }
}

/// Does another role, that the values stand by as well, explain as much of the header as the chosen one?
fn rivals(best: &Match, matches: &[Match], shape: &Shape) -> bool {
    let stands = match fit(best.role, shape) {
        Fit::For => |fit| fit == Fit::For,
        Fit::Silent | Fit::Against => |fit| fit != Fit::Against,
    };
    best.coverage < 0.95
        && best.strength != Strength::Dominant
        && matches.iter().any(|other| {
            other.role != best.role
                && other.strength >= Strength::Strong
                && (other.strength >= best.strength || best.strength < Strength::Anchor)
                && (other.coverage - best.coverage).abs() < 0.01
                && !akin(other.role, best.role)
                && stands(fit(other.role, shape))
        })
}

/// Is it an agreement to a channel?
pub(super) fn is_consent(role: Role) -> bool {
    use Role::{ConsentEmail, ConsentPhone, ConsentPost, ConsentSms};
    matches!(role, ConsentEmail | ConsentPhone | ConsentPost | ConsentSms)
}

/// Roles so near that either is right enough for a header that names both.
fn akin(a: Role, b: Role) -> bool {
    use Role::{Email, FirstName, FullName, LastName, Mobile, Phone};
    // "Stop newsletter", "Désabonné e-mail" name what is refused.
    if b == Role::OptOut && (is_consent(a) || matches!(a, Email | Phone | Mobile)) {
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
            let proves = shape.values >= 3 || kind == ValueKind::Email;
            let confidence = if proves { confidence } else { confidence.min(0.55) };
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
