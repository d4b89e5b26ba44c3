//! Who speaks in short stories, case by case: the speaker, what tells it, and how sure that is.

use tableread::document::Kind;
use tableread::document::script::Evidence;
use tableread::episode::ElementKind;
use tableread::loader::{Given, load};
use tableread::source::Source;

/// A speech: what is said, by whom, by what evidence and how surely.
#[derive(Debug)]
struct Said {
    words: String,
    by: Option<String>,
    evidence: Evidence,
    confidence: f32,
}

/// The speeches of the story `text`.
fn speeches(text: &str) -> Vec<Said> {
    let source = Source::from_bytes("story.txt", text.as_bytes());
    let episode = load(vec![Given { source, kind: Some(Kind::Story) }], "story");
    let said = episode.elements.iter().filter(|element| element.kind == ElementKind::Speech);
    said.map(|element| Said {
        words: element.text.clone(),
        by: episode.speaker_name(element),
        evidence: element.evidence,
        confidence: element.confidence,
    })
    .collect()
}

/// Two who have been met: he is Orrin, she is Maren.
const MET: &str = "There Maren took her oar, and she rowed. There Orrin took his hat, and he slept.\n\n";

/// The speaker of each speech, and what tells it.
type Expected = &'static [(&'static str, Evidence)];

#[test]
fn each_sign_tells_who_speaks() {
    use Evidence::{Action, Continued, Pronoun, Tag, Turn};
    let cases: [(&str, &str, Expected); 14] = [
        ("a tag behind", "\"Row,\" said Maren.\n", &[("Maren", Tag)]),
        ("a tag before", "Orrin said, \"Row.\"\n", &[("Orrin", Tag)]),
        ("a tag inside", "\"Row,\" said Maren, \"and do not stop.\"\n", &[("Maren", Tag), ("Maren", Tag)]),
        ("a verb that is no plain one", "\"Row,\" growled Orrin.\n", &[("Orrin", Tag)]),
        ("a pronoun", "\"Row,\" she said.\n", &[("Maren", Pronoun)]),
        ("the other pronoun", "\"Row,\" he said.\n", &[("Orrin", Pronoun)]),
        ("an action behind", "\"Row.\" Maren leaned on the oar.\n", &[("Maren", Action)]),
        ("an action before", "Orrin shook his head. \"No.\"\n", &[("Orrin", Action)]),
        (
            "who is called does not speak",
            "\"Row,\" said Maren.\n\n\"I am tired, Maren.\"\n",
            &[("Maren", Tag), ("Orrin", Turn)],
        ),
        (
            "turns are taken",
            "\"Row,\" said Maren.\n\n\"I am rowing,\" said Orrin.\n\n\"Faster.\"\n\n\"No.\"\n",
            &[("Maren", Tag), ("Orrin", Tag), ("Maren", Turn), ("Orrin", Turn)],
        ),
        (
            "what goes on in the next paragraph",
            "\"Row,\" said Maren. \"The tide turns soon.\n\n\"And it will not wait for us.\"\n",
            &[("Maren", Tag), ("Maren", Tag), ("Maren", Continued)],
        ),
        (
            "a quotation inside one",
            "\"He told me, 'never row at night,' and went,\" said Maren.\n",
            &[("Maren", Tag)],
        ),
        (
            "what is never closed",
            "\"Row,\" said Orrin, \"and do not stop.\n\nThe boat went on.\n",
            &[("Orrin", Tag), ("Orrin", Tag)],
        ),
        (
            "a word in doubt is not said",
            "The \"harbour\" was a plank. \"Row,\" said Maren.\n",
            &[("Maren", Tag)],
        ),
    ];
    let mut wrong = Vec::new();
    for (why, story, expected) in cases {
        let said = speeches(&format!("{MET}{story}"));
        let found: Vec<(&str, Evidence)> =
            said.iter().map(|said| (said.by.as_deref().unwrap_or("?"), said.evidence)).collect();
        if found != expected {
            wrong.push(format!("{why}: {said:?}"));
        }
        assert!(said.iter().all(|said| said.confidence > 0.0 && said.confidence <= 1.0), "{why}: {said:?}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn thoughts_are_not_said() {
    let said = speeches(&format!("{MET}\"Row,\" said Maren. Never again, thought Orrin.\n"));
    assert_eq!(said.iter().map(|said| said.words.as_str()).collect::<Vec<_>>(), ["Row,"]);
}

#[test]
fn a_plain_sign_is_surer_than_a_faint_one() {
    let sure = |story: &str| speeches(&format!("{MET}{story}")).last().map_or(0.0, |said| said.confidence);
    let tag = sure("\"Row,\" said Maren.\n");
    let pronoun = sure("\"Row,\" she said.\n");
    let turn = sure("\"Row,\" said Maren.\n\n\"No.\"\n");
    assert!(tag > pronoun && tag > 0.95 && turn < tag, "{tag} {pronoun} {turn}");
}

#[test]
fn nobody_is_told_where_nothing_tells() {
    let said = speeches("The bell rang over the water.\n\n\"Row!\"\n\nThe bell rang again.\n");
    assert_eq!(
        said.iter().map(|said| (said.by.as_deref(), said.evidence)).collect::<Vec<_>>(),
        [(None, Evidence::None)]
    );
}

#[test]
fn names_of_one_person_are_folded() {
    let story = "Captain Maren Vane stood at the rail. \"Row,\" said Captain Vane.\n\nOrrin rowed. \"I am,\" said Orrin.\n\n\
                 \"Faster,\" said Maren.\n\n\"No,\" said Orrin.\n\n\"Then sink,\" said the captain.\n\n\"Very well,\" said Orrin Hale.\n";
    let labels: Vec<String> = speeches(story).into_iter().map(|said| said.by.unwrap_or_default()).collect();
    let [one, two, three, four, five, six] = labels.as_slice() else { panic!("{labels:?}") };
    assert!(one == three && three == five, "{labels:?}");
    assert!(two == four && four == six && one != two, "{labels:?}");
    assert!(one.contains("Maren") && one.contains("Vane"), "{labels:?}");
}
