//! What a person states about an episode, in an `episode.toml` beside its documents: it overrides what
//! the documents say and what the loader concludes.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use crate::document::Kind;
use crate::episode::{Act, ElementId, ElementKind, Episode, Identity, Origin};
use crate::text::clean::clean_line;

use super::cast::name_key;
use super::outline;

/// What is stated. All of it may be left out.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Stated {
    title: Option<String>,
    series: Option<String>,
    number: Option<String>,
    stardate: Option<String>,
    air_date: Option<String>,
    /// File names and what they are.
    documents: BTreeMap<String, Spanned<String>>,
    /// Speakers and the labels that are theirs.
    speakers: BTreeMap<String, Vec<String>>,
    /// Speakers and who they are.
    roles: BTreeMap<Spanned<String>, Role>,
    /// Acts and the line that each begins with: an id or a line number.
    acts: BTreeMap<Spanned<String>, Spanned<String>>,
}

/// A role and its actor.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Role {
    role: Option<String>,
    actor: Option<String>,
}

/// Something that is stated and cannot be so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where, bytes of the file; `None` for the file as a whole.
    pub span: Option<Range<usize>>,
    /// What was found and what was expected.
    pub message: String,
}

/// What is stated of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatedKind {
    /// It is this.
    Is(Kind),
    /// It is none of the episode's.
    Ignored,
}

impl Stated {
    /// Reads the TOML `text`.
    ///
    /// # Errors
    /// The first fault; nothing is stated then.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let mut stated: Self = toml::from_str(text)
            .map_err(|error| Fault { span: error.span(), message: error.message().to_owned() })?;
        // What TOML writes with a backslash was not there yet when its text was cleaned.
        stated.speakers =
            stated.speakers.into_iter().map(|(name, labels)| (clean_line(&name), labels)).collect();
        for (file, kind) in &stated.documents {
            if kind.get_ref() != "ignored" && !Kind::ALL.iter().any(|known| known.name() == kind.get_ref()) {
                let names = Kind::ALL.map(Kind::name).join(", ");
                let message =
                    format!("{file} cannot be `{}`; expected one of {names}, ignored", kind.get_ref());
                return Err(Fault { span: Some(kind.span()), message });
            }
        }
        Ok(stated)
    }

    /// What the file called `name` is stated to be.
    pub fn kind_of(&self, name: &str) -> Option<StatedKind> {
        let stated = self.documents.get(name)?.get_ref();
        let kind = Kind::ALL.into_iter().find(|kind| kind.name() == stated);
        Some(kind.map_or(StatedKind::Ignored, StatedKind::Is))
    }

    /// The speaker whose label this is stated to be.
    pub(super) fn speaker_of(&self, label: &str) -> Option<&str> {
        if self.speakers.is_empty() {
            return None;
        }
        let key = name_key(label);
        let owner =
            self.speakers.iter().find(|(_, labels)| labels.iter().any(|other| name_key(other) == key));
        owner.map(|(name, _)| name.as_str())
    }

    /// Says of the whole what is stated of it.
    pub fn identify(&self, identity: &mut Identity) {
        if let Some(title) = &self.title {
            identity.title = clean_line(title);
        }
        let fields = [
            (&self.series, &mut identity.series),
            (&self.number, &mut identity.number),
            (&self.stardate, &mut identity.stardate),
            (&self.air_date, &mut identity.air_date),
        ];
        for (stated, field) in fields {
            if let Some(stated) = stated {
                *field = Some(clean_line(stated));
            }
        }
    }

    /// Gives the speakers the roles that are stated; a speaker that is not there is a fault.
    pub(super) fn give_roles(&self, episode: &mut Episode, faults: &mut Vec<Fault>) {
        for (name, role) in &self.roles {
            let key = name_key(name.get_ref());
            let Some(speaker) =
                episode.cast.speakers.iter_mut().find(|speaker| name_key(&speaker.name) == key)
            else {
                let message = format!("nobody here is called `{}`", name.get_ref());
                faults.push(Fault { span: Some(name.span()), message });
                continue;
            };
            speaker.role = role.role.as_deref().map(clean_line).or(speaker.role.take());
            speaker.actor = role.actor.as_deref().map(clean_line).or(speaker.actor.take());
            speaker.role_tie = Some((Origin::Stated, 1.0));
        }
    }

    /// Lays the acts that are stated over `episode`; what stands before the first is the teaser. A line
    /// that is not there is a fault. Whether any act was laid.
    pub(super) fn lay_acts(&self, episode: &mut Episode, faults: &mut Vec<Fault>) -> bool {
        let mut starts: Vec<(usize, String)> = Vec::new();
        for (name, place) in &self.acts {
            match element_at(episode, place.get_ref()) {
                Some(element) => starts.push((element, clean_line(name.get_ref()))),
                None => {
                    let message = format!(
                        "there is no line `{}`; expected an id such as 9.06 or a line's number",
                        place.get_ref()
                    );
                    faults.push(Fault { span: Some(place.span()), message });
                }
            }
        }
        starts.sort_unstable();
        let told = |element: &crate::episode::Element| element.kind != ElementKind::Metadata;
        let opening = episode.elements.iter().position(told).unwrap_or_default();
        match starts.first() {
            None => return false,
            Some((first, _)) if *first > opening => starts.insert(0, (opening, "Teaser".to_owned())),
            Some(_) => {}
        }
        let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([episode.elements.len()]);
        let ends: Vec<usize> = ends.collect();
        let acts = starts.into_iter().zip(ends).map(|((start, name), end)| Act {
            name,
            elements: start..end,
            lines: (0, 0),
            origin: Origin::Stated,
            confidence: 1.0,
            lender: None,
        });
        outline::lay(episode, acts.collect());
        true
    }
}

/// The element that `place` names: by its id, or by the number of its line.
fn element_at(episode: &Episode, place: &str) -> Option<usize> {
    if let Ok(line) = place.parse::<usize>() {
        return episode.elements.iter().position(|element| element.line >= line);
    }
    let id: ElementId = place.parse().ok()?;
    episode.find(id).map(|ix| ix.at())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::{Given, load_stated};
    use crate::source::Source;

    const SCRIPT: &str = "Fog\n[Deck]\nMAREN: Out.\nTHE KEEPER: Aye.\n[Hold]\nMARREN: Again.\nKEEPER: Aye.\n[Deck]\nMAREN: Light it.\n";

    fn loaded(toml: &str) -> (Episode, Vec<Fault>) {
        let stated = Stated::parse(toml).expect("statements");
        let source = Source::from_bytes("t", SCRIPT.as_bytes());
        load_stated(vec![Given { source, kind: Some(Kind::Transcript) }], "Fog", &stated)
    }

    #[test]
    fn what_is_stated_overrides() {
        let (episode, faults) = loaded(
            "title = 'Fog, again'\n[speakers]\nMAREN = ['Marren']\nKEEPER = ['the keeper']\n\
             [roles]\nMAREN = { role = 'MATE MAREN', actor = 'ANNA VANE' }\n[acts]\n'Act One' = '2.00'\n'Act Two' = '9'\n",
        );
        assert_eq!(faults, []);
        assert_eq!(episode.identity.title, "Fog, again");
        let names: Vec<&str> = episode.cast.speakers.iter().map(|speaker| speaker.name.as_str()).collect();
        assert_eq!(names, ["MAREN", "KEEPER"]);
        assert_eq!(episode.cast.speakers[0].actor.as_deref(), Some("ANNA VANE"));
        let acts: Vec<(&str, usize)> =
            episode.outline.acts.iter().map(|act| (act.name.as_str(), act.lines.0)).collect();
        assert_eq!(acts, [("Teaser", 2), ("Act One", 5), ("Act Two", 9)]);
        assert!(episode.outline.acts.iter().all(|act| act.origin == Origin::Stated));
    }

    #[test]
    fn what_cannot_be_is_told_with_its_place() {
        let (_, faults) = loaded("[roles]\nORRIN = { role = 'X' }\n[acts]\n'Act One' = '99.00'\n");
        let messages: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
        assert!(messages[0].contains("nobody here is called `ORRIN`"), "{messages:?}");
        assert!(messages[1].contains("there is no line `99.00`"), "{messages:?}");
        assert!(faults.iter().all(|fault| fault.span.is_some()));
        let fault = Stated::parse("[documents]\n'a.txt' = 'poem'\n").expect_err("fault");
        assert!(fault.message.contains("cannot be `poem`") && fault.span.is_some());
        assert!(Stated::parse("colour = 1\n").is_err());
    }

    #[test]
    fn each_override_holds() {
        let names = |episode: &Episode| {
            episode
                .cast
                .speakers
                .iter()
                .map(|s| format!("{} {}", s.name, s.speeches))
                .collect::<Vec<_>>()
                .join(", ")
        };
        let identity = |episode: &Episode| format!("{:?}", episode.identity);
        let roles = |episode: &Episode| {
            let of = |s: &crate::episode::Speaker| format!("{:?} {:?} {:?}", s.role, s.actor, s.role_tie);
            episode.cast.speakers.iter().map(of).collect::<Vec<_>>().join(", ")
        };
        let acts = |episode: &Episode| {
            let of = |act: &Act| format!("{} {} {:?}", act.name, act.lines.0, act.origin);
            episode.outline.acts.iter().map(of).collect::<Vec<_>>().join(", ")
        };
        type Shown<'a> = &'a dyn Fn(&Episode) -> String;
        let cases: [(&str, Shown, &str); 11] = [
            ("title = 'Mist'", &identity, "title: \"Mist\""),
            ("series = 'Halyard'", &identity, "series: Some(\"Halyard\")"),
            ("number = '12'", &identity, "number: Some(\"12\")"),
            ("stardate = '8812.3'", &identity, "stardate: Some(\"8812.3\")"),
            ("air_date = '3 May'", &identity, "air_date: Some(\"3 May\")"),
            ("[speakers]\nMAREN = ['MARREN']", &names, "MAREN 3, THE KEEPER 1, KEEPER 1"),
            ("[speakers]\n'OLD TARN' = ['KEEPER', 'the keeper']", &names, "MAREN 2, OLD TARN 2, MARREN 1"),
            ("[roles]\nMAREN = { role = 'MATE' }", &roles, "Some(\"MATE\") None Some((Stated, 1.0))"),
            ("[roles]\nMAREN = { actor = 'A VANE' }", &roles, "None Some(\"A VANE\") Some((Stated, 1.0))"),
            ("[acts]\nOne = '5'", &acts, "Teaser 2 Stated, One 5 Stated"),
            ("[acts]\nOne = '1.00'\nTwo = '3.01'", &acts, "One 2 Stated, Two 9 Stated"),
        ];
        for (toml, shown, expected) in cases {
            let (episode, faults) = loaded(toml);
            assert_eq!(faults, [], "{toml}");
            assert!(shown(&episode).contains(expected), "{toml}: {}", shown(&episode));
            assert!(!shown(&loaded("").0).contains(expected), "{toml}: so without it");
        }
    }

    #[test]
    fn files_are_what_they_are_stated_to_be() {
        let stated =
            Stated::parse("[documents]\n'a.txt' = 'summary'\n'b.txt' = 'ignored'\n").expect("statements");
        assert_eq!(stated.kind_of("a.txt"), Some(StatedKind::Is(Kind::Summary)));
        assert_eq!(stated.kind_of("b.txt"), Some(StatedKind::Ignored));
        assert_eq!(stated.kind_of("c.txt"), None);
    }
}
