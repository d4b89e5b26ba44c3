//! Which keys mean what: read from TOML, asked for each key pressed, listed by help.

mod notation;

use std::collections::HashMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

pub use notation::Chord;

use super::action::{ACTIONS, Action, Description, Mode};

/// The keys that come with the program.
pub const SHIPPED: &str = include_str!("../../assets/keymap.toml");

/// A fault in a keymap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where it is, bytes of the file; `None` for the file as a whole.
    pub span: Option<Range<usize>>,
    /// What was found and what was expected.
    pub message: String,
}

/// What a sequence of keys comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// It is an action's.
    Action(Action),
    /// It begins a longer one.
    Prefix,
    /// Nothing.
    Nothing,
}

/// Keys and their actions.
#[derive(Debug, Clone, Default)]
pub struct Keymap {
    keys: HashMap<Action, Vec<Vec<Chord>>>,
    meanings: HashMap<(Mode, Vec<Chord>), Meaning>,
}

/// The keys that a file gives to an action, each with its place in the file.
type Given = Vec<(Vec<Chord>, Range<usize>)>;

impl Keymap {
    /// The keys that come with the program, and what is wrong with them (nothing, as a test holds).
    pub fn shipped() -> (Self, Vec<Fault>) {
        let mut keymap = Self::default();
        let faults = keymap.change(SHIPPED);
        (keymap, faults)
    }

    /// Replaces the keys of the actions that the TOML `text` names. What is faulty in it is passed over and told:
    /// keys that cannot be read and keys that another action has; an action that is left without any keeps its own.
    pub fn change(&mut self, text: &str) -> Vec<Fault> {
        let tables = match DeTable::parse(text) {
            Ok(tables) => tables.into_inner(),
            Err(error) => return vec![Fault { span: error.span(), message: error.message().to_owned() }],
        };
        let mut faults = Vec::new();
        let mut given: Vec<(&Description, Given)> = Vec::new();
        for (mode, actions) in tables {
            let DeValue::Table(table) = actions.get_ref() else {
                faults.push(expected(&actions, "a table, [reader]"));
                continue;
            };
            for (name, keys) in table {
                match named(mode.get_ref(), name.get_ref()) {
                    Some(row) => given.extend(read(row, keys, &mut faults).map(|keys| (row, keys))),
                    None => faults.push(no_such_action(&mode, name)),
                }
            }
        }
        given.sort_by_key(|(_, keys)| keys.first().map(|(_, span)| span.start));
        self.replace(&given, &mut faults);
        faults.sort_by_key(|fault| fault.span.as_ref().map(|span| span.start));
        faults
    }

    /// Gives the actions in `given` these keys in place of theirs.
    fn replace(&mut self, given: &[(&Description, Given)], faults: &mut Vec<Fault>) {
        let before: Vec<(Action, Vec<Vec<Chord>>)> = given
            .iter()
            .map(|(row, _)| (row.action, self.keys.remove(&row.action).unwrap_or_default()))
            .collect();
        self.meanings.clear();
        for row in ACTIONS {
            self.keep(row, self.keys.get(&row.action).cloned().unwrap_or_default());
        }
        for (row, keys) in given {
            let mut own = Vec::new();
            for (sequence, span) in keys {
                match self.taken(row, sequence) {
                    None => {
                        self.mean(row, sequence);
                        own.push(sequence.clone());
                    }
                    Some(by) => faults.push(both(row, sequence, &by, span.clone())),
                }
            }
            self.keys.insert(row.action, own);
        }
        for ((row, keys), (action, before)) in given.iter().zip(before) {
            if !keys.is_empty() && self.keys.get(&action).is_none_or(Vec::is_empty) {
                self.keep(row, before);
            }
        }
    }

    /// Gives the action of `row` those of `keys` that nothing else has.
    fn keep(&mut self, row: &Description, keys: Vec<Vec<Chord>>) {
        let mut own = Vec::new();
        for sequence in keys {
            if self.taken(row, &sequence).is_none() {
                self.mean(row, &sequence);
                own.push(sequence);
            }
        }
        self.keys.insert(row.action, own);
    }

    /// Who has `sequence`, the beginning of it, or what begins with it; `None` where it is free.
    fn taken(&self, row: &Description, sequence: &[Chord]) -> Option<String> {
        (1..=sequence.len()).find_map(|end| {
            match self.meanings.get(&(row.mode, sequence[..end].to_vec()))? {
                Meaning::Action(other) => {
                    Some(other.description().map_or("another action", |row| row.name).to_owned())
                }
                Meaning::Prefix if end == sequence.len() => Some("the beginning of longer keys".to_owned()),
                Meaning::Prefix | Meaning::Nothing => None,
            }
        })
    }

    /// Writes down what `sequence`, which is free, means.
    fn mean(&mut self, row: &Description, sequence: &[Chord]) {
        for end in 1..sequence.len() {
            self.meanings.insert((row.mode, sequence[..end].to_vec()), Meaning::Prefix);
        }
        self.meanings.insert((row.mode, sequence.to_vec()), Meaning::Action(row.action));
    }

    /// What the keys pressed so far come to.
    pub fn meaning(&self, mode: Mode, pressed: &[Chord]) -> Meaning {
        let exactly = self.meanings.get(&(mode, pressed.to_vec())).copied();
        exactly.or_else(|| self.with_letter(mode, pressed)).unwrap_or(Meaning::Nothing)
    }

    /// What the keys come to where the last of them stands for any letter.
    fn with_letter(&self, mode: Mode, pressed: &[Chord]) -> Option<Meaning> {
        let (last, before) = pressed.split_last()?;
        last.typed().filter(char::is_ascii_lowercase)?;
        let keys = before.iter().copied().chain([Chord::LETTER]).collect();
        self.meanings.get(&(mode, keys)).copied()
    }

    /// An action's keys as they are written, `g g`.
    pub fn keys(&self, action: Action) -> Vec<String> {
        self.keys.get(&action).into_iter().flatten().map(|sequence| written(sequence)).collect()
    }

    /// The first of an action's keys, as the status line shows it.
    pub fn first_key(&self, action: Action) -> String {
        self.keys.get(&action).and_then(|keys| keys.first()).map_or_else(String::new, |keys| written(keys))
    }

    /// The actions whose keys begin with `pressed`, with what is left to press.
    pub fn after(&self, mode: Mode, pressed: &[Chord]) -> Vec<(String, &'static Description)> {
        let mut after = Vec::new();
        for row in ACTIONS.iter().filter(|row| row.mode == mode) {
            for sequence in self.keys.get(&row.action).into_iter().flatten() {
                if let Some(rest) = sequence.strip_prefix(pressed).filter(|rest| !rest.is_empty()) {
                    after.push((written(rest), row));
                }
            }
        }
        after
    }
}

/// A sequence of keys as help writes it: characters one after the other, names with a blank between.
fn written(sequence: &[Chord]) -> String {
    let keys: Vec<String> = sequence.iter().map(Chord::to_string).collect();
    let separator = if keys.iter().all(|key| key.chars().count() == 1) { "" } else { " " };
    keys.join(separator)
}

/// The keys that `value` gives the action of `row`; `None` where it is no list of keys, or none of them can be
/// read, so that the action keeps those it has.
fn read(row: &Description, value: &Spanned<DeValue<'_>>, faults: &mut Vec<Fault>) -> Option<Given> {
    let DeValue::Array(array) = value.get_ref() else {
        faults.push(expected(value, &format!("a list of keys, {} = [\"j\"]", row.name)));
        return None;
    };
    let mut keys = Given::new();
    for key in array {
        let span = key.span();
        let Some(text) = key.get_ref().as_str() else {
            faults.push(expected(key, "a key in quotation marks"));
            continue;
        };
        match text.split_whitespace().map(Chord::parse).collect::<Result<Vec<_>, _>>() {
            Ok(sequence) if !sequence.is_empty() => keys.push((sequence, span)),
            Ok(_) => faults.push(Fault { span: Some(span), message: "no key is named here".to_owned() }),
            Err(message) => faults.push(Fault { span: Some(span), message }),
        }
    }
    // No keys at all are meant.
    (array.is_empty() || !keys.is_empty()).then_some(keys)
}

fn expected(value: &Spanned<DeValue<'_>>, what: &str) -> Fault {
    Fault { span: Some(value.span()), message: format!("expected {what}") }
}

/// `sequence` is given to the action of `row` and is taken.
fn both(row: &Description, sequence: &[Chord], by: &str, span: Range<usize>) -> Fault {
    let keys = written(sequence);
    let message =
        format!("`{keys}` is both {} and {by}; did you mean to give that other keys, too?", row.name);
    Fault { span: Some(span), message }
}

fn named(mode: &str, name: &str) -> Option<&'static Description> {
    ACTIONS.iter().find(|row| row.mode.name() == mode && row.name == name)
}

fn no_such_action(mode: &Spanned<DeString<'_>>, name: &Spanned<DeString<'_>>) -> Fault {
    let (mode, action) = (mode.get_ref(), name.get_ref());
    let near = ACTIONS
        .iter()
        .filter_map(|row| crate::text::distance::edit_distance(row.name, action, 3).map(|far| (far, row)))
        .min_by_key(|(far, _)| *far);
    let hint = near
        .map_or_else(String::new, |(_, row)| format!("; did you mean [{}] {}?", row.mode.name(), row.name));
    Fault { span: Some(name.span()), message: format!("there is no action `{action}` in [{mode}]{hint}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_keys_reach_every_action_and_contradict_nothing() {
        let (keymap, faults) = Keymap::shipped();
        assert_eq!(faults, []);
        for row in ACTIONS {
            assert!(!keymap.keys(row.action).is_empty(), "{} has no key", row.name);
            for sequence in &keymap.keys[&row.action] {
                assert_eq!(keymap.meaning(row.mode, sequence), Meaning::Action(row.action), "{}", row.name);
            }
        }
    }

    #[test]
    fn a_keymap_of_ones_own_changes_what_it_names() {
        let (mut keymap, _) = Keymap::shipped();
        assert_eq!(keymap.change("[reader]\ndown = ['; y']\n"), []);
        assert_eq!(keymap.keys(Action::Down), [";y"]);
        let first = Chord::parse(";").expect("key");
        assert_eq!(keymap.meaning(Mode::Reader, &[first]), Meaning::Prefix);
        assert_eq!(keymap.after(Mode::Reader, &[first])[0].0, "y");
    }

    #[test]
    fn a_letter_stands_for_any_that_is_not_named() {
        let (keymap, _) = Keymap::shipped();
        let keys = |text: &str| -> Vec<Chord> {
            text.split(' ').map(|key| Chord::parse(key).expect("key")).collect()
        };
        for (pressed, meaning) in [
            ("m q", Meaning::Action(Action::SetMark)),
            ("' q", Meaning::Action(Action::GoMark)),
            ("' '", Meaning::Action(Action::Back)),
            ("m Q", Meaning::Nothing),
            ("m", Meaning::Prefix),
        ] {
            assert_eq!(keymap.meaning(Mode::Reader, &keys(pressed)), meaning, "{pressed}");
        }
    }

    #[test]
    fn faults_say_where_and_what() {
        let (mut keymap, _) = Keymap::shipped();
        let text = "[reader]\ndwon = ['j']\nup = ['hyper-k', 'K K']\nzen = 'z'\nzoom = [5]\n[list]\n";
        let told: Vec<(String, &str)> = keymap
            .change(text)
            .into_iter()
            .map(|fault| (fault.message, fault.span.map_or("", |span| &text[span])))
            .collect();
        for (said, at) in [
            ("there is no action `dwon` in [reader]; did you mean [reader] down", "dwon"),
            ("`hyper-k` is no key; expected", "'hyper-k'"),
            ("expected a list of keys, zen = [\"j\"]", "'z'"),
            ("expected a key in quotation marks", "5"),
        ] {
            assert!(
                told.iter().any(|(message, place)| message.starts_with(said) && *place == at),
                "{told:?}"
            );
        }
        assert_eq!(keymap.change("reader = 5")[0].span, Some(9..10));
    }

    #[test]
    fn keys_that_cannot_be_used_leave_those_that_are_shipped() {
        let keys = |text: &str| {
            let (mut keymap, _) = Keymap::shipped();
            let faults = keymap.change(text);
            for row in ACTIONS {
                for sequence in &keymap.keys[&row.action] {
                    assert_eq!(keymap.meaning(row.mode, sequence), Meaning::Action(row.action), "{text}");
                }
            }
            (keymap.keys(Action::Down), keymap.keys(Action::Up), faults.len())
        };
        let all = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
        let (down, up) = (all(&["j", "down"]), all(&["k", "up"]));
        for text in [
            "[reader]\nup = ['hyper-k']\n",
            "[reader]\nup = 5\n",
            // Others have these, or they begin what others have.
            "[reader]\nup = ['j']\n",
            "[reader]\nup = ['g']\n",
            "[reader]\nup = ['j j']\n",
        ] {
            assert_eq!(keys(text), (down.clone(), up.clone(), 1), "{text}");
        }
        // What is free is taken, and what another action gives up is free.
        assert_eq!(keys("[reader]\nup = ['j', '; u']\n"), (down.clone(), all(&[";u"]), 1));
        assert_eq!(keys("[reader]\nup = ['j']\ndown = ['k']\n"), (all(&["k"]), all(&["j"]), 0));
        // Of two the first has it; what the second has is what is shipped and free.
        assert_eq!(keys("[reader]\ndown = ['k']\nup = ['k']\n"), (all(&["k"]), all(&["up"]), 1));
        // No keys at all are meant.
        assert_eq!(keys("[reader]\nup = []\n"), (down, vec![], 0));
    }
}
