//! Brackets, and where they close; those of East Asian writing, which are as wide as its letters, too.

use crate::text::span::Span;

/// A bracket that opens.
pub(super) const OPENING: [char; 4] = ['(', '[', '{', '（'];

/// What stands between the brackets at both ends of `span` of `text`.
pub(super) fn within(text: &str, span: Span) -> Span {
    let mut inner = span.of(text).chars();
    let mut bracket = |at_end: bool| if at_end { inner.next_back() } else { inner.next() };
    let widths = [false, true].map(|at_end| bracket(at_end).map_or(0, char::len_utf8));
    Span::new(span.start + widths[0], span.end - widths[1]).trimmed(text)
}

/// One past the bracket that closes the one `text` begins with; a bracket of another kind closes it
/// too (`{Bridge]`), brackets inside count, and one that is typed twice may be closed once. `None` where
/// none closes it or `text` begins with none.
pub(super) fn closing(text: &str) -> Option<usize> {
    let twice = || {
        let rest = text.strip_prefix(['(', '[', '{'])?;
        let close = rest.starts_with(text.chars().next()?).then(|| balanced(rest))??;
        Some(close + 1)
    };
    balanced(text).or_else(twice)
}

/// How far a bracket is looked for, bytes: a line may be as long as its file.
const FARTHEST: usize = 4096;

fn balanced(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate().take(FARTHEST) {
        let (opens, length) = match byte {
            b'(' | b'[' | b'{' => (true, 1),
            b')' | b']' | b'}' => (false, 1),
            WIDE if text.get(at..).is_some_and(|rest| rest.starts_with('（')) => (true, 3),
            WIDE if text.get(at..).is_some_and(|rest| rest.starts_with('）')) => (false, 3),
            _ if depth == 0 => return None,
            _ => continue,
        };
        depth = if opens { depth + 1 } else { depth.saturating_sub(1) };
        if depth == 0 {
            return Some(at + length);
        }
    }
    None
}

/// The first byte of a wide bracket.
const WIDE: u8 = 0xEF;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_close() {
        assert_eq!(closing("[a] b"), Some(3));
        assert_eq!(closing("(a (b) c) d"), Some(9));
        assert_eq!(closing("{a] b"), Some(3));
        assert_eq!(closing("(a"), None);
        assert_eq!(closing("a (b)"), None);
        assert_eq!(closing("[[a] b"), Some(4));
        assert_eq!(closing("([a]"), None);
        assert_eq!(closing("（a(b)）c"), Some("（a(b)）".len()));
        assert_eq!(closing("（a"), None);
        let inner = |text: &'static str| within(text, Span::new(0, text.len())).of(text);
        assert_eq!((inner("（a）"), inner("[ b]"), inner("["), inner("")), ("a", "b", "", ""));
    }
}
