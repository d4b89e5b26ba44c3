//! The words that an episode's other documents have, to mend its subtitles by.

use std::collections::HashMap;

use crate::episode::{ElementKind, Episode, SourceIx};
use crate::text::fold::fold;
use crate::text::tokens;

use super::confusable::{blurred, may_stand_for};

/// Words and names of the episode, as they are written.
#[derive(Default)]
pub(super) struct Lexicon {
    /// By blurred key, the forms in which a word is written and how often.
    forms: HashMap<String, Vec<Form>>,
    /// By folded word, how often the script writes it with a capital inside a sentence, and how often
    /// without.
    capitals: HashMap<String, (u32, u32)>,
}

struct Form {
    text: String,
    /// How often a document has it in this form; 0 where only another case of it was seen.
    seen: u32,
    /// How often a document has it in any case.
    known: u32,
}

impl Lexicon {
    /// The lexicon of `episode` without its document `subtitles`.
    pub(super) fn of(episode: &Episode, subtitles: SourceIx) -> Self {
        let mut lexicon = Self::default();
        for (at, source) in episode.sources.iter().enumerate() {
            if at != subtitles.at() && !matches!(source.kind, crate::document::Kind::Subtitles) {
                lexicon.learn(&source.source.text);
            }
        }
        for speaker in &episode.cast.speakers {
            let names = [&speaker.name].into_iter().chain(&speaker.aliases);
            names.chain(&speaker.role).chain(&speaker.actor).for_each(|name| lexicon.learn(name));
        }
        for element in &episode.elements {
            if matches!(element.kind, ElementKind::Speech | ElementKind::Log) {
                lexicon.learn_capitals(&element.text);
            }
        }
        lexicon
    }

    /// Takes in the words of `text`.
    pub(super) fn learn(&mut self, text: &str) {
        let mut counts: HashMap<&str, u32> = HashMap::new();
        for span in tokens::words(text) {
            *counts.entry(span.of(text)).or_default() += 1;
        }
        counts.into_iter().for_each(|(word, count)| self.put(word, count));
    }

    /// Takes in `word` in its own form, in lower case and with a capital: it may begin a sentence or
    /// stand in a heading here and inside a sentence there.
    fn put(&mut self, word: &str, count: u32) {
        let lower = word.to_lowercase();
        let capitalised = capitalised(&lower);
        let forms = self.forms.entry(blurred(&fold(word))).or_default();
        let mut add = |text: &str, seen: u32| match forms.iter_mut().find(|form| form.text == text) {
            Some(form) => {
                form.seen += seen;
                form.known += count;
            }
            None => forms.push(Form { text: text.to_owned(), seen, known: count }),
        };
        add(word, count);
        if lower != word {
            add(&lower, 0);
        }
        if capitalised != word {
            add(&capitalised, 0);
        }
    }

    fn learn_capitals(&mut self, text: &str) {
        let mut end = 0;
        for span in tokens::words(text) {
            let between = text.get(end..span.start).unwrap_or_default();
            let inside = end > 0 && between.chars().all(|c| c == ' ' || c == ',' || c == '-');
            end = span.end;
            let word = span.of(text);
            if inside {
                let (upper, lower) = self.capitals.entry(fold(word)).or_default();
                *(if word.starts_with(char::is_uppercase) { upper } else { lower }) += 1;
            }
        }
    }

    /// Whether a document writes `word` just so.
    pub(super) fn has(&self, word: &str) -> bool {
        let forms = self.forms.get(&blurred(&fold(word)));
        forms.is_some_and(|forms| forms.iter().any(|form| form.text == word && form.seen > 0))
    }

    /// What `word` may stand for by the letters that a scanner confuses: itself where a document has
    /// it, else the form most often known. Of two known as often, the one that sorts last: `I` stands
    /// before `l`.
    pub(super) fn meant(&self, word: &str) -> Option<&str> {
        let forms = self.forms.get(&blurred(&fold(word)))?;
        forms
            .iter()
            .filter(|form| may_stand_for(word, &form.text))
            .max_by_key(|form| (form.text == word && form.seen > 0, form.known, form.text.as_str()))
            .map(|form| form.text.as_str())
    }

    /// Whether the script writes `word` with a capital wherever it stands inside a sentence.
    pub(super) fn is_name(&self, word: &str) -> bool {
        self.capitals.get(&fold(word)).is_some_and(|(upper, lower)| *upper > 0 && *lower == 0)
    }
}

/// `word` with its first letter in upper case.
pub(super) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
