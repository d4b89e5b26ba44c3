//! What a search gives back.

use std::fmt;

use crate::episode::{ElementIx, Episode};

/// How well a line answers, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// The words stand in it one after the other.
    Phrase,
    /// Each word stands in it.
    Words,
    /// Some words only begin words of it.
    Prefix,
    /// Some words are only like words of it; or it was asked for with `~`.
    Near,
}

impl Tier {
    /// Whether it counts as exact.
    pub fn is_exact(self) -> bool {
        self < Self::Near
    }
}

/// Another document's text that answers the query too.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub enum Witness {
    /// A quote of the summary, an index into [`Episode::quotes`](crate::episode::Episode::quotes).
    Quote(usize),
    /// A subtitle, an index into [`Episode::subtitles`](crate::episode::Episode::subtitles), and when
    /// it appears, seconds.
    Subtitle(usize, Option<f64>),
    /// A sentence of the summary, an index into [`Episode::summary`](crate::episode::Episode::summary).
    Sentence(usize),
    /// The caption of a picture, an index into [`Episode::captions`](crate::episode::Episode::captions).
    Caption(usize),
    /// A background note, an index into [`Episode::notes`](crate::episode::Episode::notes).
    Note(usize),
    /// A paragraph of the press kit, an index into [`Episode::synopsis`](crate::episode::Episode::synopsis).
    Synopsis(usize),
}

impl Witness {
    /// What the witness is called in queries (`%kind`), labels and exports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Quote(_) => "quote",
            Self::Subtitle(..) => "subtitle",
            Self::Sentence(_) => "summary",
            Self::Caption(_) => "caption",
            Self::Note(_) => "note",
            Self::Synopsis(_) => "synopsis",
        }
    }

    /// Its words in `episode`; the lines of a quote are joined with ` / `.
    pub fn text(self, episode: &Episode) -> String {
        let at = self.index();
        let text = match self {
            Self::Quote(_) => episode.quotes.get(at).map(|quote| quote.text.join(" / ")),
            Self::Subtitle(..) => episode.subtitles.get(at).map(|cue| cue.text.clone()),
            Self::Sentence(_) => episode.summary.get(at).map(|sentence| sentence.text.clone()),
            Self::Caption(_) => episode.captions.get(at).map(|caption| caption.text.clone()),
            Self::Note(_) => episode.notes.get(at).map(|note| note.text.clone()),
            Self::Synopsis(_) => episode.synopsis.get(at).cloned(),
        };
        text.unwrap_or_default()
    }

    /// Its place among its like, from 0.
    pub fn index(self) -> usize {
        match self {
            Self::Quote(at)
            | Self::Subtitle(at, _)
            | Self::Sentence(at)
            | Self::Caption(at)
            | Self::Note(at)
            | Self::Synopsis(at) => at,
        }
    }
}

/// `quote 1`, `subtitle 01:12`; counted from 1 where there is no time.
impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Subtitle(_, Some(start)) if start.is_finite() && *start >= 0.0 => {
                write!(f, "subtitle {:02.0}:{:02.0}", (start / 60.0).floor(), (start % 60.0).floor())
            }
            _ => write!(f, "{} {}", self.name(), self.index() + 1),
        }
    }
}

/// A line of the script that answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The line.
    pub element: ElementIx,
    /// How well it answers.
    pub tier: Tier,
    /// Among the hits of the tier, more is better; equal ones stand in the order of the script.
    pub score: u32,
    /// The other documents' texts of this line that answer as well.
    pub witnesses: Vec<Witness>,
}

/// A text of another document that answers where no line of the script that it is tied to does.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The text.
    pub witness: Witness,
    /// The first line of the script it is tied to.
    pub element: Option<ElementIx>,
    /// How well it answers; never only near.
    pub tier: Tier,
    /// As [`Hit::score`].
    pub score: u32,
}

/// The answer to a query.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// Lines of the script by tier, score and place: first the exact ones, then the near ones.
    pub hits: Vec<Hit>,
    /// How many of the hits are exact.
    pub exact: usize,
    /// How many of the hits are only near.
    pub near: usize,
    /// What only other documents say, by tier, score and place.
    pub told: Vec<Told>,
}
