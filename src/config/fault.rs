//! What is wrong in a file of a person's: where, what, and what was probably meant.

use std::fmt;
use std::ops::Range;

use crate::text::clean::clean_line;
use crate::text::distance::edit_distance;
use crate::text::span::Span;

use super::File;

/// The most letters by which a misspelt name differs from the one that was meant.
const MISSPELT: usize = 3;

/// What the readers of TOML and colours say, and what they mean.
const IN_WORDS: [(&str, &str); 2] = [
    ("expected u16", "expected a whole number up to 65535"),
    ("Failed to parse Colors", "expected a colour such as red, 12 or #aa5500"),
];

/// Something wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// The line and the column in characters, each from 1, where they are known.
    pub at: Option<(usize, usize)>,
    /// That line, and what of it is wrong.
    pub excerpt: Option<Excerpt>,
    /// What was found and what was expected.
    pub message: String,
    /// What was probably meant.
    pub hint: Option<String>,
}

/// A line of a file with a part of it marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The line, clean.
    pub line: String,
    /// The part, characters of the line.
    pub mark: Range<usize>,
}

impl Fault {
    /// What is wrong at `span` of `file`; `None` for the file as a whole.
    pub fn new(file: &File, span: Option<Span>, message: &str) -> Self {
        let message =
            IN_WORDS.iter().fold(clean_line(message), |message, (said, meant)| message.replace(said, meant));
        let (message, meant) = match message.split_once("; did you mean ") {
            Some((message, meant)) => (message.to_owned(), Some(format!("did you mean {meant}"))),
            None => (message, None),
        };
        let hint = meant.or_else(|| nearest(&message).map(|name| format!("did you mean `{name}`?")));
        let before = span.and_then(|span| file.text.get(..span.start));
        let at = before.map(|before| {
            let line = before.rsplit('\n').next().unwrap_or_default();
            (before.matches('\n').count() + 1, line.chars().count() + 1)
        });
        let excerpt = span.and_then(|span| excerpt(&file.text, span));
        Self { file: file.name.clone(), at, excerpt, message, hint }
    }

    /// What is wrong with the file as a whole; both clean.
    pub fn of_file(file: String, message: String) -> Self {
        Self { file, at: None, excerpt: None, message: clean_line(&message), hint: None }
    }

    /// The file's name without its folders, with line and column.
    pub fn place(&self) -> String {
        let name = self.file.rsplit('/').next().unwrap_or(&self.file);
        self.at.map_or_else(|| name.to_owned(), |(line, column)| format!("{name}:{line}:{column}"))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some((line, column)) = self.at {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", self.message)?;
        self.hint.as_ref().map_or(Ok(()), |hint| write!(f, "; {hint}"))
    }
}

/// The line that `span` begins in, with what of it lies in the span.
fn excerpt(text: &str, span: Span) -> Option<Excerpt> {
    let start = text.get(..span.start)?.rfind('\n').map_or(0, |at| at + 1);
    let line = text.get(start..)?.lines().next().unwrap_or_default();
    let before = text.get(start..span.start)?.chars().count();
    let length = text.get(span.start..span.end)?.lines().next().map_or(0, |part| part.chars().count());
    Some(Excerpt { line: line.replace('\t', " "), mark: before..before + length.max(1) })
}

/// The name that was meant where a message tells an unknown one, then those that there are.
fn nearest(message: &str) -> Option<&str> {
    let mut names = message.split('`').skip(1).step_by(2);
    let unknown = names.next().filter(|_| message.starts_with("unknown "))?;
    let far = names.filter_map(|name| Some((edit_distance(name, unknown, MISSPELT)?, name)));
    far.min_by_key(|(far, _)| *far).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> File {
        File { name: "/home/maren/.config/tableread/config.toml".to_owned(), text: text.to_owned() }
    }

    #[test]
    fn a_fault_tells_the_line_the_place_and_what_was_meant() {
        let file = file("theme = \"dark\"\n\tmesure = 3\n");
        let message = "unknown field `mesure`, expected one of `theme`, `measure`, `mouse`";
        let fault = Fault::new(&file, Some(Span::new(16, 22)), message);
        assert_eq!(fault.place(), "config.toml:2:2");
        assert_eq!(fault.excerpt, Some(Excerpt { line: " mesure = 3".to_owned(), mark: 1..7 }));
        assert_eq!(fault.hint.as_deref(), Some("did you mean `measure`?"));
        assert!(fault.to_string().contains("config.toml:2:2: unknown field `mesure`"), "{fault}");
    }

    #[test]
    fn a_place_at_the_end_of_the_file_and_none_at_all_are_places() {
        let file = file("theme = [\n");
        let fault = Fault::new(&file, Some(Span::new(10, 10)), "unclosed array");
        assert_eq!((fault.place().as_str(), fault.hint), ("config.toml:2:1", None));
        let fault = Fault::new(&file, None, "`j` is both up and down; did you mean [reader] up?");
        assert_eq!((fault.place().as_str(), fault.excerpt), ("config.toml", None));
        assert_eq!(fault.hint.as_deref(), Some("did you mean [reader] up?"));
    }
}
