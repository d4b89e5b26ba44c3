//! What the script is compared with, and where the words of a passage differ.

use crate::align::words::differences;
use crate::episode::{ElementIx, Episode, LogEntry};
use crate::text::tokens::{Token, keys};

use super::{Passage, Told, text_of};

/// A line of the other document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// A place in [`Episode::subtitles`].
    Cue(usize),
    /// A line of a quote: places in [`Episode::quotes`] and in its text.
    Quote {
        /// The quote.
        quote: usize,
        /// The line of it.
        line: usize,
    },
    /// What a summary has for a log entry: a place in [`Episode::logs`].
    Log(usize),
    /// A place in [`Episode::captions`].
    Caption(usize),
}

/// The log entries beside what the summary has for them, in the order of the script.
pub fn with_logs(episode: &Episode) -> Vec<Passage> {
    let logs = episode.logs.iter().enumerate();
    let told = |log: &LogEntry| log.told.is_some() && log.in_summary.is_some();
    logs.map(|(at, log)| {
        let other = if told(log) { vec![Words::Log(at)] } else { Vec::new() };
        passage(episode, vec![log.element], other)
    })
    .collect()
}

/// The captions of the summary's pictures beside the lines that they are of, in the order of the script;
/// those of no line come last. They tell of a line in words of their own, so that no word differs.
pub fn with_captions(episode: &Episode) -> Vec<Passage> {
    let line = |at: &usize| Some(episode.captions.get(*at)?.element?.value);
    let mut captions: Vec<usize> = (0..episode.captions.len()).collect();
    captions.sort_by_key(|at| (line(at).is_none(), line(at)));
    let told = |at: usize| Passage {
        script: line(&at).into_iter().map(|line| Told { line, differs: Vec::new() }).collect(),
        other: vec![Told { line: Words::Caption(at), differs: Vec::new() }],
    };
    captions.into_iter().map(told).collect()
}

/// The summary's quotes beside the lines that they are of, in the order of the script; those that the
/// script does not have come last.
pub fn with_quotes(episode: &Episode) -> Vec<Passage> {
    let mut quotes: Vec<usize> = (0..episode.quotes.len()).collect();
    let first = |at: &usize| episode.quotes.get(*at).and_then(|quote| quote.elements.first().copied());
    quotes.sort_by_key(|at| (first(at).is_none(), first(at)));
    quotes
        .into_iter()
        .filter_map(|at| {
            let quote = episode.quotes.get(at)?;
            let other = (0..quote.text.len()).map(|line| Words::Quote { quote: at, line }).collect();
            Some(passage(episode, quote.elements.clone(), other))
        })
        .collect()
}

/// A passage of these lines, with the words marked in which they differ.
pub(super) fn passage(episode: &Episode, script: Vec<ElementIx>, other: Vec<Words>) -> Passage {
    let told = script.iter().map(|line| Told { line: *line, differs: Vec::new() });
    let heard = other.iter().map(|line| Told { line: *line, differs: Vec::new() });
    let mut passage = Passage { script: told.collect(), other: heard.collect() };
    if !passage.is_in_both() {
        return passage;
    }
    let said: Vec<(usize, Token)> = script
        .iter()
        .enumerate()
        .flat_map(|(at, ix)| said(episode, *ix).map(move |token| (at, token)))
        .collect();
    let heard: Vec<(usize, Token)> = other
        .iter()
        .enumerate()
        .flat_map(|(at, words)| keys(text_of(episode, *words)).into_iter().map(move |token| (at, token)))
        .collect();
    let words =
        |tokens: &[(usize, Token)]| tokens.iter().map(|(_, token)| token.key.clone()).collect::<Vec<_>>();
    let (first, second) = (words(&said), words(&heard));
    let (first, second): (Vec<&str>, Vec<&str>) =
        (first.iter().map(String::as_str).collect(), second.iter().map(String::as_str).collect());
    for difference in differences(&first, &second) {
        mark(&mut passage.script, said.get(difference.first));
        mark(&mut passage.other, heard.get(difference.second));
    }
    passage
}

/// The words of a line of the script, without the directions inside it.
fn said(episode: &Episode, ix: ElementIx) -> impl Iterator<Item = Token> {
    let element = episode.element(ix);
    keys(&element.text).into_iter().filter(|token| !element.is_aside(token.span))
}

/// Marks the words of one telling, a stretch in each line that they stand in.
fn mark<T>(lines: &mut [Told<T>], words: Option<&[(usize, Token)]>) {
    for of_one_line in words.unwrap_or_default().chunk_by(|(a, _), (b, _)| a == b) {
        let (Some((at, first)), Some((_, last))) = (of_one_line.first(), of_one_line.last()) else {
            continue;
        };
        if let Some(line) = lines.get_mut(*at) {
            line.differs.push(first.span.start..last.span.end);
        }
    }
}
