//! Which keys mean what: read from TOML, asked for each key pressed, listed by help.

mod notation;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use toml::Spanned;

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

/// Keys as a file names them, and where.
#[derive(Debug)]
struct Named {
    mode: Mode,
    sequence: Vec<Chord>,
    span: Range<usize>,
}

type Tables = BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, Vec<Spanned<String>>>>;

impl Keymap {
    /// The keys that come with the program, and what is wrong with them (nothing, as a test holds).
    pub fn shipped() -> (Self, Vec<Fault>) {
        let mut keymap = Self::default();
        let faults = keymap.change(SHIPPED);
        (keymap, faults)
    }

    /// Replaces the keys of the actions that the TOML `text` names. What is faulty in it is passed
    /// over and told.
    pub fn change(&mut self, text: &str) -> Vec<Fault> {
        let tables: Tables = match toml::from_str(text) {
            Ok(tables) => tables,
            Err(error) => return vec![Fault { span: error.span(), message: error.message().to_owned() }],
        };
        let (mut faults, mut written) = (Vec::new(), Vec::new());
        for (mode, actions) in tables {
            for (name, keys) in actions {
                match named(mode.get_ref(), name.get_ref()) {
                    Some(row) => written.extend(self.assign(row, keys, &mut faults)),
                    None => faults.push(no_such_action(&mode, &name)),
                }
            }
        }
        self.meanings.clear();
        self.index(&written, &mut faults);
        faults
    }

    /// Gives the action of `row` these `keys`; gives those that are keys.
    fn assign(
        &mut self,
        row: &Description,
        keys: Vec<Spanned<String>>,
        faults: &mut Vec<Fault>,
    ) -> Vec<Named> {
        let mut named = Vec::new();
        for key in keys {
            let span = key.span();
            match key.get_ref().split_whitespace().map(Chord::parse).collect::<Result<Vec<_>, _>>() {
                Ok(sequence) if !sequence.is_empty() => named.push(Named { mode: row.mode, sequence, span }),
                Ok(_) => faults.push(Fault { span: Some(span), message: "no key is named here".to_owned() }),
                Err(message) => faults.push(Fault { span: Some(span), message }),
            }
        }
        self.keys.insert(row.action, named.iter().map(|keys| keys.sequence.clone()).collect());
        named
    }

    /// Writes down what each sequence means; the same keys for two actions are a fault, where one of them is
    /// `named`.
    fn index(&mut self, named: &[Named], faults: &mut Vec<Fault>) {
        for row in ACTIONS {
            for sequence in self.keys.get(&row.action).into_iter().flatten() {
                let mut told = |meaning: &Meaning| {
                    let other = match meaning {
                        Meaning::Action(other) => {
                            other.description().map_or("another action", |row| row.name)
                        }
                        _ => "longer keys",
                    };
                    let message = format!("`{}` is both {} and {other}", written(sequence), row.name);
                    let begins = |keys: &&Named| {
                        let (one, other) = (&keys.sequence, sequence);
                        keys.mode == row.mode && (one.starts_with(other) || other.starts_with(one))
                    };
                    let span = named.iter().find(begins).map(|keys| keys.span.clone());
                    faults.push(Fault { span, message });
                };
                for end in 1..sequence.len() {
                    let prefix = (row.mode, sequence[..end].to_vec());
                    let meaning = self.meanings.entry(prefix).or_insert(Meaning::Prefix);
                    if *meaning != Meaning::Prefix {
                        told(meaning);
                    }
                }
                let meaning = self.meanings.entry((row.mode, sequence.clone())).or_insert(Meaning::Nothing);
                match meaning {
                    Meaning::Nothing => *meaning = Meaning::Action(row.action),
                    taken => told(taken),
                }
            }
        }
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

fn named(mode: &str, name: &str) -> Option<&'static Description> {
    ACTIONS.iter().find(|row| row.mode.name() == mode && row.name == name)
}

fn no_such_action(mode: &Spanned<String>, name: &Spanned<String>) -> Fault {
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
        let faults = keymap.change("[reader]\ndwon = ['j']\nup = ['hyper-k']\n");
        assert!(
            faults.iter().any(|fault| fault.message.contains("did you mean [reader] down")),
            "{faults:?}"
        );
        assert!(faults.iter().any(|fault| fault.message.contains("`hyper-k` is no key")), "{faults:?}");
        assert!(faults.iter().all(|fault| fault.span.is_some()));
        let both = keymap.change("[reader]\nup = ['j']\n");
        let at_j = |fault: &Fault| fault.span == Some(15..18);
        assert!(both.iter().any(|fault| fault.message.contains("`j` is both") && at_j(fault)), "{both:?}");
    }
}
