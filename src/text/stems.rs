//! Words as they compare between a line and its retelling: without endings, without the words that
//! every sentence has.

/// Words that tell nothing about what a sentence is about, sorted.
const STOP_WORDS: &[&str] = &[
    "a", "about", "after", "again", "all", "also", "am", "an", "and", "another", "any", "are", "around",
    "as", "at", "away", "back", "be", "because", "been", "before", "being", "both", "but", "by", "can",
    "come", "could", "did", "do", "does", "doing", "down", "each", "even", "for", "from", "get", "go",
    "going", "got", "had", "has", "have", "he", "her", "here", "hers", "herself", "him", "himself", "his",
    "how", "i", "if", "in", "into", "is", "it", "its", "itself", "just", "know", "let", "like", "make",
    "may", "me", "might", "more", "most", "much", "must", "my", "myself", "no", "not", "now", "of", "off",
    "on", "one", "only", "or", "other", "our", "out", "over", "own", "really", "s", "same", "say", "see",
    "shall", "she", "should", "so", "some", "still", "such", "take", "tell", "than", "that", "the", "their",
    "them", "then", "there", "these", "they", "thing", "this", "those", "through", "to", "too", "two",
    "under", "until", "up", "upon", "us", "very", "want", "was", "we", "well", "were", "what", "when",
    "where", "which", "while", "who", "why", "will", "with", "would", "yes", "yet", "you", "your",
    "yourself",
];

/// Whether `key` is a word that every sentence has; contractions are.
pub fn is_stop_word(key: &str) -> bool {
    key.len() < 2 || key.contains('\'') && !key.ends_with("'s") || STOP_WORDS.binary_search(&key).is_ok()
}

/// The stem of `key`, a comparable word: possessive, plural and verb endings taken off while at least
/// three letters stay (five before `ly`, which ends `supply` too). After Porter's first step, without his rules for longer suffixes: retellings
/// change tense and number, seldom the part of speech.
pub fn stem(key: &str) -> &str {
    let word = key.strip_suffix("'s").or_else(|| key.strip_suffix('\'')).unwrap_or(key);
    for ending in
        ["ations", "ation", "ings", "ing", "edly", "ed", "ies", "es", "ly", "er", "ers", "s", "e", "y"]
    {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() >= if ending == "ly" { 5 } else { 3 }
            && !(ending == "s" && stem.ends_with('s'))
        {
            return undoubled(stem);
        }
    }
    word
}

/// `stopp` as `stop`, so that `stopped` meets `stop`.
fn undoubled(stem: &str) -> &str {
    let mut last = stem.bytes().rev();
    match (last.next(), last.next()) {
        (Some(a), Some(b)) if a == b && b"bdgmnprt".contains(&a) && stem.len() > 3 => &stem[..stem.len() - 1],
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stop_words_are_sorted_for_the_search_in_them() {
        assert!(STOP_WORDS.is_sorted(), "{:?}", STOP_WORDS.windows(2).find(|pair| pair[0] > pair[1]));
    }

    #[test]
    fn tenses_and_numbers_meet() {
        for (a, b) in [
            ("alliances", "alliance"),
            ("attacked", "attacking"),
            ("stopped", "stop"),
            ("captain's", "captain"),
            ("supplies", "supply"),
            ("explained", "explains"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
        assert_ne!(stem("ship"), stem("shop"));
        assert_eq!(stem("is"), "is");
    }
}
