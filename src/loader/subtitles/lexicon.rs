//! The words that an episode's other documents have, to mend its subtitles by.

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::episode::{ElementKind, Episode, SourceIx};
use crate::text::fold::fold;
use crate::text::tokens;

use super::confusable::{blurred, may_stand_for};

/// Words and names of the episode, as they are written.
#[derive(Default)]
pub(super) struct Lexicon {
    /// By blurred key, the forms in which a word is written and how often.
    forms: HashMap<String, Vec<Form>>,
    /// Folded words that the script writes with a capital wherever they stand inside a sentence.
    names: HashSet<String>,
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
        let others = episode.sources.iter().enumerate().filter(|(at, source)| {
            *at != subtitles.at() && !matches!(source.kind, crate::document::Kind::Subtitles)
        });
        let told = others.map(|(_, source)| source.source.text.as_str());
        let named = episode.cast.speakers.iter().flat_map(|speaker| {
            let names = [&speaker.name].into_iter().chain(&speaker.aliases);
            names.chain(&speaker.role).chain(&speaker.actor).map(String::as_str)
        });
        lexicon.learn(told.chain(named));
        let lines = episode.elements.iter().filter(|element| element.source != subtitles);
        let said = lines.filter(|element| matches!(element.kind, ElementKind::Speech | ElementKind::Log));
        lexicon.names = names(said.map(|element| element.text.as_str()));
        lexicon
    }

    /// Takes in the words of `texts`.
    pub(super) fn learn<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) {
        let mut counts: HashMap<&str, u32> = HashMap::new();
        for text in texts {
            for span in tokens::words(text) {
                *counts.entry(span.of(text)).or_default() += 1;
            }
        }
        counts.into_iter().for_each(|(word, count)| self.put(word, count));
    }

    /// Takes in `word` in its own form, in lower case and with a capital: it may begin a sentence or
    /// stand in a heading here and inside a sentence there.
    fn put(&mut self, word: &str, count: u32) {
        let lower = word.to_lowercase();
        let capitalised = capitalised(&lower);
        let forms = self.forms.entry(blurred(fold(word))).or_default();
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

    /// Whether a document writes `word` just so.
    pub(super) fn has(&self, word: &str) -> bool {
        let forms = self.forms.get(&blurred(fold(word)));
        forms.is_some_and(|forms| forms.iter().any(|form| form.text == word && form.seen > 0))
    }

    /// What `word` may stand for by the letters that a scanner confuses: itself where a document has
    /// it, else the form most often known. Of two known as often, the one that sorts last: `I` stands
    /// before `l`.
    pub(super) fn meant(&self, word: &str) -> Option<&str> {
        let forms = self.forms.get(&blurred(fold(word)))?;
        forms
            .iter()
            .filter(|form| may_stand_for(word, &form.text))
            .max_by_key(|form| (form.text == word && form.seen > 0, form.known, form.text.as_str()))
            .map(|form| form.text.as_str())
    }

    /// Whether `word`, which begins with a small letter, is a name for the script.
    pub(super) fn is_name(&self, word: &str) -> bool {
        if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return self.names.contains(word);
        }
        self.names.contains(&fold(word))
    }

    /// Keeps of the names those that `cues` do not write small of their own accord: a scanner loses
    /// a capital here and there, but what is small more often than not is meant so.
    pub(super) fn heed_style<'t>(&mut self, cues: impl Iterator<Item = &'t str>) {
        let usage = usage(cues);
        self.names.retain(|name| {
            usage.get(&blurred(name.clone())).is_none_or(|seen| seen.small <= seen.capital.max(MOST_LOST))
        });
    }
}

/// So often a word may have lost its capital though it never has one.
const MOST_LOST: u32 = 3;

/// How often a word stands inside a sentence with a capital, and how often without.
#[derive(Default)]
struct Usage {
    capital: u32,
    small: u32,
}

/// How the words of `texts`, told by their blurred keys, are written inside sentences.
fn usage<'t>(texts: impl Iterator<Item = &'t str>) -> HashMap<String, Usage> {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    inside_sentences(texts, |word| *counts.entry(word).or_default() += 1);
    let mut usage: HashMap<String, Usage> = HashMap::new();
    for (word, count) in counts {
        let seen = usage.entry(blurred(fold(word))).or_default();
        *(if word.starts_with(char::is_uppercase) { &mut seen.capital } else { &mut seen.small }) += count;
    }
    usage
}

fn names<'t>(texts: impl Iterator<Item = &'t str>) -> HashSet<String> {
    let mut written: HashSet<&str> = HashSet::new();
    inside_sentences(texts, |word| {
        written.insert(word);
    });
    let (capital, small): (Vec<&str>, Vec<&str>) =
        written.into_iter().partition(|word| word.starts_with(char::is_uppercase));
    let small: HashSet<String> = small.into_iter().map(fold).collect();
    capital.into_iter().map(fold).filter(|word| !small.contains(word)).collect()
}

/// Hands every word to `put` before which nothing but another word and a comma or hyphen stands.
fn inside_sentences<'t>(texts: impl Iterator<Item = &'t str>, mut put: impl FnMut(&'t str)) {
    for text in texts {
        let mut end = 0;
        for span in tokens::words(text) {
            let between = text.get(end..span.start).unwrap_or_default();
            if end > 0 && between.chars().all(|c| matches!(c, ' ' | ',' | '-')) {
                put(span.of(text));
            }
            end = span.end;
        }
    }
}

/// `word` with its first letter in upper case.
pub(super) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
