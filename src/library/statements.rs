//! What a person states about a library, in a `library.toml` in its folder: what it is called, how it
//! is ordered, which files are which series and season.
//!
//! ```toml
//! title = "Lights of the coast"
//! order = "airdate"                                # path, title, number or airdate
//! series = ["Halyard", "Tern"]                     # these first, in this order
//!
//! [files]                                          # folders and documents below this folder
//! "halyard" = { series = "Halyard" }
//! "halyard/early" = { season = 1 }
//! "halyard/fog.txt" = { title = "Fog", number = "207", airdate = "9 Nov 1997" }
//! ```
//!
//! What is stated of a folder holds for everything in it; what is stated of a path further down wins.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use crate::source::{ReadError, Source};
use crate::text::clean::clean_line;
use crate::text::distance::edit_distance;

use super::order::Order;
use super::{About, Problem};

/// The file's name.
const FILE: &str = "library.toml";

/// What is stated. All of it may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Statements {
    pub(super) title: Option<String>,
    pub(super) order: Option<Order>,
    pub(super) series: Vec<String>,
    /// By path below the library.
    files: BTreeMap<String, About>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Written {
    title: Option<String>,
    order: Option<Spanned<String>>,
    series: Vec<String>,
    files: BTreeMap<Spanned<String>, WrittenAbout>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct WrittenAbout {
    title: Option<String>,
    series: Option<String>,
    season: Option<NumberOrText>,
    number: Option<NumberOrText>,
    airdate: Option<DateOrText>,
}

/// A season or number, which need no quotation marks where they are numbers.
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a number or a text in quotation marks")]
enum NumberOrText {
    Number(u32),
    Text(String),
}

/// A day, which TOML can write without quotation marks.
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a day: 1997-11-09, or a text in quotation marks")]
enum DateOrText {
    Date(toml::value::Datetime),
    Text(String),
}

impl Statements {
    /// Reads the `library.toml` in `folder`, where there is one. What is wrong with it is a problem,
    /// with its line, and what else it says holds as far as it could be understood.
    pub(super) fn read(folder: &Path) -> (Self, Vec<Problem>) {
        let path = folder.join(FILE);
        match Source::read(&path) {
            Err(ReadError::Io { error, .. }) if error.kind() == ErrorKind::NotFound => Default::default(),
            Ok(source) => Self::parse(&source, |below| super::is_there(&folder.join(below)).is_ok()),
            Err(error) => {
                let problem = Problem { path: FILE.to_owned(), message: error.reason() };
                (Self::default(), vec![problem])
            }
        }
    }

    /// Reads `source`; `exists` tells whether there is something at a path below the library.
    fn parse(source: &Source, exists: impl Fn(&str) -> bool) -> (Self, Vec<Problem>) {
        let told = |at: usize, message: String| Problem {
            path: format!("{FILE}:{}", source.line_of(at)),
            message: clean_line(&message),
        };
        let written: Written = match toml::from_str(&source.text) {
            Ok(written) => written,
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                return (Self::default(), vec![told(at, error.message().to_owned())]);
            }
        };
        let mut problems = Vec::new();
        let order = written.order.and_then(|order| {
            let known = Order::named(order.get_ref());
            if known.is_none() {
                problems.push(told(order.span().start, unknown_order(order.get_ref())));
            }
            known
        });
        let mut files = BTreeMap::new();
        for (path, about) in written.files {
            let below = path.get_ref().trim_matches('/');
            let leads_out = below.split('/').any(|name| name == "..");
            if leads_out || !exists(below) {
                let message = format!("there is no `{below}` in this folder; expected a path below it");
                problems.push(told(path.span().start, message));
            }
            files.insert(below.to_owned(), about.into());
        }
        let series = written.series.iter().map(|series| clean_line(series)).collect();
        (Self { title: written.title.as_deref().map(clean_line), order, series, files }, problems)
    }

    /// What is stated of the entry with this key: the path that says most, before those that it lies in.
    pub(super) fn about(&self, key: &str) -> About {
        let outer = key.match_indices('/').filter_map(|(at, _)| key.get(..at));
        let mut paths: Vec<&str> = outer.chain([key]).collect();
        paths.reverse();
        let stated = paths.into_iter().filter_map(|path| self.files.get(path));
        stated.fold(About::default(), |about, outer| about.or(outer))
    }
}

fn unknown_order(found: &str) -> String {
    let names = Order::ALL.map(Order::name);
    let meant = names.iter().find(|name| edit_distance(name, found, 2).is_some());
    let hint = meant.map_or_else(String::new, |name| format!("; did you mean `{name}`?"));
    format!("there is no order `{found}`: expected one of {}{hint}", names.join(", "))
}

impl From<WrittenAbout> for About {
    fn from(written: WrittenAbout) -> Self {
        let number_or_text = |written: NumberOrText| match written {
            NumberOrText::Number(number) => number.to_string(),
            NumberOrText::Text(text) => clean_line(&text),
        };
        Self {
            title: written.title.as_deref().map(clean_line),
            series: written.series.as_deref().map(clean_line),
            season: written.season.map(number_or_text),
            number: written.number.map(number_or_text),
            air_date: written.airdate.map(|date| match date {
                DateOrText::Date(date) => date.to_string(),
                DateOrText::Text(text) => clean_line(&text),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> (Statements, Vec<String>) {
        let source = Source::from_bytes(FILE, text.as_bytes());
        let exists = |path: &str| ["halyard", "halyard/early", "halyard/early/fog.txt"].contains(&path);
        let (statements, problems) = Statements::parse(&source, exists);
        (statements, problems.iter().map(Problem::to_string).collect())
    }

    #[test]
    fn what_is_stated_further_down_wins() {
        let (statements, problems) = parse(
            "title = \"Coast\"\norder = \"airdate\"\nseries = [\"Tern\"]\n[files]\n\
             \"halyard\" = { series = \"Halyard\", season = 9 }\n\"halyard/early/\" = { season = \"One\" }\n\
             \"halyard/early/fog.txt\" = { title = \"Fog\", number = 207, airdate = 1997-11-09 }\n",
        );
        assert_eq!(problems, [""; 0]);
        assert_eq!((statements.title.as_deref(), statements.order), (Some("Coast"), Some(Order::AirDate)));
        let fog = statements.about("halyard/early/fog.txt");
        assert_eq!((fog.title.as_deref(), fog.number.as_deref()), (Some("Fog"), Some("207")));
        assert_eq!((fog.series.as_deref(), fog.season.as_deref()), (Some("Halyard"), Some("One")));
        assert_eq!(fog.air_date.as_deref(), Some("1997-11-09"));
        assert_eq!(statements.about("halyard/late").season.as_deref(), Some("9"));
        assert_eq!(statements.about("halyards"), About::default());
    }

    #[test]
    fn a_fault_is_told_with_its_line_and_what_was_expected() {
        for (text, said) in [
            (
                "\norder = \"airdat\"\n",
                "library.toml:2: there is no order `airdat`: expected one of path, title, number, airdate; did you mean `airdate`?",
            ),
            (
                "\norder = \"wind\"\n",
                "library.toml:2: there is no order `wind`: expected one of path, title, number, airdate",
            ),
            (
                "titel = \"x\"\n",
                "library.toml:1: unknown field `titel`, expected one of `title`, `order`, `series`, `files`",
            ),
            ("[files]\n\"halyard\" = { sesson = 1 }\n", "library.toml:2: unknown field `sesson`"),
            (
                "[files]\n\"halyard\" = { season = [1] }\n",
                "library.toml:2: expected a number or a text in quotation marks",
            ),
            ("[files]\n\n\"tern\" = { season = 1 }\n", "library.toml:3: there is no `tern` in this folder"),
            (
                "[files]\n\"../halyard\" = { season = 1 }\n",
                "library.toml:2: there is no `../halyard` in this folder",
            ),
            ("[files\n", "library.toml:1: "),
        ] {
            let (_, problems) = parse(text);
            assert!(problems.iter().any(|problem| problem.starts_with(said)), "{text}: {problems:?}");
            assert_eq!(problems.len(), 1, "{problems:?}");
        }
    }

    #[test]
    fn what_holds_beside_a_fault_is_kept() {
        let (statements, problems) =
            parse("title = \"Coast\"\norder = \"wind\"\n[files]\n\"tern\" = { season = 1 }\n");
        assert_eq!((statements.title.as_deref(), problems.len()), (Some("Coast"), 2));
        assert_eq!(statements.about("tern").season.as_deref(), Some("1"));
    }
}
