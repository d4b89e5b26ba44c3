//! Copying lines of the script: with what it takes to cite them, without, or their ids alone.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::episode::{Element, ElementKind};
use crate::text::clean::{clean, clean_line};
use crate::tui::action::Action;
use crate::tui::event::Outbox;
use crate::tui::runtime::Effect;
use crate::tui::state::State;

use super::{Effects, Loaded};

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
        self.send_copy(text + "\n")
    }

    /// Sends `text` to the terminal, and to the command that is set for that.
    pub(super) fn send_copy(&self, text: String) -> Effects {
        let command = self.settings.as_ref().map(|settings| settings.copy.trim().to_owned());
        let Some(command) = command.filter(|command| !command.is_empty() && !self.secure) else {
            return vec![Effect::Copy(text)];
        };
        let copy = text.clone();
        let job = move |outbox: Outbox<Loaded>| {
            outbox.send(Loaded::Given(give(&command, &copy).map(|()| clean_line(&command))));
        };
        vec![Effect::Copy(text), Effect::Spawn { name: "copy".into(), job: Box::new(job) }]
    }

    /// Says whether a command has taken what was copied.
    pub(super) fn given(&mut self, result: Result<String, String>) {
        match result {
            Ok(command) => self.say(format!("sent to the terminal's clipboard, and given to {command}")),
            Err(why) => self.complain(why),
        }
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

/// Gives `text`, cleaned and without final newlines, to the shell's `command` and waits for its end.
fn give(command: &str, text: &str) -> Result<(), String> {
    let failed = |why: String| clean_line(&format!("{command}: {why}"));
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(command).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = shell.spawn().map_err(|error| failed(error.to_string()))?;
    // A command that ends before it has read everything says so by its status.
    let written = child.stdin.take().map(|mut input| input.write_all(clean(text).trim_end().as_bytes()));
    match (child.wait(), written) {
        (Ok(status), _) if !status.success() => Err(failed(status.to_string())),
        (Err(error), _) | (_, Some(Err(error))) => Err(failed(error.to_string())),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_gets_the_text_and_its_failure_is_told() {
        let folder = pty_session::Folder::new();
        let file = folder.join("copied");
        let command = format!("cat > '{}'", file.display());
        assert_eq!(give(&command, "the lamp\nis out\n\n"), Ok(()));
        assert_eq!(std::fs::read_to_string(&file).expect("a file"), "the lamp\nis out");
        for (command, why) in [("exit 3", "exit status: 3"), ("no-such-command-at-all", "127")] {
            let told = give(command, "text");
            assert!(told.as_ref().is_err_and(|told| told.contains(why)), "{told:?}");
        }
    }
}
