//! Acts and scenes as ranges of elements.
//!
//! An act break may fall inside a scene (the cliff-hanger resumes in the same room), so acts do not
//! contain scenes: both are ranges over the elements, and a scene may belong to two acts.

use std::borrow::Cow;
use std::ops::Range;

use crate::document::Kind;

use super::{ActIx, ElementIx, Origin, SceneIx};

/// The acts and scenes of an episode.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outline {
    /// Acts in order; empty where no document tells of any.
    pub acts: Vec<Act>,
    /// Scenes in order.
    pub scenes: Vec<Scene>,
}

/// An act: a stretch of the script.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// `Teaser`, `Act One`, ...
    pub name: String,
    /// Its elements.
    pub elements: Range<usize>,
    /// The first and last line of it in the script.
    pub lines: (usize, usize),
    /// Whether the script marks it or it was borrowed.
    pub origin: Origin,
    /// How sure the place of its beginning is, 0 to 1.
    pub confidence: f32,
    /// What the document is that it was borrowed from, where it was.
    pub lender: Option<Kind>,
}

/// A scene: from one heading to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scene {
    /// From 1, in the order of the script.
    pub number: u32,
    /// The heading as written, without brackets; empty where the script has none.
    pub heading: String,
    /// The number that the script gives it, `12A`.
    pub written: Option<String>,
    /// Its elements; a log entry that stands before the heading opens the scene.
    pub elements: Range<usize>,
    /// The first and last line of it in the script.
    pub lines: (usize, usize),
    /// The acts it belongs to: none where there are none, two where a break falls inside.
    pub acts: Vec<ActIx>,
}

impl Scene {
    /// Its heading, with the number that the script gives it: `INT. HOLD #12A`.
    pub fn titled(&self) -> Cow<'_, str> {
        match &self.written {
            Some(number) if self.heading.is_empty() => format!("#{number}").into(),
            Some(number) => format!("{} #{number}", self.heading).into(),
            None => self.heading.as_str().into(),
        }
    }
}

impl Outline {
    /// The act that `element` belongs to.
    pub fn act_of(&self, element: ElementIx) -> Option<ActIx> {
        self.acts.iter().position(|act| act.elements.contains(&element.at())).map(ActIx::new)
    }

    /// The scene that `element` belongs to.
    pub fn scene_of(&self, element: ElementIx) -> Option<SceneIx> {
        self.scenes.iter().position(|scene| scene.elements.contains(&element.at())).map(SceneIx::new)
    }
}
