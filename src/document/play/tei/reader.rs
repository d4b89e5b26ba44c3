//! From the elements of a play in TEI to the blocks of a script, one piece after the other.

use std::collections::HashMap;

use crate::document::script::{Block, BlockKind, Cue, Header, Setting};
use crate::document::words::{Emphasis, Words};
use crate::source::xml::{Piece, Tag, What};
use crate::text::span::Span;

/// Elements that nobody is meant to read as the play.
const APART: [&str; 7] = ["note", "fw", "figDesc", "standOff", "revisionDesc", "encodingDesc", "sourceDesc"];

/// The type of a note of the header that is a line of a title page.
const TITLE_PAGE: &str = "title-page";

/// How `tag` says that its text is set, in the words of what this program writes.
fn setting(tag: &Tag) -> Setting {
    tag.attribute("rend").and_then(|rend| Setting::called(&rend)).unwrap_or_default()
}

/// What the documents call an episode, as this program writes it into its own TEI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fact {
    Series,
    Episode,
    Stardate,
    AirDate,
}

/// What text is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Title,
    Author,
    Fact(Fact),
    /// The name of a person in the list of them.
    Person,
    /// An entry of the list of roles.
    Role,
    /// A line of a title page, as this program writes it.
    Page,
    /// The heading of a division.
    Head,
    Speaker,
    Stage,
    /// A log entry, as this program writes it.
    Log,
    /// What a screenplay has beside what is told, as this program writes it: synopses, notes and the like.
    Beside,
    /// A letter that is read aloud.
    Letter,
    /// Words that nobody is named for.
    Loose,
}

impl Reading {
    /// The field of `header` that such text is, where it is one.
    fn field(self, header: &mut Header) -> Option<&mut Option<String>> {
        match self {
            Self::Title => Some(&mut header.title),
            Self::Author => Some(&mut header.author),
            Self::Fact(Fact::Series) => Some(&mut header.series),
            Self::Fact(Fact::Episode) => Some(&mut header.number),
            Self::Fact(Fact::Stardate) => Some(&mut header.stardate),
            Self::Fact(Fact::AirDate) => Some(&mut header.air_date),
            _ => None,
        }
    }
}

/// Text that is being read, from the element at `depth` on.
struct Text {
    reading: Reading,
    depth: usize,
    span: Span,
    text: Option<Span>,
    words: Words,
    setting: Setting,
}

/// A speech that is being read.
struct Speech {
    depth: usize,
    span: Span,
    who: Option<String>,
    label: Option<String>,
    extension: Option<String>,
    text: Option<Span>,
    words: Words,
    /// Directions since its last word.
    stages: Vec<Text>,
    setting: Setting,
}

/// Makes blocks out of the pieces of a play, one after the other.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) header: Header,
    pub(super) blocks: Vec<Block>,
    /// The elements that are open.
    pub(super) open: Vec<String>,
    /// How many of them are open from the one on that is no part of the play; 0 where none is.
    apart: usize,
    /// The divisions that are open: how deep, what type, and whether it has been told that they begin.
    divisions: Vec<Division>,
    persons: HashMap<String, String>,
    person: Option<String>,
    text: Option<Text>,
    speech: Option<Speech>,
    /// The number that the heading which is read gives its scene.
    number: Option<String>,
    /// What is emphasised, from which depth on.
    set: Vec<(usize, Emphasis)>,
}

struct Division {
    depth: usize,
    kind: String,
    start: Span,
    told: bool,
}

impl Reader {
    /// Reads the next piece.
    pub(super) fn piece(&mut self, piece: &Piece) {
        match &piece.what {
            What::Open(tag) => self.begin(tag, piece.span),
            What::Close(name) => self.end(name, piece.span.end),
            What::Text(text) => self.words(text, piece.span),
            What::Aside => {}
        }
    }

    fn begin(&mut self, tag: &Tag, span: Span) {
        self.open.push(tag.name().to_owned());
        if self.apart > 0 {
            return;
        }
        let setting = setting(tag);
        if APART.contains(&tag.name()) && !self.is_ours(tag, setting) {
            self.apart = self.open.len();
            return;
        }
        match tag.name() {
            "hi" => self.emphasise(tag),
            "idno" if self.is_in("publicationStmt") => self.fact(tag, span),
            "title" if self.header.title.is_none() && self.is_in("titleStmt") => {
                self.read(Reading::Title, span)
            }
            "author" if self.header.author.is_none() && self.is_in("titleStmt") => {
                self.read(Reading::Author, span)
            }
            "person" | "personGrp" => self.person = tag.attribute("xml:id"),
            "persName" | "name" if self.person.is_some() => self.read(Reading::Person, span),
            "castItem" => self.read(Reading::Role, span),
            _ if self.text.is_some() => self.line_of_text(tag.name()),
            "div" | "div1" | "div2" | "div3" | "prologue" | "epilogue" if self.is_in("body") => {
                self.division(tag, span)
            }
            "head" if self.is_in("body") && self.speech.is_none() => {
                self.number = tag.attribute("n");
                self.read(Reading::Head, span);
            }
            "note" if self.is_in("notesStmt") => self.read(Reading::Page, span),
            "note" => self.read_set(Reading::Beside, span, setting),
            "milestone" if setting == Setting::PageBreak => self.page_break(span),
            "sp" => self.speaks(tag, span),
            "speaker" if self.speech.is_some() => self.read(Reading::Speaker, span),
            "stage" if self.is_in("body") => {
                let log = tag.attribute("type").is_some_and(|kind| kind == "log");
                self.read_set(if log { Reading::Log } else { Reading::Stage }, span, setting);
            }
            "floatingText" if self.speech.is_some() => self.read(Reading::Stage, span),
            "q" if self.reads_aloud() && tag.attribute("type").as_deref() == Some("letter") => {
                self.read(Reading::Letter, span);
            }
            "l" | "lg" | "ab" | "p" => self.line(span, setting),
            _ => {}
        }
    }

    fn end(&mut self, name: &str, end: usize) {
        let Some(at) = self.open.iter().rposition(|open| open == name) else { return };
        let depth = at + 1;
        if self.apart > 0 {
            self.open.truncate(at);
            self.apart = if depth <= self.apart { 0 } else { self.apart };
            return;
        }
        if matches!(name, "l" | "lg" | "ab" | "p") {
            self.end_line();
        }
        if let Some(text) = self.text.take_if(|text| text.depth >= depth) {
            self.read_all(text, end);
        }
        if self.speech.as_ref().is_some_and(|speech| speech.depth >= depth) {
            self.spoken(end);
        }
        self.set.retain(|(set, _)| *set < depth);
        if matches!(name, "person" | "personGrp") {
            self.person = None;
        }
        self.divisions.retain(|division| division.depth < depth);
        self.open.truncate(at);
    }

    /// Ends whatever was never closed.
    pub(super) fn close_all(&mut self, end: usize) {
        if let Some(text) = self.text.take() {
            self.read_all(text, end);
        }
        self.spoken(end);
    }

    fn is_in(&self, name: &str) -> bool {
        self.open.iter().any(|open| open == name)
    }

    /// Whether `tag`, with this `setting`, is a note that this program wrote: of a title page, or of a screenplay.
    fn is_ours(&self, tag: &Tag, setting: Setting) -> bool {
        let page = || self.is_in("notesStmt") && tag.attribute("type").as_deref() == Some(TITLE_PAGE);
        tag.name() == "note" && (page() || self.is_in("body") && setting != Setting::Plain)
    }

    fn read(&mut self, reading: Reading, span: Span) {
        self.read_set(reading, span, Setting::Plain);
    }

    fn read_set(&mut self, reading: Reading, span: Span, setting: Setting) {
        if self.text.is_none() {
            let depth = self.open.len();
            self.text = Some(Text { reading, depth, span, text: None, words: Words::default(), setting });
        }
    }

    fn page_break(&mut self, span: Span) {
        if self.speech.is_none() {
            self.tell_divisions(span);
            let nothing = Span::new(span.end, span.end);
            let block = Block::plain(span, nothing, BlockKind::Metadata);
            self.blocks.push(Block { setting: Setting::PageBreak, words: Some(Words::default()), ..block });
        }
    }

    fn words(&mut self, text: &str, span: Span) {
        if self.apart > 0 {
            return;
        }
        let filled = !text.trim().is_empty();
        let set = self.set.last().map(|(_, set)| *set).unwrap_or_default();
        let place = |old: Option<Span>| Some(Span::new(old.map_or(span.start, |old| old.start), span.end));
        if let Some(reading) = &mut self.text {
            reading.words.push(text, set);
            reading.text = if filled { place(reading.text) } else { reading.text };
            return;
        }
        if let Some(speech) = &mut self.speech {
            if filled {
                speech.take_stages();
                speech.text = place(speech.text);
            }
            speech.words.push(text, set);
        }
    }

    /// Whether the element that has just begun is a paragraph of its own in a speech, and so read aloud.
    fn reads_aloud(&self) -> bool {
        self.speech.as_ref().is_some_and(|speech| speech.depth + 1 == self.open.len())
    }

    /// A line begins in what is read as one text.
    fn line_of_text(&mut self, name: &str) {
        if !matches!(name, "l" | "lg" | "ab" | "p") {
            return;
        }
        // A letter with verses or paragraphs of its own is said as all else is.
        let letter = |text: &mut Text| text.reading == Reading::Letter && text.text.is_none();
        drop(self.text.take_if(letter));
        self.end_line();
    }

    /// A line or a paragraph begins.
    fn line(&mut self, span: Span, setting: Setting) {
        self.end_line();
        if self.speech.is_none() && self.text.is_none() && self.is_in("body") {
            self.read_set(Reading::Loose, span, setting);
        }
    }

    fn end_line(&mut self) {
        match (&mut self.text, &mut self.speech) {
            (Some(text), _) => text.words.end_line(),
            (None, Some(speech)) => speech.words.end_line(),
            (None, None) => {}
        }
    }

    /// Words are set as `rend` says from here on.
    fn emphasise(&mut self, tag: &Tag) {
        let rend = tag.attribute("rend").unwrap_or_else(|| "italic".to_owned());
        let set = Emphasis::named(&rend);
        self.set.push((self.open.len(), set));
    }

    fn fact(&mut self, tag: &Tag, span: Span) {
        let fact = match tag.attribute("type").as_deref() {
            Some("series") => Fact::Series,
            Some("episode") => Fact::Episode,
            Some("stardate") => Fact::Stardate,
            Some("air-date") => Fact::AirDate,
            _ => return,
        };
        self.read(Reading::Fact(fact), span);
    }

    fn division(&mut self, tag: &Tag, span: Span) {
        let kind = tag.attribute("type").unwrap_or_else(|| tag.name().to_owned());
        self.divisions.push(Division { depth: self.open.len(), kind, start: span, told: false });
    }

    /// Somebody begins to speak.
    fn speaks(&mut self, tag: &Tag, span: Span) {
        if let Some(text) = self.text.take() {
            self.read_all(text, span.start);
        }
        self.spoken(span.start);
        self.tell_divisions(span);
        let who = tag.attribute("who").map(|who| who.replace('#', "")).filter(|who| !who.trim().is_empty());
        self.speech = Some(Speech {
            depth: self.open.len(),
            span,
            who,
            label: None,
            extension: None,
            text: None,
            words: Words::default(),
            stages: Vec::new(),
            setting: setting(tag),
        });
    }

    /// What was read as one text is whole.
    fn read_all(&mut self, text: Text, end: usize) {
        let said = text.words.text().to_owned();
        if said.is_empty() {
            return;
        }
        match text.reading {
            Reading::Title | Reading::Author | Reading::Fact(_) => {
                if let Some(field) = text.reading.field(&mut self.header) {
                    *field = Some(said);
                }
                self.push(text, end, BlockKind::Metadata, Setting::Plain);
            }
            Reading::Person => {
                if let Some(person) = &self.person {
                    self.persons.entry(person.clone()).or_insert(said);
                }
            }
            Reading::Role | Reading::Page => self.push(text, end, BlockKind::Metadata, Setting::Plain),
            Reading::Head => self.headed(text, end),
            Reading::Speaker => {
                if let Some(speech) = &mut self.speech {
                    speech.label = Some(said);
                }
            }
            Reading::Stage | Reading::Log | Reading::Letter if self.speech.is_some() => {
                self.staged(Text { span: Span::new(text.span.start, end), ..text })
            }
            Reading::Stage | Reading::Letter => self.told(text, end, BlockKind::Direction),
            Reading::Log => self.told(text, end, BlockKind::Log),
            Reading::Beside => self.told(text, end, BlockKind::Metadata),
            Reading::Loose => self.told(text, end, BlockKind::Narration),
        }
    }

    /// Something is told between the speeches, or stands beside what is told.
    fn told(&mut self, text: Text, end: usize, kind: BlockKind) {
        self.tell_divisions(text.span);
        let setting = text.setting;
        self.push(text, end, kind, setting);
    }

    fn push(&mut self, text: Text, end: usize, kind: BlockKind, setting: Setting) {
        let place = text.text.unwrap_or(text.span);
        let span = Span::new(text.span.start, end.max(place.end));
        self.blocks.push(Block { setting, words: Some(text.words), ..Block::plain(span, place, kind) });
    }

    /// A direction inside a speech.
    fn staged(&mut self, stage: Text) {
        let Some(speech) = &mut self.speech else { return };
        let words = stage.words.text();
        if speech.text.is_none() && words.starts_with(',') {
            let how = words.trim_start_matches([',', ' ']);
            // A full stop ends the direction, but for those that are part of it: `V.O.`
            let how = how.strip_suffix('.').filter(|bare| !bare.contains('.')).unwrap_or(how).to_owned();
            speech.extension =
                Some(speech.extension.take().map_or(how.clone(), |before| format!("{before}, {how}")));
        } else {
            speech.stages.push(stage);
        }
    }

    /// The heading of the innermost division.
    fn headed(&mut self, text: Text, end: usize) {
        if let Some(above) = self.divisions.len().checked_sub(1) {
            self.tell(above, text.span);
        }
        let told =
            self.divisions.last_mut().is_some_and(|division| std::mem::replace(&mut division.told, true));
        let (kind, setting) = self.mark(self.divisions.len());
        let number = self.number.take().filter(|_| kind == BlockKind::Heading && !told);
        let mut text = text;
        // Stars part scenes without naming one.
        if !text.words.text().contains(char::is_alphanumeric) && kind == BlockKind::Heading {
            text.words = Words::default();
        }
        // A second heading says more of what has begun.
        match told {
            true => self.push(text, end, BlockKind::Direction, Setting::Plain),
            false => self.push(text, end, kind, setting),
        }
        if let Some(heading) = self.blocks.last_mut() {
            heading.number = number;
        }
    }

    /// What a division at `depth` is: an act, or a scene of one.
    fn mark(&self, depth: usize) -> (BlockKind, Setting) {
        let kind = depth.checked_sub(1).and_then(|at| self.divisions.get(at)).map_or("", |d| d.kind.as_str());
        let act = matches!(kind, "act" | "prologue" | "epilogue" | "induction");
        match act || (depth <= 1 && kind != "scene") {
            true => (BlockKind::ActMark, Setting::Section),
            false => (BlockKind::Heading, Setting::Plain),
        }
    }

    /// Says of every division that has begun and has no heading that it did.
    fn tell_divisions(&mut self, before: Span) {
        self.tell(self.divisions.len(), before);
    }

    /// The same for the outermost `count` of them.
    fn tell(&mut self, count: usize, before: Span) {
        for at in 0..count {
            let (kind, setting) = self.mark(at + 1);
            let Some(division) = self.divisions.get_mut(at).filter(|division| !division.told) else {
                continue;
            };
            division.told = true;
            let mut words = Words::default();
            words.push(&division.kind, Emphasis::default());
            let end = division.start.end.min(before.start).max(division.start.start);
            let span = Span::new(division.start.start, end);
            let start = self.blocks.last().map_or(0, |block| block.span.end);
            // Only what begins behind all that was read has a place of its own.
            if span.start >= start {
                self.blocks.push(Block { setting, words: Some(words), ..Block::plain(span, span, kind) });
            }
        }
    }

    /// A speech is whole.
    fn spoken(&mut self, end: usize) {
        let Some(speech) = self.speech.take() else { return };
        let named = speech.who.as_ref().and_then(|who| self.persons.get(who.as_str()).cloned());
        let label = speech.label.or(named);
        let cue = Cue {
            who: speech.who,
            ..label.map_or_else(Cue::unknown, |label| Cue::written(label, speech.extension))
        };
        let first_stage = speech.stages.first().map(|stage| stage.span.start);
        let last = first_stage.unwrap_or(end).max(speech.text.map_or(0, |text| text.end));
        let span = Span::new(speech.span.start, last.max(speech.span.end));
        let text = speech.text.unwrap_or(Span::new(span.end, span.end));
        let block = Block::plain(span, text, BlockKind::Speech(cue));
        self.blocks.push(Block { words: Some(speech.words), setting: speech.setting, ..block });
        for stage in speech.stages {
            let end = stage.span.end;
            self.push(stage, end, BlockKind::Direction, Setting::Plain);
        }
    }
}

impl Speech {
    /// What is said goes on: the directions before it stand among its words.
    fn take_stages(&mut self) {
        for stage in self.stages.drain(..) {
            self.words.push(&format!(" [{}] ", stage.words.text()), Emphasis::default());
        }
    }
}
