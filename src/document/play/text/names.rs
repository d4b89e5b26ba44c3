//! Who speaks in a play, learnt from the whole of it before it is read.

use std::collections::HashMap;

use crate::source::Source;
use crate::text::span::Span;

use super::lines::{is_name, mark, name_before, short_name_before};

/// How often somebody in small letters has to speak, and how many of them there have to be: any sentence may begin
/// with a short one.
const OFTEN: usize = 4;
const SEVERAL: usize = 3;

/// The share of the paragraphs that begin with a name where names stand before what is said.
const SHARE: f32 = 0.3;

/// How many speeches say that names stand before what is said.
const ENOUGH: usize = 5;

/// The names in a play.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Those in capitals that stand more than once before what they say, on its line.
    before: HashMap<String, usize>,
    /// Those in small letters.
    short: HashMap<String, usize>,
    /// Those that stand over what they say.
    over: HashMap<String, usize>,
    /// Whether names stand before what is said throughout: then one that stands there once is one too.
    throughout: bool,
}

impl Names {
    /// The names in `lines` of `source`, which have no white space at their ends.
    pub(super) fn of(source: &Source, lines: &[Span]) -> Self {
        let mut names = Self::default();
        let (mut blank, mut paragraphs, mut once) = (true, 0, 0);
        for (at, line) in lines.iter().enumerate() {
            let text = source.slice(*line);
            paragraphs += usize::from(blank && !text.is_empty());
            if let Some((name, _)) = name_before(text) {
                *names.before.entry(name.to_owned()).or_default() += 1;
            } else if let Some((name, _)) = short_name_before(text) {
                *names.short.entry(name.to_owned()).or_default() += 1;
            }
            let filled_below = lines.get(at + 1).is_some_and(|below| !below.is_empty());
            if blank && filled_below && is_name(text) && mark(text).is_none() {
                *names.over.entry(over(text).to_owned()).or_default() += 1;
            }
            blank = text.is_empty();
        }
        names.before.retain(|_, count| {
            once += usize::from(*count == 1);
            *count > 1
        });
        names.over.retain(|_, count| *count > 1);
        names.short.retain(|_, count| *count >= OFTEN);
        let said: usize = names.before.values().sum();
        let share = |said: usize| said as f32 / paragraphs.max(1) as f32;
        names.throughout = said >= ENOUGH && share(said + once) >= SHARE;
        let short: usize = names.short.values().sum();
        let above: usize = names.over.values().sum();
        if names.throughout || names.short.len() < SEVERAL || above > short || share(short) < SHARE {
            names.short.clear();
        }
        names
    }

    /// The name that `line` begins with, of somebody who speaks in the play, and where the words behind it begin.
    pub(super) fn before<'a>(&self, line: &'a str) -> Option<(&'a str, usize)> {
        let named = name_before(line).filter(|(name, _)| self.throughout || self.before.contains_key(*name));
        named.or_else(|| short_name_before(line).filter(|(name, _)| self.short.contains_key(*name)))
    }

    /// Whether `line` is a name that stands over what somebody says elsewhere.
    pub(super) fn is_over(&self, line: &str) -> bool {
        self.over.contains_key(over(line))
    }
}

/// The name on the line `text`, without the stop behind it.
fn over(text: &str) -> &str {
    text.trim_end_matches(['.', ':'])
}
