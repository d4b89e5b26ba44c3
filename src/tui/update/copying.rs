//! Copying lines of the script: with what it takes to cite them, without, or their ids alone.

use crate::episode::{Element, ElementKind};
use crate::tui::action::Action;
use crate::tui::runtime::Effect;
use crate::tui::state::State;

use super::Effects;

impl State {
    /// Copies the current line, or those selected, as `action` says; the selection ends with it.
    pub(super) fn copy(&mut self, action: Action) -> Effects {
        let here = self.script.current;
        let selected = self.selected().unwrap_or(here..=here);
        self.selecting = None;
        let elements = &self.table.episode.elements;
        let shown = selected.filter(|at| self.shown.contains(*at));
        let lines: Vec<&Element> = shown.filter_map(|at| elements.get(at)).collect();
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return Vec::new() };
        let spoken = || lines.iter().map(|line| self.spoken(line)).collect::<Vec<_>>().join("\n");
        let text = match (action, lines.len()) {
            (Action::CopyPlain, 1) => first.text.clone(),
            (Action::CopyPlain, _) => spoken(),
            (Action::CopyId, 1) => first.id.to_string(),
            (Action::CopyId, _) => format!("{}-{}", first.id, last.id),
            (_, 1) => format!("{} {} {}", self.citation(), first.id, self.spoken(first)),
            _ => format!("{} {}-{}\n{}", self.citation(), first.id, last.id, spoken()),
        };
        vec![Effect::Copy(text + "\n")]
    }

    /// Series, number and title of the episode, as they are cited.
    fn citation(&self) -> String {
        let identity = &self.table.episode.identity;
        let origin = [&identity.series, &identity.number].into_iter().flatten();
        origin.map(|part| format!("{part} ")).chain([format!("\"{}\"", identity.title)]).collect()
    }

    /// A line with who says it.
    fn spoken(&self, element: &Element) -> String {
        match self.table.episode.speaker_name(element) {
            Some(name) if element.kind != ElementKind::Direction => format!("{name}: {}", element.text),
            _ => element.text.clone(),
        }
    }
}
