//! Final Draft (`.fdx`): paragraphs in XML, each with a type.
//!
//! The tags between paragraphs belong to the block before them; notes that stand inside a paragraph are
//! left out of its words and stand behind it, those of a speech behind that.

use crate::document::screenplay::lines::cue;
use crate::document::script::{Block, BlockKind, Cue, Header, Script, Setting};
use crate::document::words::{Emphasis, Words};
use crate::document::xml::{keep_rest, over_all};
use crate::document::{Kind, Parsed};
use crate::source::Source;
use crate::source::xml::{self, Piece, Tag, What};
use crate::text::span::Span;

/// Elements whose text nobody is meant to read as script.
const APART: [&str; 7] = [
    "ScriptNote",
    "ScriptNotes",
    "SmartType",
    "HeaderAndFooter",
    "SceneProperties",
    "Cast",
    "TargetScriptLengthRange",
];

/// The element of a writer's note.
const NOTE: &str = "ScriptNote";

/// Whether `text` is the mark of an act, `ACT ONE`, as those type it whose template has no paragraph for it.
fn names_act(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or_default();
    let short = text.len() <= 24 && !text.contains(char::is_lowercase) && !text.ends_with(['.', '!', '?']);
    match first {
        "ACT" => short && words.clone().count() == 1,
        "TEASER" | "TAG" => short && words.next().is_none(),
        "COLD" => text == "COLD OPEN" || text == "COLD OPENING",
        _ => false,
    }
}

/// Whether `source` is one of Final Draft's files.
pub(super) fn is_fdx(source: &Source) -> bool {
    source.text.contains("<FinalDraft") && xml::begins_with(&source.text, "FinalDraft")
}

/// Reads `source` as one of Final Draft's files.
pub(super) fn parse(source: &Source) -> Parsed<Script> {
    let (pieces, broken) = xml::pieces(&source.text);
    let mut reader = Reader::default();
    pieces.iter().for_each(|piece| reader.piece(piece));
    reader.close_paragraph(pieces.last().map_or(0, |piece| piece.span.end));
    reader.place_notes();
    let diagnostics = broken.map(|at| keep_rest(source, at, &mut reader.blocks)).into_iter().collect();
    let header = header_of(&reader.title_page);
    let blocks = over_all(source, reader.blocks);
    Parsed { document: Script { kind: Kind::Screenplay, header, blocks }, diagnostics }
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    /// The lines of the title page.
    title_page: Vec<String>,
    in_title_page: bool,
    /// How deep inside elements that are no script.
    apart: usize,
    /// How many speeches of a dual dialogue there were; `None` outside of one.
    dual: Option<usize>,
    /// The number that the paragraph gives its scene.
    number: Option<String>,
    paragraph: Option<Paragraph>,
    /// The note that is being read, and those that have no place yet.
    note: Option<Words>,
    notes: Vec<Words>,
    /// How the text is set that comes next; `None` outside of `<Text>`.
    set: Option<Emphasis>,
}

/// A paragraph that is being read.
struct Paragraph {
    kind: String,
    centred: bool,
    span: Span,
    text: Option<Span>,
    words: Words,
}

impl Reader {
    fn piece(&mut self, piece: &Piece) {
        match &piece.what {
            What::Open(tag) => self.open(tag, piece.span),
            What::Close(name) => self.close(name, piece.span.end),
            What::Text(text) => self.text(text, piece.span),
            What::Aside => {}
        }
    }

    fn open(&mut self, tag: &Tag, span: Span) {
        match tag.name() {
            name if APART.contains(&name) => {
                self.apart += 1;
                if name == NOTE && self.paragraph.is_some() {
                    self.note.get_or_insert_default();
                }
            }
            _ if self.apart > 0 => {}
            "TitlePage" => self.in_title_page = true,
            "DualDialogue" => self.dual = Some(0),
            "Paragraph" => {
                // A dual dialogue stands in a paragraph of its own, which has no words.
                self.close_paragraph(span.start);
                let kind = tag.attribute("Type").unwrap_or_default();
                self.number = tag.attribute("Number");
                let centred = tag.attribute("Alignment").is_some_and(|alignment| alignment == "Center");
                self.paragraph = Some(Paragraph { kind, centred, span, text: None, words: Words::default() });
            }
            "Text" => self.set = Some(emphasis(&tag.attribute("Style").unwrap_or_default())),
            _ => {}
        }
    }

    fn close(&mut self, name: &str, end: usize) {
        match name {
            name if APART.contains(&name) => {
                self.apart = self.apart.saturating_sub(1);
                let note = self.note.take_if(|_| name == NOTE).filter(|note| !note.text().is_empty());
                self.notes.extend(note);
            }
            _ if self.apart > 0 => {}
            "TitlePage" => self.in_title_page = false,
            "DualDialogue" => self.dual = None,
            "Paragraph" => self.close_paragraph(end),
            "Text" => self.set = None,
            _ => {}
        }
    }

    fn text(&mut self, text: &str, span: Span) {
        if let Some(note) = &mut self.note {
            return note.push(text, Emphasis::default());
        }
        let (Some(set), Some(paragraph), 0) = (self.set, &mut self.paragraph, self.apart) else { return };
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                paragraph.words.end_line();
            }
            paragraph.words.push(line, set);
        }
        let start = paragraph.text.map_or(span.start, |text| text.start);
        paragraph.text = Some(Span::new(start, span.end));
    }

    fn close_paragraph(&mut self, end: usize) {
        let Some(paragraph) = self.paragraph.take() else { return };
        let Some(text) = paragraph.text else { return };
        let span = Span::new(paragraph.span.start, end.max(text.end));
        if self.in_title_page {
            self.title_page.push(paragraph.words.text().to_owned());
            return self.push(span, text, BlockKind::Metadata, Setting::Plain, paragraph.words);
        }
        let kind = paragraph.kind.as_str();
        let marks = || names_act(paragraph.words.text());
        match kind {
            "Character" => return self.name(span, paragraph.words.text()),
            "Dialogue" | "Parenthetical" | "Lyrics" | "Singing" => return self.said(span, text, &paragraph),
            _ => {}
        }
        let (kind, setting) = match kind {
            "Scene Heading" => (BlockKind::Heading, Setting::Plain),
            "Transition" => (BlockKind::Direction, Setting::Transition),
            "New Act" | "Cold Opening" => (BlockKind::ActMark, Setting::Section),
            "End of Act" | "Cast List" | "Show/Ep. Title" => (BlockKind::Metadata, Setting::Plain),
            "General" | "Action" | "Shot" if marks() => (BlockKind::ActMark, Setting::Section),
            "Synopsis" | "Outline Body" => (BlockKind::Metadata, Setting::Synopsis),
            kind if kind.starts_with("Outline") => (BlockKind::Metadata, Setting::Section),
            _ if paragraph.centred => (BlockKind::Direction, Setting::Centred),
            _ => (BlockKind::Direction, Setting::Plain),
        };
        self.push(span, text, kind, setting, paragraph.words);
        self.place_notes();
    }

    /// Gives the notes that have none a place: behind the last block.
    fn place_notes(&mut self) {
        let end = self.blocks.last().map_or(0, |block| block.span.end);
        let nothing = Span::new(end, end);
        self.blocks.extend(self.notes.drain(..).map(|note| Block {
            setting: Setting::Note,
            words: Some(note),
            ..Block::plain(nothing, nothing, BlockKind::Metadata)
        }));
    }

    fn push(&mut self, span: Span, text: Span, kind: BlockKind, setting: Setting, words: Words) {
        let number = self.number.take().filter(|number| kind == BlockKind::Heading && !number.is_empty());
        if !words.text().is_empty() {
            let words = Some(words);
            self.blocks.push(Block { setting, words, number, ..Block::plain(span, text, kind) });
        }
    }

    /// Somebody begins to speak.
    fn name(&mut self, span: Span, name: &str) {
        if name.is_empty() {
            return;
        }
        self.place_notes();
        let nothing = Span::new(span.end, span.end);
        let mut block = Block::plain(span, nothing, BlockKind::Speech(cue(name)));
        block.words = Some(Words::default());
        if let Some(before) = &mut self.dual {
            block.setting = if *before > 0 { Setting::AtOnce } else { Setting::Plain };
            *before += 1;
        }
        self.blocks.push(block);
    }

    /// A line of whoever spoke last; nobody's where nobody did.
    fn said(&mut self, span: Span, text: Span, paragraph: &Paragraph) {
        if !matches!(self.blocks.last(), Some(Block { kind: BlockKind::Speech(_), .. })) {
            self.blocks.push(Block::plain(span, text, BlockKind::Speech(Cue::unknown())));
        }
        let Some(speech) = self.blocks.last_mut() else { return };
        let words = speech.words.get_or_insert_default();
        if words.text().is_empty() {
            speech.text = text;
        }
        let sung = matches!(paragraph.kind.as_str(), "Lyrics" | "Singing");
        words.end_line();
        words.append(&paragraph.words, sung);
        (speech.text.end, speech.span.end) = (text.end, span.end);
    }
}

/// `Bold+Italic` as emphasis.
fn emphasis(style: &str) -> Emphasis {
    let has = |name: &str| style.split('+').any(|part| part == name);
    Emphasis { bold: has("Bold"), italic: has("Italic"), underlined: has("Underline"), sung: false }
}

/// What the title page says: the title, then `by` and whoever wrote it.
fn header_of(page: &[String]) -> Header {
    let mut lines = page.iter().map(String::as_str).filter(|line| !line.is_empty());
    let title = lines.next().map(|line| line.trim_matches(['"', '“', '”']).to_owned());
    let mut rest = lines.skip_while(|line| {
        let lower = line.to_lowercase();
        !lower.ends_with("by") && !lower.starts_with("by ")
    });
    let author = rest.next().and_then(|line| {
        let named = ["by ", "By ", "BY "].iter().find_map(|by| line.strip_prefix(by));
        named.or_else(|| rest.next())
    });
    let author = author.map(|name| name.trim().to_owned());
    Header { title, author, ..Header::default() }
}
