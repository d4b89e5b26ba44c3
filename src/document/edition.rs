//! The frame that Project Gutenberg puts around the texts of its library: what they are, their license, and marks
//! where the text itself begins and ends. Plays and stories come in it.

use crate::source::Source;
use crate::text::span::Span;

/// What stands around a text, and where that itself is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edition {
    /// The text's title.
    pub(super) title: Option<String>,
    /// Who wrote it.
    pub(super) author: Option<String>,
    /// From behind the mark where it begins to the mark where it ends.
    pub(super) body: Span,
}

/// How much of a source is looked at for the mark that begins the text, bytes.
const BEGINNING: usize = 32 * 1024;

/// The edition that `source` is; `None` where no mark begins its text.
pub(super) fn edition(source: &Source) -> Option<Edition> {
    let (mut title, mut named, mut author) = (None, None, None);
    let mut lines = source.line_spans().take_while(|line| line.start < BEGINNING);
    let start = lines.find(|line| {
        let text = source.slice(*line).trim();
        let value = |key: &str| text.strip_prefix(key).map(|value| value.trim().to_owned());
        title = title.take().or_else(|| value("Title:"));
        named = named.take().or_else(|| titled(text));
        author = author.take().or_else(|| value("Author:"));
        is_mark(text, "START")
    })?;
    let end = source.line_spans().filter(|line| line.start > start.end).find(|line| {
        let text = source.slice(*line).trim();
        is_mark(text, "END")
            || text.starts_with("End of the Project Gutenberg")
            || text.starts_with("End of Project Gutenberg")
    });
    let body = Span::new(start.end, end.map_or(source.text.len(), |end| end.start));
    Some(Edition { title: title.or(named), author, body })
}

/// Whether `line` marks where a text begins or ends: `*** START OF THE PROJECT GUTENBERG EBOOK FOG ***`.
fn is_mark(line: &str, what: &str) -> bool {
    let bare = line.strip_prefix("***").map(str::trim_start);
    bare.is_some_and(|bare| bare.starts_with(what)) && line.to_ascii_uppercase().contains("PROJECT GUTENBERG")
}

/// The title in the first line of an edition: `The Project Gutenberg eBook of Fog, by Ines Calder`.
fn titled(line: &str) -> Option<String> {
    let lower = line.to_ascii_lowercase();
    let named = lower.strip_prefix("the project gutenberg ebook of ")?;
    let name = line.get(line.len() - named.len()..)?;
    Some(name.rsplit_once(", by ").map_or(name, |(name, _)| name).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_is_told_from_the_text() {
        let text = "The Project Gutenberg eBook of Fog, by Ines Calder\n\nTitle: Fog\n\nAuthor: Ines Calder\n\n\
                    *** START OF THE PROJECT GUTENBERG EBOOK FOG ***\n\nOut.\n\n\
                    *** END OF THE PROJECT GUTENBERG EBOOK FOG ***\n\nTerms.\n";
        let source = Source::from_bytes("t", text.as_bytes());
        let edition = edition(&source).expect("an edition");
        assert_eq!(source.slice(edition.body).trim(), "Out.");
        assert_eq!((edition.title.as_deref(), edition.author.as_deref()), (Some("Fog"), Some("Ines Calder")));
    }

    #[test]
    fn what_has_no_mark_is_no_edition() {
        let source = Source::from_bytes("t", b"Title: Fog\n\n*** START ***\n");
        assert_eq!(edition(&source), None);
        assert_eq!(titled("The Project Gutenberg EBook of Fog, by Tess"), Some("Fog".to_owned()));
    }
}
