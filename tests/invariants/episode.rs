//! Any documents become one episode whose every value leads to something that is there.

use std::collections::HashSet;

use tableread::document::Kind;
use tableread::episode::{Borrowed, Element, ElementIx, ElementKind, Episode, SourceIx};
use tableread::export::{exported, fountain, markdown, tei};
use tableread::loader::{Given, Stated, first_look, load, load_for_search};
use tableread::source::Source;
use tableread::text::clean::is_clean;

use super::parts::parts;
use super::text::is_line;

/// The most documents of an episode: more take time and tell nothing new.
const MOST: usize = 8;

/// The parts of the input as documents of one episode; the first byte of each says what it is taken for.
pub fn loader(bytes: &[u8]) {
    let given: Vec<Given> = parts(bytes).into_iter().take(MOST).enumerate().map(given).collect();
    let episode = load(given.clone(), "any");
    holds(&episode);
    let searched = load_for_search(given.clone(), "any", &Stated::default());
    assert_eq!(texts(&searched), texts(&episode));
    let script = episode.script_source().map(|source| source.source.name.clone());
    let script = given.into_iter().find(|given| script.as_ref() == Some(&given.source.name));
    if let (Some(script), Some(read)) = (script, episode.script_source()) {
        let first = first_look(Some(Given { kind: Some(read.kind), ..script }), "any", &Stated::default());
        assert_eq!(texts(&first), texts(&episode));
    }
}

fn given((at, part): (usize, &[u8])) -> Given {
    let (kind, text) = part.split_first().unwrap_or((&b'7', &[]));
    let source = Source::from_bytes(&format!("{at}.txt"), text);
    Given { source, kind: Kind::ALL.get(usize::from(*kind % 8)).copied() }
}

fn texts(episode: &Episode) -> Vec<&str> {
    episode.elements.iter().map(|element| element.text.as_str()).collect()
}

/// What holds of every episode.
pub fn holds(episode: &Episode) {
    elements_hold(episode);
    outline_holds(episode);
    cast_holds(episode);
    ties_hold(episode);
    subtitles_hold(episode);
    for told in &episode.diagnostics {
        let source = source(episode, told.source);
        let span = told.diagnostic.span;
        assert!(source.text.get(span.start..span.end).is_some(), "{told:?}");
    }
    let written = serde_json::to_value(exported(episode)).expect("an export");
    strings_are_clean(&written);
    for text in [fountain(episode), markdown(episode), tei(episode)] {
        assert!(is_clean(&text), "an export is not clean");
    }
}

fn source(episode: &Episode, ix: SourceIx) -> &Source {
    &episode.sources.get(ix.at()).expect("a document").source
}

fn line_is_there(episode: &Episode, ix: SourceIx, line: usize) {
    let lines = source(episode, ix).line_count();
    assert!((1..=lines).contains(&line), "line {line} of {lines}");
}

fn is_sure<T: std::fmt::Debug>(fact: &Borrowed<T>) {
    assert!((0.0..=1.0).contains(&fact.confidence), "{fact:?}");
}

fn is_element(episode: &Episode, ix: ElementIx) {
    assert!(ix.at() < episode.elements.len(), "{ix:?} of {}", episode.elements.len());
}

fn elements_hold(episode: &Episode) {
    let mut ids = HashSet::new();
    let mut end = 0;
    for (ix, element) in episode.indexed() {
        assert!(ids.insert(element.id), "{} twice", element.id);
        assert_eq!(element.id.to_string().parse(), Ok(element.id));
        let source = source(episode, element.source);
        assert!(source.text.get(element.span.start..element.span.end).is_some(), "{element:?}");
        // Subtitles that stand in for a script are in the order of their times.
        let in_order = episode.script_source().is_none() || end <= element.span.start;
        assert!(in_order, "{element:?} after {end}");
        end = element.span.start;
        line_is_there(episode, element.source, element.line);
        assert_eq!(element.scene, episode.outline.scene_of(ix), "{element:?}");
        assert_eq!(element.act, episode.outline.act_of(ix), "{element:?}");
        assert!(element.speakers.iter().all(|ix| ix.at() < episode.cast.speakers.len()), "{element:?}");
        assert!((0.0..=1.0).contains(&element.confidence), "{element:?}");
        words_hold(element);
    }
}

fn words_hold(element: &Element) {
    let text = &element.text;
    assert!(is_line(text), "{text:?}");
    let emphasis = element.emphasis.iter().map(|(range, _)| range);
    for range in element.asides.iter().chain(emphasis) {
        assert!(text.get(range.clone()).is_some(), "{range:?} of {text:?}");
    }
    assert!(element.asides.is_sorted_by(|a, b| a.end <= b.start), "{element:?}");
    assert!(element.lines.is_sorted() && element.lines.iter().all(|at| text.is_char_boundary(*at)));
}

fn outline_holds(episode: &Episode) {
    let outline = &episode.outline;
    let scenes = outline.scenes.iter().map(|scene| (&scene.elements, scene.lines));
    let acts = outline.acts.iter().map(|act| (&act.elements, act.lines));
    for ranges in [scenes.collect::<Vec<_>>(), acts.collect()] {
        let mut end = 0;
        for (range, lines) in ranges {
            assert!(end <= range.start && range.start < range.end, "{range:?} after {end}");
            end = range.end;
            assert!(lines.0 <= lines.1 || episode.script_source().is_none(), "{lines:?}");
            let source = episode.elements[range.start].source;
            line_is_there(episode, source, lines.0);
            line_is_there(episode, source, lines.1);
        }
        assert!(end <= episode.elements.len());
    }
    assert!(outline.scenes.is_sorted_by(|a, b| a.number < b.number));
    for scene in &outline.scenes {
        assert!(is_line(&scene.heading), "{scene:?}");
        for act in &scene.acts {
            let act = &outline.acts[act.at()];
            assert!(act.elements.start < scene.elements.end && scene.elements.start < act.elements.end);
        }
    }
    for act in &outline.acts {
        assert!(is_line(&act.name) && (0.0..=1.0).contains(&act.confidence), "{act:?}");
    }
}

fn cast_holds(episode: &Episode) {
    let cast = &episode.cast;
    for (at, speaker) in cast.speakers.iter().enumerate() {
        let names = speaker.labels.iter().chain(&speaker.aliases).chain(&speaker.role).chain(&speaker.actor);
        assert!(names.chain([&speaker.name]).all(|name| is_line(name)), "{speaker:?}");
        assert!(!speaker.name.trim().is_empty(), "{speaker:?}");
        assert!(speaker.role_tie.is_none_or(|(_, sure)| (0.0..=1.0).contains(&sure)), "{speaker:?}");
        let speaks = |element: &&Element| element.kind == ElementKind::Speech && names_it(element, at);
        assert_eq!(speaker.speeches, episode.elements.iter().filter(speaks).count(), "{speaker:?}");
        assert!(speaker.scenes <= episode.outline.scenes.len().max(1), "{speaker:?}");
    }
    let known = |ix: tableread::episode::SpeakerIx| ix.at() < cast.speakers.len();
    assert!(cast.misspelt.iter().all(|(wrong, right)| known(*wrong) && known(*right) && wrong != right));
}

fn names_it(element: &Element, speaker: usize) -> bool {
    element.speakers.iter().any(|ix| ix.at() == speaker)
}

fn ties_hold(episode: &Episode) {
    for log in &episode.logs {
        let kind = episode.element(log.element).kind;
        assert!(matches!(kind, ElementKind::Log | ElementKind::Speech), "{kind:?} {log:?}");
        log.speaker.iter().for_each(is_sure);
        log.in_summary.iter().for_each(|(source, line)| line_is_there(episode, *source, *line));
    }
    for quote in &episode.quotes {
        line_is_there(episode, quote.source, quote.summary_line);
        quote.elements.iter().for_each(|ix| is_element(episode, *ix));
        assert!((0.0..=1.0).contains(&quote.confidence), "{quote:?}");
        assert!(quote.elements.is_sorted_by(|a, b| a < b), "{quote:?}");
    }
    for sentence in &episode.summary {
        line_is_there(episode, sentence.source, sentence.summary_line);
        assert!(sentence.act.is_none_or(|act| act.at() < episode.outline.acts.len()), "{sentence:?}");
        if let Some(tie) = &sentence.elements {
            is_sure(tie);
            is_element(episode, tie.value.1);
            assert!(tie.value.0 <= tie.value.1, "{sentence:?}");
        }
    }
    for caption in &episode.captions {
        line_is_there(episode, caption.source, caption.summary_line);
        caption.element.iter().for_each(is_sure);
        caption.element.iter().for_each(|tie| is_element(episode, tie.value));
    }
    episode.notes.iter().for_each(|note| line_is_there(episode, note.source, note.summary_line));
}

fn subtitles_hold(episode: &Episode) {
    for cue in &episode.subtitles {
        assert!(source(episode, cue.source).text.get(cue.span.start..cue.span.end).is_some(), "{cue:?}");
        cue.element.iter().for_each(is_sure);
        cue.element.iter().map(|tie| tie.value).chain(cue.more.iter().copied()).for_each(|ix| {
            is_element(episode, ix);
        });
        assert!(cue.speaker.is_none_or(|ix| ix.at() < episode.cast.speakers.len()), "{cue:?}");
    }
    assert!(episode.timings.is_empty() || episode.timings.len() == episode.elements.len());
    for timing in episode.timings.iter().flatten() {
        is_sure(timing);
        let (start, end) = (timing.value.start, timing.value.end);
        assert!(start.is_finite() && end.is_finite() && start <= end, "{timing:?}");
    }
    for variant in &episode.variants {
        let text = &episode.element(variant.element).text;
        assert!(text.get(variant.script.clone()).is_some(), "{variant:?} of {text:?}");
    }
}

/// Every text of an export may reach a screen, every number that says how sure something is says so.
fn strings_are_clean(value: &serde_json::Value) {
    match value {
        serde_json::Value::String(text) => assert!(is_clean(text), "{text:?}"),
        serde_json::Value::Array(values) => values.iter().for_each(strings_are_clean),
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                assert!(is_clean(name), "{name:?}");
                let sure = value.as_f64().filter(|_| name == "confidence");
                assert!(sure.is_none_or(|sure| (0.0..=1.0).contains(&sure)), "{name} {value}");
                strings_are_clean(value);
            }
        }
        _ => {}
    }
}
