//! The index against a plain scan of every line: the same lines in the same tiers.

use proptest::prelude::*;

use crate::episode::{ElementIx, ElementKind};
use crate::search::{Index, Query, Tier};
use crate::text::fold::fold;
use crate::text::tokens::key_words;

use super::episode;

/// Words that begin, contain and resemble each other, in several spellings.
const WORDS: &[&str] = &[
    "lamp",
    "Lamps",
    "lamplight",
    "fog",
    "foghorn",
    "colour",
    "color",
    "75",
    "seventy",
    "five",
    "a",
    "Café",
    "off-watch",
];

pub(super) fn line() -> impl Strategy<Value = String> {
    let word = prop::sample::select(WORDS);
    let mark = prop::sample::select(&[" ", ", ", " — ", "... "][..]);
    prop::collection::vec((word, mark), 0..7)
        .prop_map(|words| words.into_iter().map(|(word, mark)| format!("{word}{mark}")).collect())
}

/// A condition in the query language and as a plain test of a line.
#[derive(Debug, Clone)]
pub(super) enum Asked {
    Word(&'static str),
    Phrase(Vec<&'static str>),
    Letters(String),
    Not(Box<Asked>),
    Either(Box<Asked>, Box<Asked>),
}

impl Asked {
    pub(super) fn written(&self) -> String {
        match self {
            Self::Word(word) => (*word).to_owned(),
            Self::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Self::Letters(letters) => format!("'{letters}"),
            Self::Not(asked) => format!("!{}", asked.written()),
            Self::Either(a, b) => format!("{} | {}", a.written(), b.written()),
        }
    }

    /// How `line` answers, near answers left out.
    pub(super) fn tier(&self, line: &str) -> Option<Tier> {
        let said = key_words(&fold(line));
        match self {
            Self::Word(word) => word_tier(word, line, &said),
            Self::Phrase(words) => {
                has_run(&said, &key_words(&fold(&words.join(" ")))).then_some(Tier::Phrase)
            }
            Self::Letters(letters) => fold(line).contains(&fold(letters)).then_some(Tier::Words),
            Self::Not(asked) => asked.tier(line).is_none().then_some(Tier::Words),
            Self::Either(a, b) => a.tier(line).into_iter().chain(b.tier(line)).min(),
        }
    }
}

fn word_tier(word: &str, line: &str, said: &[String]) -> Option<Tier> {
    let keys = key_words(&fold(word));
    if has_run(said, &keys) {
        return Some(Tier::Words);
    }
    let [key] = keys.as_slice() else { return None };
    let folded = fold(word);
    let written = fold(line);
    let words = crate::text::tokens::words(&written).map(|span| span.of(&written));
    let begun =
        words.into_iter().any(|w| w.starts_with(&folded)) || said.iter().any(|w| w.starts_with(key.as_str()));
    (begun && folded.len() > 1).then_some(Tier::Prefix)
}

fn has_run(said: &[String], wanted: &[String]) -> bool {
    said.windows(wanted.len().max(1)).any(|stretch| stretch == wanted)
}

pub(super) fn asked() -> impl Strategy<Value = Asked> {
    let word = || prop::sample::select(WORDS);
    let plain = prop_oneof![
        word().prop_map(Asked::Word),
        prop::collection::vec(word(), 1..4).prop_map(Asked::Phrase),
        "[a-gl-p]{1,3}".prop_map(Asked::Letters),
    ];
    let plain = plain.boxed();
    prop_oneof![
        4 => plain.clone(),
        1 => plain.clone().prop_map(|asked| Asked::Not(Box::new(asked))),
        1 => (plain.clone(), plain).prop_map(|(a, b)| Asked::Either(Box::new(a), Box::new(b))),
    ]
}

proptest! {
    #[test]
    fn the_index_finds_what_a_scan_finds(
        lines in prop::collection::vec(line(), 0..8),
        asked in prop::collection::vec(asked(), 1..4),
    ) {
        // A single letter that is all of the query may begin a word; the scan knows no such case.
        prop_assume!(asked.iter().all(|asked| !asked.written().split(' ').any(|term| term == "a")));
        let kinds: Vec<(ElementKind, &str)> = lines.iter().map(|l| (ElementKind::Speech, l.as_str())).collect();
        let query = asked.iter().map(Asked::written).collect::<Vec<_>>().join(" ");
        let answer = Index::new(&episode(&kinds)).search(&Query::parse(&query));
        let mut found: Vec<(usize, bool)> = answer.hits.iter().filter(|hit| hit.tier.is_exact())
            .map(|hit| (hit.element.at(), hit.tier == Tier::Prefix)).collect();
        found.sort_unstable();
        let scanned: Vec<(usize, bool)> = lines.iter().enumerate().filter_map(|(at, line)| {
            let tiers: Option<Vec<Tier>> = asked.iter().map(|asked| asked.tier(line)).collect();
            Some((at, tiers?.contains(&Tier::Prefix)))
        }).collect();
        prop_assert_eq!(found, scanned, "{}", query);
    }

    #[test]
    fn words_in_a_row_are_a_phrase(
        lines in prop::collection::vec(line(), 0..8),
        words in prop::collection::vec(prop::sample::select(WORDS), 2..4),
    ) {
        let kinds: Vec<(ElementKind, &str)> = lines.iter().map(|l| (ElementKind::Speech, l.as_str())).collect();
        let answer = Index::new(&episode(&kinds)).search(&Query::parse(&words.join(" ")));
        let mut found: Vec<usize> = answer.hits.iter().filter(|hit| hit.tier == Tier::Phrase).map(|hit| hit.element.at()).collect();
        found.sort_unstable();
        let wanted = key_words(&fold(&words.join(" ")));
        let scanned: Vec<usize> = (0..lines.len()).filter(|at| has_run(&key_words(&fold(&lines[*at])), &wanted)).collect();
        prop_assert_eq!(found, scanned);
    }

    #[test]
    fn highlights_lie_in_the_text(text in any::<String>(), query in any::<String>(), sign in "[!'^~\"@#%|]{0,2}") {
        let query = Query::parse(&format!("{sign}{query}"));
        for query in [query, Query::parse(&text), Query::parse(&format!("~{text}"))] {
            let index = Index::new(&episode(&[(ElementKind::Speech, &text)]));
            let mut end = 0;
            for lit in index.highlights(&query, ElementIx(0)) {
                prop_assert!(end <= lit.start && lit.start < lit.end, "{lit:?}");
                prop_assert!(text.get(lit.clone()).is_some(), "{lit:?}");
                end = lit.end;
            }
            let answer = index.search(&query);
            prop_assert_eq!(answer.exact + answer.near, answer.hits.len());
        }
    }
}
