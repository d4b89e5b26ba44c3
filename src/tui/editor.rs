//! The person's editor, and how it is told the line to open a file at.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::Command;

/// The person's editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Editor {
    /// As `VISUAL` or `EDITOR` has it: a program, maybe with arguments.
    command: String,
}

/// Editors that take `FILE:LINE`.
const COLON: [&str; 5] = ["hx", "helix", "zed", "subl", "lapce"];

/// Those that take it after `--goto`, and return at once unless told to wait.
const GOTO: [&str; 4] = ["code", "code-insiders", "codium", "cursor"];

/// Those that take `+LINE FILE`.
const PLUS: [&str; 16] = [
    "vi",
    "vim",
    "nvim",
    "gvim",
    "view",
    "nano",
    "pico",
    "emacs",
    "emacsclient",
    "mg",
    "micro",
    "kak",
    "ne",
    "joe",
    "jed",
    "vis",
];

/// What makes a command more than words with blanks between them.
const SHELL: &str = "|&;<>()$`\\\"' \t\n*?[#~=%";

/// Whether the environment wants no other program started.
pub(super) fn is_secure(variable: &impl Fn(&str) -> Option<String>) -> bool {
    variable("TABLEREAD_SECURE").is_some_and(|value| !value.trim().is_empty() && value != "0")
}

impl Editor {
    /// The editor that the environment names.
    ///
    /// # Errors
    /// Why there is none, one sentence.
    pub(super) fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Result<Self, String> {
        let set = |name: &str| variable(name).filter(|value| !value.trim().is_empty());
        if is_secure(&variable) {
            return Err("TABLEREAD_SECURE is set: no other program is started".to_owned());
        }
        let command = set("VISUAL").or_else(|| set("EDITOR"));
        let command = command.ok_or("neither VISUAL nor EDITOR names an editor")?;
        Ok(Self { command })
    }

    /// What opens `path` at `line`, counted from 1.
    pub(super) fn open(&self, path: &Path, line: usize) -> Command {
        let arguments = self.arguments(path, line);
        // A program with arguments is for the shell to take apart, as it is for others that read EDITOR.
        let mut command = if self.command.contains(|sign| SHELL.contains(sign)) {
            let mut command = Command::new("sh");
            command.arg("-c").arg(format!("{} \"$@\"", self.command)).arg(&self.command);
            command
        } else {
            Command::new(&self.command)
        };
        command.args(arguments);
        command
    }

    fn arguments(&self, path: &Path, line: usize) -> Vec<OsString> {
        let program = self.command.split_whitespace().next().unwrap_or_default();
        let program = Path::new(program).file_stem().and_then(OsStr::to_str).unwrap_or_default();
        let at_line = || {
            let mut at = path.as_os_str().to_owned();
            at.push(format!(":{line}"));
            at
        };
        if PLUS.contains(&program) {
            return vec![format!("+{line}").into(), path.into()];
        }
        if COLON.contains(&program) {
            return vec![at_line()];
        }
        if GOTO.contains(&program) {
            return vec!["--wait".into(), "--goto".into(), at_line()];
        }
        vec![path.into()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn editor(set: &[(&str, &str)]) -> Result<Editor, String> {
        let value =
            |name: &str| set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        Editor::of_environment(value)
    }

    #[test]
    fn the_environment_names_it_or_forbids_it() {
        let named = |set: &[(&str, &str)]| editor(set).map(|editor| editor.command);
        assert_eq!(named(&[("EDITOR", "vi"), ("VISUAL", "nvim")]), Ok("nvim".to_owned()));
        assert_eq!(named(&[("EDITOR", "vi"), ("VISUAL", " ")]), Ok("vi".to_owned()));
        assert!(named(&[]).is_err_and(|why| why.contains("neither VISUAL")));
        assert!(
            named(&[("EDITOR", "vi"), ("TABLEREAD_SECURE", "1")]).is_err_and(|why| why.contains("SECURE"))
        );
    }

    #[test]
    fn each_is_told_the_line_its_own_way() {
        for (command, expected) in [
            ("vim", "vim +12 /s/a b.txt"),
            ("/usr/bin/nano", "/usr/bin/nano +12 /s/a b.txt"),
            ("hx", "hx /s/a b.txt:12"),
            ("code", "code --wait --goto /s/a b.txt:12"),
            ("ed", "ed /s/a b.txt"),
            ("vim -u NONE", "sh -c vim -u NONE \"$@\" vim -u NONE +12 /s/a b.txt"),
        ] {
            let command =
                editor(&[("EDITOR", command)]).expect("an editor").open(Path::new("/s/a b.txt"), 12);
            let words: Vec<String> = [command.get_program()]
                .into_iter()
                .chain(command.get_args())
                .map(|word| word.to_string_lossy().into_owned())
                .collect();
            assert_eq!(words.join(" "), expected);
        }
    }
}
