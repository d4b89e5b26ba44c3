//! Settings that change while the reader is open, and faults in them.

use pty_session::Folder;

use crate::config::Config;
use crate::tui::event::Event;
use crate::tui::runtime::Effect;
use crate::tui::state::State;
use crate::tui::update::Loaded;

use super::screens::taken;
use super::{drawn, press, reader};

/// The settings that these files make.
fn config(files: &[(&str, &str)]) -> Config {
    let folder = Folder::new();
    for (file, text) in files {
        folder.file(file, text);
    }
    Config::read_from(&folder)
}

fn set(state: &mut State, config: Config) -> Vec<Effect<Loaded>> {
    state.update(Event::Background(Loaded::Settings(config)))
}

#[test]
fn keys_themes_and_settings_are_taken_while_one_reads() {
    let mut state = reader(120, 36);
    let files = [
        ("config.toml", "theme = 'dusk'\nmeasure = 40\nmouse = true\n"),
        ("keymap.toml", "[reader]\nzen = ['; ;']\n"),
        ("themes/dusk.toml", "base = 'light'\n"),
    ];
    let effects = set(&mut state, config(&files));
    assert!(matches!(effects[..], [Effect::Mouse(true)]));
    assert_eq!((state.theme().name.as_str(), state.page().width), ("dusk", 40));
    press(&mut state, ";;");
    assert!(state.arrangement.zen);
    assert_eq!(state.faults, []);
}

#[test]
fn what_a_key_changed_stays_unless_its_setting_changes() {
    let mut state = reader(120, 36);
    set(&mut state, config(&[("config.toml", "measure = 40\n")]));
    press(&mut state, "+:theme lamp<enter>");
    set(&mut state, config(&[("config.toml", "measure = 40\nmouse = true\n")]));
    assert_eq!((state.page().width, state.theme().name.as_str()), (44, "lamp"));
    set(&mut state, config(&[("config.toml", "measure = 50\ntheme = 'mist'\n")]));
    assert_eq!((state.page().width, state.theme().name.as_str()), (50, "mist"));
}

#[test]
fn faults_are_shown_with_their_place_until_mended_or_waved_away() {
    let faulty = [("config.toml", "measure = 50\nmesure = 3\n"), ("keymap.toml", "[reader]\ndwon = ['j']\n")];
    for (width, height) in [(120, 36), (40, 10)] {
        let mut state = reader(width, height);
        set(&mut state, config(&faulty));
        assert_eq!(state.faults.len(), 2);
        taken("settings_faulty", &state);
        press(&mut state, "j");
        assert_eq!(state.faults.len(), 2, "reading goes on beside it");
        press(&mut state, "<esc>");
        assert_eq!(state.faults, []);
        set(&mut state, config(&faulty));
        set(&mut state, config(&[]));
        assert_eq!(state.faults, []);
    }
}

#[test]
fn a_notice_too_long_for_the_status_line_is_told_whole() {
    let mut state = reader(40, 20);
    state.complain("the lamp could not be lit because the wick was wet and nobody had trimmed it");
    let shown: String = drawn(&state).content().iter().map(|cell| cell.symbol()).collect();
    assert!(shown.contains("trimmed it"));
}
