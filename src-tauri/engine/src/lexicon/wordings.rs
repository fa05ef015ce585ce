//! Choices within choices, written out: `(by (email|phone)? today|later)` stands for "by email today",
//! "by phone today", "by today" and "later".

/// Most wordings that one element may stand for.
const MOST: usize = 400;

/// The wordings of a choice, each without parentheses, in the order they are written. None when a
/// parenthesis does not close or touches a word, or when there are too many.
pub(super) fn wordings(choice: &str) -> Option<Vec<String>> {
    let mut all = Vec::new();
    for alternative in apart(choice, |c| c == '|')? {
        let mut begun = vec![String::new()];
        for element in apart(alternative, char::is_whitespace)? {
            let next = one(element)?;
            let joined = |start: &String| {
                let ends = next.iter().map(|end| format!("{start} {end}").trim().to_owned());
                ends.collect::<Vec<_>>()
            };
            begun = begun.iter().flat_map(joined).collect();
            if begun.len() > MOST {
                return None;
            }
        }
        all.extend(begun);
    }
    (all.len() <= MOST).then_some(all)
}

/// What one element of an alternative may be: a word, or the wordings of its parentheses.
fn one(element: &str) -> Option<Vec<String>> {
    if !element.contains(['(', ')']) {
        return Some(vec![element.to_owned()]);
    }
    let (body, optional) = match element.strip_suffix('?') {
        Some(body) => (body, true),
        None => (element, false),
    };
    let mut inner = wordings(body.strip_prefix('(')?.strip_suffix(')')?)?;
    inner.extend(optional.then(String::new));
    Some(inner)
}

/// Splits outside parentheses; none when they do not match.
pub(super) fn apart(text: &str, separates: impl Fn(char) -> bool) -> Option<Vec<&str>> {
    let (mut depth, mut deepest) = (0i32, 0i32);
    let parts = text
        .split(|c: char| {
            depth += i32::from(c == '(') - i32::from(c == ')');
            deepest = deepest.min(depth);
            depth == 0 && separates(c)
        })
        .collect();
    (depth == 0 && deepest == 0).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inner_choices_are_written_out() {
        let plain = |text: &str| wordings(text).map(|all| all.join(" / "));
        assert_eq!(plain("a|b c").as_deref(), Some("a / b c"));
        assert_eq!(
            plain("by (email|phone)? today|later").as_deref(),
            Some("by email today / by phone today / by today / later")
        );
        assert_eq!(
            plain("x ((a|b) (c)?)? y").as_deref(),
            Some("x a c y / x a y / x b c y / x b y / x y")
        );
        assert_eq!(plain("(a"), None);
        assert_eq!(plain("a)|(b"), None);
        assert_eq!(plain("go(es)"), None);
    }
}
