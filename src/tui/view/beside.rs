//! What the other documents say of the current line: the summary's sentence, quotes, subtitles; and
//! who plays the one who speaks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use crate::episode::{ElementIx, ElementKind, Episode, SummarySentence};
use crate::journal::What;
use crate::tui::state::State;
use crate::tui::theme::Theme;
use crate::tui::widget::wrap::wrap;

use super::{Canvas, clock, row_at};

/// A row of the pane.
pub(in crate::tui) type StyledRow = (String, Style);

pub(super) fn draw(canvas: &Canvas, area: Rect, buffer: &mut Buffer) {
    let rows = rows(canvas.state, area.width);
    let shown = rows.into_iter().skip(canvas.state.beside).take(usize::from(area.height));
    for (at, (text, style)) in shown.enumerate() {
        Line::styled(text, style).render(row_at(area, at), buffer);
    }
}

/// All rows for the current line at `width` columns.
pub(in crate::tui) fn rows(state: &State, width: u16) -> Vec<StyledRow> {
    let theme = state.theme();
    let episode = &state.table.episode;
    let mut beside = Rows { theme: &theme, width: usize::from(width), rows: Vec::new() };
    beside.own(state);
    beside.about(state);
    beside.summary(episode, state.current_ix());
    beside.quotes(episode, state.current_ix());
    beside.subtitles(episode, state.current_ix());
    beside.speaker(state);
    if beside.rows.is_empty() {
        beside.add("nothing is said of this line elsewhere", theme.dim);
    }
    beside.rows
}

struct Rows<'a> {
    theme: &'a Theme,
    width: usize,
    rows: Vec<StyledRow>,
}

impl Rows<'_> {
    fn add(&mut self, text: &str, style: Style) {
        for row in wrap(text, self.width) {
            self.rows.push((text[row].to_owned(), style));
        }
    }

    fn title(&mut self, text: &str) {
        if !self.rows.is_empty() {
            self.rows.push((String::new(), Style::new()));
        }
        self.add(text, self.theme.title_focused);
    }

    /// What a person put beside this line.
    fn own(&mut self, state: &State) {
        for here in state.own.beside(state.script.current) {
            match &here.what {
                What::Note(text) => {
                    self.title("your note");
                    text.lines().for_each(|line| self.add(line, self.theme.text));
                }
                What::Bookmark => self.title("bookmarked"),
                What::Mark(letter) => self.title(&format!("mark {letter}")),
            }
        }
    }

    /// What the episode is about, where it begins.
    fn about(&mut self, state: &State) {
        let beginning = state.script.current <= state.table.beginning();
        if let Some(logline) = state.table.episode.logline.as_ref().filter(|_| beginning) {
            self.title("about");
            self.add(logline, self.theme.text);
        }
    }

    /// The sentences that tell of this line; without one, the last that tells of a line before.
    fn summary(&mut self, episode: &Episode, here: ElementIx) {
        let told: Vec<&SummarySentence> = episode.told_of(here).map(|(_, sentence)| sentence).collect();
        if let Some(confidence) =
            told.iter().filter_map(|s| s.elements).map(|tie| tie.confidence).reduce(f32::max)
        {
            self.title(&format!("summary ~{:.0} %", confidence * 100.0));
            for sentence in told {
                self.add(&sentence.text, self.theme.text);
            }
            return;
        }
        let before = |sentence: &&SummarySentence| sentence.elements.is_some_and(|tie| tie.value.1 < here);
        if let Some(sentence) = episode.summary.iter().rev().find(before) {
            self.title("summary, of what was before");
            self.add(&sentence.text, self.theme.dim);
        }
    }

    fn quotes(&mut self, episode: &Episode, here: ElementIx) {
        for (number, quote) in episode.quotes_of(here) {
            self.title(&format!("quote {} ~{:.0} %", number + 1, quote.confidence * 100.0));
            for line in &quote.text {
                self.add(&format!("“{line}”"), self.theme.text);
            }
            if let Some(attribution) = &quote.attribution {
                self.add(&format!("— {attribution}"), self.theme.dim);
            }
        }
    }

    /// The subtitles of this line: when they are shown, and where they say something else.
    fn subtitles(&mut self, episode: &Episode, here: ElementIx) {
        let cues: Vec<_> = episode.cues_of(here).collect();
        if cues.is_empty() {
            let said = episode.elements.get(here.at()).is_some_and(|e| e.kind == ElementKind::Speech);
            if said && !episode.subtitles.is_empty() {
                self.title("subtitles");
                self.add("this line is not in them", self.theme.dim);
            }
            return;
        }
        let time =
            episode.timing(here).map_or_else(String::new, |timing| format!(" {}", clock(timing.value.start)));
        self.title(&format!("subtitles{time}"));
        if self.variants(episode, here) {
            let heard = cues.iter().map(|cue| cue.text.as_str()).collect::<Vec<_>>().join(" ");
            self.add(&heard, self.theme.text);
        } else {
            self.add("the same words as the script", self.theme.dim);
        }
        self.only_subtitled(episode, here);
    }

    /// Where the subtitles say something else; false where they do not.
    fn variants(&mut self, episode: &Episode, here: ElementIx) -> bool {
        let text = &episode.element(here).text;
        let mut any = false;
        for variant in episode.variants_of(here) {
            let script = text.get(variant.script.clone()).unwrap_or_default();
            let said = match (script, variant.heard.as_str()) {
                ("", heard) => format!("+ {heard}"),
                (script, "") => format!("- {script}"),
                (script, heard) => format!("{script} → {heard}"),
            };
            self.add(&said, self.theme.borrowed);
            any = true;
        }
        any
    }

    /// What the subtitles show after this line and the script does not have.
    fn only_subtitled(&mut self, episode: &Episode, here: ElementIx) {
        let Some(last) = episode.subtitles.iter().rposition(|cue| cue.shows(here)) else { return };
        let after = episode.subtitles.iter().skip(last + 1).take_while(|cue| cue.element.is_none());
        for cue in after {
            self.add(&format!("only in the subtitles: {}", cue.text), self.theme.borrowed);
        }
    }

    fn speaker(&mut self, state: &State) {
        let speakers = state.current().map(|element| element.speakers.clone()).unwrap_or_default();
        for ix in speakers {
            let speaker = state.table.episode.speaker(ix);
            let Some(role) = &speaker.role else { continue };
            self.title(&speaker.name);
            if *role != speaker.name {
                self.add(role, self.theme.text);
            }
            if let Some(actor) = &speaker.actor {
                self.add(actor, self.theme.dim);
            }
        }
    }
}
