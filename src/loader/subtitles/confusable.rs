//! What a scanner takes for each other: `I`, `l`, `1` and `|`.

/// `folded` (a folded word) so that words compare equal that differ only in letters that a scanner
/// confuses: all of `i`, `l`, `1` and `|` become `l`.
pub(super) fn blurred(folded: String) -> String {
    let confused = |byte: u8| matches!(byte, b'i' | b'1' | b'|');
    if !folded.bytes().any(confused) {
        return folded;
    }
    folded.chars().map(|c| if matches!(c, 'i' | '1' | '|') { 'l' } else { c }).collect()
}

/// Whether a scanner may have read `seen` where `meant` was printed. The two have the same letters but
/// for `I`, `l`, `1` and `|` among each other.
pub(super) fn may_stand_for(seen: &str, meant: &str) -> bool {
    seen.len() == meant.len()
        && seen.chars().zip(meant.chars()).all(|(s, m)| s == m || looks_alike(s) && looks_alike(m))
}

/// Whether `character` is one of those that a scanner confuses.
pub(super) fn looks_alike(character: char) -> bool {
    matches!(character, 'I' | 'l' | '1' | '|')
}

/// Whether a scanner may have misread `word`: it has a sign of the kind where there is seldom one.
/// An l inside a word of small letters is as good as always right.
pub(super) fn is_suspect(word: &str) -> bool {
    word.starts_with('l')
        || word.contains(['I', '1', '|'])
        || word.contains('l') && word.chars().filter(|c| c.is_uppercase()).count() > 1
}
