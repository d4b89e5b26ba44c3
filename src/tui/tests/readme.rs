//! The README tells the keys that the program has.

use std::fmt::Write;
use std::path::Path;

use crate::tui::action::{ACTIONS, Category};
use crate::tui::keymap::Keymap;

const BEGIN: &str = "<!-- keys: made from the table of actions; a test holds them to it -->\n";
const END: &str = "<!-- end of keys -->";

fn table() -> String {
    let (keymap, _) = Keymap::shipped();
    let mut table = String::from("| keys | what they do |\n|---|---|\n");
    for category in Category::ALL {
        writeln!(table, "| | **{}** |", category.title()).expect("string");
        for row in ACTIONS.iter().filter(|row| row.category == category) {
            let keys: Vec<String> = keymap
                .keys(row.action)
                .iter()
                .map(|keys| format!("`{}`", keys.replace("ctrl-", "c-")))
                .collect();
            writeln!(table, "| {} | {} |", keys.join(" "), row.doc).expect("string");
        }
    }
    table
}

/// Set `TABLEREAD_WRITE_README` to write the table instead of comparing it.
#[test]
fn the_readme_tells_the_keys_in_use() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).expect("README.md");
    let (before, rest) = readme.split_once(BEGIN).expect("the beginning of the keys");
    let (keys, after) = rest.split_once(END).expect("the end of the keys");
    if std::env::var_os("TABLEREAD_WRITE_README").is_some() {
        std::fs::write(&path, format!("{before}{BEGIN}{}{END}{after}", table())).expect("README.md");
        return;
    }
    assert_eq!(keys, table(), "TABLEREAD_WRITE_README=1 cargo test readme writes it");
}
