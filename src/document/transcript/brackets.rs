//! Brackets, and where they close.

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
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

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
    }
}
