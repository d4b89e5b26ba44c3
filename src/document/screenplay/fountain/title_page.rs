//! The title page of a Fountain text: `Key: value` lines before the first blank one; or, as screenplays in plain
//! text have it, lines before the first scene of which one says `by`.

use crate::document::script::{Block, BlockKind, Header};
use crate::document::words::Words;
use crate::source::Source;
use crate::text::span::Span;

use super::super::lines::is_slug;
use super::emphasis;

/// Keys one of which a title page begins with, in small letters.
const KEYS: [&str; 18] = [
    "title",
    "credit",
    "author",
    "authors",
    "source",
    "notes",
    "draft date",
    "date",
    "contact",
    "copyright",
    "revision",
    "episode",
    "episode title",
    "series",
    "show",
    "stardate",
    "air date",
    "format",
];

/// The longest key, bytes.
const LONGEST_KEY: usize = 40;

/// A title page, read.
#[derive(Default)]
pub(super) struct TitlePage {
    pub(super) header: Header,
    /// A block for each key.
    pub(super) blocks: Vec<Block>,
    /// The first byte behind it.
    pub(super) end: usize,
}

/// Reads the title page of `source`; an empty one where it has none.
pub(super) fn read(source: &Source) -> TitlePage {
    let keyed = read_keyed(source);
    if keyed.blocks.is_empty() { read_plain(source).unwrap_or_default() } else { keyed }
}

/// How many lines a title page without keys has at most.
const MOST_LINES: usize = 24;

/// Reads a title page without keys.
fn read_plain(source: &Source) -> Option<TitlePage> {
    let mut lines = Vec::new();
    let mut begun = false;
    for line in source.line_spans().map(|line| line.trimmed(&source.text)).filter(|line| !line.is_empty()) {
        let text = source.slice(line);
        begun = is_slug(text) || text.starts_with("FADE IN");
        if begun || lines.len() > MOST_LINES || text.starts_with(['#', '@', '.', '!', '>', '[', '/']) {
            break;
        }
        lines.push(line);
    }
    let credit = lines.iter().position(|line| credits(source.slice(*line))).filter(|at| begun && *at > 0)?;
    let author = source.slice(*lines.get(credit)?);
    let author = match author.get(..3).filter(|by| by.eq_ignore_ascii_case("by ")) {
        Some(_) => author.get(3..)?.trim(),
        None => source.slice(*lines.get(credit + 1)?),
    };
    let title = source.flow(*lines.first()?).trim_matches(['"', '“', '”', '*', '_']).to_owned();
    let header = Header { title: Some(title), author: Some(author.to_owned()), ..Header::default() };
    let end = lines.last()?.end;
    let block = |line: Span| Block::plain(line, line, BlockKind::Metadata);
    Some(TitlePage { header, blocks: lines.into_iter().map(block).collect(), end })
}

/// Whether `line` says that who wrote it comes next, or says it.
fn credits(line: &str) -> bool {
    let lower = line.to_lowercase();
    let last = lower.trim_end_matches(':').split_whitespace().next_back();
    line.len() <= LONGEST_KEY && (last == Some("by") || lower.starts_with("by "))
}

/// Reads a title page that has keys.
fn read_keyed(source: &Source) -> TitlePage {
    let mut page = TitlePage::default();
    let mut entry: Option<Entry> = None;
    for line in source.line_spans() {
        let text = source.slice(line);
        if text.trim().is_empty() {
            if page.blocks.is_empty() && entry.is_none() {
                continue;
            }
            break;
        }
        let key = key(text);
        match (&mut entry, key) {
            (Some(entry), _) if text.starts_with([' ', '\t']) => entry.lines.push(line),
            (None, Some(key)) if !KEYS.contains(&key.to_lowercase().as_str()) => return TitlePage::default(),
            (_, Some(_)) => {
                page.close(source, entry.replace(Entry { lines: vec![line] }));
            }
            (None, None) => return TitlePage::default(),
            // Words that no key introduces: the page is over, or was none.
            (Some(_), None) => break,
        }
        page.end = line.end;
    }
    page.close(source, entry);
    page
}

/// The key that `line` begins with.
fn key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(':')?;
    let named = key.len() <= LONGEST_KEY && key.starts_with(|c: char| c.is_alphabetic());
    (named && !key.contains(['.', '(', '/'])).then_some(key.trim())
}

/// Whether `line` is one that a title page may have: a key that is known, and a value.
pub fn is_title_line(line: &str) -> bool {
    key(line).is_some_and(|key| KEYS.contains(&key.to_lowercase().as_str()))
}

/// Where title pages begin in `source` that have a title and another line: at its beginning, and behind blank
/// lines or the mark of a new page.
pub(super) fn starts(source: &Source) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut opens = true;
    let mut lines = source.line_spans().peekable();
    while let Some(line) = lines.next() {
        let text = source.slice(line);
        let titled = opens && text.get(..6).is_some_and(|key| key.eq_ignore_ascii_case("title:"));
        let goes_on =
            |next: &str| is_title_line(next) || next.starts_with([' ', '\t']) && !next.trim().is_empty();
        if titled && lines.peek().is_some_and(|next| goes_on(source.slice(*next))) {
            starts.push(line.start);
        }
        opens = text.trim().is_empty() || text.trim_start().starts_with("===");
    }
    starts
}

/// A key with its lines.
struct Entry {
    lines: Vec<Span>,
}

impl TitlePage {
    fn close(&mut self, source: &Source, entry: Option<Entry>) {
        let Some(Entry { lines }) = entry else { return };
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
        let mut words = Words::default();
        for line in &lines {
            emphasis::push_line(&mut words, source.slice(*line));
            words.end_line();
        }
        if let Some((key, value)) = words.text().split_once(':') {
            set(&mut self.header, key.trim(), value.trim());
        }
        let span = Span::new(first.start, last.end).trimmed(&source.text);
        self.blocks.push(Block { words: Some(words), ..Block::plain(span, span, BlockKind::Metadata) });
    }
}

fn set(header: &mut Header, key: &str, value: &str) {
    let field = match key.to_lowercase().as_str() {
        "title" | "episode title" => &mut header.title,
        "author" | "authors" => &mut header.author,
        "series" | "show" => &mut header.series,
        "episode" => &mut header.number,
        "stardate" => &mut header.stardate,
        "air date" => &mut header.air_date,
        _ => return,
    };
    let unknown = value.is_empty() || value.eq_ignore_ascii_case("unknown");
    if !unknown && field.is_none() {
        *field = Some(value.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_page_is_read() {
        let text = "Title:\n\t_**THE HALYARD**_\n    Lightship\nCredit: Written by\nAuthor: Orrin Vale\nContact:\n\tThe Reef\n\nINT. HOLD\n";
        let source = Source::from_bytes("t", text.as_bytes());
        let page = read(&source);
        assert_eq!(page.header.title.as_deref(), Some("THE HALYARD Lightship"));
        assert_eq!(page.header.author.as_deref(), Some("Orrin Vale"));
        assert_eq!(page.blocks.len(), 4);
        assert_eq!(source.text[page.end..].trim(), "INT. HOLD");
    }

    #[test]
    fn a_title_page_without_keys_is_read() {
        let text = "MIDNIGHT RUN\n\nWritten by\n\nTess Moor\n\n\nFADE IN:\n\nINT. HOLD\n";
        let source = Source::from_bytes("t", text.as_bytes());
        let page = read(&source);
        assert_eq!(page.header.title.as_deref(), Some("MIDNIGHT RUN"));
        assert_eq!(page.header.author.as_deref(), Some("Tess Moor"));
        assert_eq!((page.blocks.len(), source.text[page.end..].trim()), (3, "FADE IN:\n\nINT. HOLD"));
    }

    #[test]
    fn what_is_no_title_page() {
        for text in [
            "FADE IN:\n\nINT. HOLD\n",
            "INT. HOLD\nTitle: x\n",
            "MAREN: Light it.\nORRIN: Aye.\n",
            "",
            "The lamp\n\nis out.\n\nINT. HOLD\n",
        ] {
            let page = read(&Source::from_bytes("t", text.as_bytes()));
            assert_eq!((page.blocks.len(), page.end), (0, 0), "{text}");
        }
    }
}
