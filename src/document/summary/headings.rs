//! The headings of a page, and what kind of section each opens.

use crate::text::flow::flow;

/// What stands in a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// What stands before the first heading.
    Lead,
    /// The table of contents.
    Contents,
    /// The story as a whole.
    Story,
    /// One act of it.
    Act,
    /// A list of log entries.
    Logs,
    /// Memorable quotes.
    Quotes,
    /// Background notes.
    Notes,
    /// A cast list; whether it is one of guests.
    Cast {
        /// Whether those listed are guests.
        guest: bool,
    },
    /// Links and references.
    References,
    /// Named by no word that is known: it goes on with what it stands in.
    Same,
}

/// A heading, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading<'a> {
    /// Its words without the marks of the page.
    pub(super) name: &'a str,
    /// What it opens.
    pub(super) section: Section,
    /// Whether the page marks it as a heading: `[]`, `[edit]`, `==`.
    pub(super) marked: bool,
}

/// The longest heading, characters.
const LONGEST: usize = 80;

/// `line` as a heading: one that the page marks, or one of the known names alone on its line.
pub(super) fn heading(line: &str) -> Option<Heading<'_>> {
    let (name, marked) = without_marks(line.trim());
    if name.is_empty() || name.chars().count() > LONGEST || !name.contains(char::is_alphanumeric) {
        return None;
    }
    let key = if marked { key(unnumbered(name)) } else { key(name) };
    let named = section(&key).or_else(|| if marked { beginning(&key) } else { None });
    let section = named.or_else(|| is_act(&key, marked).then_some(Section::Act));
    match section {
        Some(section) => Some(Heading { name, section, marked }),
        None => marked.then_some(Heading { name, section: Section::Same, marked }),
    }
}

/// The name without `[edit]`, `==` and their like, and whether there were such marks.
fn without_marks(line: &str) -> (&str, bool) {
    let bare = line.trim_matches('=').trim();
    let bare = bare.trim_start_matches('#').trim_start();
    let unlinked = match bare.rfind('[') {
        Some(at) if is_edit_link(&bare[at..]) => bare[..at].trim_end(),
        _ => bare,
    };
    let marked = unlinked.len() < line.len() && (unlinked.len() < bare.len() || is_ruled(line));
    (unlinked.trim_end_matches(':').trim_end(), marked)
}

fn is_ruled(line: &str) -> bool {
    (line.starts_with("==") && line.ends_with("==")) || line.trim_start_matches('#').starts_with(' ')
}

/// Whether `link` is what a wiki puts behind its headings.
fn is_edit_link(link: &str) -> bool {
    let Some(inner) = link.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else { return false };
    let inner = inner.trim().to_lowercase();
    inner.is_empty() || inner.split('|').all(|part| part.trim().starts_with("edit"))
}

/// The name without the number that a table of contents puts before it.
fn unnumbered(name: &str) -> &str {
    name.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim_start()
}

/// The name in lower case with one space between words.
fn key(name: &str) -> String {
    flow(name).to_lowercase().replace('’', "'").replace(['–', '—'], "-")
}

/// Whether `key` names an act, a teaser or what stands after the last act.
fn is_act(key: &str, marked: bool) -> bool {
    const NUMBERS: [&str; 33] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "first", "second", "third",
        "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    ];
    let is_number = |word: &str| {
        NUMBERS.contains(&word)
            || (!word.is_empty() && word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit()))
    };
    let titled = |rest: &str| marked || rest.is_empty() || rest.starts_with([':', '-', '(']);
    if ["teaser", "cold open", "cold opening", "prologue", "epilogue", "tag", "coda"].contains(&key) {
        return true;
    }
    if let Some(rest) = key.strip_prefix("act ").or_else(|| key.strip_prefix("part ").filter(|_| marked)) {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        return is_number(&rest[..end]) && titled(rest[end..].trim_start());
    }
    key.strip_suffix(" act").is_some_and(|rest| is_number(rest.strip_prefix("the ").unwrap_or(rest)))
}

/// Whether an act's name is of one that stands before the first act.
pub(super) fn opens_episode(name: &str) -> bool {
    let key = key(name);
    ["teaser", "cold open", "prologue"].iter().any(|word| key.starts_with(word))
}

fn section(key: &str) -> Option<Section> {
    SECTIONS.iter().find(|(_, names)| names.contains(&key)).map(|(section, _)| *section)
}

/// The section whose name a marked heading begins with: `Background and production`.
fn beginning(key: &str) -> Option<Section> {
    const BEGINNINGS: &[(&str, Section)] = &[
        ("plot", Section::Story),
        ("summary", Section::Story),
        ("synopsis", Section::Story),
        ("log entries", Section::Logs),
        ("memorable", Section::Quotes),
        ("quotes", Section::Quotes),
        ("background", Section::Notes),
        ("production", Section::Notes),
        ("trivia", Section::Notes),
        ("notes", Section::Notes),
        ("continuity", Section::Notes),
        ("reception", Section::Notes),
        ("story and", Section::Notes),
        ("cast and", Section::Notes),
        ("guest star", Section::Cast { guest: true }),
        ("co-star", Section::Cast { guest: true }),
        ("uncredited", Section::Cast { guest: true }),
        ("starring", Section::Cast { guest: false }),
        ("references", Section::References),
        ("links", Section::References),
        ("external", Section::References),
        ("stunt", Section::References),
    ];
    BEGINNINGS.iter().find(|(beginning, _)| key.starts_with(beginning)).map(|(_, section)| *section)
}

/// The names by which wikis call their sections.
const SECTIONS: &[(Section, &[&str])] = &[
    (Section::Contents, &["contents", "table of contents", "contents [hide]", "contents[hide]"]),
    (
        Section::Story,
        &[
            "summary",
            "plot",
            "plot summary",
            "episode summary",
            "synopsis",
            "story",
            "recap",
            "plot synopsis",
            "full summary",
            "detailed summary",
            "long summary",
            "overview",
            "plot overview",
            "episode plot",
            "episode recap",
            "full recap",
            "short summary",
            "brief summary",
        ],
    ),
    (Section::Logs, &["log entries", "log entry", "logs", "captain's log", "captain's logs", "ship's log"]),
    (
        Section::Quotes,
        &[
            "memorable quotes",
            "quotes",
            "quotations",
            "notable quotes",
            "memorable quotations",
            "dialogue",
            "memorable dialogue",
            "favorite quotes",
            "memorable lines",
            "famous quotes",
            "best quotes",
            "quote",
        ],
    ),
    (
        Section::Notes,
        &[
            "background information",
            "background",
            "background notes",
            "trivia",
            "notes",
            "notes and trivia",
            "production",
            "production notes",
            "production history",
            "production and reception",
            "continuity",
            "continuity notes",
            "reception",
            "story and script",
            "story and production",
            "title and story",
            "title, story, and script",
            "cast and characters",
            "cast and crew notes",
            "apocrypha",
            "analysis",
            "goofs",
            "errors",
            "bloopers",
            "awards",
            "music",
            "behind the scenes",
            "development",
            "writing",
            "filming",
            "broadcast",
            "ratings",
            "themes",
            "legacy",
            "broadcast and reception",
            "critical reception",
            "casting",
            "conception",
            "sets and props",
            "props",
            "sets",
            "costumes",
            "makeup",
            "effects",
            "special effects",
            "visual effects",
            "miscellaneous",
            "other",
            "other information",
            "notes and references",
            "accolades",
            "home media",
            "releases",
            "did you know",
            "allusions",
            "cultural references",
            "production timeline",
            "deleted scenes",
            "remastered information",
            "video and dvd releases",
            "media releases",
            "impact",
            "nitpicks",
            "unanswered questions",
        ],
    ),
    (
        Section::Cast { guest: false },
        &[
            "cast",
            "starring",
            "also starring",
            "main cast",
            "cast list",
            "cast members",
            "regular cast",
            "series regulars",
            "featuring",
        ],
    ),
    (
        Section::Cast { guest: true },
        &[
            "guest stars",
            "guest star",
            "guest starring",
            "special guest stars",
            "special guest star",
            "special guest appearance by",
            "special appearance by",
            "and special guest star",
            "guest cast",
            "guests",
            "co-stars",
            "co-star",
            "co-starring",
            "costars",
            "uncredited co-stars",
            "uncredited co-star",
            "uncredited",
            "supporting cast",
            "recurring cast",
            "with",
            "voices",
            "voice cast",
        ],
    ),
    (
        Section::References,
        &[
            "links and references",
            "references",
            "external links",
            "external link",
            "see also",
            "gallery",
            "images",
            "sources",
            "footnotes",
            "navigation",
            "categories",
            "appearances",
            "credits",
            "crew",
            "stunt doubles",
            "stunt double",
            "stand-ins",
            "stand-in",
            "photo double",
            "photo doubles",
            "starship references",
            "meta references",
            "other references",
            "unreferenced materials",
            "unused references",
            "unreferenced material",
            "related topics",
            "further reading",
            "bibliography",
            "links",
            "citations",
            "related episodes",
            "characters",
            "locations",
            "starships",
            "species",
            "timeline",
            "external references",
            "library computer references",
            "shipboard references",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_told_with_and_without_marks() {
        let cases = [
            ("Act One[]", Some(("Act One", Section::Act, true))),
            ("Act One [edit | edit source]", Some(("Act One", Section::Act, true))),
            ("ACT ONE", Some(("ACT ONE", Section::Act, false))),
            ("Act 1", Some(("Act 1", Section::Act, false))),
            ("Act IV:", Some(("Act IV", Section::Act, false))),
            ("Act Two: The Fog", Some(("Act Two: The Fog", Section::Act, false))),
            ("Third act", Some(("Third act", Section::Act, false))),
            ("== Plot ==", Some(("Plot", Section::Story, true))),
            ("## Trivia", Some(("Trivia", Section::Notes, true))),
            ("Memorable quotes[edit]", Some(("Memorable quotes", Section::Quotes, true))),
            ("The lamp room[]", Some(("The lamp room", Section::Same, true))),
            ("The lamp room", None),
            ("Act one of kindness", None),
            ("He waits.[1]", None),
            ("[]", None),
        ];
        for (line, wanted) in cases {
            let found = heading(line).map(|found| (found.name, found.section, found.marked));
            assert_eq!(found, wanted, "{line}");
        }
    }
}
