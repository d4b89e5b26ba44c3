//! How well acts are borrowed from summaries, and how far what the loader says of itself is true.
//!
//! `TABLEREAD_SHARED=FOLDER cargo run --release --example acts` reads the episodes of
//! `FOLDER/corpus/acts` (a transcript, a summary and the truth about the acts in each folder) and the
//! one of `FOLDER/seeds/alliances` (with the lines of each paragraph in `FOLDER/truth/alliances.json`),
//! each with its whole summary and with every third sentence of it, and prints
//!
//! - acts that begin in the gap that the truth names (exact) or within three lines of it (near), and
//!   the share of lines in their right act;
//! - of the acts and the sentences, by the confidence they were given, how many are right: an act that
//!   is near, a sentence most of whose lines are those of its paragraph;
//! - how strongly right and wrong pairs of transcript and summary are tied, with and without acts, and
//!   how many were taken for what they are not.
//!
//! Nothing is fitted here: the constants of the alignment stand beside it, with where they come from.

#[path = "calibration/paragraphs.rs"]
mod paragraphs;

use std::path::{Path, PathBuf};

use serde_json::Value;
use tableread::document::summary::Summary;
use tableread::document::{Document, Kind, parse};
use tableread::episode::Episode;
use tableread::loader::{Given, kinship, load};
use tableread::source::Source;
use tableread::text::sentences::sentences;

use paragraphs::number;

/// A break so many lines off is near.
const NEAR: usize = 3;
/// The bounds between the classes of confidence.
const CLASSES: [f32; 5] = [0.5, 0.7, 0.8, 0.9, 0.95];

/// An episode with its truth.
struct Known {
    name: String,
    transcript: Vec<u8>,
    summary: Source,
    truth: Value,
    paragraphs: Value,
}

/// Which sentences of a summary are kept.
#[derive(Clone, Copy)]
enum Kept {
    All,
    /// Every third, from this one on.
    Third(usize),
}

/// Facts with their confidence, and whether they are right.
#[derive(Default)]
struct Calibration(Vec<(f32, bool)>);

#[derive(Default)]
struct Figures {
    exact: usize,
    near: usize,
    breaks: usize,
    lines_right: usize,
    lines: usize,
    acts: Calibration,
    sentences: Calibration,
}

fn main() {
    let shared = std::env::var_os("TABLEREAD_SHARED").map(PathBuf::from);
    let Some(shared) = shared else { return println!("TABLEREAD_SHARED is not set: nothing to measure") };
    let known = known(&shared);
    let thirds = [Kept::Third(0), Kept::Third(1), Kept::Third(2)];
    report("whole summaries", &known, &[Kept::All]);
    report("every third sentence", &known, &thirds);
    for acts in [true, false] {
        let with = if acts { "" } else { ", without acts" };
        pairs(&format!("whole summaries{with}"), &known, &[Kept::All], acts);
        pairs(&format!("every third sentence{with}"), &known, &thirds, acts);
    }
}

fn known(shared: &Path) -> Vec<Known> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(shared.join("corpus/acts"))
        .expect("corpus/acts")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    folders.sort();
    let mut known: Vec<Known> =
        folders.iter().map(|folder| read(folder, &folder.join("truth.json"), false)).collect();
    known.push(read(&shared.join("seeds/alliances"), &shared.join("truth/alliances.json"), true));
    known
}

fn read(folder: &Path, truth: &Path, by_paragraph: bool) -> Known {
    let bytes =
        |path: &Path| std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let truth: Value = serde_json::from_slice(&bytes(truth)).expect("the truth as JSON");
    Known {
        name: folder.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        transcript: bytes(&folder.join("transcript.txt")),
        summary: Source::from_bytes("summary.txt", &bytes(&folder.join("summary.txt"))),
        paragraphs: if by_paragraph { truth["paragraphs"].clone() } else { Value::Null },
        truth,
    }
}

fn load_pair(transcript: &[u8], summary: Source) -> Episode {
    let script = Source::from_bytes("transcript.txt", transcript);
    let given = |source, kind| Given { source, kind: Some(kind) };
    load(vec![given(script, Kind::Transcript), given(summary, Kind::Summary)], "")
}

fn parsed(source: &Source) -> Summary {
    match parse(source, Kind::Summary).document {
        Document::Summary(summary) => summary,
        _ => Summary::default(),
    }
}

/// `source` with the sentences that are kept, and without the headings of its acts where they are not.
fn cut(source: &Source, kept: Kept, acts: bool) -> Source {
    let summary = parsed(source);
    let mut gone = Vec::new();
    let mut number = 0;
    for paragraph in &summary.paragraphs {
        for sentence in sentences(source.slice(paragraph.span)) {
            if matches!(kept, Kept::Third(first) if number % 3 != first) {
                gone.push(paragraph.span.start + sentence.start..paragraph.span.start + sentence.end);
            }
            number += 1;
        }
    }
    if !acts {
        gone.extend(summary.acts.iter().filter_map(|act| act.heading).map(|span| span.start..span.end));
    }
    gone.sort_by_key(|range| range.start);
    let mut text = source.text.to_string();
    gone.into_iter().rev().for_each(|range| text.replace_range(range, ""));
    Source::from_bytes("summary.txt", text.as_bytes())
}

fn report(title: &str, known: &[Known], cuts: &[Kept]) {
    println!("{title}");
    let mut all = Figures::default();
    for known in known {
        for kept in cuts {
            let episode = load_pair(&known.transcript, cut(&known.summary, *kept, true));
            let off = all.add(known, &episode);
            println!("  {:40} off {off:?}", known.name);
        }
    }
    let share = |part: usize, whole: usize| part as f32 / whole.max(1) as f32;
    println!(
        "  exact {:.3} near {:.3} of {} breaks, lines {:.4}",
        share(all.exact, all.breaks),
        share(all.near, all.breaks),
        all.breaks,
        share(all.lines_right, all.lines)
    );
    all.acts.print("acts");
    all.sentences.print("sentences");
}

impl Figures {
    /// Adds `episode`; returns how far each break is off, in lines.
    fn add(&mut self, known: &Known, episode: &Episode) -> Vec<Option<usize>> {
        self.add_lines(known, episode);
        self.add_sentences(known, episode);
        list(&known.truth, "breaks").iter().map(|truth| self.add_break(truth, episode)).collect()
    }

    fn add_break(&mut self, truth: &Value, episode: &Episode) -> Option<usize> {
        let (last, first) = (number(&truth["last_line_prev"]), number(&truth["first_line_next"]));
        let act = episode.outline.acts.iter().find(|act| same_act(&act.name, &truth["act"]));
        let off = act.map(|act| {
            let line = act.lines.0;
            if last < line && line <= first { 0 } else { line.abs_diff(last + 1).min(line.abs_diff(first)) }
        });
        self.breaks += 1;
        self.exact += usize::from(off == Some(0));
        let near = off.is_some_and(|off| off <= NEAR);
        self.near += usize::from(near);
        self.acts.0.extend(act.map(|act| (act.confidence, near)));
        off
    }

    fn add_lines(&mut self, known: &Known, episode: &Episode) {
        let acts = &episode.outline.acts;
        for truth in list(&known.truth, "line_acts") {
            let line = number(&truth[0]);
            let act = acts.iter().find(|act| act.lines.0 <= line && line <= act.lines.1);
            self.lines += 1;
            self.lines_right += usize::from(act.is_some_and(|act| same_act(&act.name, &truth[1])));
        }
    }

    fn add_sentences(&mut self, known: &Known, episode: &Episode) {
        let paragraphs = known.paragraphs.as_array().map_or(&[][..], Vec::as_slice);
        self.sentences.0.extend(paragraphs::sentences(episode, paragraphs));
    }
}

impl Calibration {
    fn print(&self, what: &str) {
        for at in 0..=CLASSES.len() {
            let least = at.checked_sub(1).map_or(0.0, |before| CLASSES[before]);
            let most = CLASSES.get(at).copied().unwrap_or(f32::INFINITY);
            self.print_class(what, least, most);
        }
        self.print_class(what, 0.9, f32::INFINITY);
    }

    fn print_class(&self, what: &str, least: f32, most: f32) {
        let class: Vec<bool> =
            self.0.iter().filter(|(sure, _)| (least..most).contains(sure)).map(|(_, right)| *right).collect();
        let right = class.iter().filter(|right| **right).count();
        let share = right as f32 / class.len().max(1) as f32;
        println!(
            "  {what:10} from {least:.2} to {:.2}: {right:4} of {:4} right, {share:.3}",
            most.min(1.0),
            class.len()
        );
    }
}

/// Every transcript with every summary.
fn pairs(title: &str, known: &[Known], cuts: &[Kept], acts: bool) {
    let (mut worst_right, mut best_wrong) = (f32::INFINITY, f32::NEG_INFINITY);
    let (mut refused, mut accepted, mut wrong) = (0, 0, 0);
    for summary_of in known {
        for kept in cuts {
            let summary = cut(&summary_of.summary, *kept, acts);
            let parsed = parsed(&summary);
            for script_of in known {
                let episode = load_pair(&script_of.transcript, summary.clone());
                let kinship = kinship(&episode, &summary, &parsed);
                if script_of.name == summary_of.name {
                    worst_right = worst_right.min(kinship.bond());
                    refused += usize::from(is_refused(&episode));
                } else {
                    best_wrong = best_wrong.max(kinship.bond());
                    accepted += usize::from(!is_refused(&episode));
                    wrong += 1;
                }
            }
        }
    }
    println!("pairs, {title}: {refused} right ones refused, {accepted} of {wrong} wrong ones accepted");
    println!("  bond: worst right {worst_right:.3}, best wrong {best_wrong:.3}");
}

/// Whether the summary was said to be of another episode, and nothing of it was tied.
fn is_refused(episode: &Episode) -> bool {
    let said = episode.diagnostics.iter().any(|d| d.diagnostic.code == "summary-of-another-episode");
    let tied = episode.summary.iter().any(|sentence| sentence.elements.is_some())
        || episode.quotes.iter().any(|quote| !quote.elements.is_empty())
        || episode.logs.iter().any(|log| log.in_summary.is_some());
    said && !tied && episode.outline.acts.is_empty()
}

fn list<'a>(truth: &'a Value, field: &str) -> &'a [Value] {
    truth[field].as_array().map_or(&[], Vec::as_slice)
}

fn same_act(name: &str, truth: &Value) -> bool {
    truth.as_str().is_some_and(|truth| truth.eq_ignore_ascii_case(name.trim()))
}
