//! Who speaks, who plays them, who made the episode.

use super::{Origin, SpeakerIx};

/// The people of the episode.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cast {
    /// Who speaks, in the order of their first speech.
    pub speakers: Vec<Speaker>,
    /// Who did what behind the camera.
    pub crew: Vec<Credit>,
    /// Speakers whose name looks like another's misspelt, with that other. They are not made one.
    pub misspelt: Vec<(SpeakerIx, SpeakerIx)>,
    /// Roles of the press kit that nobody in the script was tied to: role and actor.
    pub unmatched: Vec<(String, Option<String>)>,
}

/// One person, whatever the labels.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Speaker {
    /// The canonical name: the label they are most often given, without extension.
    pub name: String,
    /// The labels as the script writes them, extensions included, each once.
    pub labels: Vec<String>,
    /// Other names for the same person, from the cast list or the text.
    pub aliases: Vec<String>,
    /// The role in the cast list.
    pub role: Option<String>,
    /// Who plays the role.
    pub actor: Option<String>,
    /// Where role and actor come from and how sure the tie is; `None` without a role.
    pub role_tie: Option<(Origin, f32)>,
    /// How many speeches they have.
    pub speeches: usize,
    /// How many words these have, directions inside them not counted.
    pub words: usize,
    /// In how many scenes they speak.
    pub scenes: usize,
}

/// Who did what.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Credit {
    /// `written by`.
    pub job: String,
    /// The name as written.
    pub name: String,
}
