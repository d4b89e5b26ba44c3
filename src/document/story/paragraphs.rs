//! Where a paragraph begins and ends, and which lines are no prose: separators and chapter headings.
//!
//! Stories come with blank lines between paragraphs, hard-wrapped or not, with one line for each
//! paragraph, or with an indent where one begins. The layout is read off the whole document first.

use crate::source::{Role, Source};
use crate::text::span::Span;
use crate::text::spelling::is_number_word;

/// A paragraph of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// From its first to its last visible character.
    pub span: Span,
    /// What it is.
    pub kind: ParagraphKind,
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ParagraphKind {
    /// Narration, speech or both.
    Prose,
    /// `* * *`, or an empty span where only white space parts the scenes.
    Separator,
    /// `CHAPTER II`, with the chapter's name where one follows.
    Heading,
}

/// Lines longer than this are not wrapped by a machine or a typist: the line is a paragraph.
const WRAPPED_LINE: usize = 100;

/// The longest that a heading in capitals may be, bytes.
const LONGEST_HEADING: usize = 200;

/// The longest that an ornament may be with its spaces, bytes.
const LONGEST_ORNAMENT: usize = 160;

/// How a document parts its paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Layout {
    /// Blank lines part paragraphs; where not, every line is one or an indent opens one.
    blank_lines: bool,
    /// Lines are wrapped: a line end inside a block of lines means nothing.
    wrapped: bool,
    /// An indented line opens a paragraph.
    indents: bool,
}

/// A run of lines without a blank one between them.
struct LineBlock {
    lines: Vec<Span>,
    blanks_before: usize,
}

/// The paragraphs of `source` in order.
pub(super) fn paragraphs(source: &Source) -> Vec<Paragraph> {
    let blocks = line_blocks(source);
    let layout = layout(source, &blocks);
    let gap = scene_gap(source, &blocks, layout);
    let mut found = Vec::new();
    let mut after_heading = false;
    for block in &blocks {
        if gap.is_some_and(|gap| block.blanks_before >= gap) && follows_prose(&found) {
            let start = block.lines.first().map_or(0, |line| line.start);
            found.push(Paragraph { span: Span::new(start, start), kind: ParagraphKind::Separator });
        }
        for span in split_block(source, &block.lines, layout) {
            // A page or Markdown says itself what is a heading; the first one is the title.
            let kind = match source.role_at(span.start) {
                Some(Role::Heading(_)) if !found.is_empty() => ParagraphKind::Heading,
                _ => kind_of(source.slice(span), after_heading),
            };
            after_heading = kind == ParagraphKind::Heading;
            found.push(Paragraph { span, kind });
        }
    }
    found
}

fn follows_prose(found: &[Paragraph]) -> bool {
    found.last().is_some_and(|last| last.kind == ParagraphKind::Prose)
}

fn line_blocks(source: &Source) -> Vec<LineBlock> {
    let mut blocks: Vec<LineBlock> = Vec::new();
    let mut blanks = 0;
    for line in source.line_spans() {
        if line.trimmed(&source.text).is_empty() {
            blanks += 1;
            continue;
        }
        match blocks.last_mut() {
            Some(block) if blanks == 0 && !is_separator(source.slice(line)) => block.lines.push(line),
            _ => blocks.push(LineBlock { lines: vec![line], blanks_before: blanks }),
        }
        if is_separator(source.slice(line)) {
            blocks.push(LineBlock { lines: Vec::new(), blanks_before: 0 });
        }
        blanks = 0;
    }
    blocks.retain(|block| !block.lines.is_empty());
    blocks
}

fn layout(source: &Source, blocks: &[LineBlock]) -> Layout {
    let lines: Vec<Span> = blocks.iter().flat_map(|block| block.lines.iter().copied()).collect();
    let long = lines.iter().filter(|line| source.slice(**line).chars().count() > WRAPPED_LINE).count();
    let indented = lines.iter().filter(|line| is_indented(source.slice(**line))).count();
    let opening =
        blocks.iter().filter(|block| block.lines.first().is_some_and(|l| is_indented(source.slice(*l))));
    let wrapped = long * 20 <= lines.len();
    Layout {
        blank_lines: blocks.len() * 25 >= lines.len(),
        wrapped,
        indents: wrapped && indented * 20 > lines.len() && opening.count() * 10 >= blocks.len() * 6,
    }
}

fn is_indented(line: &str) -> bool {
    line.starts_with('\t')
        || line.starts_with("  ")
        || line.starts_with("\u{a0}\u{a0}")
        || line.starts_with('\u{3000}')
}

/// How many blank lines part two scenes, where the document uses more of them for that than between
/// paragraphs, often enough to be meant and seldom enough not to be its way to part paragraphs.
fn scene_gap(source: &Source, blocks: &[LineBlock], layout: Layout) -> Option<usize> {
    let marked = |block: &LineBlock| block.lines.iter().any(|line| is_separator(source.slice(*line)));
    if blocks.iter().any(marked) {
        return None;
    }
    let gap = if layout.blank_lines && !one_line_blocks(blocks) { 2 } else { 1 };
    let gap = if layout.wrapped { gap.max(2) } else { gap };
    let wide = blocks.iter().skip(1).filter(|block| block.blanks_before >= gap).count();
    (wide >= 2 && wide * 8 <= blocks.len().max(8)).then_some(gap)
}

fn one_line_blocks(blocks: &[LineBlock]) -> bool {
    let lines: usize = blocks.iter().map(|block| block.lines.len()).sum();
    lines >= blocks.len() * 4
}

fn split_block(source: &Source, lines: &[Span], layout: Layout) -> Vec<Span> {
    let mut paragraphs: Vec<Span> = Vec::new();
    for line in lines {
        let trimmed = line.trimmed(&source.text);
        let opens = !layout.wrapped
            || !layout.blank_lines && !layout.indents
            || layout.indents && is_indented(source.slice(*line));
        match paragraphs.last_mut() {
            Some(last) if !opens => last.end = trimmed.end,
            _ => paragraphs.push(trimmed),
        }
    }
    paragraphs
}

fn kind_of(text: &str, after_heading: bool) -> ParagraphKind {
    if is_separator(text) {
        ParagraphKind::Separator
    } else if is_chapter(text)
        || is_capital_heading(text) && (after_heading || text.len() < 60)
        || after_heading && is_chapter_name(text)
    {
        ParagraphKind::Heading
    } else {
        ParagraphKind::Prose
    }
}

/// Whether `line` is an ornament between scenes: `* * *`, `---`, `#`, `~`, `o0o`, `xxx`.
pub(super) fn is_separator(line: &str) -> bool {
    if line.len() > LONGEST_ORNAMENT {
        return false;
    }
    let marks = || line.chars().filter(|c| !c.is_whitespace());
    let letters = || marks().filter(|c| !is_ornament(*c));
    // Every line comes by here, and the first letter tells of nearly all that they are none.
    if !letters().all(|c| matches!(c, 'o' | 'O' | '0' | 'x' | 'X')) {
        return false;
    }
    match letters().count() {
        0 => marks().nth(1).is_some() || marks().next().is_some_and(|mark| !"-:/\\|<>—–".contains(mark)),
        1..=2 => false,
        3..=12 if letters().all(|c| matches!(c, 'o' | 'O' | '0')) => true,
        _ => letters().all(|c| matches!(c, 'x' | 'X')),
    }
}

fn is_ornament(character: char) -> bool {
    "*-_=~#+•·∙●○◇◆❖✦✧★☆※§<>\\/|:—–―~^".contains(character)
}

/// Words that open the heading of a part of a book.
const CHAPTER_WORDS: &[&str] = &[
    "book",
    "canto",
    "chapter",
    "chapitre",
    "epilogue",
    "interlude",
    "part",
    "prologue",
    "section",
    "volume",
];

/// Whether `text` heads a chapter: `CHAPTER IV`, `Chapter 2: The Lamp`, `XII.`, `Prologue`.
pub(super) fn is_chapter(text: &str) -> bool {
    let text = text.trim_matches(['_', '*', '#', ' ', '=']);
    if text.len() > LONGEST_HEADING || text.contains(['"', '“', '”', '?']) {
        return false;
    }
    let mut words = text.split(|c: char| c.is_whitespace() || ".:-—–".contains(c)).filter(|w| !w.is_empty());
    let Some(first) = words.next() else { return false };
    let second = words.next();
    let lower = first.to_lowercase();
    if matches!(lower.as_str(), "prologue" | "epilogue" | "interlude") {
        return text.split_whitespace().count() <= 8;
    }
    if CHAPTER_WORDS.contains(&lower.as_str()) && first.starts_with(char::is_uppercase) {
        return second.is_none_or(is_ordinal) && text.lines().next().is_some_and(|line| line.len() < 80);
    }
    second.is_none() && (is_roman(first) && first != "I" || text.len() <= 4 && is_number(first))
}

fn is_ordinal(word: &str) -> bool {
    let folded = word.to_lowercase();
    let ordinal = matches!(folded.as_str(), "the" | "first" | "second" | "third" | "last");
    ordinal || is_number(word) || is_roman(word) || is_number_word(&folded)
}

fn is_number(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit())
}

fn is_roman(word: &str) -> bool {
    word.chars().all(|c| "IVXLC".contains(c))
}

/// Whether `text`, right behind a chapter's number, is the chapter's name: short, and no sentence.
fn is_chapter_name(text: &str) -> bool {
    text.len() < 60
        && !text.contains(['\n', '"', '“', '”', '«', '—'])
        && text.starts_with(char::is_uppercase)
        && text.ends_with(char::is_alphanumeric)
}

/// Whether `text` is a short run of capitals that ends like no sentence.
fn is_capital_heading(text: &str) -> bool {
    text.len() <= LONGEST_HEADING
        && text.chars().filter(|c| c.is_alphabetic()).count() >= 4
        && !text.chars().any(char::is_lowercase)
        && !text.contains(['"', '“', '”', '!', '?', '\''])
        && !text.ends_with(',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(ParagraphKind, String)> {
        let source = Source::from_bytes("story.txt", text.as_bytes());
        paragraphs(&source).into_iter().map(|p| (p.kind, source.flow(p.span))).collect()
    }

    fn prose(text: &str) -> Vec<String> {
        read(text)
            .into_iter()
            .filter(|(kind, _)| *kind == ParagraphKind::Prose)
            .map(|(_, text)| text)
            .collect()
    }

    #[test]
    fn wrapped_lines_are_joined_and_long_lines_are_not() {
        assert_eq!(
            prose("Maren rowed\nto the ship.\n\nOrrin slept.\n"),
            ["Maren rowed to the ship.", "Orrin slept."]
        );
        let long =
            "The lamp turned and turned over the black water while the keeper wrote his log of the night. "
                .repeat(2);
        assert_eq!(prose(&format!("{long}\n{long}\n{long}\n\n{long}")).len(), 4);
    }

    #[test]
    fn an_indent_opens_a_paragraph_where_it_does_so_throughout() {
        let text = "   Maren rowed to\nthe ship.\n   Orrin slept through\nit all.\n   The bell rang.\n";
        assert_eq!(
            prose(text),
            ["Maren rowed to the ship.", "Orrin slept through it all.", "The bell rang."]
        );
    }

    #[test]
    fn ornaments_part_scenes() {
        for line in ["* * *", "***", "---", "#", "~", "~~~", "o0o", "-oOo-", "xxxx", "*", "~*~"] {
            assert!(is_separator(line), "{line}");
        }
        for line in ["", "-", "no", "ox", "xi", "...", "o", "Ooh"] {
            assert!(!is_separator(line), "{line}");
        }
    }

    #[test]
    fn chapters_have_headings() {
        for line in
            ["CHAPTER IV", "Chapter 2: The Lamp", "XII.", "Prologue", "BOOK I", "7", "CHAPTER I.\nThe Lamp"]
        {
            assert!(is_chapter(line), "{line}");
        }
        for line in
            ["I", "Part of it was lost.", "\"Chapter one?\"", "Book in hand, she went.", "1882 was cold."]
        {
            assert!(!is_chapter(line), "{line}");
        }
    }

    #[test]
    fn wide_gaps_part_scenes_where_nothing_else_does() {
        let scene = "Maren rowed.\n\nOrrin slept.\n\nThe bell rang.\n\nIt was late.\n\nNobody came.\n\nThe tide fell.\n\nA gull cried.\n\nRain.\n\nWind.";
        let kinds = read(&format!("{scene}\n\n\n{scene}\n\n\n{scene}"));
        assert_eq!(kinds.iter().filter(|(kind, _)| *kind == ParagraphKind::Separator).count(), 2);
        assert!(read("One.\n\nTwo.\n\n\nThree.").iter().all(|(kind, _)| *kind == ParagraphKind::Prose));
    }
}
