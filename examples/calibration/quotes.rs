//! Quotes made of the speeches of transcripts as summaries make them: shortened, run together, split,
//! punctuated another way, remembered with other words; and some of another episode.

use std::path::Path;

use tableread::document::Kind;
use tableread::episode::{ElementIx, ElementKind, Episode};

use crate::table::Table;
use crate::{files, given, given_text, lines, loaded};

/// One quote that was made, and the lines of the script that it is of.
struct Made {
    text: Vec<String>,
    lines: Vec<usize>,
}

/// Every so many transcripts one is taken.
const EVERY: usize = 8;
/// Every so many speeches a quote begins.
const APART: usize = 9;

pub(crate) fn measure(shared: &Path, table: &mut Table) {
    let paths: Vec<_> = ["TOS", "NextGen", "DS9", "Voyager", "Enterprise"]
        .into_iter()
        .flat_map(|series| files(&shared.join("corpus/transcripts").join(series), ".txt"))
        .step_by(EVERY)
        .collect();
    let alone: Vec<Episode> = paths.iter().map(|path| loaded(vec![given(path, Kind::Transcript)])).collect();
    for (at, path) in paths.iter().enumerate() {
        let foreign = made(&alone[(at + 1) % alone.len()]).into_iter().step_by(4);
        let foreign = foreign.map(|made| Made { lines: Vec::new(), ..made });
        let quotes: Vec<Made> = made(&alone[at]).into_iter().chain(foreign).collect();
        let with = loaded(vec![given(path, Kind::Transcript), given_text(&page(&quotes), Kind::Summary)]);
        for (quote, made) in with.quotes.iter().zip(&quotes) {
            if !quote.elements.is_empty() {
                table.add("quotes", quote.confidence, lines(&with, &quote.elements) == made.lines);
            }
        }
    }
}

/// A summary that has nothing but quotes.
fn page(quotes: &[Made]) -> String {
    let mut page = "Memorable quotes\n\n".to_owned();
    for quote in quotes {
        quote.text.iter().for_each(|line| page.push_str(&format!("\"{line}\"\n")));
        page.push('\n');
    }
    page
}

/// The quotes made of `episode`: each in another way than the one before.
fn made(episode: &Episode) -> Vec<Made> {
    let speeches: Vec<ElementIx> = episode
        .indexed()
        .filter(|(_, e)| e.kind == ElementKind::Speech && e.asides.is_empty())
        .map(|(ix, _)| ix)
        .collect();
    let said = |at: usize| episode.element(speeches[at]).text.replace('"', "");
    let line = |at: usize| episode.element(speeches[at]).line;
    let mut quotes = Vec::new();
    for (way, at) in (0..speeches.len().saturating_sub(4)).step_by(APART).enumerate() {
        let (first, next) = (said(at), said(at + 1));
        if episode.element(speeches[at]).scene != episode.element(speeches[at + 1]).scene {
            continue;
        }
        let (text, of) = match way % 8 {
            0 => (vec![first], at..at + 1),
            1 => (vec![first, next], at..at + 2),
            2 => (vec![first, next, said(at + 2)], at..at + 3),
            3 => (vec![shortened(&first)], at..at + 1),
            4 => (vec![shortened(&first), shortened(&next)], at..at + 2),
            5 => (vec![remembered(&first), remembered(&next)], at..at + 2),
            6 => (halves(&first), at..at + 1),
            _ => (vec![format!("{first} {next}")], at..at + 2),
        };
        // What is said again and again can be quoted from anywhere.
        if text.iter().all(|line| line.split(' ').count() >= 5) {
            quotes.push(Made { text, lines: of.map(line).collect() });
        }
    }
    quotes
}

/// `text` without its third quarter.
fn shortened(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let (half, rest) = (words.len() / 2, words.len() * 3 / 4);
    format!("{}... {}", words[..half].join(" "), words[rest..].join(" "))
}

/// `text` with every sixth word another one and other marks.
fn remembered(text: &str) -> String {
    let word = |(at, word): (usize, &str)| {
        if at % 6 == 4 { "whatever".to_owned() } else { word.replace(',', " --") }
    };
    text.split(' ').enumerate().map(word).collect::<Vec<_>>().join(" ").replace('.', "!")
}

/// `text` in two lines.
fn halves(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let (first, second) = words.split_at(words.len() / 2);
    vec![first.join(" "), second.join(" ")]
}
