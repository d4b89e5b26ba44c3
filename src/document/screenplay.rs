//! A screenplay: scenes under slug lines, names over what they say, action between.
//!
//! # Diagnostics
//!
//! The codes are stable; all are warnings.
//!
//! | code | found | read as |
//! | --- | --- | --- |
//! | `cue-without-speech` | a name after `@` with nothing below it | action |
//! | `heading-not-alone` | a slug line with no blank line behind it | a scene heading |
//! | `malformed-xml` | a tag or comment of Final Draft's that never ends | *other*, all of it |
//! | `unclosed-boneyard` | `/*` without `*/` | what it is without the mark |
//! | `unclosed-note` | `[[` without `]]` before the next blank line | what it is without the mark |

mod fdx;
mod fountain;
mod lines;

pub use fountain::is_title_line;
pub use lines::{is_cue, is_slug, is_transition};

use crate::source::Source;

use super::script::{Header, Script};
use super::{Kind, Parsed, Recognition};

/// Reads `source` as a screenplay.
pub fn parse(source: &Source) -> Parsed<Script> {
    if fdx::is_fdx(source) { fdx::parse(source) } else { fountain::parse(source) }
}

/// What the title page of the screenplay `source` says of it.
pub fn header(source: &Source) -> Header {
    if fdx::is_fdx(source) { fdx::parse(source).document.header } else { fountain::header(source) }
}

/// How sure it is that `source` is a screenplay.
pub fn recognise(source: &Source) -> Recognition {
    let (confidence, reason) = match fdx::is_fdx(source) {
        true => (0.99, "Final Draft's XML".to_owned()),
        false => fountain::recognise(source),
    };
    Recognition { kind: Kind::Screenplay, confidence, reason }
}
