//! A library against a plain scan, on any number of threads, and episodes that come and go.

use std::cmp::Reverse;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use proptest::prelude::*;

use crate::episode::{ElementIx, ElementKind, Episode, SceneIx};
use crate::search::{Collection, Query, Ranked, Results, Shard, ShardBuilder, Tier};
use crate::text::fold::fold;

use super::oracle::{asked, line};
use super::{LINES, episode};

fn speeches(lines: &[String]) -> Episode {
    let lines: Vec<(ElementKind, &str)> = lines.iter().map(|l| (ElementKind::Speech, l.as_str())).collect();
    episode(&lines)
}

/// A shard of episodes that are called by their numbers, from `first` on.
fn shard(first: usize, episodes: &[Episode]) -> Shard {
    let mut builder = ShardBuilder::default();
    for (at, episode) in episodes.iter().enumerate() {
        builder.add(&(first + at).to_string(), episode);
    }
    builder.build()
}

fn ask(collection: &Collection, query: &str, threads: usize) -> Results {
    collection.search(&Query::parse(query), threads, &|| false).expect("not called off")
}

/// Episode, element and score of every exact answer to `query`, in order, where each line is alone in its part of a
/// library. All the others stay in another: which words occur anywhere decides what may stand for a word.
fn alone(episodes: &[Vec<String>], query: &str) -> Vec<(String, usize, u32)> {
    let others = shard(1, &[speeches(&episodes.concat())]);
    let mut scored = Vec::new();
    for (number, lines) in episodes.iter().enumerate() {
        for (at, line) in lines.iter().enumerate() {
            let alone = shard(0, &[speeches(std::slice::from_ref(line))]);
            let library = Collection::new(vec![alone, others.clone()]);
            let found = ask(&library, query, 1).best(usize::MAX);
            let of_it = places(&library, &found).into_iter().zip(&found).filter(|((key, ..), _)| key == "0");
            let exact = of_it.filter(|(_, ranked)| ranked.tier.is_exact());
            scored.extend(exact.map(|(_, ranked)| (number.to_string(), at, ranked.score)));
        }
    }
    scored.sort();
    scored
}

/// Lines with letters of many kinds, those of [`line`] among them.
fn any_line() -> impl Strategy<Value = String> {
    prop_oneof![3 => line(), 2 => "[A-Za-z'` ,.]{0,40}", 1 => "[a-zé日本語İßΣ' ]{0,20}", 1 => any::<String>()]
}

/// What the matcher alone says to `letters` in every line: episode, line, and its score, the best first.
fn matched(episodes: &[Vec<String>], letters: &str) -> Vec<(String, usize, u16)> {
    let pattern = Pattern::new(letters, CaseMatching::Respect, Normalization::Never, AtomKind::Fuzzy);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let mut scored = Vec::new();
    for (number, lines) in episodes.iter().enumerate() {
        for (at, line) in lines.iter().enumerate() {
            let score = pattern.score(Utf32Str::new(&fold(line), &mut buffer), &mut matcher);
            let score = score.map(|score| u16::try_from(score).expect("a score of one pattern"));
            scored.extend(score.map(|score| (number.to_string(), at, score)));
        }
    }
    scored
}

/// Episode and element of each.
fn places(collection: &Collection, ranked: &[Ranked]) -> Vec<(String, usize, Tier)> {
    let place = |ranked: &Ranked| {
        let shown = collection.shown(ranked.place).expect("a line");
        (shown.key.to_owned(), shown.element.map_or(usize::MAX, ElementIx::at), ranked.tier)
    };
    ranked.iter().map(place).collect()
}

proptest! {
    #[test]
    fn a_library_finds_what_a_scan_finds_on_any_number_of_threads(
        episodes in prop::collection::vec(prop::collection::vec(line(), 0..4), 0..9),
        asked in prop::collection::vec(asked(), 1..3),
        cuts in 1usize..4,
    ) {
        prop_assume!(asked.iter().all(|asked| !asked.written().split(' ').any(|term| term == "a")));
        let query = asked.iter().map(|asked| asked.written()).collect::<Vec<_>>().join(" ");
        let built: Vec<Episode> = episodes.iter().map(|lines| speeches(lines)).collect();
        let shards = built.chunks(cuts).enumerate().map(|(at, part)| shard(at * cuts, part)).collect();
        let collection = Collection::new(shards);
        let results = ask(&collection, &query, 1);
        for threads in [2, 4, 16] {
            prop_assert_eq!(&ask(&collection, &query, threads), &results);
        }
        let best = results.best(usize::MAX);
        let mut found: Vec<(String, usize)> = places(&collection, &best).into_iter()
            .filter(|(.., tier)| tier.is_exact()).map(|(key, element, _)| (key, element)).collect();
        found.sort();
        let mut scanned: Vec<(String, usize)> = Vec::new();
        for (number, lines) in episodes.iter().enumerate() {
            let answers = |line: &String| asked.iter().all(|asked| asked.tier(line).is_some());
            scanned.extend(lines.iter().enumerate().filter(|(_, line)| answers(line)).map(|(at, _)| (number.to_string(), at)));
        }
        scanned.sort();
        prop_assert_eq!(&found, &scanned, "{}", query);
        prop_assert_eq!(results.exact, scanned.len());
        let mut scored: Vec<(String, usize, u32)> = places(&collection, &best).into_iter().zip(&best)
            .filter(|((.., tier), _)| tier.is_exact()).map(|((key, element, _), ranked)| (key, element, ranked.score)).collect();
        scored.sort();
        prop_assert_eq!(scored, alone(&episodes, &query), "{}", query);
        for count in [0, 1, 2, 5] {
            prop_assert_eq!(&results.best(count)[..], &best[..count.min(best.len())]);
        }
        let in_order = best.is_sorted_by_key(|ranked| (ranked.tier, Reverse(ranked.score), ranked.place));
        prop_assert!(in_order);
    }
}

proptest! {
    /// The same lines, as many of them, by the same scores in steps of four.
    #[test]
    fn letters_in_order_are_what_the_matcher_alone_finds(
        episodes in prop::collection::vec(prop::collection::vec(any_line(), 0..6), 0..9),
        letters in prop_oneof![4 => "[a-z']{1,6}", 1 => "[a-zé日本ß]{1,4}"],
        cuts in 1usize..4,
    ) {
        let built: Vec<Episode> = episodes.iter().map(|lines| speeches(lines)).collect();
        let shards = built.chunks(cuts).enumerate().map(|(at, part)| shard(at * cuts, part)).collect();
        let collection = Collection::new(shards);
        let folded = fold(&letters);
        // What a line is worth of which every letter begins a word, and what it cannot fall below.
        let best = u16::try_from(folded.chars().count()).expect("a few letters") * 28;
        let wanted = matched(&episodes, &folded);
        let mut wanted: Vec<(u32, String, usize)> = wanted.into_iter()
            .map(|(key, at, score)| (u32::from(best.saturating_sub(score) / 4).min(255), key, at)).collect();
        wanted.sort();
        for threads in [1, 2, 4, 16] {
            let results = ask(&collection, &format!("~{letters}"), threads);
            let ranked = results.best(usize::MAX);
            let top = (1 << 16) + 300;
            let mut found: Vec<(u32, String, usize)> = places(&collection, &ranked).into_iter().zip(&ranked)
                .map(|((key, at, _), ranked)| (top - ranked.score, key, at)).collect();
            prop_assert!(found.is_sorted_by_key(|(cost, ..)| *cost));
            found.sort();
            prop_assert_eq!(&found, &wanted, "~{}", letters);
            prop_assert_eq!((results.exact, results.near), (0, wanted.len()));
        }
    }
}

/// Many lines, so that the best are chosen before all are known.
#[test]
fn the_best_of_many_are_the_best_of_all() {
    let lines: Vec<String> = (0..5000)
        .map(|at| {
            format!("{} lamp{}", if at % 97 == 0 { "bright" } else { "dim" }, " and so on".repeat(at % 3))
        })
        .collect();
    let collection = Collection::new(vec![shard(0, &[speeches(&lines)]), shard(1, &[speeches(&lines)])]);
    for query in ["lamp", "bright lamp", "lam", "lamp bright | dim"] {
        let results = ask(&collection, query, 2);
        let all = results.best(usize::MAX);
        assert_eq!(all.len(), results.exact + results.near);
        assert_eq!(results.best(200), all[..200.min(all.len())], "{query}");
    }
}

#[test]
fn a_word_that_occurs_anywhere_was_meant() {
    let with = |text: &str| episode(&[(ElementKind::Speech, text)]);
    let collection = Collection::new(vec![shard(0, &[with("The lamps.")]), shard(1, &[with("The lumps.")])]);
    assert_eq!(ask(&collection, "lumps", 1).near, 0);
    assert_eq!(ask(&collection, "limps", 1).near, 2);
}

#[test]
fn episodes_that_are_gone_answer_no_more() {
    let mut first = shard(0, &[episode(LINES), episode(LINES)]);
    assert_eq!(ask(&Collection::new(vec![first.clone()]), "deal", 1).exact, 4);
    first.keep(|key| key != "0");
    assert_eq!((first.keys().collect::<Vec<_>>(), first.lines_gone()), (vec!["1"], LINES.len()));
    let collection = Collection::new(vec![first]);
    let results = ask(&collection, "deal", 1);
    assert_eq!(results.exact, 2);
    assert!(places(&collection, &results.best(9)).iter().all(|(key, ..)| key == "1"));
    assert_eq!((collection.lines(), collection.episodes()), (LINES.len(), 1));
}

#[test]
fn who_says_it_most_is_counted() {
    let collection = Collection::new(vec![shard(0, &[episode(LINES)]), shard(1, &[episode(LINES)])]);
    let results = ask(&collection, "lantern", 1);
    let mut expected = vec![("MAREN", 2), ("ORRIN", 2), ("(nobody)", 2)];
    expected.sort_unstable();
    assert_eq!(collection.by_speaker(&results), expected);
    let episodes: Vec<(&str, usize, usize)> =
        collection.by_episode(&results).iter().map(|hits| (hits.key, hits.exact, hits.near)).collect();
    assert_eq!(episodes, [("0", 3, 0), ("1", 3, 0)]);
}

#[test]
fn lines_around_are_of_the_same_scene() {
    let scenes = |lines: &[(ElementKind, &str)], second: usize| {
        let mut episode = episode(lines);
        let mut scene = episode.outline.scenes[0].clone();
        scene.number = 2;
        episode.outline.scenes.push(scene);
        episode.elements[second..].iter_mut().for_each(|element| element.scene = Some(SceneIx(1)));
        episode
    };
    let collection = Collection::new(vec![shard(0, &[scenes(LINES, 4), scenes(LINES, 2)])]);
    for (asked, most, before, after) in
        [("fog lantern", 2, 0, 2), ("\"made a deal\"", 2, 0, 2), ("\"made a deal\"", 9, 0, 2)]
    {
        let best = ask(&collection, asked, 1).best(1)[0].place;
        let (there, then) = collection.around(best, most);
        assert_eq!((there.len(), then.len()), (before, after), "{asked}");
    }
}

#[test]
fn a_search_that_is_called_off_ends() {
    let collection = Collection::new(vec![shard(0, &[episode(LINES)]), shard(1, &[episode(LINES)])]);
    for query in ["lantern", "~ln", "deal fog"] {
        assert_eq!(collection.search(&Query::parse(query), 2, &|| true), None, "{query}");
    }
}

#[test]
fn a_line_is_shown_with_all_that_is_known_of_it() {
    let collection = Collection::new(vec![shard(7, &[episode(LINES)])]);
    let results = ask(&collection, "\"made a deal\"", 1);
    let best = results.best(1);
    let shown = collection.shown(best[0].place).expect("a line");
    assert_eq!((shown.key, shown.kind, shown.text), ("7", "log", LINES[4].1));
    assert_eq!((shown.element, shown.line), (Some(ElementIx(4)), Some(5)));
    assert_eq!(shown.id.map(|id| id.to_string()).as_deref(), Some("1.05"));
    assert_eq!(shown.scene, Some((1, "lamp room")));
    let lit = collection.highlights(&Query::parse("deal"))(best[0].place);
    assert_eq!(lit.iter().map(|lit| &shown.text[lit.clone()]).collect::<Vec<_>>(), ["deal"]);
}
