//! Quotes of an invented episode, as summaries remember them.

use crate::document::Kind;
use crate::loader::{Given, load};
use crate::source::Source;

const SCRIPT: &str = "\
Fog
[Deck]
MAREN: Light the lamp, Orrin, before the pilots lose the channel.
ORRIN: With wet matches?
MAREN: With whatever you have.
ORRIN: I have one dry match and a very bad feeling about the wind.
MAREN: Then strike it well.
[Cabin]
TARN: I came aboard to mend a bell, not to drown beneath one.
WILLA: Nobody is going to drown.
TARN: Says the only one of us who can swim.
WILLA: Hold still.
TARN: Yes.
[Deck]
ORRIN: Yes.
MAREN: Hold still.
ORRIN: The seventy five lanterns of Kelvane are out.
";

/// The lines and speakers that the quote of these lines is found at.
fn found(lines: &[&str], attribution: &str) -> (Vec<usize>, Vec<String>, f32) {
    let mut page = "Memorable quotes\n\n".to_owned();
    lines.iter().for_each(|line| page.push_str(&format!("\"{line}\"\n")));
    page.push_str(&format!("\n- {attribution}\n"));
    let given =
        |text: &str, kind| Given { source: Source::from_bytes("t", text.as_bytes()), kind: Some(kind) };
    let episode = load(vec![given(SCRIPT, Kind::Transcript), given(&page, Kind::Summary)], "Fog");
    let quote = episode.quotes.first().expect("a quote");
    let speakers = quote.speakers.iter().map(|ix| episode.speaker(*ix).name.clone()).collect();
    (quote.elements.iter().map(|ix| episode.element(*ix).line).collect(), speakers, quote.confidence)
}

#[test]
fn quotes_are_found_as_they_are_remembered() {
    for (why, quote, lines, speakers) in [
        ("one line", &["With whatever you have."][..], &[5][..], &["MAREN"][..]),
        ("several lines", &["With wet matches?", "With whatever you have."], &[4, 5], &["ORRIN", "MAREN"]),
        ("shortened", &["Light the lamp, Orrin..."], &[3], &["MAREN"]),
        ("its middle left out", &["I have one dry match and ... wind."], &[6], &["ORRIN"]),
        ("a line left out", &["With wet matches?", "Then strike it well."], &[4, 7], &["ORRIN", "MAREN"]),
        ("other marks", &["I came aboard to mend a bell -- not to drown, beneath one!"], &[9], &["TARN"]),
        ("other words", &["I have a single dry match and a bad feeling about this wind."], &[6], &["ORRIN"]),
        ("other spelling", &["The 75 lanterns of Kelvane are out."], &[17], &["ORRIN"]),
        ("two speeches in one", &["With wet matches? With whatever you have."], &[4, 5], &["ORRIN", "MAREN"]),
        ("what was put in left out", &["With whatever you have. Then strike it well."], &[5, 7], &["MAREN"]),
        (
            "one speech in two",
            &["I came aboard to mend a bell,", "not to drown beneath one."],
            &[9],
            &["TARN"],
        ),
        (
            "two begin in one line",
            &["Nobody is going to drown. Says the only one", "of us who can swim."],
            &[10, 11],
            &["WILLA", "TARN"],
        ),
        (
            "what is said twice, by what stands beside it",
            &["Says the only one of us who can swim.", "Hold still."],
            &[11, 12],
            &["TARN", "WILLA"],
        ),
        ("none", &["The captain of the Halyard never sleeps."], &[], &[]),
        ("none, of common words", &["I have not been there for the whole of it."], &[], &[]),
    ] {
        let (at, by, confidence) = found(quote, "somebody");
        assert_eq!(
            (at.as_slice(), by.iter().map(String::as_str).collect::<Vec<_>>().as_slice()),
            (lines, speakers),
            "{why}"
        );
        assert_eq!(confidence > 0.0, !lines.is_empty(), "{why}: {confidence}");
    }
}

#[test]
fn what_could_be_anywhere_is_told_with_less_confidence_or_not() {
    assert!(found(&["Hold still."], "somebody").2 <= 0.5);
    let (lines, speakers, _) = found(&["Hold still."], "Maren");
    assert_eq!((lines, speakers), (vec![16], vec!["MAREN".to_owned()]));
    let exact = found(&["With whatever you have."], "Maren").2;
    let remembered = found(&["With whatever we ever have."], "Maren").2;
    assert!(exact > 0.9 && remembered < exact, "{exact} {remembered}");
}
