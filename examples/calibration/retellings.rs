//! Acts, sentences, quotes, log entries and roles of the episodes whose summary was read by hand.

use std::path::Path;

use serde_json::Value;
use tableread::document::Kind;
use tableread::episode::Episode;

use crate::paragraphs::sentences;
use crate::table::Table;
use crate::{files, given, json, lines, list, loaded, number, same_person, text};

/// A break so many lines off is right: it may stand on either side of a heading or direction.
const NEAR: usize = 3;

pub(crate) fn measure(shared: &Path, table: &mut Table) {
    for folder in files(&shared.join("corpus/acts"), "") {
        let truth = json(&folder.join("truth.json"));
        let episode = loaded(vec![
            given(&folder.join("transcript.txt"), Kind::Transcript),
            given(&folder.join("summary.txt"), Kind::Summary),
        ]);
        acts(&episode, list(&truth, "breaks"), table);
        let logs = list(&truth, "log_speakers").iter().map(|log| (number(&log[0]), text(&log[1])));
        log_speakers(&episode, logs, table);
    }
    let seed = shared.join("seeds/alliances");
    let truth = json(&shared.join("truth/alliances.json"));
    let episode = loaded(vec![
        given(&seed.join("transcript.txt"), Kind::Transcript),
        given(&seed.join("summary.txt"), Kind::Summary),
        given(&seed.join("press-kit.txt"), Kind::PressKit),
        given(&seed.join("subtitles.txt"), Kind::Subtitles),
    ]);
    acts(&episode, list(&truth, "acts"), table);
    for (confidence, right) in sentences(&episode, list(&truth, "paragraphs")) {
        table.add("sentences", confidence, right);
    }
    quotes(&episode, list(&truth, "quotes"), table);
    roles(&episode, &truth["cast"], table);
    let logs = list(&truth, "logs").iter().map(|log| (number(&log["line"]), text(&log["speaker"])));
    log_speakers(&episode, logs, table);
}

fn acts(episode: &Episode, breaks: &[Value], table: &mut Table) {
    for truth in breaks.iter().filter(|truth| truth["last_line_prev"].is_u64()) {
        let (last, first) = (number(&truth["last_line_prev"]), number(&truth["first_line_next"]));
        let named = |name: &str| name.trim().eq_ignore_ascii_case(text(&truth["act"]));
        let Some(act) = episode.outline.acts.iter().find(|act| named(&act.name)) else { continue };
        let near = last < act.lines.0 + NEAR && act.lines.0 <= first + NEAR;
        table.add("acts", act.confidence, near);
    }
}

fn quotes(episode: &Episode, truth: &[Value], table: &mut Table) {
    for quote in &episode.quotes {
        let Some(of) = truth.iter().find(|of| number(&of["summary_line"]) == quote.summary_line) else {
            continue;
        };
        let meant: Vec<usize> = list(of, "lines").iter().map(number).collect();
        table.add("quotes", quote.confidence, lines(episode, &quote.elements) == meant);
    }
}

fn roles(episode: &Episode, cast: &Value, table: &mut Table) {
    for speaker in &episode.cast.speakers {
        let (Some((_, confidence)), Some(role)) = (speaker.role_tie, speaker.role.as_deref()) else {
            continue;
        };
        table.add("roles", confidence, role.eq_ignore_ascii_case(text(&cast[&speaker.name][0])));
    }
}

fn log_speakers<'t>(episode: &Episode, truth: impl Iterator<Item = (usize, &'t str)>, table: &mut Table) {
    for (line, meant) in truth {
        let log = episode.logs.iter().find(|log| episode.element(log.element).line == line);
        let Some(speaker) = log.and_then(|log| log.speaker) else { continue };
        table.add(
            "log speakers",
            speaker.confidence,
            same_person(&episode.speaker(speaker.value).name, meant),
        );
    }
}
