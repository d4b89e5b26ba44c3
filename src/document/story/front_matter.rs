//! What stands before a story's first sentence: title, author, rating, disclaimer, dedication.

use crate::document::script::Header;
use crate::source::Source;
use crate::text::span::Span;

use super::paragraphs::{Paragraph, ParagraphKind, is_chapter};

/// What opens a line of front matter, before its colon; lower case.
const KEYS: &[&str] = &[
    "a/n",
    "acknowledgement",
    "acknowledgements",
    "acknowledgments",
    "archive",
    "archived",
    "author",
    "author's note",
    "author's notes",
    "authors note",
    "beta",
    "category",
    "characters",
    "classification",
    "codes",
    "completed",
    "contact",
    "content",
    "copyright",
    "date",
    "dedication",
    "disclaimer",
    "disclaimers",
    "distribution",
    "e-mail",
    "email",
    "fandom",
    "feedback",
    "genre",
    "historical note",
    "keywords",
    "language",
    "length",
    "note",
    "notes",
    "originally posted",
    "pairing",
    "pairings",
    "part",
    "permission",
    "posted",
    "published",
    "rated",
    "rating",
    "relationship",
    "relationships",
    "release date",
    "sequel to",
    "series",
    "setting",
    "spoilers",
    "stardate",
    "status",
    "story",
    "summary",
    "synopsis",
    "teaser",
    "thanks",
    "thanks to",
    "timeline",
    "title",
    "universe",
    "updated",
    "url",
    "warning",
    "warnings",
    "website",
    "word count",
    "words",
    "written",
];

/// A longer paragraph than this is prose, whatever follows it, bytes.
const LONGEST_LINE: usize = 600;

/// How far into the document a chapter's heading may end the front matter, bytes.
const FARTHEST_CHAPTER: usize = 4000;

/// How long a title may be, bytes.
const LONGEST_TITLE: usize = 90;

/// How many of `paragraphs` are front matter, and what they say of the story.
pub(super) fn front_matter(source: &Source, paragraphs: &[Paragraph]) -> (usize, Header) {
    let lines: Vec<String> =
        paragraphs.iter().take(60).map(|paragraph| source.flow(paragraph.span)).collect();
    let mut header = Header::default();
    let mut count = 0;
    let mut awaits_text = false;
    for (at, (line, paragraph)) in lines.iter().zip(paragraphs).enumerate() {
        let is_front = if fill_each(source, paragraph.span, &mut header) {
            true
        } else if let Some((key, value)) = entry(line) {
            awaits_text = value.is_empty();
            fill(&mut header, &key, value);
            true
        } else if let Some(author) = by_line(line) {
            header.author.get_or_insert(author);
            true
        } else if at == 0 && is_title(line, paragraphs.get(1), lines.get(1)) {
            header.title = Some(plain(line));
            true
        } else if paragraph.kind == ParagraphKind::Separator {
            at == count && at > 0
        } else {
            std::mem::take(&mut awaits_text) && paragraph.kind == ParagraphKind::Prose
        };
        if !is_front {
            break;
        }
        count = at + 1;
    }
    let page = before_first_chapter(source, &lines, paragraphs);
    if page > 0 && header.title.is_none() {
        header.title = lines.first().map(|line| plain(line)).filter(|line| line.len() <= LONGEST_TITLE);
    }
    (count.max(page), header)
}

fn entry(line: &str) -> Option<(String, &str)> {
    let (key, value) = line.split_once(':')?;
    let key = key.trim_matches(|c: char| !c.is_alphanumeric()).replace('’', "'").to_lowercase();
    KEYS.contains(&key.as_str()).then(|| (key, value.trim_matches(['*', '_', ' '])))
}

/// Takes what several lines say that are an entry each; `false` where those at `span` are not.
fn fill_each(source: &Source, span: Span, header: &mut Header) -> bool {
    let entries: Option<Vec<_>> = source.slice(span).lines().map(|line| entry(line.trim())).collect();
    let Some(entries) = entries.filter(|entries| entries.len() > 1) else { return false };
    for (key, value) in entries {
        fill(header, &key, value);
    }
    true
}

fn fill(header: &mut Header, key: &str, value: &str) {
    let place = match key {
        "title" | "story" => &mut header.title,
        "author" | "written" => &mut header.author,
        "series" | "fandom" | "universe" => &mut header.series,
        "stardate" => &mut header.stardate,
        _ => return,
    };
    if !value.is_empty() {
        *place = Some(value.strip_prefix("by ").unwrap_or(value).to_owned());
    }
}

fn by_line(line: &str) -> Option<String> {
    let words = plain(line);
    let (first, rest) = words.split_once(' ')?;
    let short = words.len() <= 60 && words.split(' ').count() <= 8;
    (first.eq_ignore_ascii_case("by")
        && short
        && rest.starts_with(char::is_uppercase)
        && !words.ends_with(['.', ','])
        || first.eq_ignore_ascii_case("by") && short && rest.ends_with('.') && rest.split(' ').count() <= 3)
        .then(|| rest.to_owned())
}

/// A title is a short first line that ends like no sentence and is followed by more front matter, a
/// heading, or prose much longer than itself.
fn is_title(line: &str, next: Option<&Paragraph>, next_line: Option<&String>) -> bool {
    let plain = plain(line);
    let short = !plain.is_empty() && plain.len() <= LONGEST_TITLE && !plain.ends_with(['.', ',', ';']);
    let quoted = line.contains(['"', '“', '«']) && !line.starts_with(['"', '“', '«']);
    let capitals = !plain.chars().any(char::is_lowercase);
    let (Some(next), Some(next_line)) = (next, next_line) else { return false };
    short
        && !quoted
        && !is_chapter(line)
        && !line.starts_with(['\'', '‘', '"', '“', '«', '—'])
        && (capitals
            || entry(next_line).is_some()
            || by_line(next_line).is_some()
            || next.kind != ParagraphKind::Prose
            || !plain.ends_with(['!', '?', '…']) && next.span.len() >= 2 * line.len())
}

fn plain(line: &str) -> String {
    line.trim_matches(|c: char| c.is_whitespace() || "*_#=~".contains(c)).to_owned()
}

/// Whether `paragraph` is a table of contents: a line for each of several chapters.
fn lists_chapters(source: &Source, paragraph: Paragraph) -> bool {
    source.slice(paragraph.span).lines().filter(|line| is_chapter(line.trim())).count() > 1
}

/// A book's title page, dedication and mottoes end at its first chapter.
fn before_first_chapter(source: &Source, lines: &[String], paragraphs: &[Paragraph]) -> usize {
    let chapter = paragraphs.iter().zip(lines).position(|(p, line)| {
        p.kind == ParagraphKind::Heading && is_chapter(line) && !lists_chapters(source, *p)
    });
    let Some(chapter) = chapter else { return 0 };
    let first = paragraphs.first().map_or(0, |first| first.span.start);
    let listed =
        paragraphs.iter().take(chapter).filter(|p| lists_chapters(source, **p)).map(|p| p.span.len());
    let farthest = first + FARTHEST_CHAPTER + listed.sum::<usize>();
    let near = paragraphs.get(chapter).is_some_and(|paragraph| paragraph.span.start <= farthest);
    let short = lines.iter().zip(paragraphs).take(chapter);
    let short = short.into_iter().all(|(line, p)| line.len() <= LONGEST_LINE || lists_chapters(source, *p));
    if near && short { chapter } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::story::paragraphs::paragraphs;

    fn read(text: &str) -> (usize, Header) {
        let source = Source::from_bytes("story.txt", text.as_bytes());
        front_matter(&source, &paragraphs(&source))
    }

    const PROSE: &str = "Maren rowed out to the lightship before the tide turned, for nobody else would go.";

    #[test]
    fn keys_and_by_lines_fill_the_header() {
        let (count, header) = read(&format!(
            "HALYARD\n\nBy A. Keeper\n\nRating: G\n\nSeries: Lightships\n\nNotes:\n\nWritten in a storm.\n\n{PROSE}"
        ));
        assert_eq!(count, 6);
        assert_eq!(header.title.as_deref(), Some("HALYARD"));
        assert_eq!(header.author.as_deref(), Some("A. Keeper"));
        assert_eq!(header.series.as_deref(), Some("Lightships"));
    }

    #[test]
    fn entries_below_each_other_are_one_each() {
        let (count, header) = read(&format!("title: Fog\nauthor: Tess\nrating: G\n\n{PROSE}"));
        assert_eq!(
            (count, header.title.as_deref(), header.author.as_deref()),
            (1, Some("Fog"), Some("Tess"))
        );
    }

    #[test]
    fn contents_are_of_the_front() {
        let (count, _) = read(&format!(
            "The Halyard\n\nCONTENTS\n\nCHAPTER I. The Rock\nCHAPTER II. The Tide\n\nCHAPTER I. The Rock\n\n{PROSE}"
        ));
        assert_eq!(count, 3);
    }

    #[test]
    fn a_title_page_ends_at_the_first_chapter() {
        let (count, header) =
            read(&format!("The Halyard\n\nfor O.\n\n\"The sea keeps.\"\n\nCHAPTER I\n\n{PROSE}"));
        assert_eq!((count, header.title.as_deref()), (3, Some("The Halyard")));
    }

    #[test]
    fn prose_is_no_front_matter() {
        assert_eq!(read(&format!("{PROSE}\n\n{PROSE}")), (0, Header::default()));
        assert_eq!(read(&format!("\"Row!\"\n\n{PROSE}")).0, 0);
        assert_eq!(read("").0, 0);
    }
}
