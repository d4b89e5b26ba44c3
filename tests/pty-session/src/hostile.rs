//! A library and settings whose every text tries to make the terminal do something, or to hide what is
//! written: documents of all kinds, names of files and folders, what a person states, keys and themes.

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::Path;

/// What no terminal may ever be sent, each a piece of a line.
pub const ROWS: [&str; 44] = [
    "\x1b]0;taken over\x07",
    "\x1b]52;c;dGFrZW4gb3Zlcg==\x07",
    "\x1b]8;;http://lure.example/\x1b\\lure\x1b]8;;\x1b\\",
    "\x1b]11;?\x1b\\",
    "\x1b[5n",
    "\x1b[6n",
    "\x1b[c",
    "\x1b[?1000h",
    "\x1b[?1049l",
    "\x1b[?25h",
    "\x1b[2J",
    "\x1b[31;5m",
    "\x1b[38;5;199m",
    "\x1b[12;12H",
    "\x1bP$qm\x1b\\",
    "\x1b_application\x1b\\",
    "\x1b^private\x1b\\",
    "\x1bXstring\x1b\\",
    "\x1bc",
    "\x1b(0",
    "\u{9b}31m",
    "\u{9d}0;taken over\u{9c}",
    "\u{90}qm\u{9c}",
    "\u{85}",
    "\x07",
    "kept\x08\x08\x08\x08lost",
    "\x0e",
    "\x0c\x0b",
    "\0",
    "\x7f",
    "left\rright",
    "\u{202e}turned\u{202c}",
    "\u{2066}turned\u{2069}",
    "\u{200e}\u{200f}",
    "n\u{200b}ot",
    "n\u{2060}ot",
    "\u{feff}",
    "tag\u{e0041}\u{e007f}",
    "line\u{2028}break",
    "n\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "&#27;[2J",
    "&#x1b;]52;c;dGFrZW4gb3Zlcg==&#7;",
    "&#155;5n",
    "&#8238;turned",
];

/// The sample's folder.
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/sample");

/// Makes a library in `folder`: the sample's documents with one of [`ROWS`] in many of their lines, one
/// of them as a web page and one in an encoding of single bytes, under names that are no better; a
/// `library.toml` and an `episode.toml`; and things that cannot be read.
pub fn library(folder: &Path) {
    let series = folder.join(name("Reach\x1b]0;taken over\x07 \u{202e}"));
    let episode = series.join(name("two\nlong\x1b[2J"));
    fs::create_dir_all(&episode).expect("a folder");
    for (document, shown) in [
        ("transcript.txt", "transcript\x1b[31m.txt"),
        ("press-kit.txt", "press\u{9b}5n-kit.txt"),
        ("subtitles.txt", "subtitles\u{200b}.txt"),
        ("summary.txt", "summary\x07\n.txt"),
    ] {
        let text = read(&format!("two-long-one-short/{document}"));
        fs::write(episode.join(name(shown)), attacked(&text)).expect("a document");
    }
    fs::write(episode.join("episode.toml"), stated()).expect("what is stated");
    let story = read("the-knife-drawer/story.txt");
    let page = attacked(&story).replace('\n', "<p>\n");
    let page =
        format!("<html><head><title>Drawer {}</title></head><body>{page}</body></html>", ROWS.concat());
    fs::write(series.join(name("story\r\x1bc.html")), page).expect("a page");
    fs::write(series.join(name("bytes\x7f.txt")), single_bytes()).expect("a document");
    fs::write(series.join(name("picture\x1b[2J.txt")), [0, 27, 255, 0].repeat(200)).expect("no text");
    fs::write(series.join(OsString::from_vec(b"not\xff\x1butf8.txt".to_vec())), "[Deck]\nMAREN: Out.\n")
        .expect("a document");
    std::os::unix::fs::symlink(folder, series.join(name("loop\x1b[5n"))).expect("a link");
    let stated = "title = \"Reach \\u001b]0;taken over\\u0007\\u202e\"\nseries = [\"Lamps \\u001b[2J\"]\n\
                  [files]\n\"gone \\u001b[5n\" = { series = \"S \\u009b5n\" }\n\
                  \"no \\u001b[2J\" = 3\n";
    fs::write(folder.join("library.toml"), stated).expect("what is stated");
}

/// Makes settings in `folder`, which is `tableread`'s own: no key, theme or value in it is any good.
pub fn settings(folder: &Path) {
    let themes = folder.join("themes");
    fs::create_dir_all(&themes).expect("a folder");
    let file = |path: &str, text: &str| fs::write(folder.join(name(path)), text).expect("a file");
    file("config.toml", "theme = \"night \\u001b]0;taken over\\u0007\\u009b5n\"\n");
    file(
        "keymap.toml",
        "[reader]\n\"down \\u001b[2J\" = [\"j\"]\nzen = [\"\\u001b[5n\", \"\u{1b}]0;x\u{7}\"]\n\
         narrow = [\"\\u202e\"]\nwiden = [\"\\u009b\"]\ncomfortable = [\"\\u001b\"]\n[\"re\\u202eader\"]\n",
    );
    file("themes/dusk\x1b]0;taken over\x07\n.toml", "base = \"dark\"\n");
    file("themes/dawn\u{202e}.toml", "base = \"no \\u001b[2J\"\ntext = { fg = \"\\u001b[5n\" }\n");
}

/// `text` with one of [`ROWS`] behind a word of every third line, and several lines of nothing else.
pub fn attacked(text: &str) -> String {
    let mut attacks = ROWS.iter().cycle();
    let mut attacked = String::new();
    for (number, line) in text.lines().enumerate() {
        let words: Vec<&str> = line.split(' ').collect();
        let at =
            if number % 3 == 0 && words.len() > 1 { 1 + number % (words.len() - 1) } else { words.len() };
        let (before, after) = words.split_at(at.min(words.len()));
        attacked.push_str(&before.join(" "));
        if !after.is_empty() {
            let attack = attacks.next().copied().unwrap_or_default();
            attacked.push_str(&format!(" {attack} {}", after.join(" ")));
        }
        attacked.push('\n');
    }
    attacked
}

/// A transcript in an encoding of single bytes, where 0x80 to 0x9F are controls.
fn single_bytes() -> Vec<u8> {
    let mut bytes = b"Fog \x9b2J\n\n[Deck \x9d0;x\x9c]\n".to_vec();
    for control in 0x80..=0x9f {
        bytes.extend_from_slice(b"MAREN: The lamp is \xe9teint ");
        bytes.push(control);
        bytes.extend_from_slice(b"5n, sir.\nORRIN\x9b31m: Trim it.\n");
    }
    bytes
}

/// What an `episode.toml` may state, with escapes that become controls once it is read.
fn stated() -> String {
    "title = \"Two \\u001b]0;taken over\\u0007 Long\"\nseries = \"Reach \\u009b5n\"\nnumber = \"2\\u001b[2J07\"\n\
     [speakers]\n\"FENN \\u001b[5n\" = [\"FENN\"]\n\"VANE\\u202e\" = [\"VANE\"]\n\
     [acts]\n\"Act \\u001b[2J One\" = \"1\"\n"
        .to_owned()
}

fn read(document: &str) -> String {
    fs::read_to_string(format!("{SAMPLE}/{document}")).expect("the sample")
}

fn name(name: &str) -> &std::ffi::OsStr {
    std::ffi::OsStr::from_bytes(name.as_bytes())
}
