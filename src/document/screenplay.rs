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
//! | `speech-without-name` | words in a shooting script's column of speech with no name over them | the last speaker's |
//! | `unclosed-boneyard` | `/*` without `*/` | what it is without the mark |
//! | `unclosed-note` | `[[` without `]]` before the next blank line | what it is without the mark |

mod fdx;
mod fountain;
mod lines;
mod shooting;

pub use fountain::is_title_line;
pub use lines::{is_cue, is_slug, is_transition};

use crate::source::Source;
use crate::text::span::Span;

use super::script::{Header, Script};
use super::{Kind, Parsed, Recognition};

/// What a screenplay is written in.
enum Form {
    Fountain,
    FinalDraft,
    Shooting,
}

/// What `source` is written in, how sure that is, and what speaks for it.
fn form(source: &Source) -> (Form, f32, String) {
    if fdx::is_fdx(source) {
        return (Form::FinalDraft, 0.99, "Final Draft's XML".to_owned());
    }
    let fountain = fountain::recognise(source);
    let shooting = shooting::recognise(source);
    match shooting.0 > fountain.0 {
        true => (Form::Shooting, shooting.0, shooting.1),
        false => (Form::Fountain, fountain.0, fountain.1),
    }
}

/// Reads `source` as a screenplay.
pub fn parse(source: &Source) -> Parsed<Script> {
    match form(source).0 {
        Form::FinalDraft => fdx::parse(source),
        Form::Fountain => fountain::parse(source),
        Form::Shooting => shooting::parse(source),
    }
}

/// What the title page of the screenplay `source` says of it.
pub fn header(source: &Source) -> Header {
    match form(source).0 {
        Form::FinalDraft => fdx::parse(source).document.header,
        Form::Fountain => fountain::header(source),
        Form::Shooting => shooting::header(source),
    }
}

/// The stretches of the screenplay `source` that are of one episode each, in order, where it plainly has several.
pub(super) fn episodes(source: &Source) -> Option<Vec<Span>> {
    fountain::episodes(source)
}

/// How sure it is that `source` is a screenplay.
pub fn recognise(source: &Source) -> Recognition {
    let (_, confidence, reason) = form(source);
    Recognition { kind: Kind::Screenplay, confidence, reason }
}
