//! A stage play: acts, scenes, names over what they say, verse; in TEI (as DraCor and Folger have them) or
//! as plain text.
//!
//! # Diagnostics
//!
//! The codes are stable; all are warnings.
//!
//! | code | found | read as |
//! | --- | --- | --- |
//! | `malformed-xml` | a tag or comment that never ends | *other*, all of it |
//! | `unclosed-bracket` | a direction whose bracket no line of its paragraph closes | a direction to the end of its line |
//! | `unclear-line` | words before anybody speaks that nothing introduces | *other* |

mod tei;
mod text;

use crate::source::Source;

use super::script::{Header, Script};
use super::{Kind, Parsed, Recognition};

/// Reads `source` as a play.
pub fn parse(source: &Source) -> Parsed<Script> {
    if tei::is_tei(source) { tei::parse(source) } else { text::parse(source) }
}

/// What the beginning of the play `source` says of it.
pub fn header(source: &Source) -> Header {
    parse(source).document.header
}

/// How sure it is that `source` is a play.
pub fn recognise(source: &Source) -> Recognition {
    let (confidence, reason) = match tei::is_tei(source) {
        true => tei::recognise(source),
        false => text::recognise(source),
    };
    Recognition { kind: Kind::Play, confidence, reason }
}
