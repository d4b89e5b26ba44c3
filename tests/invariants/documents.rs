//! Every reader takes any text, loses nothing of it, and says where what it found stands.

use tableread::document::press_kit::{CastEntry, PressKit};
use tableread::document::script::{BlockKind, Header, Script};
use tableread::document::subtitles::Subtitles;
use tableread::document::summary::Summary;
use tableread::document::{Diagnostic, Document, Kind, header, parse, recognise, surest};
use tableread::source::Source;
use tableread::text::clean::is_clean;
use tableread::text::span::Span;

use super::text::is_line;

/// All readers on any text, and what each takes it for.
pub fn any(bytes: &[u8]) {
    let source = Source::from_bytes("any", bytes);
    let opinions = recognise(&source);
    for opinion in &opinions {
        assert!((0.0..=1.0).contains(&opinion.confidence), "{opinion:?}");
        assert!(is_line(&opinion.reason), "{opinion:?}");
    }
    let taken = surest(&source);
    let (first, others) = opinions.split_first().expect("an opinion of each");
    assert_eq!((first.kind, first.confidence), (taken.kind, taken.confidence));
    assert!(others.is_sorted_by(|a, b| a.confidence >= b.confidence), "{opinions:?}");
    for kind in Kind::ALL {
        read(&source, kind);
    }
}

/// The reader of transcripts.
pub fn transcript(bytes: &[u8]) {
    read(&Source::from_bytes("any.txt", bytes), Kind::Transcript);
}

/// The readers of screenplays: Fountain, Final Draft, shooting scripts.
pub fn screenplay(bytes: &[u8]) {
    read(&Source::from_bytes("any.fountain", bytes), Kind::Screenplay);
}

/// The readers of plays: TEI and text.
pub fn play(bytes: &[u8]) {
    read(&Source::from_bytes("any.xml", bytes), Kind::Play);
}

/// The readers of subtitles of every form.
pub fn subtitles(bytes: &[u8]) {
    read(&Source::from_bytes("any.srt", bytes), Kind::Subtitles);
}

/// The readers of summaries and press kits.
pub fn summary(bytes: &[u8]) {
    let source = Source::from_bytes("any.txt", bytes);
    read(&source, Kind::Summary);
    read(&source, Kind::PressKit);
}

/// The reader of stories.
pub fn story(bytes: &[u8]) {
    read(&Source::from_bytes("any.txt", bytes), Kind::Story);
}

/// Reads `source` as `kind`; what holds of every document does.
fn read(source: &Source, kind: Kind) {
    let parsed = parse(source, kind);
    blocks_are_ordered_and_disjoint(&parsed.document, source);
    let lost = parsed.document.uncovered(source);
    assert!(
        lost.is_empty(),
        "{kind:?} lost {:?}",
        lost.iter().map(|span| source.slice(*span)).collect::<Vec<_>>()
    );
    diagnostics_name_a_place(&parsed.diagnostics, source);
    assert_eq!(parsed.document.kind(), kind);
    match &parsed.document {
        Document::Script(script) => script_holds(script, source),
        Document::Summary(summary) => summary_holds(summary, source),
        Document::PressKit(kit) => kit_holds(kit, source),
        Document::Subtitles(subtitles) => subtitles_hold(subtitles, source),
    }
    header_holds(&header(source, kind));
}

fn blocks_are_ordered_and_disjoint(document: &Document, source: &Source) {
    let mut end = 0;
    for span in document.spans() {
        assert!(end <= span.start, "{span:?} after {end}");
        lies(span, source);
        end = span.end;
    }
}

fn diagnostics_name_a_place(diagnostics: &[Diagnostic], source: &Source) {
    for diagnostic in diagnostics {
        lies(diagnostic.span, source);
        assert!(is_line(&diagnostic.message), "{diagnostic:?}");
    }
}

fn lies(span: Span, source: &Source) {
    assert!(span.start <= span.end && source.text.get(span.start..span.end).is_some(), "{span:?}");
}

fn is_within(inner: Span, outer: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn header_holds(header: &Header) {
    let Header { title, series, number, stardate, air_date, author } = header;
    for field in [title, series, number, stardate, air_date, author].into_iter().flatten() {
        assert!(is_line(field) && !field.trim().is_empty(), "{header:?}");
    }
}

fn script_holds(script: &Script, source: &Source) {
    header_holds(&script.header);
    for block in &script.blocks {
        assert!(is_within(block.text, block.span), "{block:?}");
        lies(block.text, source);
        if let Some(words) = &block.words {
            assert!(is_line(words.text()), "{words:?}");
            assert!(words.emphasis().iter().all(|(range, _)| words.text().get(range.clone()).is_some()));
            assert!(words.emphasis().is_sorted_by(|(a, _), (b, _)| a.end <= b.start), "{words:?}");
            assert!(words.lines().iter().all(|at| words.text().is_char_boundary(*at)), "{words:?}");
            assert!(words.lines().is_sorted(), "{words:?}");
        }
        if let BlockKind::Speech(cue) = &block.kind {
            assert!((0.0..=1.0).contains(&cue.confidence), "{cue:?}");
            let said = [&cue.label, &cue.extension, &cue.who];
            assert!(said.into_iter().flatten().all(|text| is_line(text)), "{cue:?}");
            assert!(cue.label.as_ref().is_none_or(|label| !label.trim().is_empty()), "{cue:?}");
        }
    }
}

fn summary_holds(summary: &Summary, source: &Source) {
    header_holds(&summary.header);
    let acts = summary.acts.len();
    assert!(summary.acts.iter().all(|act| is_line(&act.name)));
    let named = summary.paragraphs.iter().map(|paragraph| (paragraph.act, paragraph.span));
    let logs = summary.logs.iter().map(|log| (log.act, log.span));
    for (act, span) in named.chain(logs) {
        assert!(act.is_none_or(|act| act < acts));
        lies(span, source);
    }
    let quotes = summary.quotes.iter().flat_map(|quote| quote.lines.iter().chain(&quote.attribution));
    let rest = summary.captions.iter().chain(&summary.notes).chain(&summary.logline);
    quotes.chain(rest).for_each(|span| lies(*span, source));
    cast_holds(&summary.cast, source);
}

fn kit_holds(kit: &PressKit, source: &Source) {
    header_holds(&kit.header);
    kit.synopsis.iter().chain(&kit.headlines).chain(&kit.logline).for_each(|span| lies(*span, source));
    cast_holds(&kit.cast, source);
    for credit in &kit.credits {
        lies(credit.span, source);
        assert!(is_line(&credit.job) && is_line(&credit.name), "{credit:?}");
    }
}

fn cast_holds(cast: &[CastEntry], source: &Source) {
    for entry in cast {
        lies(entry.span, source);
        assert!(is_line(&entry.role) && entry.actor.as_deref().is_none_or(is_line), "{entry:?}");
        assert!(!entry.role.trim().is_empty(), "{entry:?}");
    }
}

fn subtitles_hold(subtitles: &Subtitles, source: &Source) {
    for cue in &subtitles.cues {
        lies(cue.span, source);
        assert!(is_line(&cue.text), "{cue:?}");
        assert!(cue.id.iter().chain(&cue.voice).all(|text| is_clean(text)), "{cue:?}");
        for time in [cue.start, cue.end].into_iter().flatten() {
            assert!(time.is_finite() && time >= 0.0, "{cue:?}");
        }
    }
}
