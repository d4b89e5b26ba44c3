//! The sample that comes with the program, read and tied as it is for whoever starts the program
//! without a path: what it has to show, and the whole of what is made of it.

use std::fmt::Write;

use serde_json::Value;
use tableread::export::exported;
use tableread::library::Shelf;

/// The entry at `at` of the sample's shelf, as other programs are given it.
fn entry(at: usize) -> Value {
    let (episode, problems) = Shelf::sample().entries[at].load();
    assert_eq!(problems, []);
    serde_json::to_value(exported(&episode)).expect("json")
}

fn list<'a>(episode: &'a Value, name: &str) -> &'a [Value] {
    episode[name].as_array().expect(name)
}

fn text<'a>(of: &'a Value, name: &str) -> &'a str {
    of[name].as_str().unwrap_or("-")
}

/// The cues that stand at a line, and all of them.
fn placed(episode: &Value) -> (usize, usize) {
    let cues = list(episode, "subtitles");
    (cues.iter().filter(|cue| !cue["line"].is_null()).count(), cues.len())
}

fn acts_and_scenes(tree: &mut String, episode: &Value) {
    let scenes = list(episode, "scenes");
    for (at, act) in list(episode, "acts").iter().enumerate() {
        writeln!(tree, "{} {}-{}", text(act, "name"), act["first_line"], act["last_line"]).expect("string");
        for scene in scenes {
            if list(scene, "acts").iter().any(|of| of.as_u64() == u64::try_from(at).ok()) {
                let (number, heading) = (&scene["number"], text(scene, "heading"));
                let (first, last) = (&scene["first_line"], &scene["last_line"]);
                writeln!(tree, "  {number} {heading} {first}-{last}").expect("string");
            }
        }
    }
}

fn tree(episode: &Value) -> String {
    let mut tree = format!("{}\n", text(episode, "title"));
    acts_and_scenes(&mut tree, episode);
    for log in list(episode, "logs") {
        let (line, told) = (&log["line"], &log["summary_line"]);
        writeln!(tree, "log {line} {} told at {told}", text(log, "speaker")).expect("string");
    }
    for quote in list(episode, "quotes") {
        writeln!(tree, "quote {} at {} by {}", quote["summary_line"], quote["lines"], quote["speakers"])
            .expect("string");
    }
    for speaker in list(episode, "speakers") {
        let (role, actor) = (text(speaker, "role"), text(speaker, "actor"));
        writeln!(tree, "speaker {}: {role}, {actor}, {}", text(speaker, "name"), speaker["speeches"])
            .expect("string");
    }
    let (at_lines, cues) = placed(episode);
    writeln!(tree, "cues {at_lines} of {cues}").expect("string");
    for diagnostic in list(episode, "diagnostics") {
        writeln!(tree, "line {} {}", diagnostic["line"], text(diagnostic, "message")).expect("string");
    }
    tree
}

#[test]
fn the_sample_is_read_as_it_was_written() {
    let trees = format!("{}\n{}", tree(&entry(0)), tree(&entry(1)));
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("sample", trees);
    });
}

#[test]
fn the_sample_has_something_for_every_pane() {
    assert_eq!(Shelf::sample().entries.len(), 2);
    let episode = entry(0);
    let elements = list(&episode, "elements");
    let count = |kind: &str| elements.iter().filter(|element| text(element, "kind") == kind).count();
    assert!((25..=32).contains(&list(&episode, "scenes").len()));
    assert!(count("speech") >= 250, "{}", count("speech"));
    assert!(count("direction") > 0);
    assert!(elements.iter().any(|element| element["extension"].is_string()));
    assert_eq!(list(&episode, "logs").len(), 4);
    assert!(list(&episode, "logs").iter().all(|log| log["summary_line"].is_u64()));
    let acts: Vec<&str> = list(&episode, "acts").iter().map(|act| text(act, "name")).collect();
    assert_eq!(acts, ["Teaser", "Act One", "Act Two", "Act Three", "Act Four", "Act Five"]);
    assert!(list(&episode, "quotes").len() >= 8);
    assert!(list(&episode, "quotes").iter().all(|quote| !list(quote, "lines").is_empty()));
    assert!(!list(&episode, "captions").is_empty() && !list(&episode, "crew").is_empty());
    assert!(list(&episode, "speakers").iter().filter(|speaker| speaker["actor"].is_string()).count() >= 8);
    let (at_lines, cues) = placed(&episode);
    assert!(at_lines * 100 >= cues * 95, "{at_lines} of {cues}");
}

#[test]
fn the_story_has_the_people_of_the_episode() {
    let (episode, story) = (entry(0), entry(1));
    let names: Vec<&str> = list(&episode, "speakers").iter().map(|speaker| text(speaker, "name")).collect();
    let shared = list(&story, "speakers")
        .iter()
        .filter(|speaker| names.contains(&text(speaker, "name").to_uppercase().as_str()))
        .count();
    assert!(shared >= 2, "{shared} of {names:?}");
}
