//! The search dock: how results are listed, narrowed, scoped, kept and walked.

use std::sync::mpsc;

use ratatui::layout::Size;

use super::{drawn, press, reader};
use crate::search::{GroupKey, Tier};
use crate::tui::action::Action;
use crate::tui::dock::{Row, Scope};
use crate::tui::event::{Event, Incoming, Outbox};
use crate::tui::runtime::Effect;
use crate::tui::state::State;

fn said(state: &State) -> &str {
    state.notice.as_ref().map_or("", |notice| notice.text.as_str())
}

fn exact(state: &State) -> usize {
    state.search.answer.exact
}

/// The names and counts of the groups that are listed.
fn groups(state: &State) -> Vec<(String, usize)> {
    let search = &state.search;
    let named = search.listing.groups.iter();
    named.map(|group| (group.key.name(&state.table.episode), group.hits.len())).collect()
}

#[test]
fn each_tier_has_its_divider_and_count_where_there_are_several() {
    let mut state = reader(120, 36);
    press(&mut state, "flamp out");
    let tiers: Vec<(Tier, usize)> = state
        .search
        .listing
        .rows
        .iter()
        .filter_map(|row| if let Row::Tier(tier, count) = row { Some((*tier, *count)) } else { None })
        .collect();
    assert!(tiers.len() > 1, "{tiers:?}");
    assert_eq!(tiers.iter().map(|(_, count)| count).sum::<usize>(), state.search.answer.hits.len());
    assert!(matches!(state.search.listing.rows[state.search.cursor], Row::Hit(0)), "the cursor is on a hit");
    press(&mut state, "<c-u>spoons");
    assert!(matches!(state.search.listing.rows[0], Row::Hit(0)), "one exact tier needs no divider");
}

#[test]
fn groups_say_who_says_it_most_fold_and_jump() {
    let mut state = reader(120, 36);
    press(&mut state, "f<c-g>lamp");
    let by_speaker = groups(&state);
    assert!(by_speaker.len() > 2 && by_speaker.is_sorted_by_key(|(_, count)| std::cmp::Reverse(*count)));
    let rows = |state: &State| state.search.listing.rows.clone();
    assert!(!rows(&state).iter().any(|row| matches!(row, Row::Hit(_))), "counts first");
    press(&mut state, "<a-j>");
    let at = state.search.cursor;
    assert!(matches!(state.search.listing.rows[at], Row::Group(1)));
    let first = state.search.listing.groups[1].hits[0];
    assert_eq!(state.script.current, state.search.answer.hits[first].element.at());
    let folded = rows(&state).len();
    press(&mut state, "<c-o>");
    assert_eq!(rows(&state).len(), folded + by_speaker[1].1);
    press(&mut state, "<down><down><c-o>");
    assert_eq!((state.search.cursor, rows(&state).len()), (at, folded), "back to its head");
    press(&mut state, "<c-o><a-k>");
    assert!(matches!(rows(&state)[state.search.cursor], Row::Group(0)));
    press(&mut state, "<a-o>");
    let hits = rows(&state).iter().filter(|row| matches!(row, Row::Hit(_))).count();
    assert_eq!(hits, by_speaker.iter().map(|(_, count)| count).sum::<usize>());
    press(&mut state, "<a-o>");
    assert_eq!(rows(&state).len(), folded);
    press(&mut state, "<c-g>");
    assert!(matches!(state.search.listing.groups[0].key, GroupKey::Scene(_)));
    press(&mut state, "<c-g>");
    assert!(groups(&state).is_empty());
}

#[test]
fn counts_of_groups_follow_the_typing() {
    let mut state = reader(120, 36);
    press(&mut state, "f<c-g>lamp");
    let all: usize = groups(&state).iter().map(|(_, count)| count).sum();
    press(&mut state, " @fenn");
    let (name, count) = groups(&state)[0].clone();
    assert_eq!((name.as_str(), count), ("FENN", state.search.answer.hits.len()));
    assert!(count < all);
}

#[test]
fn the_scope_goes_from_the_episode_to_all_to_the_scene_to_the_speaker() {
    let mut state = reader(120, 36);
    press(&mut state, "]]}}");
    let (scene, speaker) = state.current().map(|e| (e.scene, e.speakers.first().copied())).expect("a line");
    let (scene, speaker) = (scene.expect("a scene"), speaker.expect("a speaker"));
    press(&mut state, "fthe");
    let everywhere = exact(&state);
    press(&mut state, "<c-r>");
    assert_eq!(state.search.scope, Scope::Library);
    press(&mut state, "<c-r>");
    assert_eq!(state.search.scope, Scope::Scene(scene));
    let elements = || state.search.answer.hits.iter().map(|hit| state.table.episode.element(hit.element));
    assert!(elements().all(|element| element.scene == Some(scene)) && exact(&state) < everywhere);
    press(&mut state, "<c-r>");
    assert_eq!(state.search.scope, Scope::Speaker(speaker));
    let elements = || state.search.answer.hits.iter().map(|hit| state.table.episode.element(hit.element));
    assert!(elements().all(|element| element.speakers.contains(&speaker)) && exact(&state) < everywhere);
    press(&mut state, "<c-r>");
    assert_eq!((state.search.scope, exact(&state)), (Scope::Episode, everywhere));
    press(&mut state, "<c-r><esc>fthe");
    assert_eq!(state.search.scope, Scope::Episode, "a new search is of the episode");
}

#[test]
fn searching_within_results_narrows_and_takes_back() {
    let mut state = reader(120, 36);
    press(&mut state, "flamp");
    let lamps: Vec<_> = state.search.answer.hits.iter().map(|hit| hit.element).collect();
    press(&mut state, "<c-t>");
    assert_eq!(state.search.answer.hits.len(), lamps.len(), "nothing typed yet: all of them");
    press(&mut state, "out");
    let both = &state.search.answer.hits;
    assert!(!both.is_empty() && both.len() < lamps.len());
    assert!(both.iter().all(|hit| lamps.contains(&hit.element)));
    assert_eq!(state.search.chain(), "lamp › out");
    let lit = state.answering(both[0].element.at()).len();
    assert!(lit > 1, "the words of both queries are lit");
    press(&mut state, "<enter>");
    assert!(said(&state).ends_with(": lamp › out"), "{}", said(&state));
    press(&mut state, "F<c-u><backspace>");
    assert_eq!((state.search.chain().as_str(), state.search.answer.hits.len()), ("lamp", lamps.len()));
    press(&mut state, "<a-t>");
    assert_eq!(said(&state), "these are all results");
    press(&mut state, "<c-u>submarines<c-t>");
    assert_eq!(said(&state), "no results to search on among");
}

#[test]
fn older_queries_come_back_and_so_does_the_last_search_with_its_place() {
    let mut state = reader(120, 36);
    press(&mut state, "flamp<enter>fspoons<enter>fthe<down><down>");
    let (cursor, current) = (state.search.cursor, state.script.current);
    press(&mut state, "<esc>");
    assert_eq!(state.script.current, state.search.origin.current);
    press(&mut state, "F");
    assert_eq!((state.search.cursor, state.script.current), (cursor, current), "where it was left");
    press(&mut state, "<c-p>");
    assert_eq!(state.search.input.text(), "spoons");
    press(&mut state, "<c-p><c-p>");
    assert_eq!((state.search.input.text(), said(&state)), ("lamp", "no query before this one"));
    press(&mut state, "<c-n><c-n><c-n>");
    assert_eq!(state.search.input.text(), "the");
}

#[test]
fn what_was_kept_is_walked_until_it_is_cleared() {
    let mut state = reader(120, 36);
    press(&mut state, "flamp<enter>");
    let kept = state.search.kept.clone().expect("results");
    press(&mut state, "fspoons<esc>");
    assert_eq!(state.search.kept.as_ref(), Some(&kept), "a search that is left keeps what was kept");
    press(&mut state, "ggn");
    assert_eq!(said(&state), format!("hit 1 of {}: lamp", kept.elements.len()));
    assert!(!state.found(state.script.current).is_empty(), "and lit");
    press(&mut state, "<esc>");
    assert_eq!(state.search.kept, None);
}

#[test]
fn key_words_stand_in_context_by_their_neighbours() {
    let mut state = reader(120, 36);
    press(&mut state, "f'lamp'<c-v>");
    let places: Vec<_> = state.search.listing.key_words.iter().map(|row| row.element).collect();
    assert!(places.len() > 3 && places.is_sorted());
    press(&mut state, "<c-v>");
    let before: Vec<_> = state
        .search
        .listing
        .key_words
        .iter()
        .map(|row| {
            let text = &state.table.episode.element(row.element).text[..row.found.start];
            crate::text::tokens::key_words(text).pop().unwrap_or_default()
        })
        .collect();
    assert!(before.is_sorted(), "{before:?}");
    let line = state.search.listing.key_words[state.search.cursor].element;
    press(&mut state, "<c-v>");
    assert_eq!(
        state.search.listing.key_words[state.search.cursor].element, line,
        "the cursor stays with its line"
    );
    press(&mut state, "<down>");
    let line = state.search.listing.key_words[state.search.cursor].element;
    assert_eq!(state.script.current, line.at(), "and leads to its line");
}

#[test]
fn lines_around_results_are_of_their_scene() {
    let mut state = reader(120, 36);
    press(&mut state, "fspoons<c-x>");
    let rows = &state.search.listing.rows;
    let around: Vec<usize> =
        rows.iter().filter_map(|row| if let Row::Context(at) = row { Some(*at) } else { None }).collect();
    assert!(!around.is_empty());
    let scene = |at: usize| state.table.scene(at);
    let scenes: Vec<_> = state.search.answer.hits.iter().map(|hit| scene(hit.element.at())).collect();
    assert!(around.iter().all(|at| scenes.contains(&scene(*at))));
    press(&mut state, "<c-x><c-x><c-x>");
    assert!(!state.search.listing.rows.iter().any(|row| matches!(row, Row::Context(_))), "round to none");
}

#[test]
fn what_was_asked_before_the_documents_were_read_is_answered_when_they_are() {
    let mut state = reader(120, 36);
    state.table.index = None;
    press(&mut state, "fspoons");
    assert!(state.search.waiting && state.search.listing.rows.is_empty());
    let (queue, incoming) = mpsc::channel();
    for effect in state.open(0) {
        if let Effect::Spawn { job, .. } = effect {
            job(Outbox::new(queue.clone()));
        }
    }
    while let Ok(Incoming::Told(event)) = incoming.try_recv() {
        state.update(event);
    }
    assert!(!state.search.waiting);
    assert_eq!(Some(state.script.current), state.search.target());
}

#[test]
fn a_faulty_query_is_marked_in_panes_of_any_width() {
    let mut state = reader(120, 36);
    press(&mut state, "flamp<c-t>the %zz x y");
    for (width, height) in [(0, 0), (1, 1), (2, 9), (12, 3), (13, 20), (60, 16), (200, 50)] {
        state.update(Event::Resized(Size::new(width, height)));
        state.act(Action::HitPageDown, None);
        drawn(&state);
    }
}

#[test]
fn an_answer_to_an_older_question_is_dropped() {
    let mut state = reader(120, 36);
    press(&mut state, "flamp");
    let (old, answer) = (state.search.generation, state.search.answer.clone());
    press(&mut state, "<c-u>spoons");
    assert!(!state.search.take(old, answer.clone()), "asked before");
    assert_ne!(state.search.answer, answer);
    assert!(!state.search.waiting);
}
