//! Slips of a finger.

/// Do two words differ by one letter, missing, added, changed or swapped with its neighbour? Letters
/// are compared as bytes: the words are folded.
pub(crate) fn one_slip(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(start..).unwrap_or_default(), b.get(start..).unwrap_or_default());
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let a = a.get(..a.len() - end).unwrap_or_default();
    let b = b.get(..b.len() - end).unwrap_or_default();
    match (a, b) {
        ([], [_]) | ([_], []) | ([_], [_]) => true,
        ([x1, x2], [y1, y2]) => x1 == y2 && x2 == y1,
        _ => false,
    }
}

/// Can one text be typed as the other with at most `most` slips: letters missing, added, changed or swapped
/// with their neighbour?
pub(crate) fn typed_as(a: &str, b: &str, most: usize) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > most {
        return false;
    }
    // Optimal string alignment distance, three rows at a time.
    let mut two_up = vec![0usize; b.len() + 1];
    let mut up: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        let mut least = i + 1;
        for (j, y) in b.iter().enumerate() {
            let get = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
            let mut best =
                (get(&up, j) + usize::from(x != y)).min(get(&up, j + 1) + 1).min(get(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                best = best.min(get(&two_up, j - 1) + 1);
            }
            least = least.min(best);
            row.push(best);
        }
        if least > most {
            return false;
        }
        two_up = std::mem::replace(&mut up, row);
    }
    up.last().is_some_and(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted() {
        assert!(typed_as("durand", "duarnd", 1) && typed_as("durand", "durant", 1));
        assert!(typed_as("durand", "durnd", 1) && !typed_as("durand", "dupont", 1));
        assert!(typed_as("gmail.com", "gmial.com", 1));
        assert!(typed_as("", "a", 1) && !typed_as("", "ab", 1));
    }

    #[test]
    fn one_slip_is_enough_and_two_are_not() {
        for (a, b) in [("juin", "jiun"), ("mars", "mar"), ("avril", "avrill"), ("mai", "mau")] {
            assert!(one_slip(a, b) && one_slip(b, a), "{a} {b}");
        }
        for (a, b) in [("mars", "mars"), ("mars", "moirs"), ("abcd", "cbad"), ("", "ab")] {
            assert!(!one_slip(a, b) && !one_slip(b, a), "{a} {b}");
        }
    }
}
