//! Copying lines of the script: with what it takes to cite them, without, or their ids alone.

use crate::episode::{Element, ElementKind};
use crate::tui::action::Action;
use crate::tui::runtime::Effect;
use crate::tui::state::State;

use super::Effects;

impl State {
    /// Copies the current line as `action` says.
    pub(super) fn copy(&mut self, action: Action) -> Effects {
        let Some(element) = self.current() else { return Vec::new() };
        let text = match action {
            Action::CopyPlain => element.text.clone(),
            Action::CopyId => element.id.to_string(),
            _ => format!("{} {} {}", self.citation(), element.id, self.spoken(element)),
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
