//! The names that a story's text has: runs of words with capitals, where each stands, and what the
//! pronouns near it say of him or her.

use std::collections::HashMap;
use std::ops::Range;

use crate::text::flow::flow;

use super::lexicon::{Gender, Senses, needs_name, title};
use super::words::{Break, Prose, Word};

/// One spelling of a name: `Captain Orrin Hale`, `Hale`, `the Captain`.
#[derive(Debug, Clone, Default)]
pub(super) struct Phrase {
    /// Its titles in lower case, short forms written out.
    pub titles: Vec<String>,
    /// Its other words in lower case.
    pub names: Vec<String>,
    /// As it is first written.
    pub written: String,
    /// How often it stands in the text.
    pub count: usize,
    /// How often the only pronouns near it are a man's.
    pub male: f32,
    /// How often the only pronouns near it are a woman's.
    pub female: f32,
}

/// One place where a name stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    /// Its words in [`Prose::words`].
    pub words: Range<usize>,
    /// Which of [`Names::phrases`] it is.
    pub phrase: usize,
}

/// Every name of a text.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The spellings.
    pub phrases: Vec<Phrase>,
    /// Where they stand, in order.
    pub mentions: Vec<Mention>,
    /// For each word the mention it belongs to.
    at_word: Vec<Option<usize>>,
}

impl Names {
    /// Finds the names in `prose`, a reading of `text`.
    pub(super) fn find(text: &str, prose: &Prose) -> Self {
        let uses = uses(prose);
        let mut names = Self { at_word: vec![None; prose.words.len()], ..Self::default() };
        let mut known: HashMap<(Vec<String>, Vec<String>), usize> = HashMap::new();
        for piece in &prose.pieces {
            let mut at = piece.words.start;
            while at < piece.words.end {
                let run = Run::read(prose.slice(at..piece.words.end), &uses);
                at += run.skipped;
                let words = at..at + run.len;
                at = words.end.max(at + usize::from(run.len == 0));
                if !words.is_empty() {
                    names.put(text, prose, words, run, &mut known);
                }
            }
        }
        names.ask_pronouns(prose);
        names
    }

    /// The mention that the word at `index` belongs to.
    pub(super) fn at(&self, index: usize) -> Option<&Mention> {
        self.at_word.get(index).copied().flatten().and_then(|mention| self.mentions.get(mention))
    }

    fn put(
        &mut self,
        text: &str,
        prose: &Prose,
        words: Range<usize>,
        run: Run,
        known: &mut HashMap<(Vec<String>, Vec<String>), usize>,
    ) {
        let phrases = &mut self.phrases;
        let phrase = *known.entry((run.titles.clone(), run.names.clone())).or_insert_with(|| {
            let span = prose.slice(words.clone());
            let start = span.first().map_or(0, |word| word.start);
            let end = span.last().map_or(start, Word::end);
            let written = text.get(start..end).unwrap_or_default();
            let written = flow(&written.replace(['_', '*'], " "));
            phrases.push(Phrase { titles: run.titles, names: run.names, written, ..Phrase::default() });
            phrases.len() - 1
        });
        if let Some(phrase) = self.phrases.get_mut(phrase) {
            phrase.count += 1;
        }
        let mention = self.mentions.len();
        self.at_word.iter_mut().take(words.end).skip(words.start).for_each(|at| *at = Some(mention));
        self.mentions.push(Mention { words, phrase });
    }

    /// In a sentence with one name, the pronouns after it are mostly that person's; so is one that
    /// opens the sentence behind it.
    fn ask_pronouns(&mut self, prose: &Prose) {
        for piece in prose.pieces.iter().filter(|piece| !piece.speech) {
            let mut before = None;
            for sentence in prose.sentences(piece.words.clone()) {
                if let (Some(phrase), Some(word)) = (before, prose.words.get(sentence.start)) {
                    self.vote(phrase, word);
                }
                before = self.only_phrase(sentence.clone());
                if let Some(phrase) = before {
                    let name_at =
                        sentence.clone().find(|at| self.at(*at).is_some()).unwrap_or(sentence.start);
                    prose.slice(name_at..sentence.end).iter().for_each(|word| self.vote(phrase, word));
                }
            }
        }
    }

    fn only_phrase(&self, sentence: Range<usize>) -> Option<usize> {
        let mut phrases = sentence.filter_map(|at| self.at(at)).map(|mention| mention.phrase);
        let first = phrases.next()?;
        phrases.all(|phrase| phrase == first).then_some(first)
    }

    fn vote(&mut self, phrase: usize, word: &Word) {
        let Some(phrase) = self.phrases.get_mut(phrase) else { return };
        match pronoun_gender(&word.lower) {
            Some(Gender::Male) => phrase.male += 1.0,
            Some(Gender::Female) => phrase.female += 1.0,
            None => {}
        }
    }
}

/// Whom a pronoun stands for.
fn pronoun_gender(word: &str) -> Option<Gender> {
    match word {
        "he" | "him" | "his" | "himself" => Some(Gender::Male),
        "she" | "her" | "hers" | "herself" => Some(Gender::Female),
        _ => None,
    }
}

/// How a word is written over the whole text.
#[derive(Debug, Clone, Copy, Default)]
struct Use {
    /// With a small letter.
    small: usize,
    /// With a capital inside a sentence.
    inside: usize,
    /// With a capital where a sentence of the narration begins; a speech may begin with any word.
    first: usize,
}

fn uses<'a>(prose: &'a Prose) -> HashMap<&'a str, Use> {
    let mut uses: HashMap<&'a str, Use> = HashMap::new();
    for piece in &prose.pieces {
        for word in prose.slice(piece.words.clone()) {
            let count = uses.entry(word.lower.as_ref()).or_default();
            match (word.is_capital(), word.begins) {
                (false, _) => count.small += 1,
                (true, false) => count.inside += 1,
                (true, true) if !piece.speech => count.first += 1,
                (true, true) => {}
            }
        }
    }
    uses
}

/// Whether `word` is, here, part of a name.
fn is_proper(word: &Word, uses: &HashMap<&str, Use>) -> bool {
    let uses = uses.get(word.lower.as_ref()).copied().unwrap_or_default();
    let letters = word.text.chars().filter(|c| c.is_alphabetic()).count();
    let shouted = letters > 1 && !word.text.chars().any(char::is_lowercase);
    if !word.is_capital() || letters < 2 || word.senses.any(Senses::NO_NAMES) {
        false
    } else if shouted {
        uses.small == 0 && uses.inside >= 2
    } else if word.begins {
        uses.inside >= 1 && uses.inside * 2 >= uses.small
            || uses.small == 0 && (word.possessive || uses.first >= 2 && !is_adverb(word))
    } else {
        uses.inside * 2 >= uses.small
    }
}

/// Whether a word has the ending of an adverb or a participle, with which sentences open.
fn is_adverb(word: &Word) -> bool {
    ["ly", "ing", "ed"].iter().any(|ending| word.lower.ends_with(ending))
}

/// A run of words that is a name, as read from the front of a stretch of words.
#[derive(Debug, Default)]
struct Run {
    /// Words before it that belong to no name.
    skipped: usize,
    /// Its words.
    len: usize,
    titles: Vec<String>,
    names: Vec<String>,
}

impl Run {
    fn read(words: &[Word], uses: &HashMap<&str, Use>) -> Self {
        let is_start =
            |word: &Word| word.is_capital() && (title(&word.lower).is_some() || is_proper(word, uses));
        let Some(skipped) = words.iter().position(is_start) else {
            return Self { skipped: words.len(), ..Self::default() };
        };
        let words = words.get(skipped..).unwrap_or_default();
        let mut run = Self { skipped, ..Self::default() };
        while let Some(word) = words.get(run.len) {
            let Some(taken) = run.take(word, words.get(run.len + 1), uses) else { break };
            run.len += taken;
            let last = words.get(run.len - 1);
            if last.is_none_or(|last| last.after != Break::None || last.possessive) {
                break;
            }
        }
        if run.names.is_empty() && run.titles.iter().all(|title| needs_name(title)) {
            return Self { skipped: skipped + run.len.max(1), ..Self::default() };
        }
        run
    }

    /// Takes `word` into the run, and the next where it only joins the two; says how many it took.
    fn take(&mut self, word: &Word, next: Option<&Word>, uses: &HashMap<&str, Use>) -> Option<usize> {
        let title = title(&word.lower).filter(|_| word.is_capital());
        if let (Some(title), true) = (title, self.names.is_empty()) {
            self.titles.push(title.to_owned());
            return Some(1);
        }
        if title.is_some() || is_proper(word, uses) {
            self.names.push(word.lower.to_string());
            return Some(1);
        }
        let joins = matches!(word.lower.as_ref(), "of" | "de" | "von" | "van" | "du" | "la" | "del" | "der");
        let next = next.filter(|next| joins && self.len > 0 && is_proper(next, uses))?;
        if self.names.is_empty() {
            self.names.append(&mut self.titles);
        }
        self.names.extend([word.lower.to_string(), next.lower.to_string()]);
        (word.after == Break::None).then_some(2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::story::words::Place;
    use crate::text::span::Span;

    fn find(text: &str) -> Names {
        let mut prose = Prose::default();
        let place = Place { speech: false, continues: false, paragraph: 0, scene: 0 };
        prose.push(text, Span::new(0, text.len()), place);
        Names::find(text, &prose)
    }

    fn written(text: &str) -> Vec<String> {
        find(text).phrases.into_iter().map(|phrase| phrase.written).collect()
    }

    #[test]
    fn names_are_runs_of_capitals() {
        let text = "Then Captain Orrin Hale rowed with Dr. Maren Voss. Rowing, Hale saw the Duke of Skarn. But Maren's oar broke.";
        assert_eq!(written(text), ["Captain Orrin Hale", "Dr. Maren Voss", "Hale", "Duke of Skarn", "Maren"]);
    }

    #[test]
    fn a_capital_that_opens_a_sentence_is_no_name() {
        assert!(written("Rain fell. Wind rose; rain fell. Miss that, Sir.").is_empty());
    }

    #[test]
    fn pronouns_tell_of_the_only_name_before_them() {
        let names = find("Then Maren took her oar. She rowed. He saw Orrin and Maren in his boat.");
        assert_eq!((names.phrases[0].female, names.phrases[0].male), (2.0, 0.0));
    }
}
