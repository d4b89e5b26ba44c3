//! `tableread settings` on the command line: every kind of fault in what a person sets is told with line, column,
//! carets and what was meant, with status 2, and costs nothing but itself.

use std::fs;
use std::process::Command;

use pty_session::Folder;

/// What the command says of the settings in `folder`: status, output, complaint.
fn told(folder: &Folder) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tableread"));
    let output = command.arg("settings").env("XDG_CONFIG_HOME", folder).output().expect("the program");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// A file, what is wrong in it, where, what is marked, and what is told.
const FAULTS: [(&str, &str, &str, &str, &str); 19] = [
    ("config.toml", "measure = 50\ntheme = [\n", ":2:10: ", "^", "unclosed array, expected `]`"),
    ("config.toml", "theme = \"dark\"\n\tmesure = 50\n", ":2:2: ", "^^^^^^", "did you mean `measure`?"),
    ("config.toml", "measure = \"wide\"\n", ":1:11: ", "^^^^^^", "expected a whole number up to 65535"),
    ("config.toml", "mouse = 1\nmeasure = 50\n", ":1:9: ", "^", "expected a boolean"),
    ("config.toml", "measure = 70000\n", ":1:11: ", "^^^^^", "expected a whole number up to 65535"),
    ("config.toml", "mouse = true\nmouse = false\n", ":2:1: ", "^^^^^", "duplicate key"),
    ("config.toml", "theme = \"drak\"\n", ":1:9: ", "^^^^^^", "did you mean `dark`?"),
    (
        "config.toml",
        "schema = 9\nmeasure = 50\n",
        ":1:1: ",
        "^^^^^^",
        "unknown field `schema`, expected one of",
    ),
    ("keymap.toml", "[reader]\ndwon = ['j']\n", ":2:1: ", "^^^^", "did you mean [reader] down?"),
    ("keymap.toml", "[raeder]\ndown = ['j']\n", ":2:1: ", "^^^^", "there is no action `down` in [raeder]"),
    (
        "keymap.toml",
        "[reader]\nup = ['hyper-k']\n",
        ":2:7: ",
        "^^^^^^^^^",
        "is no key; expected a character or a name",
    ),
    ("keymap.toml", "[reader]\nup = ['j']\n", ":2:7: ", "^^^", "`j` is both up and down; did you mean"),
    ("keymap.toml", "[reader]\nup = ['g']\n", ":2:7: ", "^^^", "both up and the beginning of longer keys"),
    ("keymap.toml", "[reader]\nup = ['j j']\n", ":2:7: ", "^^^^^", "`jj` is both up and down"),
    ("keymap.toml", "[reader]\nup = 'k'\n", ":2:6: ", "^^^", "expected a list of keys, up = [\"j\"]"),
    (
        "themes/own.toml",
        "text = { fg = \"#12\" }\n",
        ":1:15: ",
        "^^^^^",
        "expected a colour such as red, 12 or #aa5500",
    ),
    ("themes/own.toml", "base = 'drak'\n", ":1:8: ", "^^^^^^", "did you mean `dark`?"),
    ("themes/own.toml", "titel = { fg = 'red' }\n", ":1:1: ", "^^^^^", "did you mean `title`?"),
    ("themes/own.toml", "text = { fg = 'red'\n", ":1:20: ", "^", "unclosed inline table, expected `}`"),
];

#[test]
fn every_fault_is_told_with_its_place_and_what_was_meant() {
    for (name, text, place, carets, said) in FAULTS {
        let folder = Folder::new();
        let file = folder.file(format!("tableread/{name}"), text);
        let (code, told, complaint) = told(&folder);
        assert_eq!(code, Some(2), "{text}: {told}");
        let fault = told.lines().find(|line| line.contains(&format!("{name}{place}"))).unwrap_or_default();
        assert!(fault.contains(said), "{text}: {told}");
        // The carets stand under what they mark.
        let marked = told.lines().position(|line| line.trim() == carets).unwrap_or_default();
        let (line, marks) = (told.lines().nth(marked.max(1) - 1), told.lines().nth(marked));
        let (line, marks) = (line.unwrap_or_default(), marks.unwrap_or_default());
        let column: usize = place.split(':').nth(2).and_then(|column| column.parse().ok()).expect("a column");
        assert_eq!(marks.len(), 4 + column - 1 + carets.len(), "{text}: {told}");
        assert!(marks.len() <= line.len() + 1, "{text}: {told}");
        assert!(complaint.contains("1 thing of the settings cannot be used"), "{text}: {complaint}");
        assert_eq!(fs::read_to_string(&file).expect("as it was"), text);
    }
}

#[test]
fn what_is_far_beyond_settings_is_told_all_the_same() {
    let folder = Folder::new();
    let unknown: String = (0..60_000).map(|number| format!("lamp{number} = 1\n")).collect();
    for text in ["[".repeat(100_000), "a.".repeat(100_000), unknown, "\0\u{1b}]0;x\u{7}".repeat(1000)] {
        for name in ["config.toml", "keymap.toml", "themes/own.toml"] {
            let file = folder.file(format!("tableread/{name}"), &text);
            let (code, told, _) = told(&folder);
            assert_eq!(code, Some(2), "{name}: {}", &text[..20]);
            assert!(told.contains(&format!("{name}:1:")) && !told.contains('\u{1b}'), "{told}");
            fs::remove_file(file).expect("removed");
        }
    }
}

#[test]
fn what_is_well_is_told_so() {
    let folder = Folder::new();
    assert_eq!(told(&folder).0, Some(1), "there is nothing");
    folder.file("tableread/config.toml", "theme = 'own'\n");
    folder.file("tableread/themes/own.toml", "base = 'light'\n");
    let settings = format!("{}\n", folder.join("tableread").display());
    assert_eq!(told(&folder), (Some(0), settings, String::new()));
}
