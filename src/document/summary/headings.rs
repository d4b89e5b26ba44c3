//! The headings of a wiki page: acts, and the sections that such pages have.

use crate::source::Source;

/// What a section holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// The episode retold.
    Prose,
    /// The list of log entries.
    Logs,
    /// Memorable quotes.
    Quotes,
    /// Background notes.
    Notes,
    /// Who plays whom.
    Cast,
    /// Links and references.
    References,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Heading {
    /// An act, the teaser or another part of the story, with its name.
    Act(String),
    /// A section.
    Section(Section),
    /// A heading that is none of these.
    Unknown,
}

/// The sections by the words their headings begin with.
const SECTIONS: [(&str, Section); 34] = [
    ("summary", Section::Prose),
    ("plot", Section::Prose),
    ("synopsis", Section::Prose),
    ("story summary", Section::Prose),
    ("log entries", Section::Logs),
    ("log entry", Section::Logs),
    ("logs", Section::Logs),
    ("memorable quotes", Section::Quotes),
    ("memorable dialogue", Section::Quotes),
    ("memorable lines", Section::Quotes),
    ("notable quotes", Section::Quotes),
    ("quotes", Section::Quotes),
    ("quotations", Section::Quotes),
    ("background", Section::Notes),
    ("production", Section::Notes),
    ("trivia", Section::Notes),
    ("notes", Section::Notes),
    ("continuity", Section::Notes),
    ("reception", Section::Notes),
    ("cast and", Section::Notes),
    ("story and", Section::Notes),
    ("links and references", Section::References),
    ("references", Section::References),
    ("external links", Section::References),
    ("see also", Section::References),
    ("video and dvd", Section::References),
    ("sources", Section::References),
    ("starring", Section::Cast),
    ("also starring", Section::Cast),
    ("guest star", Section::Cast),
    ("co-star", Section::Cast),
    ("uncredited", Section::Cast),
    ("cast", Section::Cast),
    ("stunt", Section::Cast),
];

/// Parts of the story that are no numbered acts.
const PARTS: [&str; 7] = ["teaser", "prologue", "epilogue", "cold open", "tag", "coda", "opening"];

/// The heading that `line` is, if it is one.
pub(super) fn heading(line: &str) -> Option<Heading> {
    let (name, marked) = without_edit(line);
    let lower = name.to_lowercase();
    if name.is_empty() || name.len() > 60 {
        return None;
    }
    if is_act(&lower) {
        return Some(Heading::Act(name.to_owned()));
    }
    let section = SECTIONS.iter().find(|(start, _)| lower == *start || (marked && lower.starts_with(start)));
    match section {
        Some((_, section)) => Some(Heading::Section(*section)),
        None if lower == "background information" => Some(Heading::Section(Section::Notes)),
        None if marked => Some(Heading::Unknown),
        None => None,
    }
}

/// The heading's name, and whether it has the mark that a wiki's edit link leaves: `Act One[]`.
fn without_edit(line: &str) -> (&str, bool) {
    let line = line.trim().trim_matches('=').trim();
    let marks = ["[]", "[edit]", "[edit source]", "[edit | edit source]"];
    let marked = marks.iter().find_map(|mark| line.strip_suffix(mark));
    match marked {
        Some(name) => (name.trim_end(), true),
        None => (line, false),
    }
}

fn is_act(lower: &str) -> bool {
    let number = |rest: &str| {
        let spelt = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
        let roman = !rest.is_empty() && rest.len() <= 4 && rest.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
        spelt.contains(&rest) || roman || rest.parse::<u8>().is_ok()
    };
    PARTS.contains(&lower) || lower.strip_prefix("act ").is_some_and(|rest| number(rest.trim()))
}

/// What speaks for a text being such a page.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Signs {
    pub(super) acts: usize,
    pub(super) sections: usize,
    /// Headings with the mark of an edit link.
    pub(super) edits: usize,
    /// Paragraphs of prose.
    pub(super) prose: usize,
    /// Lines with a speaker before a colon.
    pub(super) labelled: usize,
    /// Paragraphs that begin with a quotation mark.
    pub(super) quoted: usize,
}

/// The shortest paragraph of prose, bytes.
pub(super) const SHORTEST_PROSE: usize = 120;

/// How much of a source is looked at, bytes.
const SAMPLE: usize = 128 * 1024;

/// Counts what speaks for `source` being such a page.
pub(super) fn signs(source: &Source) -> Signs {
    let mut signs = Signs::default();
    for line in source.line_spans().take_while(|line| line.start < SAMPLE) {
        let text = source.slice(line).trim();
        match heading(text) {
            Some(Heading::Act(_)) => signs.acts += 1,
            Some(Heading::Section(_)) => signs.sections += 1,
            Some(Heading::Unknown) | None => {}
        }
        signs.edits += usize::from(without_edit(text).1);
        let quoted = text.starts_with(['"', '“']);
        let label = text.split([':', '[', '(']).next().unwrap_or_default();
        let spoken = label.len() < 30
            && label.len() < text.len()
            && label.chars().any(char::is_alphabetic)
            && !label.chars().any(char::is_lowercase);
        signs.labelled += usize::from(spoken);
        signs.prose += usize::from(text.len() >= SHORTEST_PROSE && !quoted && !spoken);
        signs.quoted += usize::from(quoted && text.len() >= SHORTEST_PROSE);
    }
    signs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_with_and_without_the_edit_link() {
        for (line, expected) in [
            ("Act One[]", Some(Heading::Act("Act One".to_owned()))),
            ("ACT IV", Some(Heading::Act("ACT IV".to_owned()))),
            ("Act 3[edit]", Some(Heading::Act("Act 3".to_owned()))),
            ("== Teaser ==", Some(Heading::Act("Teaser".to_owned()))),
            ("Memorable quotes[]", Some(Heading::Section(Section::Quotes))),
            ("Background information", Some(Heading::Section(Section::Notes))),
            ("Guest stars[edit]", Some(Heading::Section(Section::Cast))),
            ("The lamp[]", Some(Heading::Unknown)),
            ("Act naturally", None),
            ("Quotes from the keeper are told.", None),
            ("", None),
        ] {
            assert_eq!(heading(line), expected, "{line}");
        }
    }
}
