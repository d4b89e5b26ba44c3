//! What things look like: a theme gives each kind of thing on the screen a style.

use ratatui::style::Style;
use serde::Deserialize;

use super::keymap::Fault;
use super::widget::panel::Look;

/// The themes that come with the program: name and file.
pub const SHIPPED: [(&str, &str); 4] = [
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    ("sixteen", include_str!("../../assets/themes/sixteen.toml")),
    ("plain", include_str!("../../assets/themes/plain.toml")),
];

/// A theme.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// What it is called; not part of the file.
    #[serde(skip)]
    pub name: String,
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
    /// Speakers take these in turn.
    pub speakers: Vec<Style>,
}

impl Theme {
    /// Reads a theme from the TOML `text`.
    ///
    /// # Errors
    /// The first fault.
    pub fn parse(name: &str, text: &str) -> Result<Self, Fault> {
        let theme: Self = toml::from_str(text)
            .map_err(|error| Fault { span: error.span(), message: error.message().to_owned() })?;
        Ok(Self { name: name.to_owned(), ..theme })
    }

    /// The themes that come with the program, in the order in which a key goes through them.
    pub fn shipped() -> Vec<Self> {
        SHIPPED.iter().filter_map(|(name, text)| Self::parse(name, text).ok()).collect()
    }

    /// The style of the speaker with this rank, the one who speaks most being 0.
    pub fn speaker(&self, rank: usize) -> Style {
        let colours = self.speakers.len().max(1);
        self.speakers.get(rank % colours).copied().unwrap_or_default()
    }

    /// How a panel is drawn.
    pub(super) fn panel(&self, focused: bool) -> Look {
        let (border, title) =
            if focused { (self.border_focused, self.title_focused) } else { (self.border, self.title) };
        Look { border, title, focused }
    }
}

/// The theme to begin with, from the environment: `plain` where `NO_COLOR` is set, `sixteen` where
/// the terminal has no more colours, `light` where `COLORFGBG` tells of a light background. Nothing
/// is asked of the terminal, so that no frame waits for its answer.
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
            let theme = Theme::parse(name, text).unwrap_or_else(|fault| panic!("{name}: {}", fault.message));
            assert!(!theme.speakers.is_empty());
            assert_ne!(theme.matched, theme.text);
        }
        let plain = Theme::parse("plain", SHIPPED[3].1).expect("theme");
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

    #[test]
    fn a_fault_says_where() {
        let fault = Theme::parse("mine", "text = { fg = \"#12\" }\n").expect_err("fault");
        assert!(fault.span.is_some(), "{fault:?}");
    }
}
