//! Markdown to what a person reads: headings as pieces with a role, emphasis, links and escapes as the words
//! they are about. Lines stay lines, for how a story is wrapped is its reader's business
//! (<https://spec.commonmark.org/>, as far as prose has it).

use std::path::Path;

use crate::text::flow::beginning;
use crate::text::span::Span;

use super::page::{Page, Role};
use super::wikitext::unescaped;

/// The longest link and the longest run of marks, bytes.
const LONGEST_LINK: usize = 2000;
const LONGEST_RUN: usize = 64;

/// Whether a file called `name` is Markdown. Nothing in a text tells it from one with stars in it.
pub(super) fn is_markdown(name: &str) -> bool {
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ["md", "markdown", "mkd", "mdown"].contains(&ending.to_ascii_lowercase().as_str())
}

/// `text` as a person reads it.
pub(super) fn page(text: &str) -> Page {
    let (front, body) = front_matter(text);
    let (body, left_out) = without_comments(body);
    let mut writing = Writing { page: Page { left_out, ..Page::default() }, fenced: false };
    front.iter().for_each(|line| writing.line(line));
    let lines: Vec<&str> = body.lines().collect();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let below = lines.get(at + 1).copied().unwrap_or_default();
        at += 1 + usize::from(writing.block(line, below));
    }
    writing.page
}

/// The lines of the front matter between `---`, and what stands behind it.
fn front_matter(text: &str) -> (Vec<String>, &str) {
    let inner = text.strip_prefix("---\n");
    let end = inner.and_then(|inner| inner.find("\n---\n").map(|at| (&inner[..at], &inner[at + 5..])));
    let Some((front, body)) = end.filter(|(front, _)| front.lines().any(|line| line.contains(':'))) else {
        return (Vec::new(), text);
    };
    let lines = front.lines().map(|line| match line.split_once(':') {
        Some((key, value)) if !line.starts_with([' ', '-']) => {
            format!("{key}: {}", value.trim().trim_matches(['"', '\'']))
        }
        _ => line.to_owned(),
    });
    (lines.chain([String::new()]).collect(), body)
}

/// `text` without `<!-- -->`, and how many words those have.
fn without_comments(text: &str) -> (String, usize) {
    let (mut out, mut words) = (String::with_capacity(text.len()), 0);
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("<!--") {
        out.push_str(before);
        if before.ends_with('\\') {
            // What stands behind a `\` is meant as letters.
            out.push_str("<!--");
            rest = behind;
            continue;
        }
        let (comment, behind) = behind.split_once("-->").unwrap_or((behind, ""));
        words += comment.split_whitespace().count();
        rest = behind;
    }
    out.push_str(rest);
    (out, words)
}

/// Text in the making.
struct Writing {
    page: Page,
    /// Whether the lines are code, between fences.
    fenced: bool,
}

impl Writing {
    /// Writes `line`; gives whether the line `below` it only says that it is a heading.
    fn block(&mut self, line: &str, below: &str) -> bool {
        let bare = line.trim();
        if bare.starts_with("```") || bare.starts_with("~~~") && bare.len() > 3 {
            self.fenced = !self.fenced;
            return false;
        }
        if self.fenced {
            self.line(line);
            return false;
        }
        if is_break(bare) {
            self.line("* * *");
            return false;
        }
        let underlined = |mark: char| below.len() > 1 && below.trim_end().chars().all(|c| c == mark);
        let level = bare.bytes().take_while(|byte| *byte == b'#').count();
        let words = bare.get(level..).unwrap_or_default();
        if (1..=6).contains(&level) && words.starts_with(' ') {
            let words = words.trim();
            // Marks behind the words are none of them where a blank stands before.
            let closed = words.trim_end_matches('#');
            let words = if closed.is_empty() || closed.ends_with(' ') { closed.trim_end() } else { words };
            self.heading(u8::try_from(level).unwrap_or(6), words);
        } else if !bare.is_empty()
            && !bare.starts_with(['>', '-', '*'])
            && (underlined('=') || underlined('-'))
        {
            self.heading(if underlined('=') { 1 } else { 2 }, bare);
            return true;
        } else if let Some((mark, note)) = bare.strip_prefix("[^").and_then(|rest| rest.split_once("]:")) {
            self.piece(&format!("{mark}. {}", inline(note.trim())), Role::Reference);
        } else if bare.starts_with('>') {
            let quoted = line.trim_start_matches(['>', ' ']);
            self.piece(&inline(quoted.strip_suffix('\\').unwrap_or(quoted)), Role::Quotation);
        } else {
            self.set_line(line.strip_suffix('\\').unwrap_or(line));
        }
        false
    }

    /// A line of text, with what is set in it.
    fn set_line(&mut self, line: &str) {
        let Inline { out, set, .. } = Inline::of(line);
        let start = self.page.text.len();
        self.line(&out);
        let end = start + out.trim_end().len();
        let moved = set.into_iter().map(|(span, role)| {
            (Span::new((start + span.start).min(end), (start + span.end).min(end)), role)
        });
        self.page.roles.extend(moved.filter(|(span, _)| !span.is_empty()));
    }

    fn heading(&mut self, level: u8, words: &str) {
        if !self.page.text.is_empty() && !self.page.text.ends_with("\n\n") {
            self.line("");
        }
        self.piece(&inline(words), Role::Heading(level));
        self.line("");
    }

    fn piece(&mut self, text: &str, role: Role) {
        // What is blank behind a line is not written.
        let text = text.trim_end();
        let start = self.page.text.len();
        self.line(text);
        if !text.is_empty() {
            self.page.roles.push((Span::new(start, start + text.len()), role));
        }
    }

    fn line(&mut self, line: &str) {
        // How many blank lines there are means nothing.
        if line.trim().is_empty() && (self.page.text.is_empty() || self.page.text.ends_with("\n\n")) {
            return;
        }
        self.page.text.push_str(line.trim_end());
        self.page.text.push('\n');
    }
}

/// Whether `line` breaks what is told: `***`, `* * *`, `---`, `___`.
fn is_break(line: &str) -> bool {
    let marks: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    marks.len() >= 3 && ['*', '-', '_'].iter().any(|mark| marks.chars().all(|c| c == *mark))
}

/// A line without its marks.
fn inline(line: &str) -> String {
    Inline::of(line).out
}

/// A line that is being read.
#[derive(Default)]
struct Inline {
    /// What is read of it.
    out: String,
    /// What of that is set otherwise than the rest, in order.
    set: Vec<(Span, Role)>,
    /// How what comes next is set, and since where.
    bold: bool,
    italic: bool,
    since: usize,
    /// Whether what comes next is struck out: it is read all the same, without its marks.
    struck: bool,
}

impl Inline {
    fn of(line: &str) -> Self {
        let mut inline = Self { out: String::with_capacity(line.len()), ..Self::default() };
        let mut rest = line;
        while let Some(at) = rest.find(['\\', '*', '_', '`', '[', '!', '<', '~']) {
            inline.out.push_str(&unescaped(&rest[..at]));
            rest = &rest[at..];
            let taken = inline.mark(rest);
            rest = rest.get(taken..).unwrap_or_default();
        }
        inline.out.push_str(&unescaped(rest));
        inline
    }

    /// Writes what the mark that `rest` begins with comes to; gives how many bytes that takes, at least one.
    fn mark(&mut self, rest: &str) -> usize {
        let Some(first) = rest.chars().next() else { return 1 };
        let before = self.out.chars().next_back().unwrap_or(' ');
        let run = rest.chars().take(LONGEST_RUN).take_while(|c| *c == first).count();
        let after = rest.chars().nth(run).unwrap_or(' ');
        let behind = rest.get(1..).unwrap_or_default();
        let taken = match first {
            '\\' if behind.starts_with(|c: char| c.is_ascii_punctuation()) => {
                self.out.extend(behind.chars().next());
                Some(2)
            }
            '*' if !(before.is_whitespace() && after.is_whitespace()) => Some(self.turn(run)),
            '_' if !is_within(before, after) => Some(self.turn(run)),
            '`' => Some(run),
            '~' if run == 2 && self.is_strike(before, after, rest) => {
                self.struck = !self.struck;
                Some(2)
            }
            '!' if behind.starts_with('[') => link(behind, &mut String::new()).map(|taken| taken + 1),
            '[' => link(rest, &mut self.out),
            '<' => tag(rest, &mut self.out),
            _ => None,
        };
        taken.unwrap_or_else(|| {
            self.out.push(first);
            first.len_utf8()
        })
    }

    /// Whether the `~~` that `rest` begins with, between `before` and `after`, begins or ends what is struck out.
    fn is_strike(&self, before: char, after: char, rest: &str) -> bool {
        let stands_alone = before.is_whitespace() && after.is_whitespace() || before == '~';
        let closed = || rest.get(2..).is_some_and(|rest| rest.contains("~~"));
        !stands_alone && (self.struck || closed())
    }

    /// A run of `length` marks: what comes next is set otherwise than what was before.
    fn turn(&mut self, length: usize) -> usize {
        let end = self.out.len();
        if (self.bold || self.italic) && self.since < end {
            let role = Role::Set { bold: self.bold, italic: self.italic };
            self.set.push((Span::new(self.since, end), role));
        }
        self.since = end;
        self.italic ^= length == 1 || length == 3;
        self.bold ^= length == 2 || length == 3;
        length
    }
}

/// Whether an underline is part of a name, or stands by itself.
fn is_within(before: char, after: char) -> bool {
    before.is_alphanumeric() && after.is_alphanumeric() || before.is_whitespace() && after.is_whitespace()
}

/// `[words](address)`: the words; `[^1]`: nothing.
fn link(rest: &str, out: &mut String) -> Option<usize> {
    let rest = beginning(rest, LONGEST_LINK);
    let close = rest.find(']')?;
    let inner = rest.get(1..close)?;
    if inner.starts_with('^') {
        return Some(close + 1);
    }
    let address = rest.get(close + 1..)?.strip_prefix('(')?;
    let end = address.find(')')?;
    out.push_str(&inline(inner));
    Some(close + 2 + end + 1)
}

/// A tag of HTML is left out, an address in angle brackets is not.
fn tag(rest: &str, out: &mut String) -> Option<usize> {
    let close = beginning(rest, LONGEST_LINK).find('>')?;
    let inner = rest.get(1..close).unwrap_or_default();
    let name =
        inner.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default().to_ascii_lowercase();
    const TAGS: &[&str] = &[
        "a", "b", "i", "u", "em", "strong", "br", "p", "hr", "sup", "sub", "center", "span", "div", "small",
        "font", "s",
    ];
    if TAGS.contains(&name.as_str()) {
        return Some(close + 1);
    }
    if inner.contains("://") {
        out.push_str(inner);
        return Some(close + 1);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_come_off_and_words_stay() {
        for (line, expected) in [
            ("She said *no*, and **meant** it.", "She said no, and meant it."),
            ("_Out_, said snake_case_name.", "Out, said snake_case_name."),
            ("\"_Out_,\" she said.", "\"Out,\" she said."),
            ("5 * 3 \\* 2", "5 * 3 * 2"),
            ("the [lamp](http://x.example/a) ![x](y.png)and[^1] `oil`", "the lamp and oil"),
            ("a <em>b</em><br/> <http://x.example> &amp; 2 < 3", "a b http://x.example & 2 < 3"),
            ("[Deck]", "[Deck]"),
            ("~~out~~ dark, ~8 of ~~9, \\~~no~~", "out dark, ~8 of 9, ~~no"),
            ("a ~~~ b ~~ c", "a ~~~ b ~~ c"),
            ("**MAREN:** Out?", "MAREN: Out?"),
            ("\\", "\\"),
            ("\\&amp; &amp;", "&amp; &"),
        ] {
            assert_eq!(inline(line), expected, "{line}");
        }
    }

    #[test]
    fn headings_breaks_and_front_matter() {
        let page = page(
            "---\ntitle: \"Fog\"\nauthor: Tess\n---\n# Fog #\nOne\n===\n<!-- not yet -->text\n***\n> quoted\n[^1]: A note\n",
        );
        assert_eq!(page.text, "title: Fog\nauthor: Tess\n\nFog\n\nOne\n\ntext\n* * *\nquoted\n1. A note\n");
        let roles: Vec<_> = page.roles.iter().map(|(span, role)| (span.of(&page.text), *role)).collect();
        assert_eq!(
            roles,
            [
                ("Fog", Role::Heading(1)),
                ("One", Role::Heading(1)),
                ("quoted", Role::Quotation),
                ("1. A note", Role::Reference)
            ]
        );
        assert_eq!(page.left_out, 2);
    }

    #[test]
    fn what_is_set_is_known() {
        let page = page("**MAREN** *(low)*: It is **quite _out_**, *no?\n");
        assert_eq!(page.text, "MAREN (low): It is quite out, no?\n");
        let set: Vec<_> = page.roles.iter().map(|(span, role)| (span.of(&page.text), *role)).collect();
        let role = |bold, italic| Role::Set { bold, italic };
        let expected = [
            ("MAREN", role(true, false)),
            ("(low)", role(false, true)),
            ("quite ", role(true, false)),
            ("out", role(true, true)),
        ];
        assert_eq!(set, expected);
    }
}
