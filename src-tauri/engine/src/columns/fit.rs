//! Do the values of a column agree with a role?

use super::shape::{Shape, ValueKind};
use crate::role::Role;

/// How values stand to a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    Against,
    Silent,
    For,
}

/// Do the values agree with a role?
pub(super) fn fit(role: Role, shape: &Shape) -> Fit {
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
            () if share(ValueKind::Street) > 0.5 => Fit::Silent,
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
        R::City => {
            against_if(wordless || shape.digits_only() > 0.6 || share(ValueKind::FullName) > 0.6)
        }
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
