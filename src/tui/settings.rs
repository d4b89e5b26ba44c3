//! The person's keys and themes over the shipped ones; and telling of them when their files change.

use std::path::Path;

use toml::de::DeTable;

use crate::config::{Config, Fault, File, MOST_FAULTS};
use crate::text::span::Span;
use crate::threads::both;

use super::event::Outbox;
use super::keymap::{self, Keymap};
use super::theme::Theme;
use super::update::Loaded;
use super::watching::Changes;

/// Keys and themes, and what is wrong with the person's.
#[derive(Debug, Default)]
pub(super) struct Looks {
    pub(super) keymap: Keymap,
    pub(super) themes: Vec<Theme>,
    pub(super) faults: Vec<Fault>,
}

impl Looks {
    /// What `config` makes of what is shipped.
    pub(super) fn of(config: &Config) -> Self {
        let ((keymap, of_keys), (themes, of_themes)) = both(|| keys(config), || themes(config));
        let of_name = no_such_theme(&themes, config).into_iter().collect();
        Self { keymap, themes, faults: [config.faults.clone(), of_keys, of_themes, of_name].concat() }
    }
}

/// The shipped keys with the person's over them, and what is wrong with these.
fn keys(config: &Config) -> (Keymap, Vec<Fault>) {
    let (mut keymap, _) = Keymap::shipped();
    let mut faults = Vec::new();
    if let Some(file) = &config.keymap {
        faults.extend(keymap.change(&file.text).iter().take(MOST_FAULTS).map(|fault| told(file, fault)));
    }
    (keymap, faults)
}

/// The shipped themes, then the person's, and what is wrong with these; one of the same name takes the
/// shipped one's place.
fn themes(config: &Config) -> (Vec<Theme>, Vec<Fault>) {
    let (mut themes, mut faults) = (Theme::shipped(), Vec::new());
    for (name, file) in &config.themes {
        let (theme, wrong) = Theme::parse(name, &file.text);
        faults.extend(wrong.iter().map(|fault| told(file, fault)));
        if let Some(theme) = theme {
            themes.retain(|shipped| shipped.name != *name);
            themes.push(theme);
        }
    }
    (themes, faults)
}

/// That there is none of these `themes` by the name that is set.
fn no_such_theme(themes: &[Theme], config: &Config) -> Option<Fault> {
    let (wanted, file) = (&config.settings.as_ref()?.theme, config.own.as_ref()?);
    if wanted == "auto" || themes.iter().any(|theme| theme.name == *wanted) {
        return None;
    }
    let own = DeTable::parse(&file.text).ok()?;
    let span = own.get_ref().get("theme").map(|theme| Span::new(theme.span().start, theme.span().end));
    let names: Vec<String> = themes.iter().map(|theme| format!("`{}`", theme.name)).collect();
    let names = names.join(", ");
    Some(Fault::new(file, span, &format!("unknown theme `{wanted}`, expected one of `auto`, {names}")))
}

fn told(file: &File, fault: &keymap::Fault) -> Fault {
    let span = fault.span.as_ref().map(|span| Span::new(span.start, span.end));
    Fault::new(file, span, &fault.message)
}

/// Tells of the settings in `folder` each time that they are others than the `last` ones, as long as
/// anybody listens. Sleeps between changes; where the system cannot tell of them nothing is told.
pub(super) fn watch(folder: &Path, mut last: Config, outbox: &Outbox<Loaded>) {
    let Some(mut changes) = Changes::new() else { return };
    let mut inside = changes.watch(folder, true);
    if let (false, Some(above)) = (inside, folder.parent()) {
        // The folder may come to be.
        changes.watch(above, false);
    }
    loop {
        let config = Config::read_from(folder);
        if config != last && !outbox.send(Loaded::Settings(config.clone())) {
            return;
        }
        last = config;
        if !changes.wait() {
            return;
        }
        inside = inside || changes.watch(folder, true);
    }
}
