//! The columns of a table that mean something, by the names that they go by.

/// A column that means something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// What the episode is known by.
    Episode,
    Series,
    Number,
    Title,
    AirDate,
    Stardate,
    /// The element's id.
    Element,
    /// What the element is.
    Kind,
    Act,
    /// The scene's number.
    Scene,
    /// The scene's heading.
    Heading,
    /// The number that the script gives the scene.
    SceneNumber,
    Speaker,
    /// Each of those who speak: a list.
    Speakers,
    Extension,
    /// How sure the speaker is.
    Confidence,
    Text,
    /// How the element is set, by the name that [`Setting`](crate::document::script::Setting) has.
    SetAs,
    /// Where lines of their own begin in the text: a list.
    Breaks,
    /// What of the text is emphasised: a list.
    Emphasis,
}

use Column::{
    Act, AirDate, Breaks, Confidence, Element, Emphasis, Episode, Extension, Heading, Kind, Number, Scene,
    SceneNumber, Series, SetAs, Speaker, Speakers, Stardate, Text, Title,
};

/// The names of the columns in small letters, our own name of each first.
const NAMES: [(&str, Column); 31] = [
    ("episode", Episode),
    ("series", Series),
    ("show", Series),
    ("number", Number),
    ("title", Title),
    ("air_date", AirDate),
    ("stardate", Stardate),
    ("element", Element),
    ("kind", Kind),
    ("act", Act),
    ("scene", Scene),
    ("heading", Heading),
    ("scene_number", SceneNumber),
    ("location", Heading),
    ("setting", Heading),
    ("speaker", Speaker),
    ("character", Speaker),
    ("character_name", Speaker),
    ("speaker_name", Speaker),
    ("speakers", Speakers),
    ("extension", Extension),
    ("confidence", Confidence),
    ("text", Text),
    ("set_as", SetAs),
    ("breaks", Breaks),
    ("emphasis", Emphasis),
    ("dialogue", Text),
    ("dialog", Text),
    ("utterance", Text),
    ("spoken", Text),
    ("transcript", Text),
];

impl Column {
    /// The column called `name`.
    pub(super) fn called(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase().replace(' ', "_");
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, column)| *column)
    }

    /// What we call it.
    pub(super) fn name(self) -> &'static str {
        NAMES.iter().find(|(_, column)| *column == self).map_or("", |(name, _)| name)
    }

    /// Whether `columns` are those of a script: what is said, and what it is or who says it.
    pub(super) fn make_a_script(columns: &[Self]) -> bool {
        columns.contains(&Text) && (columns.contains(&Speaker) || columns.contains(&Kind))
    }
}
