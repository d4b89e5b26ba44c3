//! What things look like: a theme gives each kind of thing on the screen a style.

mod contrast;

use std::ops::Range;

use ratatui::style::{Color, Style};
use serde::Deserialize;
use toml::de::DeTable;

use crate::config::layered;

use super::keymap::Fault;
use super::widget::panel::Look;

/// The themes that come with the program: name and file.
pub const SHIPPED: [(&str, &str); 8] = [
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    ("lamp", include_str!("../../assets/themes/lamp.toml")),
    ("mist", include_str!("../../assets/themes/mist.toml")),
    ("contrast", include_str!("../../assets/themes/contrast.toml")),
    ("paper", include_str!("../../assets/themes/paper.toml")),
    ("sixteen", include_str!("../../assets/themes/sixteen.toml")),
    ("plain", include_str!("../../assets/themes/plain.toml")),
];

/// A theme.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Theme {
    /// What it is called; not part of the file.
    #[serde(skip)]
    pub name: String,
    /// The shipped theme that gives what this one leaves out.
    pub base: Option<String>,
    /// The background that the colours are made for.
    pub ground: Option<Color>,
    /// What is said.
    pub text: Style,
    /// What matters less.
    pub dim: Style,
    /// Frames.
    pub border: Style,
    /// The frame of the pane that keys go to.
    pub border_focused: Style,
    /// Titles of panes.
    pub title: Style,
    /// The title of the pane that keys go to.
    pub title_focused: Style,
    /// Acts.
    pub act: Style,
    /// Scene headings.
    pub heading: Style,
    /// Directions and extensions.
    pub direction: Style,
    /// Log entries.
    pub log: Style,
    /// The ids of lines, and counts.
    pub id: Style,
    /// What was borrowed from another document, with how sure it is.
    pub borrowed: Style,
    /// The mark beside the current line.
    pub current: Style,
    /// The lines of the chosen speaker.
    pub lit: Style,
    /// The row under a list's cursor.
    pub selected: Style,
    /// What a search found.
    #[serde(rename = "match")]
    pub matched: Style,
    /// The status line.
    pub status: Style,
    /// What went wrong.
    pub error: Style,
    /// The colours of speakers.
    pub speakers: Vec<Style>,
}

impl Theme {
    /// Reads a theme from the TOML `text`: what it leaves out, and what of it is faulty, is its base's. `None` where
    /// it is no TOML.
    pub fn parse(name: &str, text: &str) -> (Option<Self>, Vec<Fault>) {
        let own = match DeTable::parse(text) {
            Ok(own) => own.into_inner(),
            Err(error) => return (None, vec![fault(&error)]),
        };
        let base = own.get("base").and_then(|base| Some((base.span(), base.get_ref().as_str()?)));
        let wanted = base.as_ref().map_or(DEFAULT_BASE, |(_, base)| base);
        let shipped = |wanted: &str| SHIPPED.iter().find(|(shipped, _)| *shipped == wanted);
        let mut faults = Vec::new();
        if let (Some((span, base)), None) = (&base, shipped(wanted)) {
            faults.push(no_such_base(span.clone(), base));
        }
        let (_, under) = shipped(wanted).or_else(|| shipped(DEFAULT_BASE)).unwrap_or(&SHIPPED[0]);
        let (theme, errors) = layered::<Self>(under, text);
        faults.extend(errors.iter().map(fault));
        let theme = theme.map(|theme| Self {
            name: name.to_owned(),
            // Who chooses the ink need not mean the base's paper.
            ground: theme.ground.filter(|_| own.contains_key("ground") || !own.contains_key("text")),
            ..theme
        });
        (theme, faults)
    }

    /// The themes that come with the program, in the order in which a key goes through them.
    pub fn shipped() -> Vec<Self> {
        let whole = |(name, text): &(&str, &str)| Some(Self { name: (*name).to_owned(), ..read(text).ok()? });
        SHIPPED.iter().filter_map(whole).collect()
    }

    /// The style of the speaker with this number of a colour.
    pub fn speaker(&self, colour: usize) -> Style {
        let colours = self.speakers.len().max(1);
        self.speakers.get(colour % colours).copied().unwrap_or_default()
    }

    /// Whether it is made for a light background; `None` for one that is made for any.
    pub fn is_light(&self) -> Option<bool> {
        match self.ground? {
            Color::Rgb(red, green, blue) => Some(is_light([red, green, blue])),
            _ => None,
        }
    }

    /// The theme with the background that it is made for under everything.
    pub fn painted(mut self) -> Self {
        self.text.bg = self.text.bg.or(self.ground);
        self
    }

    /// How a panel is drawn.
    pub(super) fn panel(&self, focused: bool) -> Look {
        let (border, title) =
            if focused { (self.border_focused, self.title_focused) } else { (self.border, self.title) };
        Look { border, title, focused }
    }
}

/// The theme whose styles stand in for what a theme leaves out.
const DEFAULT_BASE: &str = "dark";

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Fault> {
    toml::from_str(text).map_err(|error| fault(&error))
}

fn fault(error: &toml::de::Error) -> Fault {
    Fault { span: error.span(), message: error.message().to_owned() }
}

fn no_such_base(span: Range<usize>, base: &str) -> Fault {
    let names: Vec<String> = SHIPPED.iter().map(|(name, _)| format!("`{name}`")).collect();
    Fault {
        span: Some(span),
        message: format!("unknown base `{base}`, expected one of {}", names.join(", ")),
    }
}

/// Whether a background of this red, green and blue wants dark writing.
pub fn is_light(colour: [u8; 3]) -> bool {
    contrast::luminance(colour) > contrast::MIDDLE
}

/// The theme to begin with, from the environment: `plain` where `NO_COLOR` is set, `sixteen` where
/// the terminal has no more colours, `light` where `COLORFGBG` tells of a light background. The terminal
/// is asked only after the first frame, and answers when it likes: no frame waits for it.
pub fn fitting(variable: impl Fn(&str) -> Option<String>) -> &'static str {
    if variable("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        return "plain";
    }
    let many = |value: String| value.contains("256") || value.contains("direct") || value.contains("kitty");
    let true_colour = variable("COLORTERM").is_some_and(|value| !value.is_empty());
    if !true_colour && !variable("TERM").is_some_and(many) {
        return "sixteen";
    }
    let background = variable("COLORFGBG").and_then(|value| value.rsplit(';').next()?.parse::<u8>().ok());
    match background {
        Some(7 | 9..=15) => "light",
        _ => "dark",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_themes_are_whole() {
        for (name, text) in SHIPPED {
            let theme: Theme = read(text).unwrap_or_else(|fault| panic!("{name}: {}", fault.message));
            let keys = read::<toml::Table>(text).expect("a table").len();
            assert_eq!(keys, 19 + usize::from(theme.ground.is_some()), "{name} gives every style");
            assert!(!theme.speakers.is_empty());
            assert_ne!(theme.matched, theme.text);
        }
        let (_, plain) = SHIPPED.iter().find(|(name, _)| *name == "plain").expect("a theme");
        let plain: Theme = read(plain).expect("theme");
        assert!(plain.speakers.iter().all(|style| style.fg.is_none() && style.bg.is_none()));
    }

    #[test]
    fn the_environment_chooses() {
        let with = |set: &'static [(&str, &str)]| {
            fitting(|name| set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(with(&[("TERM", "xterm-256color")]), "dark");
        assert_eq!(with(&[("TERM", "xterm-256color"), ("COLORFGBG", "0;15")]), "light");
        assert_eq!(with(&[("TERM", "linux")]), "sixteen");
        assert_eq!(with(&[("TERM", "xterm-256color"), ("NO_COLOR", "1")]), "plain");
    }

    fn parsed(text: &str) -> (Theme, Vec<Fault>) {
        let (theme, faults) = Theme::parse("mine", text);
        (theme.expect("a theme"), faults)
    }

    #[test]
    fn what_a_theme_leaves_out_is_its_bases() {
        let (theme, faults) = parsed("base = 'light'\nact = { fg = 'red' }\n");
        let (light, _) = parsed(SHIPPED[1].1);
        assert_eq!((theme.act.fg, theme.text, faults), (Some(Color::Red), light.text, vec![]));
        assert_eq!(theme.is_light(), Some(true));
        assert_eq!(parsed("").0.is_light(), Some(false));
        assert_eq!(parsed("text = { fg = 'black' }\n").0.is_light(), None);
        let paper = parsed("text = { fg = 'black' }\nground = '#ffffff'\n").0;
        assert_eq!(paper.is_light(), Some(true));
    }

    #[test]
    fn a_fault_says_where_and_costs_no_other_style() {
        let text = "base = 'dusk'\ntext = { fg = \"#12\" }\nact = { fg = 'red' }\nlamp = 1\n";
        let (theme, faults) = parsed(text);
        let (dark, _) = parsed("");
        assert_eq!((theme.text, theme.act.fg), (dark.text, Some(Color::Red)));
        let told: Vec<(&str, &str)> = faults
            .iter()
            .map(|fault| (fault.message.as_str(), fault.span.clone().map_or("", |span| &text[span])))
            .collect();
        assert!(told[0].0.starts_with("unknown base `dusk`, expected one of `dark`, `light`"), "{told:?}");
        assert_eq!((told[0].1, told[1].1, told[2].1), ("'dusk'", "\"#12\"", "lamp"), "{told:?}");
        assert_eq!(Theme::parse("mine", "text = {").0, None);
    }
}
