//! How a story is told from everything else: paragraphs of sentences, and quoted speech with tags.

use crate::document::{Kind, Recognition};
use crate::source::Source;

use super::lexicon::Senses;
use super::paragraphs::{ParagraphKind, paragraphs};

/// How much of a source is looked at, bytes.
const SAMPLE: usize = 64 * 1024;

/// The share of paragraphs with speech from which on a text is full of dialogue.
const DIALOGUE: f32 = 0.15;

/// The share of those with a verb of speech beside the marks from which on the speeches are told.
const TAGGED: f32 = 0.12;

/// The share of paragraphs that are sentences in running prose.
const FLOWING: f32 = 0.6;

/// How sure it is that `source` is a story.
pub fn recognise(source: &Source) -> Recognition {
    let mut prose = paragraphs(source);
    prose.retain(|paragraph| paragraph.kind == ParagraphKind::Prose && paragraph.span.start < SAMPLE);
    let texts: Vec<&str> = prose.iter().map(|paragraph| source.slice(paragraph.span)).collect();
    let total = texts.len();
    let count = |is: fn(&str) -> bool| texts.iter().filter(|text| is(text)).count();
    let (quoted, tagged) = (count(holds_speech), count(holds_tag));
    let flowing = share(count(is_sentences), total, FLOWING);
    let dialogue = share(quoted, total, DIALOGUE) * share(tagged, quoted, TAGGED);
    let written = 1.0 - share(count(is_script_line), total, 0.2);
    let enough = (total as f32 / 4.0).min(1.0);
    let confidence = (0.05 + 0.3 * flowing + 0.57 * dialogue * flowing) * written * enough;
    let reason =
        format!("{total} paragraphs of prose, {quoted} with quoted speech, {tagged} with a verb of speech");
    Recognition { kind: Kind::Story, confidence, reason }
}

/// How near the share `part` of `whole` comes to `enough`, at most 1.
fn share(part: usize, whole: usize, enough: f32) -> f32 {
    (part as f32 / whole.max(1) as f32 / enough).min(1.0)
}

/// Whether a paragraph opens with a mark, or has one behind a comma or a colon.
fn holds_speech(paragraph: &str) -> bool {
    let opens = paragraph.starts_with(['"', '“', '«', '‘', '\'']);
    let inside = [", \"", ": \"", ", '", ": '"].iter().any(|mark| paragraph.contains(mark));
    opens || inside || paragraph.contains(['“', '«'])
}

/// Whether a paragraph has a verb of speech within a few words of a mark that opens or closes.
fn holds_tag(paragraph: &str) -> bool {
    let marks =
        paragraph.char_indices().filter(|(_, c)| matches!(c, '"' | '“' | '”' | '«' | '»' | '\'' | '‘' | '’'));
    holds_speech(paragraph)
        && marks.into_iter().any(|(at, mark)| {
            let behind = paragraph.get(at + mark.len_utf8()..).unwrap_or_default();
            let closes =
                paragraph.get(..at).is_some_and(|before| before.ends_with([',', '?', '!', '.', '-', '—']));
            closes && behind.split_whitespace().take(3).any(is_verb_of_speech)
                || leads_in(paragraph.get(..at))
        })
}

fn leads_in(before: Option<&str>) -> bool {
    let before = before.map(str::trim_end).unwrap_or_default();
    before.ends_with([',', ':']) && before.split_whitespace().rev().take(3).any(is_verb_of_speech)
}

fn is_verb_of_speech(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    Senses::of(word).any(Senses::SURE_VERB.or(Senses::UNSURE_VERB))
}

fn is_sentences(paragraph: &str) -> bool {
    let end = paragraph.trim_end_matches(['"', '”', '»', '\'', '’', '_', ')', '*', '-']);
    end.ends_with(['.', '!', '?', '…', ',', ':']) || end.len() < paragraph.len()
}

/// Whether a line is of a script or of a page: `[Deck]`, `(He goes.)`, `MAREN: Row.`, `Act One[]`.
fn is_script_line(line: &str) -> bool {
    let label = line.split_once(':').map(|(label, _)| label).filter(|label| label.len() <= 40);
    let capitals =
        |label: &str| label.contains(char::is_alphabetic) && !label.chars().any(char::is_lowercase);
    let page = line.ends_with("[]") || line.ends_with("[edit]") || line.starts_with("- ");
    page || line.starts_with('[')
        || line.starts_with('(') && line.ends_with(')')
        || label.is_some_and(capitals)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn confidence(text: &str) -> f32 {
        recognise(&Source::from_bytes("text", text.as_bytes())).confidence
    }

    #[test]
    fn quoted_speech_with_tags_makes_a_story() {
        let story = "Maren rowed out to the ship.\n\n\"Who is there?\" asked Orrin.\n\n\"It is late.\"\n\n\"Go home,\" she said.\n";
        assert!(confidence(story) > 0.8);
    }

    #[test]
    fn quotes_of_a_page_and_lines_of_a_script_do_not() {
        let page = "Maren rowed out to the ship and found it dark.\n\nQuotes[]\n\n\"Who is there?\"\n\n\"It is late.\"\n\n- Orrin and Maren\n\n\"Go.\"\n\n- Maren\n";
        assert!(confidence(page) < 0.4, "{}", confidence(page));
        let script = "[Deck]\n\nMAREN: Who is there?\n\nORRIN: Nobody.\n\n(He goes.)\n";
        assert!(confidence(script) < 0.1);
        assert_eq!(confidence(""), 0.0);
    }
}
