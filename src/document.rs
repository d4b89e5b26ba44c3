//! One reader per format. Each has `recognise`, how sure it is that a source is of its format, and
//! `parse`, which never fails: what is not understood is kept as *other* and reported.
//!
//! The readers know nothing of each other and nothing of episodes. Positions are byte [`Span`]s of
//! [`Source::text`]. The blocks of a document are ordered and disjoint, lie on char boundaries and,
//! with white space (and in a story quotation marks), cover the text; [`Document::uncovered`] is
//! how the tests hold that.

mod edition;
pub mod play;
pub mod press_kit;
pub mod screenplay;
pub mod script;
pub mod story;
pub mod subtitles;
pub mod summary;
pub mod table;
pub mod transcript;
pub mod words;
mod xml;

use std::borrow::Borrow;

use serde::{Deserialize, Serialize};

use crate::source::{Form, Source};
use crate::text::span::Span;

pub use press_kit::PressKit;
pub use script::{Header, Script};
pub use subtitles::Subtitles;
pub use summary::Summary;

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A fan transcript: scene headings and speakers, no acts.
    Transcript,
    /// A screenplay or shooting script.
    Screenplay,
    /// A wiki page about the episode.
    Summary,
    /// A press kit: cast, credits, synopsis.
    PressKit,
    /// Subtitles, timed or as bare text.
    Subtitles,
    /// A story in prose.
    Story,
    /// A stage play.
    Play,
    /// A script as a table: every element a row.
    Table,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::Transcript,
        Self::Screenplay,
        Self::Summary,
        Self::PressKit,
        Self::Subtitles,
        Self::Story,
        Self::Play,
        Self::Table,
    ];

    /// The kind's name in exports, messages and `episode.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Transcript => "transcript",
            Self::Screenplay => "screenplay",
            Self::Summary => "summary",
            Self::PressKit => "press-kit",
            Self::Subtitles => "subtitles",
            Self::Story => "story",
            Self::Play => "play",
            Self::Table => "table",
        }
    }

    /// Where a document of this kind stands among those of an episode: the script first, then those that
    /// tell most of it.
    pub fn rank(self) -> u8 {
        match self {
            Self::Transcript => 0,
            Self::Screenplay => 1,
            Self::Play => 2,
            Self::Table => 3,
            Self::Story => 4,
            Self::Summary => 5,
            Self::PressKit => 6,
            Self::Subtitles => 7,
        }
    }

    /// Whether a document of this kind carries the episode's lines, so that others are tied to it.
    pub fn is_script(self) -> bool {
        matches!(self, Self::Transcript | Self::Screenplay | Self::Story | Self::Play | Self::Table)
    }
}

/// How sure a reader is that a source is of its format.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Recognition {
    /// The format.
    pub kind: Kind,
    /// From 0 (no) to 1 (certain).
    pub confidence: f32,
    /// What speaks for it, for `check`: `29 scene headings, 321 speeches`.
    pub reason: String,
}

/// How grave a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Something was read in a way that its writer may not have meant.
    Warning,
    /// Something could not be used.
    Error,
}

/// What a reader or the loader has to say about a place in a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// How grave it is.
    pub severity: Severity,
    /// A stable name in kebab-case, `unclosed-bracket`.
    pub code: &'static str,
    /// The place, bytes of the source's text.
    pub span: Span,
    /// What was found and what was expected, one sentence.
    pub message: String,
}

impl Diagnostic {
    /// A warning about `span`.
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, code, span, message: message.into() }
    }

    /// A note about `span`.
    pub fn note(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Note, code, span, message: message.into() }
    }

    /// A warning that `span` is `what` of an episode after the first in `source`.
    fn another_episode(source: &Source, span: Span, what: &str) -> Self {
        let line = source.line_of(span.start);
        let message = format!(
            "found {what} of another episode; expected one episode in a file; cut the file before line {line} to \
             have each by itself"
        );
        Self::warning("several-episodes", span, message)
    }
}

/// What reading a source gives: the document, and what there is to say about it.
#[derive(Debug, Clone)]
pub struct Parsed<T> {
    /// The document.
    pub document: T,
    /// In the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// A block of a document that is no script: a stretch of its text, and which of its format's kinds it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block<K> {
    /// The whole block, bullets and marks included.
    pub span: Span,
    /// What it is.
    pub kind: K,
}

/// A document of any format.
#[derive(Debug, Clone)]
pub enum Document {
    /// A transcript, screenplay, play, table or story.
    Script(Script),
    /// A wiki summary.
    Summary(Summary),
    /// A press kit.
    PressKit(PressKit),
    /// Subtitles.
    Subtitles(Subtitles),
}

impl Document {
    /// What it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Script(script) => script.kind,
            Self::Summary(_) => Kind::Summary,
            Self::PressKit(_) => Kind::PressKit,
            Self::Subtitles(_) => Kind::Subtitles,
        }
    }

    /// What it says of itself, where documents of its kind do.
    fn header_mut(&mut self) -> Option<&mut Header> {
        match self {
            Self::Script(script) => Some(&mut script.header),
            Self::Summary(summary) => Some(&mut summary.header),
            Self::PressKit(kit) => Some(&mut kit.header),
            Self::Subtitles(_) => None,
        }
    }

    /// The spans of its blocks, in order.
    pub fn spans(&self) -> Vec<Span> {
        match self {
            Self::Script(script) => script.blocks.iter().map(|block| block.span).collect(),
            Self::Summary(summary) => summary.blocks.iter().map(|block| block.span).collect(),
            Self::PressKit(kit) => kit.blocks.iter().map(|block| block.span).collect(),
            Self::Subtitles(subtitles) => subtitles.blocks.iter().map(|block| block.span).collect(),
        }
    }

    /// The spans of the blocks that its reader did not understand, in order.
    pub fn left_over(&self) -> Vec<Span> {
        fn of<K: PartialEq>(blocks: &[Block<K>], other: K) -> Vec<Span> {
            blocks.iter().filter(|block| block.kind == other).map(|block| block.span).collect()
        }
        match self {
            Self::Script(script) => {
                let others = script.blocks.iter().filter(|block| block.kind == script::BlockKind::Other);
                others.map(|block| block.span).collect()
            }
            Self::Summary(summary) => of(&summary.blocks, summary::BlockKind::Other),
            Self::PressKit(kit) => of(&kit.blocks, press_kit::BlockKind::Other),
            Self::Subtitles(subtitles) => of(&subtitles.blocks, subtitles::BlockKind::Other),
        }
    }

    /// The stretches of `source` that no block covers and that hold more than white space and
    /// quotation marks. Empty for every document that a reader made of that source.
    pub fn uncovered(&self, source: &Source) -> Vec<Span> {
        let mut gaps = Vec::new();
        let mut covered = 0;
        for span in self.spans().into_iter().chain([Span::new(source.text.len(), source.text.len())]) {
            let gap = Span::new(covered, span.start);
            if !source.slice(gap).chars().all(is_filler) {
                gaps.push(gap);
            }
            covered = covered.max(span.end);
        }
        gaps
    }
}

fn is_filler(character: char) -> bool {
    character.is_whitespace() || matches!(character, '"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»')
}

/// All formats' opinions of `source`: first what it is taken for ([`surest`]), then the surest first.
pub fn recognise(source: &Source) -> Vec<Recognition> {
    let mut opinions = READERS.map(|recognise| recognise(source));
    let taken = first_certain(in_asking_order(source, opinions.each_ref()));
    let taken = taken.map_or(OF_NOTHING_KNOWN, |opinion| opinion.kind);
    opinions.sort_by(|a, b| {
        let is_taken = |opinion: &Recognition| opinion.kind == taken;
        is_taken(b).cmp(&is_taken(a)).then(b.confidence.total_cmp(&a.confidence))
    });
    opinions.to_vec()
}

/// What tells how sure it is that a source is of its format.
type Recognise = fn(&Source) -> Recognition;

/// The readers, those first that are soon certain; only of prose nobody is certain before the end.
const READERS: [Recognise; 8] = [
    table::recognise,
    subtitles::recognise,
    transcript::recognise,
    screenplay::recognise,
    play::recognise,
    summary::recognise,
    press_kit::recognise,
    story::recognise,
];

/// Where a reader is surer than this no other one need be asked.
const CERTAIN: f32 = 0.95;

/// What a text is read as that no reader sees anything in: prose is read paragraph by paragraph, whatever it is.
const OF_NOTHING_KNOWN: Kind = Kind::Story;

/// What `source` is taken for: the opinion of the first reader that is certain; where none is, the surest.
pub fn surest(source: &Source) -> Recognition {
    let asked = in_asking_order(source, READERS).into_iter().map(|recognise| recognise(source));
    first_certain(asked).unwrap_or_else(|| Recognition {
        kind: OF_NOTHING_KNOWN,
        confidence: 0.0,
        reason: String::new(),
    })
}

/// What there is `of_readers`, in their order, in the order in which they are asked about `source`.
fn in_asking_order<T>(source: &Source, mut of_readers: [T; READERS.len()]) -> [T; READERS.len()] {
    // The marks that a wiki's edit links leave are seen at once.
    if memchr::memmem::find(source.text.as_bytes(), b"[]\n").is_some()
        && let [soon_certain @ .., _of_prose] = &mut of_readers
    {
        soon_certain.rotate_left(5);
    }
    of_readers
}

/// The first of `opinions` that is certain; where none is, the surest; `None` where all are of none. None after a
/// certain one is asked for.
fn first_certain<O: Borrow<Recognition>>(opinions: impl IntoIterator<Item = O>) -> Option<O> {
    let mut surest: Option<O> = None;
    for opinion in opinions {
        let confidence = opinion.borrow().confidence;
        if confidence > CERTAIN {
            return Some(opinion);
        }
        if confidence > surest.as_ref().map_or(0.0, |surest| surest.borrow().confidence) {
            surest = Some(opinion);
        }
    }
    surest
}

/// Reads `source` as a document of `kind`.
pub fn parse(source: &Source, kind: Kind) -> Parsed<Document> {
    let mut parsed = match kind {
        Kind::Transcript => wrap(transcript::parse(source), Document::Script),
        Kind::Play => wrap(play::parse(source), Document::Script),
        Kind::Table => wrap(table::parse(source), Document::Script),
        Kind::Screenplay => wrap(screenplay::parse(source), Document::Script),
        Kind::Story => wrap(story::parse(source), Document::Script),
        Kind::Summary => wrap(summary::parse(source), Document::Summary),
        Kind::PressKit => wrap(press_kit::parse(source), Document::PressKit),
        Kind::Subtitles => wrap(subtitles::parse(source), Document::Subtitles),
    };
    if let Some(header) = parsed.document.header_mut() {
        header.bring_to_lines();
    }
    parsed
}

/// What the first lines of `source`, a document of `kind`, say of the episode: as [`parse`] reads them,
/// without reading the rest of a script.
pub fn header(source: &Source, kind: Kind) -> Header {
    let mut header = match kind {
        Kind::Transcript => transcript::header(source),
        Kind::Play => play::header(source),
        Kind::Table => table::header(source),
        Kind::Screenplay => screenplay::header(source),
        Kind::Story => story::header(source),
        Kind::Summary => summary::parse(source).document.header,
        Kind::PressKit => press_kit::parse(source).document.header,
        Kind::Subtitles => Header::default(),
    };
    header.bring_to_lines();
    header
}

/// The parts of `source`, taken for a `kind`, that are an episode each, as sources whose lines and places are
/// those of the whole; nothing where its marks do not plainly tell several.
pub fn episodes(source: &Source, kind: Kind) -> Vec<Source> {
    let (head, spans) = match kind {
        _ if matches!(source.form, Form::Wikitext { .. }) => (None, source.pages()),
        Kind::Table => table::episodes(source).unwrap_or_default(),
        Kind::Transcript => (None, transcript::episodes(source).unwrap_or_default()),
        Kind::Screenplay => (None, screenplay::episodes(source).unwrap_or_default()),
        _ => return Vec::new(),
    };
    let several = spans.len() > 1;
    spans.into_iter().filter(|_| several).map(|span| source.part(head, span)).collect()
}

fn wrap<T>(parsed: Parsed<T>, document: impl FnOnce(T) -> Document) -> Parsed<Document> {
    Parsed { document: document(parsed.document), diagnostics: parsed.diagnostics }
}
