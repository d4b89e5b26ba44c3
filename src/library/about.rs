//! What is known of an episode before it is read: from the first lines of its documents, from where
//! it stands, and from what a person states.

use serde::{Deserialize, Serialize};

use crate::document::{self, Kind};
use crate::episode::Identity;
use crate::source::Source;

use super::{parts, places};

/// What an episode is called and when it was shown, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Its title.
    pub title: Option<String>,
    /// The series it is of.
    pub series: Option<String>,
    /// The season it is of, as written: `2`, `Specials`.
    pub season: Option<String>,
    /// Its number, as written: `207`, `4x12`.
    pub number: Option<String>,
    /// The day it was first shown, as written.
    pub air_date: Option<String>,
}

impl About {
    /// This, and where it says nothing, what `other` says.
    pub(super) fn or(self, other: &Self) -> Self {
        Self {
            title: self.title.or_else(|| other.title.clone()),
            series: self.series.or_else(|| other.series.clone()),
            season: self.season.or_else(|| other.season.clone()),
            number: self.number.or_else(|| other.number.clone()),
            air_date: self.air_date.or_else(|| other.air_date.clone()),
        }
    }

    /// Says of `identity` what is known here.
    pub(super) fn identify(&self, identity: &mut Identity) {
        if let Some(title) = &self.title {
            identity.title.clone_from(title);
        }
        let fields = [
            (&self.series, &mut identity.series),
            (&self.number, &mut identity.number),
            (&self.air_date, &mut identity.air_date),
        ];
        for (known, field) in fields.into_iter().filter(|(known, _)| known.is_some()) {
            field.clone_from(known);
        }
    }
}

/// What a look at the beginning of one document tells: a card of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// What it is.
    pub kind: Kind,
    /// What its first lines say.
    pub about: About,
    /// The cards of the episodes in it, where it holds several.
    pub parts: Vec<Card>,
}

impl Card {
    /// What `source` tells.
    pub(super) fn of(source: &Source) -> Self {
        let kind = document::surest(source).kind;
        Self { parts: parts::cards(source, kind), ..Self::of_kind(source, kind) }
    }

    /// What `part` tells, one of the episodes of a source.
    pub(super) fn of_part(part: &Source) -> Self {
        Self::of_kind(part, document::surest(part).kind)
    }

    /// What `source` tells as a document of `kind`.
    pub(super) fn of_kind(source: &Source, kind: Kind) -> Self {
        let header = document::header(source, kind);
        let season = header.number.as_deref().and_then(places::season_of_code);
        let about = About {
            title: header.title,
            series: header.series,
            season,
            number: header.number,
            air_date: header.air_date,
        };
        Self { kind, about, parts: Vec::new() }
    }
}
