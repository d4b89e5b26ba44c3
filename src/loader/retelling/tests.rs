//! Invented episodes, whole: their acts borrowed, their sentences tied, another's refused.

use crate::document::Kind;
use crate::episode::{Episode, Origin};
use crate::loader::{Given, load};
use crate::source::Source;

/// Twenty-eight lines: the teaser from 1, act one from 6, act two inside the scene from 17, act three
/// from 22.
const SCRIPT: &str = "\
[Wheelhouse]
MAREN: The lantern went dark an hour ago and the fog is thick as wool.
ORRIN: I trimmed the wick myself at supper. There was plenty of oil.
MAREN: A steamer whistled twice off the sandbank. She cannot see us.
ORRIN: Then somebody put the lantern out.
[Galley]
ILSA: Who is hungry? There is barley soup, and the last of the bread.
TOBIN: I found a stranger asleep in the coal hold, Ilsa. A boy with a canary.
ILSA: A boy? Bring him up before he freezes, and the bird too.
TOBIN: He says his name is Penn and he wants to go to Kelvane.
ILSA: Kelvane is four days by sail. Give him soup first.
[Chart room]
MAREN: The survey puts the sandbank a mile east of where the steamer whistled.
ORRIN: The survey is nine years old. Sand moves, captain.
MAREN: Then every chart in the harbour office is wrong.
ORRIN: We should sound the channel with lead and line before dawn.
MAREN: Do it quietly. If the harbour master hears of it he will have my ticket.
ORRIN: Quietly, with a rowing boat and a lead weight.
MAREN: Take Tobin. He rows like a thief.
ORRIN: He was a thief, before he was a cook's mate.
[Deck]
PENN: My canary stopped singing when the lantern went out.
TOBIN: Birds sleep in the dark, Penn. So should you.
PENN: I put it out. I was afraid the revenue cutter would find me.
MAREN: You drowned a light that forty ships steer by, boy.
ILSA: He is eleven, Maren. He did not know what a lightship is for.
MAREN: Then tonight he learns. Light it, Penn. Here are the matches.
PENN: It is singing again.";

const TEASER: &[&str] = &[
    "On a foggy night Maren finds that the lantern of the lightship Halyard has gone dark.",
    "Orrin swears that he trimmed the wick and that there was oil.",
    "A steamer whistles off the sandbank, and Orrin concludes that somebody has put the lantern out.",
];
const ACT_ONE: &[&str] = &[
    "In the galley Ilsa serves barley soup and the last bread.",
    "Tobin has found a boy with a canary asleep in the coal hold.",
    "The boy is called Penn and wants to get to Kelvane, four days away by sail.",
    "In the chart room Maren and Orrin see that the survey must be wrong about the sandbank.",
    "Orrin reminds her that sand moves and proposes to sound the channel with lead and line.",
];
const ACT_TWO: &[&str] = &[
    "Maren orders it done quietly, for the harbour master would take her ticket.",
    "Orrin is to take a rowing boat, with Tobin, who rows like the thief he was, at the oars.",
];
const ACT_THREE: &[&str] = &[
    "On deck Penn says that the canary stopped singing, and confesses that he put out the lantern for fear of the revenue cutter.",
    "Maren scolds him for drowning a light that forty ships steer by.",
    "Ilsa defends him, as he is only eleven and does not know what a lightship is for.",
    "Maren hands Penn the matches and lets him light it, and the bird sings again.",
];

/// A summary of acts with their sentences, which `between` keeps apart.
fn told(acts: &[(&str, &[&str])], between: &str) -> String {
    let act = |(name, sentences): &(&str, &[&str])| {
        let heading = if name.is_empty() { String::new() } else { format!("{name}[]\n\n") };
        format!("{heading}{}\n\n", sentences.join(between))
    };
    acts.iter().map(act).collect()
}

fn whole(between: &str) -> String {
    told(&[("", TEASER), ("Act One", ACT_ONE), ("Act Two", ACT_TWO), ("Act Three", ACT_THREE)], between)
}

fn episode(script: &str, summary: &str) -> Episode {
    let given = |name, text: &str, kind| Given {
        source: Source::from_bytes(name, text.as_bytes()),
        kind: Some(kind),
    };
    load(vec![given("script", script, Kind::Transcript), given("summary", summary, Kind::Summary)], "Halyard")
}

/// The acts of `episode` with their first lines.
fn acts(episode: &Episode) -> Vec<(&str, usize)> {
    episode.outline.acts.iter().map(|act| (act.name.as_str(), act.lines.0)).collect()
}

/// The first line that the sentence beginning with `words` tells of.
fn first_line(episode: &Episode, words: &str) -> Option<usize> {
    let sentence = episode.summary.iter().find(|sentence| sentence.text.starts_with(words))?;
    sentence.elements.map(|tie| episode.element(tie.value.0).line)
}

fn refused(episode: &Episode) -> bool {
    episode.diagnostics.iter().any(|d| d.diagnostic.code == "summary-of-another-episode")
}

const ACTS: [(&str, usize); 4] = [("Teaser", 1), ("Act One", 6), ("Act Two", 17), ("Act Three", 21)];

#[test]
fn an_act_begins_at_a_scene_or_inside_one() {
    let episode = episode(SCRIPT, &whole(" "));
    assert_eq!(acts(&episode), ACTS);
    assert!(episode.outline.acts.iter().all(|act| act.origin == Origin::Aligned));
    assert_eq!(episode.outline.scenes[2].acts.len(), 2, "the chart room is of two acts");
}

#[test]
fn sentences_may_be_paragraphs_of_their_own() {
    assert_eq!(acts(&episode(SCRIPT, &whole("\n\n"))), ACTS);
}

#[test]
fn a_synopsis_without_acts_is_tied_and_lends_none() {
    let sentences: Vec<&str> = [TEASER, ACT_ONE, ACT_TWO, ACT_THREE].concat();
    let episode = episode(SCRIPT, &told(&[("", &sentences)], " "));
    assert_eq!(acts(&episode), []);
    assert_eq!(first_line(&episode, "In the galley"), Some(6));
    assert_eq!(first_line(&episode, "Maren orders it done"), Some(17));
    assert_eq!(first_line(&episode, "Ilsa defends him"), Some(26));
    assert!(episode.summary.iter().all(|sentence| sentence.act.is_none()));
}

#[test]
fn an_act_that_the_script_lacks_is_left_out() {
    let lines: Vec<&str> = SCRIPT.lines().collect();
    let script = [&lines[..16], &lines[20..]].concat().join("\n");
    let episode = episode(&script, &whole(" "));
    assert_eq!(acts(&episode), [("Teaser", 1), ("Act One", 6), ("Act Three", 17)]);
    assert_eq!(first_line(&episode, "Ilsa defends him"), Some(22));
    assert_eq!(first_line(&episode, "Orrin is to take"), None);
    let said: Vec<&str> = episode.diagnostics.iter().map(|d| d.diagnostic.code).collect();
    assert!(said.contains(&"act-not-in-script") && !refused(&episode), "{said:?}");
}

#[test]
fn what_tells_of_another_episode_is_refused() {
    let script = "\
[Bakery]
GRETA: The oven has been cold since Tuesday and the duke wants forty loaves.
LUTZ: We have flour for six. The mill wheel cracked in the frost.
GRETA: Then borrow the monastery's mill. Brother Anselm owes me a cake.
LUTZ: Brother Anselm is at the fair in Dornbach, judging pigs.
[Fairground]
ANSELM: This pig has a noble profile. First prize.
LUTZ: Brother, your mill. We need it before the duke sits down to dinner.
ANSELM: The key hangs behind the bees. Mind the bees.
[Monastery]
LUTZ: They stung me eleven times, Greta, but here is the key.
GRETA: Grind, Lutz. Cry later.
[Castle]
DUKE: Forty loaves, and every one shaped like a pig. Explain yourself.
GRETA: Brother Anselm chose the pattern, your grace.";
    let other = episode(script, &whole(" "));
    assert!(refused(&other));
    assert_eq!(acts(&other), []);
    assert!(other.summary.iter().all(|sentence| sentence.elements.is_none() && sentence.act.is_none()));
    assert!(!refused(&episode(SCRIPT, &whole(" "))));
}

#[test]
fn acts_that_the_script_marks_are_kept() {
    let lines: Vec<&str> = SCRIPT.lines().collect();
    let script = [&["TEASER"], &lines[..11], &["ACT ONE"], &lines[11..]].concat().join("\n");
    let episode = episode(&script, &whole(" "));
    assert_eq!(acts(&episode), [("TEASER", 1), ("ACT ONE", 13)]);
    assert!(episode.outline.acts.iter().all(|act| act.origin == Origin::Marked));
    assert_eq!(first_line(&episode, "Ilsa defends him"), Some(28));
}

#[test]
fn an_act_begins_where_the_script_says_that_time_has_passed() {
    let lines: Vec<&str> = SCRIPT.lines().collect();
    let script = [&lines[..16], &["(The next morning.)", "TOBIN: Cold."], &lines[16..]].concat().join("\n");
    let begun = |episode: &Episode| episode.outline.acts.iter().map(|act| act.lines.0).collect::<Vec<_>>();
    assert_eq!(begun(&episode(&script, &whole(" "))), [1, 6, 17, 23]);
}

#[test]
fn an_act_does_not_begin_with_an_answer() {
    let lines: Vec<&str> = SCRIPT.lines().collect();
    let script = [&lines[..16], &["MAREN: Can it be done?", "ORRIN: I suppose so, with luck."], &lines[16..]];
    let episode = episode(&script.concat().join("\n"), &whole(" "));
    let answer = episode.elements.iter().find(|element| element.text.starts_with("I suppose")).expect("it");
    assert!(episode.outline.acts.iter().all(|act| act.lines.0 != answer.line), "{:?}", acts(&episode));
}
