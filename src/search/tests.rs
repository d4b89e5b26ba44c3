//! What a search must find and what not: an invented episode, and a plain scan as the oracle.

mod collection;
mod oracle;

use std::ops::Range;

use crate::document::script::Evidence;
use crate::episode::{
    Element, ElementId, ElementIx, ElementKind, Episode, Quote, Scene, SceneIx, SourceIx, Speaker, SpeakerIx,
};
use crate::text::span::Span;

use super::{Answer, Index, Query, Tier, Witness};

/// An episode whose lines are `lines`, a kind and the words each, all by one speaker in one scene.
fn episode(lines: &[(ElementKind, &str)]) -> Episode {
    let element = |(at, (kind, text)): (u32, &(ElementKind, &str))| Element {
        id: ElementId { scene: 1, speech: at + 1, after: 0 },
        source: SourceIx(0),
        line: at as usize + 1,
        span: Span::default(),
        kind: *kind,
        scene: Some(SceneIx(0)),
        act: None,
        speakers: if *kind == ElementKind::Speech { vec![SpeakerIx(at % 2)] } else { Vec::new() },
        label: None,
        extension: None,
        confidence: 1.0,
        evidence: Evidence::Written,
        text: (*text).to_owned(),
        who: None,
        asides: Vec::new(),
        emphasis: Vec::new(),
        lines: Vec::new(),
        setting: crate::document::script::Setting::Plain,
    };
    let mut episode = Episode { elements: (0u32..).zip(lines).map(element).collect(), ..Episode::default() };
    episode.cast.speakers = vec![speaker("MAREN"), speaker("ORRIN")];
    episode.outline.scenes = vec![Scene {
        number: 1,
        written: None,
        heading: "Lamp room".to_owned(),
        elements: 0..lines.len(),
        lines: (1, lines.len()),
        acts: Vec::new(),
    }];
    episode
}

fn speaker(name: &str) -> Speaker {
    Speaker {
        name: name.to_owned(),
        labels: vec![name.to_owned()],
        aliases: Vec::new(),
        role: None,
        actor: None,
        role_tie: None,
        speeches: 1,
        words: 1,
        scenes: 1,
    }
}

const LINES: &[(ElementKind, &str)] = &[
    (ElementKind::Speech, "Trim the lantern, Mister Orrin. The fog is coming."),
    (ElementKind::Speech, "The lanterns? They are trimmed—all seventy five of them."),
    (ElementKind::Direction, "(Orrin points at the fog over the harbour.)"),
    (ElementKind::Speech, "You’ll find the café’s keeper at the lightship."),
    (ElementKind::Log, "Keeper's log. We made a deal; the lantern stays lit."),
    (ElementKind::Heading, "Lantern gallery"),
    (ElementKind::Speech, "A deal is a deal."),
];

fn ask(lines: &[(ElementKind, &str)], query: &str) -> Answer {
    Index::new(&episode(lines)).search(&Query::parse(query))
}

/// The places of the hits with their tiers, in the order of the answer.
fn found(query: &str) -> Vec<(u32, Tier)> {
    ask(LINES, query).hits.iter().map(|hit| (hit.element.0, hit.tier)).collect()
}

fn places(query: &str) -> Vec<u32> {
    let mut places: Vec<u32> = found(query).into_iter().map(|(place, _)| place).collect();
    places.sort_unstable();
    places
}

#[test]
fn tiers_go_from_the_phrase_to_the_slip() {
    assert_eq!(found("the lantern"), [(0, Tier::Phrase), (4, Tier::Phrase), (1, Tier::Prefix)]);
    assert_eq!(found("lantern fog"), [(0, Tier::Words)]);
    assert_eq!(found("lanten"), [(0, Tier::Near), (4, Tier::Near)]);
    assert_eq!(found("lghtshp"), [(3, Tier::Near)]);
}

#[test]
fn nothing_means_nothing() {
    for absent in ["hostage", "warp core", "lantern submarine", "'lanternx", "\"lantern deal\"", "zzz"] {
        assert_eq!(found(absent), [], "{absent}");
    }
}

#[test]
fn a_word_of_a_writing_without_spaces_is_found_wherever_it_stands() {
    let lines = &[
        (ElementKind::Speech, "ランプが消えた。また油か。"),
        (ElementKind::Speech, "灯灭了。又是油的问题？"),
        (ElementKind::Speech, "ไฟดับแล้ว"),
    ];
    for (query, expected) in [
        ("消えた", &[0u32][..]),
        ("油", &[0, 1]),
        ("\"また油\"", &[0]),
        ("ランプ 油", &[0]),
        ("ดับ", &[2]),
        ("'消え'", &[]),
        ("灯油", &[]),
    ] {
        let hits: Vec<u32> = ask(lines, query).hits.iter().map(|hit| hit.element.0).collect();
        assert_eq!(hits, expected, "{query}");
    }
}

#[test]
fn a_slip_in_a_short_word_needs_its_neighbours() {
    assert_eq!(found("daal"), []);
    assert_eq!(places("made a daal"), [4]);
    assert_eq!(places("keeper daal"), [0u32; 0]);
}

#[test]
fn a_word_that_occurs_was_meant_unless_nothing_answers_so() {
    assert_eq!(found("fog lantern"), [(0, Tier::Words)]);
    let lines =
        &[(ElementKind::Speech, "The keeper trims the lamp."), (ElementKind::Speech, "A damp room, a lamb.")];
    let tiers = |query: &str| -> Vec<(u32, Tier)> {
        ask(lines, query).hits.iter().map(|hit| (hit.element.0, hit.tier)).collect()
    };
    assert_eq!(tiers("lamb"), [(1, Tier::Words)]);
    assert_eq!(tiers("trims the lamb"), [(0, Tier::Near)]);
}

#[test]
fn operators_choose_lines() {
    for (query, expected) in [
        ("'anter", &[0, 1, 4][..]),
        ("'lantern'", &[0, 4]),
        ("\"deal the lantern\"", &[4]),
        ("\"is a deal\"", &[6]),
        ("^the", &[1]),
        ("deal$", &[6]),
        ("^a\\ deal\\ is\\ a\\ deal$", &[6]),
        ("lantern !fog", &[1, 4]),
        ("'fog | café", &[0, 2, 3]),
        ("~lntrnfg", &[0]),
        ("@orr", &[1, 3]),
        ("!@orrin deal", &[4, 6]),
        ("#lamp deal", &[4, 6]),
        ("#1 deal", &[4, 6]),
        ("#2 deal", &[]),
        ("%kind heading", &[5]),
        ("%kind:lo|dir", &[2, 4]),
        ("%k log deal", &[4]),
    ] {
        assert_eq!(places(query), expected, "{query}");
    }
}

#[test]
fn spellings_are_one() {
    for (query, expected) in
        [("mr orrin", 0), ("75", 1), ("\"seventy-five of\"", 1), ("HARBOR", 2), ("you'll", 3), ("Cafe's", 3)]
    {
        assert_eq!(found(query).first().map(|(place, _)| *place), Some(expected), "{query}");
    }
}

#[test]
fn what_is_said_comes_before_what_is_shown() {
    assert_eq!(found("fog"), [(0, Tier::Words), (2, Tier::Words)]);
    let shown_first = &[(ElementKind::Direction, "A bell."), (ElementKind::Speech, "The bell!")];
    let hits = ask(shown_first, "bell").hits;
    assert_eq!(hits.iter().map(|hit| hit.element.0).collect::<Vec<_>>(), [1, 0]);
}

#[test]
fn a_damaged_phrase_finds_its_line_first() {
    for (query, line) in [
        ("find the keper at", 3),
        ("lantern Mister fog is", 0),
        ("trimmed all sevnty of them", 1),
        ("made deal the", 4),
        ("find teh cafe's keeper", 3),
    ] {
        assert_eq!(found(query).first().map(|(place, _)| *place), Some(line), "{query}");
    }
}

#[test]
fn a_quote_is_a_witness_of_its_line_or_told_alone() {
    let mut episode = episode(LINES);
    let quote = |text: &str, element: u32| Quote {
        source: SourceIx(0),
        summary_line: 1,
        text: vec![text.to_owned()],
        attribution: None,
        elements: vec![ElementIx(element)],
        speakers: Vec::new(),
        confidence: 1.0,
    };
    episode.quotes =
        vec![quote("We made a deal.", 4), quote("We made no deal.", 4), quote("Never sleep.", 0)];
    let index = Index::new(&episode);
    let deal = index.search(&Query::parse("made deal"));
    assert_eq!(deal.hits.len(), 1);
    assert_eq!(deal.hits[0].witnesses, [Witness::Quote(0), Witness::Quote(1)]);
    let sleep = index.search(&Query::parse("sleep"));
    assert_eq!((sleep.hits.len(), sleep.exact, sleep.told.len()), (0, 0, 1));
    assert_eq!((sleep.told[0].witness, sleep.told[0].element), (Witness::Quote(2), Some(ElementIx(0))));
    assert_eq!(index.search(&Query::parse("slaep")).told, []);
}

fn lit(query: &str, place: usize) -> Vec<&'static str> {
    let index = Index::new(&episode(LINES));
    let ranges: Vec<Range<usize>> = index.highlights(&Query::parse(query), ElementIx::new(place));
    ranges.into_iter().map(|range| &LINES[place].1[range]).collect()
}

#[test]
fn what_answers_is_lit_and_nothing_else() {
    for (query, place, expected) in [
        ("lantern", 0, &["lantern"][..]),
        ("lant", 1, &["lant"]),
        ("lantren", 0, &["lantern"]),
        ("CAFE's", 3, &["café’s"]),
        ("you'll", 3, &["You’ll"]),
        ("75", 1, &["seventy five"]),
        ("\"deal the\"", 4, &["deal; the"]),
        ("'og", 0, &["og"]),
        ("deal$", 6, &["deal"]),
        ("^deal", 6, &[]),
        ("deal !fog @maren", 6, &["deal", "deal"]),
        ("~lmp | 'trim", 0, &["Trim"]),
    ] {
        assert_eq!(lit(query, place), expected, "{query}");
    }
}

#[test]
fn names_that_nobody_has_are_told() {
    let index = Index::new(&episode(LINES));
    let problems = |query: &str| index.problems(&Query::parse(query));
    assert_eq!(problems("@maren #lamp deal"), []);
    assert_eq!(problems("deal @nobody")[0].span, 5..12);
    assert_eq!(problems("#cellar").len(), 1);
}
