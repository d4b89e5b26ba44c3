//! The lines of a page that say what it is about: its title, and the box beside it with numbers and
//! dates, `First aired: 3 March` or a line `Stardate` with the value below it.

use crate::document::script::Header;
use crate::source::Source;

use super::pieces::Piece;
use super::{logs, marks};

/// The longest title and the longest value, bytes.
const LONGEST: usize = 80;

/// A field of the box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Title,
    Series,
    Number,
    Stardate,
    AirDate,
    Author,
    /// Known, and nothing that a header holds.
    Passed,
}

const FIELDS: &[(Field, &[&str])] = &[
    (Field::Title, &["title", "episode title"]),
    (Field::Series, &["series", "show"]),
    (
        Field::Number,
        &[
            "production number",
            "production no",
            "production code",
            "episode number",
            "episode no",
            "number",
            "prod. no",
        ],
    ),
    (Field::Stardate, &["stardate", "stardates"]),
    (
        Field::AirDate,
        &[
            "first aired",
            "air date",
            "airdate",
            "original air date",
            "original airdate",
            "original release date",
            "aired",
            "release date",
            "premiere",
            "premiere date",
            "first broadcast",
            "broadcast date",
        ],
    ),
    (Field::Author, &["written by", "writer", "writers", "writer(s)", "teleplay by"]),
    (
        Field::Passed,
        &[
            "directed by",
            "director",
            "story by",
            "episode",
            "episodes",
            "season",
            "previous",
            "next",
            "date",
            "year",
            "running time",
            "runtime",
            "produced by",
            "music by",
            "featured music",
            "cinematography by",
            "edited by",
            "starring",
            "guest stars",
            "remastered version aired",
            "previous episode",
            "next episode",
            "production order",
            "chronology",
            "network",
            "story",
            "teleplay",
        ],
    ),
];

/// Reads the line that `pieces` begin with into `header`, with the value below it where it stands
/// there; `first` on the page it may be the title. Gives how many pieces that takes, 0 for a line that
/// is of no such box.
pub(super) fn read(source: &Source, pieces: &[Piece], first: bool, header: &mut Header) -> usize {
    let Some(piece) = pieces.first() else { return 0 };
    let line = source.flow(piece.body);
    if line.len() > 2 * LONGEST {
        return 0;
    }
    if let Some((label, value)) = labelled(&line) {
        return set_labelled(source, pieces, header, label, value);
    }
    // The first line of a box may have the name of the episode; further down, it is anybody's.
    let named = line.split_once(':').filter(|(key, _)| first && key.eq_ignore_ascii_case("name"));
    if let Some((_, name)) = named.filter(|(_, name)| !name.trim().is_empty()) {
        header.title = Some(without_site(name.trim()).to_owned());
        return 1;
    }
    let said = marks::unquoted(source, piece.body);
    let quoted = source.flow(said.inner);
    let bare = said.closed && said.rest.is_empty() && quoted.len() <= LONGEST && !logs::is_entry(&quoted);
    if bare && header.title.is_none() {
        header.title = Some(quoted);
        return 1;
    }
    if numbered(&line, header) {
        return 1;
    }
    let title = first && line.len() <= LONGEST && !line.ends_with(['.', '!', '?', ':', '"']);
    if title && piece.gap == 0 && line.starts_with(char::is_alphanumeric) {
        header.title = Some(without_site(&line).to_owned());
        return 1;
    }
    0
}

/// The label and the value of `Label: value`, `Label`, and `Written by NAME`.
fn labelled(line: &str) -> Option<(Field, &str)> {
    let field = |label: &str| {
        let key = label.trim().trim_end_matches(['.', ':']).to_lowercase();
        FIELDS.iter().find(|(_, keys)| keys.contains(&key.as_str())).map(|(field, _)| *field)
    };
    if let Some(field) = field(line) {
        return Some((field, ""));
    }
    let (label, value) = line.split_once([':', '\t', '|']).unwrap_or_else(|| {
        let by = line.find(" by ").map_or(0, |at| at + " by ".len());
        line.split_at(by)
    });
    // What ends or begins like a sentence is one: `Directed by nobody, the Halyard drifts.`
    let told = value.trim_end().ends_with(['!', '?'])
        || (value.ends_with('.') && value.contains(' ') && value.len() > 40);
    let said = label.ends_with("by ") && value.starts_with(char::is_lowercase);
    field(label).filter(|_| !told && !said).map(|field| (field, value.trim()))
}

fn set_labelled(source: &Source, pieces: &[Piece], header: &mut Header, field: Field, value: &str) -> usize {
    let below = pieces.get(1).filter(|below| value.is_empty() && below.gap == 0);
    let below = below
        .map(|below| source.flow(below.body))
        .filter(|below| below.len() <= LONGEST && labelled(below).is_none());
    let value = if value.is_empty() { below.as_deref().unwrap_or_default() } else { value };
    let set = match field {
        Field::Title => &mut header.title,
        Field::Series => &mut header.series,
        Field::Number => &mut header.number,
        Field::Stardate => &mut header.stardate,
        Field::AirDate => &mut header.air_date,
        Field::Author => &mut header.author,
        Field::Passed => return 1 + usize::from(below.is_some()),
    };
    let known = !matches!(value.to_lowercase().as_str(), "" | "unknown" | "n/a" | "?");
    if known && set.is_none() {
        *set = Some(value.trim_matches(['"', '“', '”']).to_owned());
    }
    1 + usize::from(below.is_some())
}

/// Reads `SERIES, Episode 2x14` and `Season 2, Episode 14`.
fn numbered(line: &str, header: &mut Header) -> bool {
    let lower = line.to_ascii_lowercase();
    let Some(at) = lower.find("episode ") else { return false };
    let Some(rest) = line.get(at + "episode ".len()..) else { return false };
    let number: &str = rest.split_whitespace().next().unwrap_or_default().trim_end_matches([',', ')', ';']);
    if line.len() > 60 || !number.starts_with(|c: char| c.is_ascii_digit() || c == '#') {
        return false;
    }
    header.number.get_or_insert_with(|| number.trim_start_matches('#').to_owned());
    let series = line[..at].trim_end().trim_end_matches([',', ':', '-', '–', '(']).trim_end();
    if !series.is_empty() && !series.to_lowercase().starts_with("season") {
        header.series.get_or_insert_with(|| series.to_owned());
    }
    true
}

/// A page's title without what says that it is an episode, and without the name of the site.
fn without_site(line: &str) -> &str {
    let title = line.split(" | ").next().unwrap_or(line);
    let title =
        title.strip_suffix(')').and_then(|rest| rest.rfind(" (").map(|at| &title[..at])).unwrap_or(title);
    title.trim_matches(['"', '“', '”'])
}

#[cfg(test)]
mod tests {
    use super::super::pieces::pieces;
    use super::*;

    #[test]
    fn a_box_fills_the_header() {
        let text = "Slack Water (episode)\nTHE SKERRIES, Episode 2x14\nProduction number: 12\nStardate\n8812.3\n\
                    First aired: 3 March 1996\nWritten by\nTess Moor\nDirected by Orla Fenn\n";
        let source = Source::from_bytes("a", text.as_bytes());
        let pieces = pieces(&source);
        let (mut header, mut at) = (Header::default(), 0);
        while at < pieces.len() {
            let taken = read(&source, &pieces[at..], at == 0, &mut header);
            assert!(taken > 0, "{}", source.slice(pieces[at].span));
            at += taken;
        }
        let of = |field: &Option<String>| field.clone().unwrap_or_default();
        assert_eq!(of(&header.title), "Slack Water");
        assert_eq!(of(&header.series), "THE SKERRIES");
        assert_eq!(of(&header.number), "2x14");
        assert_eq!(of(&header.stardate), "8812.3");
        assert_eq!(of(&header.air_date), "3 March 1996");
        assert_eq!(of(&header.author), "Tess Moor");
    }

    #[test]
    fn prose_is_no_box() {
        for text in [
            "Maren climbs to the lamp.",
            "Directed by nobody, the Halyard drifts.",
            "The keeper: a woman of few words.",
        ] {
            let source = Source::from_bytes("a", text.as_bytes());
            let mut header = Header::default();
            let taken = read(&source, &pieces(&source), true, &mut header);
            assert_eq!(taken, 0, "{text}");
        }
    }
}
