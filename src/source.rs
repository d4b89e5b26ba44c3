//! One document as text: decoded, line ends made `\n`, cleaned, with its lines counted.
//!
//! Everything downstream names places as byte [`Span`]s of [`Source::text`]; this module turns
//! them back into the line and column that a person looks up in the file.

pub mod archive;
pub mod decode;
mod dos;
mod encoding;
mod epub;
mod lines;
mod markdown;
mod page;
mod wikitext;
pub(crate) mod xml;

use std::io::Read;
use std::path::Path;

pub use decode::{Decoded, Ground};
pub use encoding::Encoding;
pub use lines::LineIndex;
pub use page::Role;

use crate::files::regular;
use crate::text::clean::{clean, clean_line};
use crate::text::flow::flow;
use crate::text::span::Span;

/// The largest document that is read, bytes. A script is some hundred kilobytes, the longest novels are some
/// megabytes; a file beyond this is neither, and reading it would take memory for nothing.
pub const MAX_BYTES: u64 = 32 * 1024 * 1024;

/// The most lines of a document that is read: each line is an element that memory is needed for, however
/// short it is. The works of Shakespeare in one file have two hundred thousand.
pub const MAX_LINES: usize = 500_000;

/// How much of a page is its beginning, bytes: what it has for the browser alone can be long.
const PAGE_BEGINNING: u64 = 4 * 1024 * 1024;

/// Where a page is known by, bytes.
const PAGE_SIGN: usize = 4096;

/// Why a document could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file system said no.
    #[error("{}: {}", self.path(), self.reason())]
    Io {
        /// The file, cleaned for display.
        path: String,
        /// What the system answered.
        error: std::io::Error,
    },
    /// A folder, socket, pipe or device stands where a document was expected.
    #[error("{}: {}", self.path(), self.reason())]
    NotAFile {
        /// The path, cleaned for display.
        path: String,
    },
    /// The file holds bytes that no text has.
    #[error("{}: {}", self.path(), self.reason())]
    Binary {
        /// The file, cleaned for display.
        path: String,
    },
    /// The file is larger than [`MAX_BYTES`].
    #[error("{}: {}", self.path(), self.reason())]
    TooLarge {
        /// The file, cleaned for display.
        path: String,
        /// How large it is.
        bytes: u64,
    },
    /// The file has more lines than [`MAX_LINES`].
    #[error("{}: {}", self.path(), self.reason())]
    TooLong {
        /// The file, cleaned for display.
        path: String,
        /// How many it has.
        lines: usize,
    },
}

impl ReadError {
    /// Why, without the path.
    pub fn reason(&self) -> String {
        match self {
            Self::Io { error, .. } => error.to_string(),
            Self::NotAFile { .. } => "not a regular file; expected a document".to_owned(),
            Self::Binary { .. } => "a binary file; expected text".to_owned(),
            Self::TooLarge { bytes, .. } => format!("{bytes} bytes; a document may have at most {MAX_BYTES}"),
            Self::TooLong { lines, .. } => format!("{lines} lines; a document may have at most {MAX_LINES}"),
        }
    }

    /// The path, cleaned for display.
    fn path(&self) -> &str {
        match self {
            Self::Io { path, .. }
            | Self::NotAFile { path }
            | Self::Binary { path }
            | Self::TooLarge { path, .. }
            | Self::TooLong { path, .. } => path,
        }
    }
}

/// What a document was before it was text. Its lines are those of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Text as it is.
    Text,
    /// A web page.
    Page {
        /// How many words of it are not of its text: navigation, edit links, what is hidden.
        left_out: usize,
    },
    /// The source of a wiki's page, or a wiki's export.
    Wikitext {
        /// How many words are not of its text: references, comments, categories.
        left_out: usize,
    },
    /// Markdown.
    Markdown {
        /// How many words are comments.
        left_out: usize,
    },
    /// A book in EPUB, its pages one after the other.
    Book {
        /// How many words of its pages are not of their text.
        left_out: usize,
    },
}

/// The text of one document, and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The file's name as it may be shown (cleaned).
    pub name: String,
    /// Decoded text: UTF-8, byte order mark removed, line ends `\n`, cleaned.
    pub text: String,
    /// The label of the encoding it was decoded from, `UTF-8`, `windows-1252`, ...
    pub encoding: &'static str,
    /// Why it was decoded from that.
    pub ground: Ground,
    /// How many malformed sequences were replaced by U+FFFD.
    pub malformed: usize,
    /// What it was before it was text.
    pub form: Form,
    /// What its pieces are, where its form says so; in order, disjoint.
    pub roles: Vec<(Span, Role)>,
    lines: LineIndex,
    /// How many lines and bytes of its document's text stand before it; none before a whole document.
    before: (usize, usize),
}

impl Source {
    /// Decodes `bytes`; `name` is what the document is called in messages. Never fails.
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Self {
        Self::from_bytes_in(name, bytes, None)
    }

    /// Decodes `bytes` from `encoding`, or as they look where that is `None`. Never fails.
    pub fn from_bytes_in(name: &str, bytes: &[u8], encoding: Option<Encoding>) -> Self {
        let book = epub::book(bytes);
        let bytes = if book.is_some() { &[] } else { bytes };
        let decoded = decode::decode(bytes, encoding);
        let Shaped { text, form, roles } = match book {
            Some(page) => Shaped::new(page, |left_out| Form::Book { left_out }),
            None => Shaped::of(name, decoded.text),
        };
        let text = match clean(&text) {
            std::borrow::Cow::Borrowed(_) => text,
            std::borrow::Cow::Owned(cleaned) => cleaned,
        };
        let lines = LineIndex::new(&text);
        Self {
            name: clean_line(name),
            text,
            encoding: decoded.encoding.name(),
            ground: decoded.ground,
            malformed: decoded.malformed,
            form,
            roles,
            lines,
            before: (0, 0),
        }
    }

    /// A part of this text, as a document by itself whose lines have the numbers that they have here: `body`, with
    /// the line `head`, which stands somewhere before it, right above it where it is needed to read it.
    pub fn part(&self, head: Option<Span>, body: Span) -> Self {
        let above = head.map(|head| format!("{}\n", self.slice(head))).unwrap_or_default();
        let shift = body.start.saturating_sub(above.len());
        let within = |(span, role): &(Span, Role)| {
            let whole = body.start <= span.start && span.end <= body.end;
            whole.then(|| (Span::new(span.start - shift, span.end - shift), *role))
        };
        let lines_above = usize::from(head.is_some());
        let line = self.line_of(body.start).saturating_sub(1 + lines_above);
        let text = format!("{above}{}", self.slice(body));
        Self {
            name: self.name.clone(),
            lines: LineIndex::new(&text),
            roles: self.roles.iter().filter_map(within).collect(),
            text,
            before: (line, self.before.1 + shift),
            ..*self
        }
    }

    /// The pages of a wiki's export, each with its title.
    pub fn pages(&self) -> Vec<Span> {
        let titles = self.roles.iter().filter(|(_, role)| *role == Role::Heading(1));
        let starts: Vec<usize> = titles.map(|(span, _)| span.start).collect();
        let ends = starts.iter().skip(1).copied().chain([self.text.len()]);
        starts.iter().copied().zip(ends).map(|(start, end)| Span::new(start, end)).collect()
    }

    /// `span` of this text as one of the whole document's text.
    pub fn in_document(&self, span: Span) -> Span {
        Span::new(span.start + self.before.1, span.end + self.before.1)
    }

    /// Reads the regular file at `path`.
    ///
    /// # Errors
    /// [`ReadError`] where there is no such file, it is not a regular file, or it is too large.
    pub fn read(path: &Path) -> Result<Self, ReadError> {
        Self::read_in(path, None)
    }

    /// Reads the regular file at `path` as one in `encoding`, or as it looks where that is `None`.
    ///
    /// # Errors
    /// As [`Source::read`].
    pub fn read_in(path: &Path, encoding: Option<Encoding>) -> Result<Self, ReadError> {
        Self::read_beginning(path, MAX_BYTES, encoding)
    }

    /// Reads the lines that begin within the first `most` bytes of the regular file at `path`, as far
    /// as these bytes go: enough to see what it is.
    ///
    /// # Errors
    /// As [`Source::read`].
    pub fn read_beginning(path: &Path, most: u64, encoding: Option<Encoding>) -> Result<Self, ReadError> {
        let shown = clean_line(&path.display().to_string());
        let bytes = match archive::through(path) {
            Some((archive, member)) => {
                let most = if epub::is_named(path) { MAX_BYTES } else { most };
                let read = archive::read(&archive, &member, beyond(most));
                read.map_err(|error| ReadError::Io { path: shown.clone(), error })?
            }
            None => Self::bytes_of(path, most, &shown)?,
        };
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        let source = Self::of_read(&name, &shown, &bytes, encoding)?;
        // Of a beginning it is not known how many lines follow.
        if most >= MAX_BYTES { source.of_bounded_length(shown) } else { Ok(source) }
    }

    /// Reads all that `input` gives until it ends, as a document called `name`.
    ///
    /// # Errors
    /// [`ReadError`] where reading fails, and where that is no text or too much of it.
    pub fn read_from(name: &str, input: impl Read, encoding: Option<Encoding>) -> Result<Self, ReadError> {
        let mut bytes = Vec::new();
        let read = input.take(beyond(MAX_BYTES)).read_to_end(&mut bytes);
        read.map_err(|error| ReadError::Io { path: name.to_owned(), error })?;
        Self::of_read(name, name, &bytes, encoding)?.of_bounded_length(name.to_owned())
    }

    /// The document in `bytes`, which came from what is shown as `shown`.
    fn of_read(name: &str, shown: &str, bytes: &[u8], encoding: Option<Encoding>) -> Result<Self, ReadError> {
        let path = shown.to_owned();
        // A file may grow while it is read, and what is no file need not say how long it is.
        if bytes.len() as u64 > MAX_BYTES {
            return Err(ReadError::TooLarge { path, bytes: bytes.len() as u64 });
        }
        let unreadable = epub::is_packed(bytes) || encoding.is_none() && decode::is_binary(bytes);
        if unreadable && !epub::is_book(bytes) {
            return Err(ReadError::Binary { path });
        }
        Ok(Self::from_bytes_in(name, bytes, encoding))
    }

    /// Itself, where it has no more lines than a document may have.
    fn of_bounded_length(self, path: String) -> Result<Self, ReadError> {
        match self.line_count() {
            lines if lines > MAX_LINES => Err(ReadError::TooLong { path, lines }),
            _ => Ok(self),
        }
    }

    /// The first `most` bytes of the regular file at `path`, which is shown as `shown`; more of a page, and all
    /// of a book.
    fn bytes_of(path: &Path, most: u64, shown: &str) -> Result<Vec<u8>, ReadError> {
        let io = |error| ReadError::Io { path: shown.to_owned(), error };
        let Some((mut file, metadata)) = regular(path).map_err(io)? else {
            return Err(ReadError::NotAFile { path: shown.to_owned() });
        };
        if metadata.len() > MAX_BYTES {
            return Err(ReadError::TooLarge { path: shown.to_owned(), bytes: metadata.len() });
        }
        let expected = most.min(metadata.len()).saturating_add(1);
        let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or_default());
        file.by_ref().take(beyond(most)).read_to_end(&mut bytes).map_err(io)?;
        let sign = || String::from_utf8_lossy(bytes.get(..PAGE_SIGN).unwrap_or(&bytes));
        let more = match () {
            () if epub::is_packed(&bytes) => MAX_BYTES,
            () if most < PAGE_BEGINNING && page::is_page(&sign()) => PAGE_BEGINNING,
            () => 0,
        };
        file.take(more).read_to_end(&mut bytes).map_err(io)?;
        Ok(bytes)
    }

    /// What the piece that holds byte `at` is, where the document's form says so.
    pub fn role_at(&self, at: usize) -> Option<Role> {
        let before = self.roles.partition_point(|(span, _)| span.start <= at);
        let (span, role) = self.roles.get(before.checked_sub(1)?)?;
        (at < span.end).then_some(*role)
    }

    /// The text of `span`.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The text of `span` as one flowing line: every run of white space is one space.
    pub fn flow(&self, span: Span) -> String {
        flow(self.slice(span))
    }

    /// The number of the line that holds byte `at`; the first line of a whole document is 1.
    pub fn line_of(&self, at: usize) -> usize {
        self.before.0 + self.lines.line_of(at)
    }

    /// The number of the first line.
    pub fn first_line(&self) -> usize {
        self.before.0 + 1
    }

    /// The number of the last line; that before the first where there is none.
    pub fn last_line(&self) -> usize {
        self.before.0 + self.line_count()
    }

    /// How many lines the text has; a final newline does not open another.
    pub fn line_count(&self) -> usize {
        self.lines.count()
    }

    /// The span of line `number` without its newline; empty at the end for no such line.
    pub fn line_span(&self, number: usize) -> Span {
        self.lines.span(number.saturating_sub(self.before.0))
    }

    /// The spans of all lines in order, without their newlines.
    pub fn line_spans(&self) -> impl Iterator<Item = Span> + '_ {
        (self.first_line()..=self.last_line()).map(|number| self.line_span(number))
    }
}

/// Text that a person reads, out of decoded text of any form.
struct Shaped {
    text: String,
    form: Form,
    roles: Vec<(Span, Role)>,
}

impl Shaped {
    fn of(name: &str, text: String) -> Self {
        if page::is_page(&text) {
            return Self::new(page::page(&text), |left_out| Form::Page { left_out });
        }
        if wikitext::is_wikitext(&text) {
            return Self::new(wikitext::page(&text), |left_out| Form::Wikitext { left_out });
        }
        if markdown::is_markdown(name) {
            return Self::new(markdown::page(&text), |left_out| Form::Markdown { left_out });
        }
        Self { text, form: Form::Text, roles: Vec::new() }
    }

    fn new(page: page::Page, form: impl FnOnce(usize) -> Form) -> Self {
        Self { form: form(page.left_out), text: page.text, roles: page.roles }
    }
}

/// How many bytes to ask for where `most` are wanted: one more than may be, to see that there are too many.
fn beyond(most: u64) -> u64 {
    if most < MAX_BYTES { most } else { MAX_BYTES + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_and_mark_change_nothing_but_positions() {
        let plain = Source::from_bytes("a", b"one\ntwo\n\nthree");
        for bytes in [&b"one\r\ntwo\r\n\r\nthree"[..], b"\xef\xbb\xbfone\ntwo\n\nthree", b"one\rtwo\r\rthree"]
        {
            let other = Source::from_bytes("a", bytes);
            assert_eq!(other.text, plain.text);
            assert_eq!(other.line_count(), 4);
        }
        assert_eq!(plain.line_of(plain.text.find("three").expect("word")), 4);
        assert_eq!(plain.slice(plain.line_span(2)), "two");
    }

    #[test]
    fn a_part_has_the_lines_and_places_of_the_whole() {
        let whole = Source::from_bytes("a", b"names\none\ntwo\nthree\nfour\n");
        let span = |word: &str| {
            let at = whole.text.find(word).expect("word");
            Span::new(at, at + word.len())
        };
        let body = Span::new(span("two").start, span("four").start);
        let part = whole.part(Some(span("names")), body);
        assert_eq!(part.text, "names\ntwo\nthree\n");
        assert_eq!((part.first_line(), part.last_line(), part.line_count()), (2, 4, 3));
        let lines: Vec<&str> = part.line_spans().map(|line| part.slice(line)).collect();
        assert_eq!(lines, ["names", "two", "three"]);
        let three = Span::new(part.text.find("three").expect("word"), part.text.len() - 1);
        assert_eq!((part.line_of(three.start), part.in_document(three)), (4, span("three")));
        assert_eq!(part.slice(part.line_span(4)), "three");
    }

    #[test]
    fn what_a_terminal_could_obey_does_not_enter() {
        let source = Source::from_bytes("a\u{1b}[2J\n", b"x\x1b[2Jy");
        assert_eq!(source.text, "x [2Jy");
        assert_eq!(source.name, "a [2J ");
    }

    #[test]
    fn a_folder_is_not_a_document() {
        let error = Source::read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect_err("folder");
        assert!(error.to_string().contains("not a regular file"), "{error}");
    }
}
