//! Notes, bookmarks and marks for reading elsewhere: as Markdown and as JSON, each with what it takes
//! to cite its line.

use std::fmt::Write;

use serde::Serialize;

use crate::episode::{Element, ElementIx, Episode};
use crate::journal::{EpisodeKey, Finder, Held, KeptItem, What};
use crate::text::clean::clean_line;

/// Something that was put beside a line, with the line as it is now.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Noted {
    /// `note`, `bookmark` or `mark`.
    pub kind: &'static str,
    /// The letter of a mark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub letter: Option<char>,
    /// The words of a note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The line's id: in the script as it is, or where the line was when it is lost.
    pub line: String,
    /// Who speaks.
    pub speaker: Option<String>,
    /// The id of the last line, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub through: Option<String>,
    /// The line's words; of several lines a row each, with who speaks.
    pub words: String,
    /// Whether the line is no longer in the script.
    pub lost: bool,
    /// How much the line is like the one that was remembered, where its words were edited; 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alike: Option<f32>,
    /// When it was written, seconds since 1970 began; 0 where it is not written yet.
    pub at: u64,
}

/// What was put beside lines of one episode.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NotedEpisode {
    /// What the episode is called.
    pub episode: String,
    /// Where its first document lies.
    pub path: String,
    /// In the order of the script; what is lost comes last.
    pub items: Vec<Noted>,
}

impl Noted {
    /// `kept` as it was remembered, without a look at the episode.
    fn remembered(kept: &KeptItem) -> Self {
        let (kind, letter, note) = match &kept.item.what {
            What::Note(text) => ("note", None, Some(text.clone())),
            What::Bookmark => ("bookmark", None, None),
            What::Mark(letter) => ("mark", Some(*letter), None),
        };
        let line = &kept.item.line;
        Self {
            kind,
            letter,
            note,
            line: line.id.to_string(),
            speaker: line.speaker.clone(),
            through: kept.item.through.as_ref().map(|last| last.id.to_string()),
            words: line.words.clone(),
            lost: false,
            alike: None,
            at: kept.at,
        }
    }

    /// `kept` with its line looked up in `episode`.
    fn looked_up(kept: &KeptItem, finder: &Finder, episode: &Episode, held: Option<Held>) -> Self {
        let remembered = Self::remembered(kept);
        let Some(held) = held else { return Self { lost: true, ..remembered } };
        let element = episode.element(held.line());
        let last = kept.item.through.as_ref().and_then(|last| finder.find(last)).map(Held::line);
        let last = last.filter(|last| *last > held.line());
        Self {
            line: element.id.to_string(),
            through: last.map(|last| episode.element(last).id.to_string()),
            speaker: episode.speaker_name(element).filter(|_| last.is_none()),
            words: last.map_or_else(|| element.text.clone(), |last| spoken(episode, held.line(), last)),
            alike: if let Held::Like(_, share) = held { Some(share) } else { None },
            ..remembered
        }
    }
}

/// The lines from `first` to `last`, a row each, with who speaks.
fn spoken(episode: &Episode, first: ElementIx, last: ElementIx) -> String {
    let lines = episode.elements.get(first.at()..=last.at()).unwrap_or_default();
    let line = |element: &Element| match episode.speaker_name(element) {
        Some(name) => format!("{name}: {}", element.text),
        None => element.text.clone(),
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

impl NotedEpisode {
    /// `items` with their lines looked up in `episode`, which is known by `key`.
    pub fn new<'a>(
        key: &EpisodeKey,
        episode: &Episode,
        items: impl IntoIterator<Item = &'a KeptItem>,
    ) -> Self {
        let finder = Finder::new(episode);
        let mut found: Vec<_> = items.into_iter().map(|kept| (finder.find(&kept.item.line), kept)).collect();
        found.sort_by_key(|(held, kept)| {
            (held.is_none(), held.map(Held::line), kept.item.line.id, kept.item.id.clone())
        });
        let items =
            found.into_iter().map(|(held, kept)| Noted::looked_up(kept, &finder, episode, held)).collect();
        Self { episode: key.title.clone(), path: clean_line(&key.path), items }
    }

    /// `items`, those of an episode one after the other, as they were remembered: without a look at the
    /// episodes, which need not be there any more.
    pub fn remembered<'a>(items: impl IntoIterator<Item = &'a KeptItem>) -> Vec<Self> {
        let mut episodes: Vec<(&EpisodeKey, Self)> = Vec::new();
        for kept in items {
            let noted = Noted::remembered(kept);
            match episodes.last_mut().filter(|(key, _)| key.is(&kept.episode)) {
                Some((_, episode)) => episode.items.push(noted),
                None => {
                    let (episode, path) = (kept.episode.title.clone(), clean_line(&kept.episode.path));
                    episodes.push((&kept.episode, Self { episode, path, items: vec![noted] }));
                }
            }
        }
        episodes.into_iter().map(|(_, episode)| episode).collect()
    }
}

/// `episodes` as Markdown: a heading each, an entry a line with the note under it.
pub fn markdown(episodes: &[NotedEpisode]) -> String {
    let mut text = String::new();
    for episode in episodes {
        let gap = if text.is_empty() { "" } else { "\n" };
        // Writing to a string cannot fail.
        let _infallible = write!(text, "{gap}# {}\n\n", escaped(&episode.episode));
        let lost = episode.items.iter().position(|item| item.lost).unwrap_or(episode.items.len());
        let (there, lost) = episode.items.split_at(lost);
        there.iter().for_each(|item| entry(&mut text, item));
        if !lost.is_empty() {
            text.push_str("\n## No longer in the script\n\n");
            lost.iter().for_each(|item| entry(&mut text, item));
        }
    }
    text
}

fn entry(text: &mut String, item: &Noted) {
    let speaker = item.speaker.as_ref().map_or_else(String::new, |name| format!(" {}", escaped(name)));
    let kind = match (item.kind, item.letter) {
        ("note", _) => String::new(),
        (_, Some(letter)) => format!(" (mark {letter})"),
        (kind, None) => format!(" ({kind})"),
    };
    let last = item.through.as_ref().map_or_else(String::new, |last| format!("–{last}"));
    let words = escaped(&item.words).replace('\n', " / ");
    let _infallible = writeln!(text, "- **{}{last}{speaker}**{kind} {words}", item.line);
    let note = item.note.as_deref().unwrap_or_default();
    if !note.is_empty() {
        text.push('\n');
    }
    for line in note.lines() {
        text.push_str(format!("  > {line}").trim_end());
        text.push('\n');
    }
    if !note.is_empty() {
        text.push('\n');
    }
}

/// Words of others as they are, none of them read as Markdown.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\\' | '*' | '_' | '`' | '<' | '[' | ']') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}
