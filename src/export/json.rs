//! `tableread export --format json`: one object an episode, with names that other programs rely on.
//!
//! Positions count as people count: lines from 1, indices from 0, spans in bytes of the decoded
//! text. Fields may be added; none is renamed.

use std::borrow::Cow;

use serde::Serialize;

use crate::document::script::Evidence;
use crate::document::{Kind, Recognition, Severity};
use crate::episode::{
    Act, ActIx, Borrowed, Caption, Credit, Element, ElementId, ElementIx, ElementKind, Episode,
    EpisodeDiagnostic, EpisodeSource, LogEntry, Origin, Quote, Scene, Speaker, SpeakerIx, SubtitleCue,
    SummarySentence, Timing, Variant,
};
use crate::text::span::Span;

/// The schema's name; its number grows when a field changes its meaning.
const SCHEMA: &str = "tableread/episode/1";

/// An episode as it is written out.
#[derive(Debug, Serialize)]
pub struct Exported<'a> {
    schema: &'static str,
    title: &'a str,
    series: Option<&'a str>,
    number: Option<&'a str>,
    stardate: Option<&'a str>,
    air_date: Option<&'a str>,
    sources: Vec<ExportedSource<'a>>,
    acts: Vec<ExportedAct<'a>>,
    scenes: Vec<ExportedScene<'a>>,
    elements: Vec<ExportedElement<'a>>,
    speakers: Vec<ExportedSpeaker<'a>>,
    crew: &'a [Credit],
    logs: Vec<ExportedLog<'a>>,
    quotes: Vec<ExportedQuote<'a>>,
    summary: Vec<ExportedSentence<'a>>,
    captions: Vec<ExportedCaption<'a>>,
    notes: Vec<ExportedRemark<'a>>,
    subtitles: Vec<ExportedCue<'a>>,
    variants: Vec<ExportedVariant<'a>>,
    diagnostics: Vec<ExportedDiagnostic<'a>>,
}

#[derive(Debug, Serialize)]
struct ExportedSource<'a> {
    path: &'a str,
    kind: Kind,
    /// How sure the kind is.
    confidence: f64,
    /// What it might be, the surest first; nothing where its kind was told.
    opinions: Vec<Recognition>,
    encoding: &'static str,
    /// What the encoding rests on: told, mark, valid or guess.
    encoding_by: &'static str,
    /// How many sequences are malformed in that encoding.
    malformed: usize,
    lines: usize,
    /// What its reader did not understand.
    left_over: Vec<Span>,
}

#[derive(Debug, Serialize)]
struct ExportedAct<'a> {
    name: &'a str,
    first_line: usize,
    last_line: usize,
    origin: Origin,
    confidence: f64,
}

#[derive(Debug, Serialize)]
struct ExportedScene<'a> {
    number: u32,
    heading: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    written_number: Option<&'a str>,
    first_line: usize,
    last_line: usize,
    acts: &'a [ActIx],
}

#[derive(Debug, Serialize)]
struct ExportedElement<'a> {
    id: ElementId,
    source: usize,
    line: usize,
    span: Span,
    kind: ElementKind,
    scene: Option<u32>,
    act: Option<ActIx>,
    speaker: Option<String>,
    extension: Option<&'a str>,
    confidence: f64,
    /// What the speaker of a speech rests on.
    evidence: Option<Evidence>,
    text: &'a str,
    time: Option<ExportedTime>,
}

/// When a line is heard, seconds; `inferred` where no subtitle shows it and it lies between two that
/// some show.
#[derive(Debug, Serialize)]
struct ExportedTime {
    start: f64,
    end: f64,
    origin: Origin,
    confidence: f64,
}

#[derive(Debug, Serialize)]
struct ExportedSpeaker<'a> {
    name: &'a str,
    labels: &'a [String],
    aliases: &'a [String],
    role: Option<&'a str>,
    actor: Option<&'a str>,
    speeches: usize,
    words: usize,
    scenes: usize,
}

#[derive(Debug, Serialize)]
struct ExportedLog<'a> {
    line: usize,
    speaker: Option<&'a str>,
    confidence: Option<f64>,
    stardate: Option<&'a str>,
    text: &'a str,
    summary_line: Option<usize>,
}

#[derive(Debug, Serialize)]
struct ExportedQuote<'a> {
    summary_line: usize,
    text: &'a [String],
    attribution: Option<&'a str>,
    lines: Vec<usize>,
    speakers: Vec<&'a str>,
    confidence: f64,
}

#[derive(Debug, Serialize)]
struct ExportedSentence<'a> {
    act: Option<ActIx>,
    summary_line: usize,
    sentence: usize,
    text: &'a str,
    lines: Option<[usize; 2]>,
    confidence: Option<f64>,
}

#[derive(Debug, Serialize)]
struct ExportedCaption<'a> {
    summary_line: usize,
    text: &'a str,
    line: Option<usize>,
    confidence: Option<f64>,
}

#[derive(Debug, Serialize)]
struct ExportedRemark<'a> {
    summary_line: usize,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct ExportedCue<'a> {
    index: usize,
    /// The cue's name in the file.
    id: Option<&'a str>,
    start: Option<f64>,
    end: Option<f64>,
    raw: &'a str,
    text: &'a str,
    line: Option<usize>,
    speaker: Option<Cow<'a, str>>,
    confidence: Option<f64>,
}

/// Where script and subtitles differ; `span` is bytes of the element's text.
#[derive(Debug, Serialize)]
struct ExportedVariant<'a> {
    id: ElementId,
    line: usize,
    span: [usize; 2],
    script: &'a str,
    subtitles: &'a str,
}

#[derive(Debug, Serialize)]
struct ExportedDiagnostic<'a> {
    source: usize,
    line: usize,
    severity: Severity,
    code: &'static str,
    message: Cow<'a, str>,
}

/// `episode` in the shape that is written out.
pub fn exported(episode: &Episode) -> Exported<'_> {
    let of = Of(episode);
    let identity = &episode.identity;
    let remark = |line: usize, text| ExportedRemark { summary_line: line, text };
    Exported {
        schema: SCHEMA,
        title: &identity.title,
        series: identity.series.as_deref(),
        number: identity.number.as_deref(),
        stardate: identity.stardate.as_deref(),
        air_date: identity.air_date.as_deref(),
        sources: episode.sources.iter().map(source).collect(),
        acts: episode.outline.acts.iter().map(act).collect(),
        scenes: episode.outline.scenes.iter().map(scene).collect(),
        elements: episode.indexed().map(|(ix, element)| of.element(ix, element)).collect(),
        speakers: episode.cast.speakers.iter().map(speaker).collect(),
        crew: &episode.cast.crew,
        logs: episode.logs.iter().map(|log| of.log(log)).collect(),
        quotes: episode.quotes.iter().map(|quote| of.quote(quote)).collect(),
        summary: episode.summary.iter().map(|sentence| of.sentence(sentence)).collect(),
        captions: episode.captions.iter().map(|caption| of.caption(caption)).collect(),
        notes: episode.notes.iter().map(|note| remark(note.summary_line, &*note.text)).collect(),
        subtitles: episode.subtitles.iter().map(|cue| of.cue(cue)).collect(),
        variants: episode.variants.iter().map(|variant| of.variant(variant)).collect(),
        diagnostics: episode.diagnostics.iter().map(|diagnostic| of.diagnostic(diagnostic)).collect(),
    }
}

/// A confidence to three places: more would be noise, and would not compare between machines.
pub(super) fn rounded(confidence: f32) -> f64 {
    (f64::from(confidence) * 1000.0).round() / 1000.0
}

/// Times to milliseconds, as subtitles have them.
fn time(timing: Borrowed<Timing>) -> ExportedTime {
    let millis = |seconds: f64| (seconds * 1000.0).round() / 1000.0;
    ExportedTime {
        start: millis(timing.value.start),
        end: millis(timing.value.end),
        origin: timing.origin,
        confidence: rounded(timing.confidence),
    }
}

fn source(source: &EpisodeSource) -> ExportedSource<'_> {
    let text = &source.source;
    ExportedSource {
        path: &text.name,
        kind: source.kind,
        confidence: rounded(source.confidence),
        opinions: source.opinions(),
        encoding: text.encoding,
        encoding_by: text.ground.name(),
        malformed: text.malformed,
        lines: text.line_count(),
        left_over: source.left_over.iter().map(|span| text.in_document(*span)).collect(),
    }
}

fn act(act: &Act) -> ExportedAct<'_> {
    ExportedAct {
        name: &act.name,
        first_line: act.lines.0,
        last_line: act.lines.1,
        origin: act.origin,
        confidence: rounded(act.confidence),
    }
}

fn scene(scene: &Scene) -> ExportedScene<'_> {
    ExportedScene {
        number: scene.number,
        heading: &scene.heading,
        written_number: scene.written.as_deref(),
        first_line: scene.lines.0,
        last_line: scene.lines.1,
        acts: &scene.acts,
    }
}

fn speaker(speaker: &Speaker) -> ExportedSpeaker<'_> {
    ExportedSpeaker {
        name: &speaker.name,
        labels: &speaker.labels,
        aliases: &speaker.aliases,
        role: speaker.role.as_deref(),
        actor: speaker.actor.as_deref(),
        speeches: speaker.speeches,
        words: speaker.words,
        scenes: speaker.scenes,
    }
}

/// The parts that name other parts of the episode.
struct Of<'a>(&'a Episode);

impl<'a> Of<'a> {
    fn line(&self, ix: ElementIx) -> usize {
        self.0.element(ix).line
    }

    fn name(&self, ix: SpeakerIx) -> &'a str {
        &self.0.speaker(ix).name
    }

    fn element(&self, ix: ElementIx, element: &'a Element) -> ExportedElement<'a> {
        ExportedElement {
            id: element.id,
            source: element.source.at(),
            line: element.line,
            span: self
                .0
                .sources
                .get(element.source.at())
                .map_or(element.span, |document| document.source.in_document(element.span)),
            kind: element.kind,
            scene: element.scene.map(|scene| scene.0 + 1),
            act: element.act,
            speaker: self.0.speaker_name(element),
            extension: element.extension.as_deref(),
            confidence: rounded(element.confidence),
            evidence: (element.kind == ElementKind::Speech).then_some(element.evidence),
            text: &element.text,
            time: self.0.timing(ix).map(time),
        }
    }

    fn log(&self, log: &'a LogEntry) -> ExportedLog<'a> {
        ExportedLog {
            line: self.line(log.element),
            speaker: log.speaker.map(|speaker| self.name(speaker.value)),
            confidence: log.speaker.map(|speaker| rounded(speaker.confidence)),
            stardate: log.stardate.as_deref(),
            text: &log.text,
            summary_line: log.in_summary.map(|(_, line)| line),
        }
    }

    fn quote(&self, quote: &'a Quote) -> ExportedQuote<'a> {
        ExportedQuote {
            summary_line: quote.summary_line,
            text: &quote.text,
            attribution: quote.attribution.as_deref(),
            lines: quote.elements.iter().map(|ix| self.line(*ix)).collect(),
            speakers: quote.speakers.iter().map(|ix| self.name(*ix)).collect(),
            confidence: rounded(quote.confidence),
        }
    }

    fn sentence(&self, sentence: &'a SummarySentence) -> ExportedSentence<'a> {
        let tie = sentence.elements;
        ExportedSentence {
            act: sentence.act,
            summary_line: sentence.summary_line,
            sentence: sentence.sentence,
            text: &sentence.text,
            lines: tie.map(|tie| [self.line(tie.value.0), self.line(tie.value.1)]),
            confidence: tie.map(|tie| rounded(tie.confidence)),
        }
    }

    fn caption(&self, caption: &'a Caption) -> ExportedCaption<'a> {
        ExportedCaption {
            summary_line: caption.summary_line,
            text: &caption.text,
            line: caption.element.map(|tie| self.line(tie.value)),
            confidence: caption.element.map(|tie| rounded(tie.confidence)),
        }
    }

    fn cue(&self, cue: &'a SubtitleCue) -> ExportedCue<'a> {
        ExportedCue {
            index: cue.index,
            id: cue.id.as_deref(),
            start: cue.start,
            end: cue.end,
            raw: &cue.raw,
            text: &cue.text,
            line: cue.element.map(|tie| self.line(tie.value)),
            speaker: self.cue_speaker(cue),
            confidence: cue.element.map(|tie| rounded(tie.confidence)),
        }
    }

    /// Who speaks `cue`: all who speak its line together, as the line has them.
    fn cue_speaker(&self, cue: &'a SubtitleCue) -> Option<Cow<'a, str>> {
        let line = cue.element.map(|tie| self.0.element(tie.value));
        match line.filter(|line| line.speakers.len() > 1) {
            Some(line) => self.0.speaker_name(line).map(Cow::Owned),
            None => cue.speaker.map(|ix| Cow::Borrowed(self.name(ix))),
        }
    }

    fn variant(&self, variant: &'a Variant) -> ExportedVariant<'a> {
        let element = self.0.element(variant.element);
        ExportedVariant {
            id: element.id,
            line: element.line,
            span: [variant.script.start, variant.script.end],
            script: element.text.get(variant.script.clone()).unwrap_or_default(),
            subtitles: &variant.heard,
        }
    }

    fn diagnostic(&self, diagnostic: &'a EpisodeDiagnostic) -> ExportedDiagnostic<'a> {
        let said = &diagnostic.diagnostic;
        let line =
            self.0.sources.get(diagnostic.source.at()).map_or(1, |s| s.source.line_of(said.span.start));
        ExportedDiagnostic {
            source: diagnostic.source.at(),
            line,
            severity: said.severity,
            code: said.code,
            message: Cow::Borrowed(&said.message),
        }
    }
}

/// The named sections of the exported `episode`, as one object.
///
/// # Errors
/// Only where the episode cannot be serialized, which none is known to do.
pub fn sections(episode: &Episode, names: &[&str]) -> serde_json::Result<serde_json::Value> {
    let mut all = serde_json::to_value(exported(episode))?;
    let taken = names.iter().map(|name| ((*name).to_owned(), all[*name].take()));
    Ok(serde_json::Value::Object(taken.collect()))
}
