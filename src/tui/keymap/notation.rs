//! How a key is written: `j`, `G`, `ctrl-d`, `alt-enter`, `f12`.

use std::fmt;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::text::clean::is_clean;

/// A key with what is held down. A capital letter is itself and holds no shift: terminals differ in
/// whether they tell of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Chord {
    code: KeyCode,
    modifiers: KeyModifiers,
}

/// The keys that have names.
const NAMED: &[(&str, KeyCode)] = &[
    ("space", KeyCode::Char(' ')),
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("backtab", KeyCode::BackTab),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("insert", KeyCode::Insert),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
    // Any of a to z; no terminal sends a key of this code.
    ("letter", KeyCode::Null),
];

const MODIFIERS: [(&str, KeyModifiers); 3] =
    [("ctrl-", KeyModifiers::CONTROL), ("alt-", KeyModifiers::ALT), ("shift-", KeyModifiers::SHIFT)];

impl From<KeyEvent> for Chord {
    fn from(event: KeyEvent) -> Self {
        let held = event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        Self::new(event.code, held)
    }
}

impl Chord {
    /// What stands in a keymap for any letter from a to z.
    pub(super) const LETTER: Self = Self { code: KeyCode::Null, modifiers: KeyModifiers::NONE };

    /// Esc.
    pub(in crate::tui) const ESCAPE: Self = Self { code: KeyCode::Esc, modifiers: KeyModifiers::NONE };

    fn new(code: KeyCode, held: KeyModifiers) -> Self {
        match code {
            KeyCode::Char(character) if held.contains(KeyModifiers::CONTROL) => {
                let code = KeyCode::Char(character.to_ascii_lowercase());
                Self { code, modifiers: held - KeyModifiers::SHIFT }
            }
            KeyCode::Char(_) | KeyCode::BackTab => Self { code, modifiers: held - KeyModifiers::SHIFT },
            KeyCode::Tab if held.contains(KeyModifiers::SHIFT) => {
                Self { code: KeyCode::BackTab, modifiers: held - KeyModifiers::SHIFT }
            }
            _ => Self { code, modifiers: held },
        }
    }

    /// The key that `text` names.
    ///
    /// # Errors
    /// One sentence where it names none.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut rest = text;
        let mut held = KeyModifiers::NONE;
        while let Some((modifier, after)) = strip_modifier(rest) {
            held |= modifier;
            rest = after;
        }
        let code = code(rest).ok_or_else(|| {
            format!("`{text}` is no key; expected a character or a name such as enter, ctrl-d, f12")
        })?;
        Ok(Self::new(code, held))
    }

    /// The key without Alt, where it is held with it and a terminal sends that as Esc and then the key.
    pub(in crate::tui) fn after_escape(self) -> Option<Self> {
        let one_byte =
            matches!(self.code, KeyCode::Char(_) | KeyCode::Enter | KeyCode::Tab | KeyCode::Backspace);
        let held = self.modifiers.contains(KeyModifiers::ALT);
        (one_byte && held).then_some(Self { modifiers: self.modifiers - KeyModifiers::ALT, ..self })
    }

    /// The character that the key types, where it is held with nothing that makes it a command.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(character) if self.modifiers.is_empty() => Some(character),
            _ => None,
        }
    }
}

fn strip_modifier(text: &str) -> Option<(KeyModifiers, &str)> {
    MODIFIERS.iter().find_map(|(name, modifier)| {
        text.strip_prefix(name).filter(|rest| !rest.is_empty()).map(|rest| (*modifier, rest))
    })
}

fn code(text: &str) -> Option<KeyCode> {
    let mut characters = text.chars();
    if let (Some(character), None) = (characters.next(), characters.next()) {
        // What no terminal sends as a key has no business in the list of keys either.
        return (is_clean(text) && !character.is_control()).then_some(KeyCode::Char(character));
    }
    let function = || {
        let number = text.strip_prefix('f')?.parse::<u8>().ok().filter(|number| (1..=12).contains(number))?;
        Some(KeyCode::F(number))
    };
    NAMED.iter().find(|(name, _)| *name == text).map(|(_, code)| *code).or_else(function)
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, modifier) in MODIFIERS {
            if self.modifiers.contains(modifier) {
                f.write_str(name)?;
            }
        }
        if let Some((name, _)) = NAMED.iter().find(|(_, code)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            KeyCode::Char(character) => write!(f, "{character}"),
            KeyCode::F(number) => write!(f, "f{number}"),
            other => write!(f, "{other:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_written_and_read_back() {
        for text in ["j", "G", "?", "space", "ctrl-d", "alt-enter", "f12", "backtab", "-", "ctrl--"] {
            assert_eq!(Chord::parse(text).map(|chord| chord.to_string()), Ok(text.to_owned()));
        }
        assert!(Chord::parse("hyper-x").is_err());
        assert!(Chord::parse("f13").is_err());
    }

    #[test]
    fn a_capital_is_the_same_key_with_and_without_shift() {
        let told = Chord::from(KeyEvent::new(KeyCode::Char('G'), KeyModifiers::SHIFT));
        assert_eq!(told, Chord::parse("G").expect("key"));
        let tab = Chord::from(KeyEvent::new(KeyCode::Tab, KeyModifiers::SHIFT));
        assert_eq!(tab, Chord::parse("backtab").expect("key"));
    }
}
