//! What a column means when others are beside it.

use super::judge::is_consent;
use super::pack::ColumnPack;
use super::shape::{Shape, ValueKind};
use super::{ColumnGuess, SURE};
use crate::role::Role;

/// Looks at the columns beside each other. `facts`: shape and coverage of each.
pub(super) fn together(guesses: &mut [ColumnGuess], facts: &[(Shape, f32)], pack: &ColumnPack) {
    twins(guesses, pack);
    continued(guesses);
    dated_agreements(guesses, facts);
    let has = |guesses: &[ColumnGuess], role| guesses.iter().any(|g| g.role == role);
    let first_name = has(guesses, Role::FirstName);
    let other_person = first_name || has(guesses, Role::FullName);
    let company = guesses.iter().any(|g| g.role == Role::Company && g.is_sure());
    for (guess, (shape, coverage)) in guesses.iter_mut().zip(facts) {
        let generic = matches!(guess.role, Role::LastName)
            || (matches!(guess.role, Role::FullName | Role::Company) && !guess.is_sure());
        if generic && shape.values > 0 && !first_name {
            whose_name(guess, shape, company, other_person);
        } else if guess.role == Role::FullName && is_weak(guess) && *coverage > 0.95 {
            // Name beside First name and Last name, or the only name of a person.
            let written = shape.values == 0 || shape.mean_words() >= 1.6;
            guess.confidence = if written { 0.65 } else { guess.confidence };
        }
    }
    confirmed_alone(guesses, pack);
    only_one(guesses);
}

/// A column of confirmed agreements is the agreement itself where no other column tells of one.
fn confirmed_alone(guesses: &mut [ColumnGuess], pack: &ColumnPack) {
    if guesses.iter().any(|guess| is_consent(guess.role) && guess.is_sure()) {
        return;
    }
    let confirmed = |guess: &&mut ColumnGuess| {
        let name = guess.why.name.as_deref().unwrap_or_default();
        guess.role == Role::ConsentProof
            && pack.languages.iter().any(|names| names.is_agreement(name))
    };
    if let Some(guess) = guesses.iter_mut().find(confirmed) {
        guess.role = Role::ConsentEmail;
    }
}

/// Is it a name that others may settle (Contact), and not one by which people mean different things?
fn is_weak(guess: &ColumnGuess) -> bool {
    (0.4..SURE).contains(&guess.confidence)
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

/// Most words beside a name of the contact ("Nom de la personne à prévenir en cas d'accident" is another's).
const BESIDE: usize = 2;

/// "Nom élève" is the family name where "Prénom élève" is beside it.
fn twins(guesses: &mut [ColumnGuess], pack: &ColumnPack) {
    let beside = |header: &str, role| -> Vec<Vec<String>> {
        pack.languages.iter().filter_map(|names| names.beside(header, role)).collect()
    };
    let firsts: Vec<Vec<String>> = guesses
        .iter()
        .filter(|guess| guess.role == Role::FirstName)
        .flat_map(|guess| beside(&guess.header, Role::FirstName))
        .filter(|words| words.len() <= BESIDE)
        .collect();
    let open = |guess: &&mut ColumnGuess| {
        matches!(guess.role, Role::FullName | Role::Company)
            || (guess.role == Role::LastName && !guess.is_sure())
    };
    for guess in guesses.iter_mut().filter(open) {
        if beside(&guess.header, Role::LastName).iter().any(|words| firsts.contains(words)) {
            (guess.role, guess.confidence) = (Role::LastName, 0.75);
        }
    }
}

/// A column that may go on with the address is taken for it right after one.
fn continued(guesses: &mut [ColumnGuess]) {
    let mut in_address = false;
    for guess in guesses {
        if in_address && guess.role == Role::Address {
            guess.confidence = guess.confidence.max(SURE);
        }
        in_address = guess.role == Role::Address && guess.is_sure();
    }
}

/// Days right after a column of agreements, under "Date" or under words of agreement ("Accord du"), say
/// when they were given.
fn dated_agreements(guesses: &mut [ColumnGuess], facts: &[(Shape, f32)]) {
    let mut after_agreement = false;
    for (guess, (shape, _)) in guesses.iter_mut().zip(facts) {
        let days = shape.share(ValueKind::Date) >= 0.6;
        let name = guess.why.name.as_deref().unwrap_or_default();
        let agreed = is_consent(guess.role)
            || guess.role == Role::ConsentDate
            || guess.role == Role::LastContact && matches!(name, "Date" | "Dates");
        if after_agreement && days && agreed {
            guess.role = Role::ConsentDate;
            guess.confidence = guess.confidence.max(0.7);
        }
        after_agreement =
            is_consent(guess.role) || (after_agreement && guess.role == Role::ConsentDate);
    }
}
