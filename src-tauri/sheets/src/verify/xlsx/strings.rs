//! The shared strings of the cleaned package beside those of the original, one by one: as they were,
//! blank when no cell that stays uses them, and the new ones behind them.

use std::io::Read;

use crate::package::{Package, Source, ahead};
use crate::patch::xlsx::{Appended, Plan, XlsxError, stream, whole_text_of};
use crate::verify::VerifyError;
use crate::xml::{Kind, Scanner, Stretch, Token, Tokens, XmlError};

/// Is the part of that name what the edits make of the original's? Then no text in it is one that only
/// removed cells had.
pub(super) fn compare<A: Source, B: Source>(
    original: &mut Package<A>,
    cleaned: &mut Package<B>,
    name: &str,
    plan: &Plan<'_>,
) -> Result<bool, VerifyError> {
    let Some(appended) = plan.appended() else { return Ok(false) };
    let used = &plan.survey().census.used;
    let (before, after) = (stream(original, name)?, stream(cleaned, name)?);
    let same = ahead(after, |after| {
        let both = Both { before: Scanner::new(before), after: Scanner::new(after) };
        both.same(&|index| used.contains(index), appended, plan.uses())
    });
    same.map_err(|error| XlsxError::xml(name, error).into())
}

/// The part of the original, and that of the cleaned package.
struct Both<A, B> {
    before: Scanner<A>,
    after: Scanner<B>,
}

impl<A: Read, B: Read> Both<A, B> {
    /// `used` tells the strings that cells refer to, `uses` is the number of those cells.
    fn same(
        mut self,
        used: &dyn Fn(u32) -> bool,
        appended: &Appended,
        uses: u64,
    ) -> Result<bool, XmlError> {
        let mut index = 0;
        while let Some(stretch) = self.before.element(b"si")? {
            let token = match stretch {
                Stretch::Token(token) => token,
                Stretch::Element(open, rest) => {
                    let Some(Stretch::Element(other, content)) = self.after.element(b"si")? else {
                        return Ok(false);
                    };
                    let same = (open, rest) == (other, content);
                    if !(if used(index) { same } else { is_blank(other, content) }) {
                        return Ok(false);
                    }
                    index += 1;
                    continue;
                }
            };
            if token.closes(b"sst") && !new_texts(&mut self.after, appended)? {
                return Ok(false);
            }
            let counted = token.opens(b"sst").then(|| appended.counted(token.tag(), uses));
            let expected = counted.as_deref().unwrap_or(token.raw);
            if self.after.next()?.is_none_or(|other| other.raw != expected) {
                return Ok(false);
            }
            let filled = token.opens(b"sst") && token.kind == Kind::Empty && !appended.is_empty();
            if filled && !(new_texts(&mut self.after, appended)? && self.closes()?) {
                return Ok(false);
            }
        }
        Ok(self.after.next()?.is_none())
    }

    fn closes(&mut self) -> Result<bool, XmlError> {
        Ok(self.after.next()?.is_some_and(|token| token.closes(b"sst")))
    }
}

/// A string that holds nothing at all, as `<si><t/></si>`.
fn is_blank(open: &[u8], content: &[u8]) -> bool {
    let bare = |token: Token<'_>| {
        matches!(token.kind, Kind::Open | Kind::Empty | Kind::Close)
            && token.tag().attributes().next().is_none()
    };
    Tokens::new(open).chain(Tokens::new(content)).all(bare)
}

/// Do the new texts come next, and in order?
fn new_texts(after: &mut Scanner<impl Read>, appended: &Appended) -> Result<bool, XmlError> {
    for text in appended.texts() {
        match after.element(b"si")? {
            Some(Stretch::Element(_, content)) if whole_text_of(content) == *text => {}
            _ => return Ok(false),
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Is `after` what becomes of `before` when the first string alone is used, by three cells, and
    /// `new` comes to them?
    fn same(before: &str, after: &str, new: &[&str]) -> bool {
        let strings = before.matches("<si").count() + before.matches("<x:si").count();
        let mut appended = Appended::new(u32::try_from(strings).unwrap());
        for text in new {
            appended.add(text);
        }
        let (before, after) = (Scanner::new(before.as_bytes()), Scanner::new(after.as_bytes()));
        Both { before, after }.same(&|index| index == 0, &appended, 3).unwrap()
    }

    #[test]
    fn strings_are_as_before_or_blank_or_new() {
        let before = "<sst count=\"9\" uniqueCount=\"2\"><si><t>a</t></si><si><t>b</t></si></sst>";
        let after = "<sst count=\"3\" uniqueCount=\"3\"><si><t>a</t></si><si><t/></si>\
                     <si><t>n &amp; m</t></si></sst>";
        assert!(same(before, after, &["n & m"]));
        for (from, to) in [
            ("<t/>", "<t>b</t>"),
            ("<t/>", "<t x=\"b\"/>"),
            ("<si><t/></si>", ""),
            ("<t/>", "<t/><!--b-->"),
            (">a<", "><"),
            (">a<", ">b<"),
            ("n &amp;", "n"),
            ("<si><t>n &amp; m</t></si>", ""),
            ("count=\"3\" ", "count=\"9\" "),
            ("</sst>", "<si><t>b</t></si></sst>"),
            ("</sst>", "</sst><!--b-->"),
        ] {
            assert!(!same(before, &after.replace(from, to), &["n & m"]), "{from} → {to}");
        }
        assert!(same("<x:sst/>", "<x:sst><x:si><x:t>n</x:t></x:si></x:sst>", &["n"]));
        assert!(same("<x:sst/>", "<x:sst/>", &[]));
        assert!(!same("<x:sst/>", "<x:sst><x:si><x:t>b</x:t></x:si></x:sst>", &["n"]));
    }
}
