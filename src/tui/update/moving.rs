//! Moving through the script: by line, page, speech, scene, act, speaker; and keeping it in sight.

use crate::episode::{ElementKind, SpeakerIx};
use crate::tui::action::Action;
use crate::tui::outline;
use crate::tui::page::Place;
use crate::tui::palette::share;
use crate::tui::state::{ScriptPane, State};

/// Rows kept in sight above and below the current line.
const MARGIN: usize = 2;

/// Rows that a page has in common with the one before, so that the eye finds its place.
const OVERLAP: usize = 2;

/// How many jumps can be taken back.
const JUMPS_KEPT: usize = 200;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Forward,
    Backward,
}

impl State {
    /// Carries out `action` where it moves through the script, `count` times.
    pub(super) fn move_by(&mut self, action: Action, count: Option<usize>) -> bool {
        let times = count.unwrap_or(1);
        let height = self.script_height();
        match action {
            Action::Down => (0..times.min(self.table.episode.elements.len())).for_each(|_| self.line_down()),
            Action::Up => (0..times.min(self.table.episode.elements.len())).for_each(|_| self.line_up()),
            Action::HalfPageDown => self.scroll_down((height / 2).max(1).saturating_mul(times)),
            Action::HalfPageUp => self.scroll_up((height / 2).max(1).saturating_mul(times)),
            Action::PageDown | Action::Toggle => self.scroll_down(page(height).saturating_mul(times)),
            Action::PageUp => self.scroll_up(page(height).saturating_mul(times)),
            Action::Top => self.jump(self.shown_near(0)),
            Action::Bottom => match count {
                Some(number) => self.go_to_speech(number),
                None => self.jump(self.shown_near(usize::MAX)),
            },
            Action::Percent => self.go_to_share(count),
            Action::Back => self.back(),
            Action::Forward => self.forward(),
            _ => return self.move_by_structure(action, times),
        }
        true
    }

    fn move_by_structure(&mut self, action: Action, times: usize) -> bool {
        let outline = &self.table.episode.outline;
        let shown = |start: &usize| self.shown.contains(*start);
        let scenes =
            || outline.scenes.iter().map(|scene| scene.elements.start).filter(shown).collect::<Vec<_>>();
        let acts = || {
            let starts = outline.acts.iter().map(|act| self.shown_near(act.elements.start));
            let mut starts: Vec<usize> = starts.collect();
            starts.dedup();
            starts
        };
        let (starts, way) = match action {
            Action::NextSpeech => (self.shown_speeches(None), Way::Forward),
            Action::PreviousSpeech => (self.shown_speeches(None), Way::Backward),
            Action::NextScene => (scenes(), Way::Forward),
            Action::PreviousScene => (scenes(), Way::Backward),
            Action::NextAct => (acts(), Way::Forward),
            Action::PreviousAct => (acts(), Way::Backward),
            Action::NextOfSpeaker => return self.go_to_line_of_speaker(Way::Forward, times),
            Action::PreviousOfSpeaker => return self.go_to_line_of_speaker(Way::Backward, times),
            _ => return false,
        };
        let small = matches!(action, Action::NextSpeech | Action::PreviousSpeech);
        match self.next_of(&starts, way, times) {
            Some(index) if small => self.go(index),
            Some(index) => self.jump(index),
            None => self.say("no further one"),
        }
        true
    }

    /// Those of [`speeches`](Self::speeches) that are shown.
    fn shown_speeches(&self, speaker: Option<SpeakerIx>) -> Vec<usize> {
        let mut speeches = self.speeches(speaker);
        speeches.retain(|at| self.shown.contains(*at));
        speeches
    }

    /// The element at `index`, or the nearest that is shown; of an index beyond the end the last.
    fn shown_near(&self, index: usize) -> usize {
        self.shown.nearest(index, self.table.episode.elements.len())
    }

    /// The elements with something said; those of `speaker` where one is given.
    fn speeches(&self, speaker: Option<SpeakerIx>) -> Vec<usize> {
        let said = self.table.episode.indexed().filter(|(_, element)| match speaker {
            Some(speaker) => element.kind == ElementKind::Speech && element.speakers.contains(&speaker),
            None => matches!(element.kind, ElementKind::Speech | ElementKind::Log),
        });
        said.map(|(ix, _)| ix.at()).collect()
    }

    /// The `times`th of the sorted `starts` after or before the current element, or the last there is.
    fn next_of(&self, starts: &[usize], way: Way, times: usize) -> Option<usize> {
        let current = self.script.current;
        match way {
            Way::Forward => {
                let ahead = &starts[starts.partition_point(|start| *start <= current)..];
                ahead.get(times.saturating_sub(1)).or(ahead.last()).copied()
            }
            Way::Backward => {
                let behind = &starts[..starts.partition_point(|start| *start < current)];
                let at = behind.len().saturating_sub(times.max(1));
                behind.get(at).copied()
            }
        }
    }

    /// Goes to the next line that is lit; where none is, of the one who speaks here.
    fn go_to_line_of_speaker(&mut self, way: Way, times: usize) -> bool {
        let Some((lines, name)) = self.lines_to_walk() else {
            self.say("nobody speaks here; choose a speaker");
            return true;
        };
        match self.next_of(&lines, way, times) {
            Some(index) => {
                self.jump(index);
                let nth = lines.partition_point(|line| *line < index) + 1;
                self.notice = None;
                self.say(format!("{name}: line {nth} of {}", lines.len()));
            }
            None => self.say(format!("no further line of {name}")),
        }
        true
    }

    /// The lines that are lit, or where none is those of the one who speaks here; and whose they are.
    fn lines_to_walk(&self) -> Option<(Vec<usize>, String)> {
        let choice = &self.speakers.choice;
        let here = || self.current()?.speakers.first().copied();
        let speaker = if choice.is_empty() { Some(here()?) } else { choice.only() };
        Some(match speaker {
            Some(speaker) => {
                (self.shown_speeches(Some(speaker)), self.table.episode.speaker(speaker).name.clone())
            }
            None => {
                let speeches = self.shown_speeches(None).into_iter().filter(|at| {
                    let element = self.table.episode.elements.get(*at);
                    element.is_some_and(|element| choice.lights_any(&element.speakers))
                });
                (speeches.collect(), "those lit".to_owned())
            }
        })
    }

    /// To the next line of `speaker` from here, or their first.
    pub(super) fn go_to_next_line_of(&mut self, speaker: SpeakerIx) {
        let lines = self.speeches(Some(speaker));
        if let Some(index) = self.next_of(&lines, Way::Forward, 1).or(lines.first().copied()) {
            self.jump(index);
        }
    }

    fn go_to_speech(&mut self, number: usize) {
        let speeches = self.speeches(None);
        match speeches.get(number.saturating_sub(1)).or(speeches.last()) {
            Some(index) => self.jump(*index),
            None => self.say("nothing is said in this document"),
        }
    }

    /// To `percent` of the way; without a number it is said how far one is.
    fn go_to_share(&mut self, percent: Option<usize>) {
        let count = self.table.episode.elements.len();
        match percent {
            Some(percent) => self.jump(self.shown_near(share(percent, count))),
            None => self.say(format!("line {} of {count}", self.script.current + 1)),
        }
    }

    /// One line down: to the next element, or further into one that does not fit the pane.
    fn line_down(&mut self) {
        let page = self.page();
        let last_seen = page.below(self.script.top, self.script_height() - 1);
        if page.last_row(self.script.current) > last_seen {
            self.script.top = page.below(self.script.top, 1);
        } else {
            let next = self.shown_near(self.script.current + 1);
            self.go(next.max(self.script.current));
        }
    }

    fn line_up(&mut self) {
        let page = self.page();
        if page.first_row(self.script.current) < self.script.top {
            self.script.top = page.above(self.script.top, 1);
        } else if let Some(before) = self.shown.before(self.script.current) {
            self.go(before);
            let page = self.page();
            // Enter a long element from its end.
            if page.height(before) > self.script_height() {
                self.script.top = page.above(page.last_row(before), self.script_height() - 1);
            }
        }
    }

    /// Scrolls down by `rows`, the current line with the page; at the end of the script to its last line.
    fn scroll_down(&mut self, rows: usize) {
        let count = self.table.episode.elements.len();
        let height = self.script_height();
        let rows = rows.min(count * height);
        let page = self.page();
        let top = page.below(self.script.top, rows).min(page.last_top(height));
        let first = page.below(top, margin(height));
        let cut = first > page.first_row(first.element) && page.height(first.element) <= height;
        let moved = page.below(page.first_row(self.script.current), rows).element;
        let moved = moved.max(first.element + usize::from(cut));
        let current = if top == self.script.top { count } else { moved };
        let fresh = page.next_words(page.below(page.below(self.script.top, height - 1), 1));
        self.fresh = (top != self.script.top).then_some(fresh);
        self.show(ScriptPane { current: self.shown_near(current), top });
    }

    /// Scrolls up by `rows`, the current line with the page; at the beginning to the first line.
    fn scroll_up(&mut self, rows: usize) {
        let height = self.script_height();
        let rows = rows.min(self.table.episode.elements.len() * height);
        let page = self.page();
        let top = page.above(self.script.top, rows);
        let last = page.below(top, (height - 1).saturating_sub(margin(height)));
        let cut = last < page.last_row(last.element) && page.height(last.element) <= height;
        let moved = page.above(page.first_row(self.script.current), rows).element;
        let moved = moved.min(last.element.saturating_sub(usize::from(cut)));
        let current = if top == self.script.top { 0 } else { moved };
        let fresh = page.above(self.script.top, 1);
        self.fresh = (top != self.script.top).then_some(fresh);
        self.show(ScriptPane { current: self.shown_near(current), top });
    }

    /// Goes to an element far away: can be taken back, and shows what is around.
    pub(super) fn jump(&mut self, index: usize) {
        if index != self.script.current {
            self.jumps.forward.clear();
            self.jumps.back.push(self.script);
            let extra = self.jumps.back.len().saturating_sub(JUMPS_KEPT);
            self.jumps.back.drain(..extra);
        }
        self.glance(index);
    }

    /// Shows an element far away with what is around, a third of the way down where it was not seen.
    pub(super) fn glance(&mut self, index: usize) {
        let index = index.min(self.table.episode.elements.len().saturating_sub(1));
        let page = self.page();
        let height = self.script_height();
        let (first, last) = (page.first_row(index), page.last_row(index));
        let seen = first >= self.script.top && last <= page.below(self.script.top, height - 1);
        let top = if seen { self.script.top } else { page.above(first, height / 3) };
        self.show(ScriptPane { current: index, top });
    }

    fn back(&mut self) {
        match self.jumps.back.pop() {
            Some(place) => {
                self.jumps.forward.push(self.script);
                self.show(place);
            }
            None => self.say("no jump to take back"),
        }
    }

    fn forward(&mut self) {
        match self.jumps.forward.pop() {
            Some(place) => {
                self.jumps.back.push(self.script);
                self.show(place);
            }
            None => self.say("no jump was taken back"),
        }
    }

    /// Makes the element at `index` the current one.
    fn go(&mut self, index: usize) {
        self.show(ScriptPane { current: index, ..self.script });
    }

    /// Shows `place`, the current element in sight, and lets the other panes follow.
    pub(super) fn show(&mut self, place: ScriptPane) {
        if place.current != self.script.current {
            self.beside = 0;
        }
        self.script = place;
        self.settle();
    }

    /// Brings the current element in sight, and the other panes to it.
    pub(super) fn settle(&mut self) {
        let count = self.table.episode.elements.len();
        self.script.current = self.script.current.min(count.saturating_sub(1));
        self.shown.visit(self.script.current);
        self.script.top = self.settled_top();
        self.follow();
    }

    fn settled_top(&self) -> Place {
        let page = self.page();
        let height = self.script_height();
        let current = self.script.current;
        let (first, last) = (page.first_row(current), page.last_row(current));
        let rows = last.row - first.row.min(last.row) + 1;
        let mut top = self.script.top;
        if !self.shown.contains(top.element) {
            top = Place { element: self.shown_near(top.element), row: 0 };
        }
        top.row = top.row.min(page.height(top.element).saturating_sub(1));
        if rows > height {
            // Any part of a line that fills the pane is as good as another.
            let seen = top <= last && first <= page.below(top, height - 1);
            return if seen { top } else { first };
        }
        let margin = margin(height).min((height - rows) / 2);
        let highest = page.above(first, margin);
        let lowest = page.above(page.below(last, margin), height - 1);
        top.min(highest).max(lowest).min(page.last_top(height))
    }

    /// Lets outline and log entries follow the script while keys do not go to them.
    fn follow(&mut self) {
        use crate::tui::layout::Pane;
        let current = self.script.current;
        let rows = self.outline_rows();
        if self.arrangement.focus != Pane::Outline {
            self.outline.cursor =
                outline::row_of(&self.table.episode.outline, &rows, current).unwrap_or_default();
        }
        if self.arrangement.focus != Pane::Logs {
            let logs = &self.table.episode.logs;
            let is_passed = |log: &usize| logs.get(*log).is_some_and(|log| log.element.at() <= current);
            let passed = self.logs_listed().partition_point(is_passed);
            self.log = passed.saturating_sub(1);
        }
    }
}

/// Rows kept in sight above and below the current line in a pane of `height`.
fn margin(height: usize) -> usize {
    MARGIN.min(height / 4)
}

fn page(height: usize) -> usize {
    height.saturating_sub(OVERLAP).max(1)
}
