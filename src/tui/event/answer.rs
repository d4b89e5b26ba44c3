//! The terminal's answer to what its background is, which comes among the keys.
//!
//! The answer is `ESC ] 11 ; rgb:RRRR/GGGG/BBBB ESC \` (or BEL at the end). crossterm knows no such
//! thing and makes keys of it, one a character: alt-] begins it, alt-\ or ctrl-g ends it. What turns
//! out to be no answer is given back as the keys that it was.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{Event, Incoming};

/// How every answer begins, after the first key.
const BEGINS: &str = "11;rgb";

/// The longest answer.
const LONGEST: usize = 40;

/// The keys of an answer that has begun.
#[derive(Debug, Default)]
pub(super) struct Answer {
    keys: Vec<KeyEvent>,
    text: String,
}

impl Answer {
    /// Takes one more key; gives what is to be told by now: nothing while it may be an answer.
    pub(super) fn take<M>(&mut self, key: KeyEvent) -> Vec<Incoming<M>> {
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Char(']') if alt && self.keys.is_empty() => self.keys.push(key),
            _ if self.keys.is_empty() => return vec![Incoming::Told(Event::Key(key))],
            KeyCode::Char('\\') if alt => return self.end(key),
            KeyCode::Char('g') if control => return self.end(key),
            KeyCode::Char(character) if !alt && !control && self.goes_on_with(character) => {
                self.keys.push(key);
                self.text.push(character);
            }
            _ => {
                let keys = self.give_up();
                return keys.chain([Incoming::Told(Event::Key(key))]).collect();
            }
        }
        Vec::new()
    }

    /// Gives back the keys of what did not become an answer.
    pub(super) fn give_up<M>(&mut self) -> impl Iterator<Item = Incoming<M>> + use<M> {
        self.text.clear();
        std::mem::take(&mut self.keys).into_iter().map(|key| Incoming::Told(Event::Key(key)))
    }

    fn goes_on_with(&self, character: char) -> bool {
        match BEGINS.chars().nth(self.text.len()) {
            Some(expected) => character == expected,
            None => self.text.len() < LONGEST && (character.is_ascii_hexdigit() || ":/a".contains(character)),
        }
    }

    fn end<M>(&mut self, last: KeyEvent) -> Vec<Incoming<M>> {
        match colour(&self.text) {
            Some(colour) => {
                self.keys.clear();
                self.text.clear();
                vec![Incoming::Told(Event::Ground(colour))]
            }
            None => self.give_up().chain([Incoming::Told(Event::Key(last))]).collect(),
        }
    }
}

/// The colour of an answer: red, green and blue of one to four hexadecimal digits each.
fn colour(answer: &str) -> Option<[u8; 3]> {
    let channels = answer.strip_prefix(BEGINS)?.trim_start_matches('a').strip_prefix(':')?;
    let mut channels = channels.split('/').map(|digits| {
        let most =
            16u32.checked_pow(u32::try_from(digits.len()).ok()?)?.checked_sub(1).filter(|most| *most > 0)?;
        let value = u32::from_str_radix(digits, 16).ok()?;
        u8::try_from(value.checked_mul(255)? / most).ok()
    });
    Some([channels.next()??, channels.next()??, channels.next()??])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: char, modifiers: KeyModifiers) -> KeyEvent {
        KeyEvent::new(KeyCode::Char(code), modifiers)
    }

    /// What is told of keys as crossterm makes them of `text`: `ESC x` is alt-x, BEL is ctrl-g.
    fn told(text: &str) -> Vec<Incoming<()>> {
        let mut answer = Answer::default();
        let mut held = KeyModifiers::NONE;
        let mut all = Vec::new();
        for character in text.chars() {
            match character {
                '\u{1b}' => held = KeyModifiers::ALT,
                '\u{7}' => all.extend(answer.take(key('g', KeyModifiers::CONTROL))),
                character => {
                    all.extend(answer.take(key(character, held)));
                    held = KeyModifiers::NONE;
                }
            }
        }
        all
    }

    fn written(told: &[Incoming<()>]) -> String {
        let key = |incoming: &Incoming<()>| match incoming {
            Incoming::Told(Event::Key(key)) => key.code.as_char().unwrap_or('?').to_string(),
            Incoming::Told(Event::Ground(colour)) => format!("{colour:?}"),
            _ => "?".to_owned(),
        };
        told.iter().map(key).collect()
    }

    #[test]
    fn an_answer_is_no_keys_and_keys_are_no_answer() {
        for (text, expected) in [
            ("j\u{1b}]11;rgb:ffff/8080/0000\u{1b}\\k", "j[255, 128, 0]k"),
            ("\u{1b}]11;rgb:1c/1c/1c\u{7}", "[28, 28, 28]"),
            ("\u{1b}]11;rgba:ffff/ffff/ffff/ffff\u{7}", "[255, 255, 255]"),
            ("\u{1b}]x", "]x"),
            ("\u{1b}]11;?", "]11;?"),
            ("\u{1b}]11;rgb:\u{7}j", "]11;rgb:gj"),
            ("\u{1b}]11;rgb:fffffffff/f/f\u{7}", "]11;rgb:fffffffff/f/fg"),
            ("]11", "]11"),
        ] {
            assert_eq!(written(&told(text)), expected, "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_that_is_typed_is_lost(text in "[]1;rgb:/f]{0,30}x") {
            proptest::prop_assert_eq!(written(&told(&text)), text);
        }
    }
}
