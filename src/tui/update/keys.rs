//! Keys pressed, until they come to an action: counts, sequences, typing.

use std::time::Duration;

use ratatui::crossterm::event::KeyEvent;

use crate::tui::action::Mode;
use crate::tui::keymap::{Chord, Meaning};
use crate::tui::runtime::Effect;
use crate::tui::state::{Prompt, State};

use super::Effects;

/// Numbers beyond this are not counted on.
const LARGEST_COUNT: usize = 1_000_000;

/// How long one waits for the rest of some keys before it is shown what they can become. Who knows
/// the keys is faster.
const BEFORE_HINTS: Duration = Duration::from_millis(400);

impl State {
    pub(super) fn key(&mut self, key: KeyEvent) -> Effects {
        let chord = Chord::from(key);
        let Some(after) = chord.after_escape().filter(|after| self.is_escape_before(chord, *after)) else {
            return self.press(chord);
        };
        let mut effects = self.press(Chord::ESCAPE);
        effects.extend(self.press(after));
        effects
    }

    /// Whether `chord`, a key held with Alt, was Esc and the key `after` it: a terminal sends the same for
    /// both, and over a slow line the two come together. Where one types, a letter held with Alt is more
    /// likely a slip of the hand, and what is typed would be lost by it.
    fn is_escape_before(&self, chord: Chord, after: Chord) -> bool {
        let mode = self.mode();
        self.keymap.meaning(mode, &[chord]) == Meaning::Nothing
            && (mode == Mode::Reader || after.typed().is_none())
    }

    fn press(&mut self, chord: Chord) -> Effects {
        let mode = self.mode();
        self.notice = None;
        self.fresh = None;
        if mode == Mode::Reader && self.pressed.is_empty() && self.counted(chord) {
            return Vec::new();
        }
        self.pressed.push(chord);
        match self.keymap.meaning(mode, &self.pressed) {
            Meaning::Action(action) => {
                self.pressed.clear();
                self.hinting = false;
                self.letter = chord.typed();
                let count = self.count.take();
                self.act(action, count)
            }
            Meaning::Prefix => vec![Effect::Remind(BEFORE_HINTS)],
            Meaning::Nothing => {
                self.unbound(mode, chord);
                Vec::new()
            }
        }
    }

    /// Whether keys are typed.
    pub(in crate::tui) fn mode(&self) -> Mode {
        if self.prompt().is_some() { Mode::Prompt } else { Mode::Reader }
    }

    /// Takes a digit as part of the number before a key.
    fn counted(&mut self, chord: Chord) -> bool {
        let digit = chord.typed().and_then(|character| character.to_digit(10)).map(|digit| digit as usize);
        let digit = digit.filter(|digit| *digit > 0 || self.count.is_some());
        if let Some(digit) = digit {
            self.count = Some((self.count.unwrap_or(0) * 10 + digit).min(LARGEST_COUNT));
        }
        digit.is_some()
    }

    /// A key without a meaning is typed where one types; elsewhere it is passed over.
    fn unbound(&mut self, mode: Mode, chord: Chord) {
        let alone = self.pressed.len() == 1;
        self.pressed.clear();
        self.hinting = false;
        self.count = None;
        if let (Mode::Prompt, true, Some(character)) = (mode, alone, chord.typed()) {
            self.paste(character.encode_utf8(&mut [0; 4]));
        }
    }

    /// Types what was pasted, where one types.
    pub(super) fn paste(&mut self, text: &str) {
        if let Some(prompt) = self.prompt() {
            let text = if prompt == Prompt::Note { as_lines(text) } else { text.replace(['\n', '\r'], " ") };
            self.typed_mut(prompt).insert(&text.replace('\t', " "));
            self.typed_anew(prompt);
        }
    }
}

/// `text` as several lines; a terminal pastes a return for each newline.
fn as_lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}
