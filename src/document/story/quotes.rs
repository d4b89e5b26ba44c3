//! Which stretches of a paragraph stand between quotation marks and are said.
//!
//! Marks are read by what stands beside them, since typists mix shapes and forget some. A mark that
//! opens inside an open speech is a quotation in it; a speech whose paragraph ends before it closes
//! goes on in the next where that begins with a mark again, and is reported where not.

use crate::document::Diagnostic;
use crate::text::span::Span;

use super::lexicon::Senses;
use super::paragraphs::{Paragraph, ParagraphKind};

/// A stretch between quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quoted {
    /// The words, without the marks.
    pub inner: Span,
    /// The words with the marks.
    pub outer: Span,
    /// The paragraph ends before the mark that closes; the speech goes on in the next.
    pub continues: bool,
}

/// Which marks a document puts round what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// `"..."`, `“...”`, in any mixture.
    Double,
    /// `'...'`, `‘...’`.
    Single,
    /// `«...»`.
    Guillemets,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Open,
    Close,
    /// Could be either; the state decides.
    Either,
    /// An apostrophe, or the end of a speech that ends with a letter.
    Perhaps,
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    span: Span,
    turn: Turn,
}

/// The style in which `text`, of these paragraphs, marks its speeches.
pub(super) fn style(text: &str, paragraphs: &[Paragraph]) -> Style {
    let (mut double, mut single, mut guillemets) = (0, 0, 0);
    for paragraph in paragraphs.iter().filter(|paragraph| paragraph.kind == ParagraphKind::Prose) {
        let words = paragraph.span.of(text);
        double += usize::from(words.contains(['"', '“', '”']));
        guillemets += usize::from(words.contains('«') && words.contains('»'));
        single += usize::from(words.starts_with(['\'', '‘']) && !elided(words));
    }
    if guillemets > double && guillemets > single {
        Style::Guillemets
    } else if single > 2 * double || single > 0 && double == 0 {
        Style::Single
    } else {
        Style::Double
    }
}

/// The quoted stretches of one paragraph; `next` is the paragraph after it, where prose follows.
pub(super) fn quoted(
    text: &str,
    paragraph: Span,
    next: Option<Span>,
    style: Style,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Quoted> {
    let marks = marks(text, paragraph, style);
    let mut reading = Reading { last_close: paragraph.start, ..Reading::default() };
    for (at, mark) in marks.iter().enumerate() {
        let rest = marks.get(at + 1..).unwrap_or_default();
        reading.read(text, *mark, rest);
    }
    if let Some(open) = reading.open {
        let continues = next.is_some_and(|next| opens_with_mark(next.of(text), style));
        let inner = Span::new(open.end, paragraph.end);
        if !continues && !inner.is_empty() {
            let place = Span::new(open.start, paragraph.end);
            let message =
                "the speech is not closed before its paragraph ends; expected a closing quotation mark";
            reading.complaint.get_or_insert(Diagnostic::warning("unclosed-quote", place, message));
        }
        reading.found.push(Quoted { inner, outer: Span::new(open.start, paragraph.end), continues });
    }
    diagnostics.extend(reading.complaint.take());
    reading.found.retain(|quoted| is_said(text, paragraph, *quoted));
    reading.found
}

/// How many words between marks may be a name, a doubt or a title rather than something said.
const FEW_WORDS: usize = 4;

/// Whether the words between marks are said. In `the so-called "harbour" was a ditch` they are not: few
/// words, without a mark at their end, in the run of a sentence and beside no verb of speech.
fn is_said(text: &str, paragraph: Span, quoted: Quoted) -> bool {
    let inner = quoted.inner.of(text).trim_matches(['_', '*', ' ']);
    if !inner.contains(char::is_alphanumeric) {
        return false;
    }
    let before = Span::new(paragraph.start, quoted.outer.start).of(text).trim_end();
    let after = Span::new(quoted.outer.end, paragraph.end).of(text).trim_start();
    let runs_on = before.ends_with(char::is_alphanumeric);
    let few = inner.split_whitespace().count() <= FEW_WORDS && inner.ends_with(char::is_alphanumeric);
    let speaks = |word: Option<&str>| {
        let word = word.unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        Senses::of(&word).any(Senses::SURE_VERB)
    };
    let tagged = speaks(before.split_whitespace().next_back())
        || after.split_whitespace().take(3).any(|word| speaks(Some(word)));
    !(runs_on && few) || tagged
}

#[derive(Default)]
struct Reading {
    found: Vec<Quoted>,
    open: Option<Span>,
    depth: usize,
    last_close: usize,
    /// The first thing wrong in the paragraph; what follows it is mostly its consequence.
    complaint: Option<Diagnostic>,
}

impl Reading {
    fn read(&mut self, text: &str, mark: Mark, rest: &[Mark]) {
        let Some(open) = self.open else {
            self.outside(text, mark);
            return;
        };
        match mark.turn {
            Turn::Open if closes_twice(rest) => self.depth += 1,
            Turn::Open => {
                self.close(open, Span::new(mark.span.start, mark.span.start));
                let place = Span::new(open.start, mark.span.start);
                let message =
                    "a speech begins before the one before it is closed; expected a closing quotation mark";
                self.complaint.get_or_insert(Diagnostic::warning("unclosed-quote", place, message));
                self.open = Some(mark.span);
            }
            Turn::Perhaps if rest.first().is_some_and(|next| next.turn != Turn::Open) => {}
            _ if self.depth > 0 => self.depth -= 1,
            _ => self.close(open, mark.span),
        }
    }

    fn outside(&mut self, text: &str, mark: Mark) {
        match mark.turn {
            Turn::Open | Turn::Either => self.open = Some(mark.span),
            Turn::Perhaps => {}
            Turn::Close => {
                let stray = Span::new(self.last_close, mark.span.start).trimmed(text);
                let message = "a quotation mark closes a speech that none opens";
                self.complaint.get_or_insert(Diagnostic::warning("unopened-quote", mark.span, message));
                if !self.found.is_empty() && !stray.is_empty() {
                    self.close(Span::new(stray.start, stray.start), mark.span);
                }
            }
        }
    }

    fn close(&mut self, open: Span, close: Span) {
        let inner = Span::new(open.end, close.start);
        self.found.push(Quoted { inner, outer: Span::new(open.start, close.end), continues: false });
        self.open = None;
        self.depth = 0;
        self.last_close = close.end;
    }
}

/// Whether the next two marks close: one the quotation, one the speech around it.
fn closes_twice(rest: &[Mark]) -> bool {
    let mut turns = rest.iter().map(|mark| mark.turn).filter(|turn| *turn != Turn::Perhaps);
    let closing = |turn: Option<Turn>| matches!(turn, Some(Turn::Close | Turn::Either));
    closing(turns.next()) && closing(turns.next())
}

fn marks(text: &str, paragraph: Span, style: Style) -> Vec<Mark> {
    let inside = paragraph.of(text);
    let mut marks: Vec<Mark> = Vec::new();
    let mut before = None;
    let mut characters = inside.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let after = characters.peek().map(|(_, next)| *next);
        if let Some(turn) = turn(style, character, before, inside.get(at..).unwrap_or_default(), after) {
            let start = paragraph.start + at;
            marks.push(Mark { span: Span::new(start, start + character.len_utf8()), turn });
        }
        before = Some(character);
    }
    marks
}

fn turn(style: Style, mark: char, before: Option<char>, rest: &str, after: Option<char>) -> Option<Turn> {
    let opens = before.is_none_or(is_before_opening) && after.is_some_and(|next| !next.is_whitespace());
    match (style, mark) {
        (Style::Double, '“') | (Style::Single, '‘') | (Style::Guillemets, '«') => Some(Turn::Open),
        (Style::Guillemets, '»') => Some(Turn::Close),
        (Style::Double, '"' | '”') => Some(double_turn(before, after)),
        (Style::Single, '\'' | '’') if opens && !elided(rest) => Some(Turn::Open),
        (Style::Single, '\'' | '’') => single_turn(before, after),
        _ => None,
    }
}

fn double_turn(before: Option<char>, after: Option<char>) -> Turn {
    let space_before = before.is_none_or(is_before_opening);
    let space_after = after.is_none_or(|c| !c.is_alphanumeric() && !is_before_word(c));
    let dash_before = before.is_some_and(is_dash);
    match (space_before, space_after) {
        _ if before.is_none() => Turn::Open,
        _ if after.is_none() => Turn::Close,
        (true, false) if dash_before => Turn::Either,
        (true, false) => Turn::Open,
        (false, true) => Turn::Close,
        (false, false) if before.is_some_and(char::is_alphanumeric) => Turn::Either,
        (false, false) => Turn::Close,
        (true, true) => Turn::Either,
    }
}

fn single_turn(before: Option<char>, after: Option<char>) -> Option<Turn> {
    let before = before?;
    let ends = after.is_none_or(|c| !c.is_alphanumeric());
    match before {
        _ if !ends || before.is_whitespace() => None,
        c if c.is_alphanumeric() => Some(Turn::Perhaps),
        _ => Some(Turn::Close),
    }
}

fn is_before_opening(character: char) -> bool {
    character.is_whitespace()
        || is_dash(character)
        || matches!(character, '(' | '[' | '{' | '_' | '*' | '\'' | '‘' | '/')
}

fn is_before_word(character: char) -> bool {
    matches!(character, '_' | '\'' | '‘' | '[' | '(' | '$' | '£' | '*' | '…' | '.')
}

fn is_dash(character: char) -> bool {
    matches!(character, '-' | '–' | '—' | '―')
}

/// Words that lose their first letters and begin with an apostrophe.
const ELIDED: &[&str] = &[
    "tis", "twas", "twere", "twill", "twould", "em", "til", "till", "cause", "bout", "round", "im", "er",
    "un", "ere",
];

fn elided(rest: &str) -> bool {
    let word: String =
        rest.chars().skip(1).take_while(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    ELIDED.contains(&word.as_str()) || word.starts_with(|c: char| c.is_ascii_digit())
}

fn opens_with_mark(paragraph: &str, style: Style) -> bool {
    let paragraph = paragraph.trim_start_matches(['_', '*']);
    match style {
        Style::Double => paragraph.starts_with(['"', '“', '”']),
        Style::Single => paragraph.starts_with(['\'', '‘', '’']) && !elided(paragraph),
        Style::Guillemets => paragraph.starts_with(['«', '»']),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(paragraph: &str, style: Style) -> (Vec<String>, usize) {
        let mut diagnostics = Vec::new();
        let whole = Span::new(0, paragraph.len());
        let found = quoted(paragraph, whole, None, style, &mut diagnostics);
        (found.iter().map(|quoted| quoted.inner.of(paragraph).to_owned()).collect(), diagnostics.len())
    }

    #[test]
    fn marks_are_left_out() {
        let cases: &[(&str, &[&str])] = &[
            (r#""Row," said Maren, "and keep quiet.""#, &["Row,", "and keep quiet."]),
            (r#"“Row,” said Maren, “and keep quiet.”"#, &["Row,", "and keep quiet."]),
            (r#"" Row." Maren smiled."#, &[" Row."]),
            (
                r#""I was told "not before dawn," and I wait." He sat."#,
                &[r#"I was told "not before dawn," and I wait."#],
            ),
            (r#""But you----" She stopped. "Well--""#, &["But you----", "Well--"]),
            (r#"He read--"To the keeper"--and stopped."#, &["To the keeper"]),
            (r#""_Now_," he said."#, &["_Now_,"]),
        ];
        for (paragraph, expected) in cases {
            assert_eq!(
                read(paragraph, Style::Double),
                (expected.iter().map(|s| (*s).to_owned()).collect(), 0),
                "{paragraph}"
            );
        }
    }

    #[test]
    fn apostrophes_are_no_marks() {
        let cases: &[(&str, &[&str])] = &[
            (
                "'Don't row,' said Maren. 'It's the keepers' boat.'",
                &["Don't row,", "It's the keepers' boat."],
            ),
            ("‘Don’t,’ said Maren. ‘I can’t.’", &["Don’t,", "I can’t."]),
            ("'Tis late,' he said.", &[]),
        ];
        for (paragraph, expected) in cases {
            assert_eq!(read(paragraph, Style::Single).0, *expected, "{paragraph}");
        }
        assert_eq!(read("«Row», said Maren.", Style::Guillemets).0, ["Row"]);
    }

    #[test]
    fn names_and_doubts_are_not_said() {
        let cases: &[(&str, &[&str])] = &[
            (r#"The "harbour" was a ditch."#, &[]),
            (r#"She read "The Lamp" twice, and slept."#, &[]),
            (r#"They called her "Bo" and laughed."#, &[]),
            (r#"He only said "No" and rowed."#, &["No"]),
            (r#"It was "Never!" that he wrote."#, &["Never!"]),
        ];
        for (paragraph, expected) in cases {
            assert_eq!(read(paragraph, Style::Double).0, *expected, "{paragraph}");
        }
    }

    #[test]
    fn what_is_not_closed_is_reported() {
        assert_eq!(read(r#""Row, said Maren."#, Style::Double), (vec!["Row, said Maren.".to_owned()], 1));
        assert_eq!(read(r#""Row. "Now.""#, Style::Double), (vec!["Row. ".to_owned(), "Now.".to_owned()], 1));
        assert_eq!(
            read(r#""Row now?" Quick, go.""#, Style::Double),
            (vec!["Row now?".to_owned(), "Quick, go.".to_owned()], 1)
        );
    }

    #[test]
    fn a_speech_goes_on_in_the_next_paragraph() {
        let text = "\"One.\n\n\"Two.\"";
        let mut diagnostics = Vec::new();
        let first = quoted(text, Span::new(0, 5), Some(Span::new(7, 13)), Style::Double, &mut diagnostics);
        assert!(diagnostics.is_empty() && first.len() == 1 && first[0].continues);
    }

    #[test]
    fn the_style_is_the_documents() {
        let style_of = |text: &str| {
            style(text, &[Paragraph { span: Span::new(0, text.len()), kind: ParagraphKind::Prose }])
        };
        assert_eq!(style_of("'Row,' he said."), Style::Single);
        assert_eq!(style_of("'Twas late."), Style::Double);
        assert_eq!(style_of("\"Row,\" he said of 'it'."), Style::Double);
        assert_eq!(style_of("«Row», he said."), Style::Guillemets);
    }
}
