//! Fills `fuzz/corpus` with what the fuzz targets begin from: the fixtures, each where it is of use, and what
//! is made of several of them. `cargo run --manifest-path fuzz/Cargo.toml --example seeds`

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Which fixtures a target begins from.
const OF_FIXTURES: &[(&str, &[&str])] = &[
    ("decode", &["page", "play", "press-kit", "screenplay", "story", "subtitles", "summary", "transcript"]),
    (
        "documents",
        &["page", "play", "press-kit", "screenplay", "story", "subtitles", "summary", "transcript"],
    ),
    ("html", &["page"]),
    ("wikitext", &["page"]),
    ("markdown", &["page", "story"]),
    ("transcript", &["transcript"]),
    ("screenplay", &["screenplay"]),
    ("play", &["play"]),
    ("subtitles", &["subtitles"]),
    ("summary", &["summary", "press-kit"]),
    ("story", &["story"]),
];

/// Queries, each asked of a transcript.
const QUERIES: &[&str] = &[
    "lamp",
    "@maren light",
    "\"the lamp\"",
    "!lamp",
    "#2 ~lmp",
    "a | b",
    "%direction",
    "^go",
    "'lamp",
    "lamp$",
    "=teaser lamp",
    "maren: lamp 'out",
];

/// Lines of a journal without their checksums, which the target writes.
const JOURNAL: &str = r#"+1 {"at":1767225600,"record":{"is":"begin"}}
1 {"at":1767225601,"record":{"is":"opened","path":"/halyard/fog.txt","entry":"fog.txt"}}
1 {"at":1767225602,"record":{"is":"asked","query":"lamp"}}
1 {"at":1767225603,"record":{"is":"keep","episode":{"path":"/halyard/fog.txt","identity":"","title":"Fog","shelf":"/halyard"},"item":{"id":"18a3-4","what":{"note":"Why?"},"line":{"id":"1.02","words":"The lamp is out.","speaker":"MAREN","before":"","after":""}}}}
1 {"at":1767225604,"record":{"is":"erase","id":"18a3-4"}}
2 {"at":1767225605,"record":{"is":"song"}}
"#;

const BOOK: [&str; 4] = [
    "<container><rootfiles><rootfile full-path='OEBPS/package.opf'/></rootfiles></container>",
    "<package><dc:title>Fog</dc:title><dc:creator>A. Vane</dc:creator><manifest><item id='a' href='1.xhtml'/>\
     <item id='b' href='2.xhtml#top'/></manifest><spine><itemref idref='a'/><itemref idref='b'/></spine></package>",
    "<html><h1>One</h1><p>\"The lamp is out,\" said Maren.</p></html>",
    "<html><h1>Two</h1><p>Orrin shrugged. \"I know.\"</p></html>",
];

const SETTINGS: &str = "theme = \"dark\"\nmeasure = 50\nmouse = true\ncopy = \"\"\nremember = false\n\u{1e}\
    [reader]\nnext_line = [\"j\", \"down\"]\nquit = [\"q\", \"c-q\", \"g x\"]\n\u{1e}\
    base = \"light\"\nground = \"#101010\"\ntext = { fg = \"#c0c0c0\", add_modifier = \"BOLD\" }\n\
    speakers = [{ fg = \"Red\" }]\n";

const STATEMENTS: &str = "title = \"Lights\"\norder = \"airdate\"\nseries = [\"Halyard\"]\n[files]\n\
    \"fog\" = { series = \"Halyard\", season = 1, airdate = 1997-11-09 }\n\u{1e}\
    title = \"Fog\"\n[documents]\n\"fog.txt\" = \"transcript\"\n[speakers]\nMAREN = [\"ORRIN\"]\n\
    [roles]\nMAREN = { role = \"MATE\", actor = \"ANNA VANE\" }\n[acts]\n\"Act One\" = \"2.00\"\n";

fn main() -> io::Result<()> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (corpus, fixtures) = (here.join("corpus"), here.join("../tests/fixtures"));
    for (target, kinds) in OF_FIXTURES {
        for path in kinds.iter().flat_map(|kind| files(&fixtures.join(kind))) {
            seed(&corpus, target, &name_of(&path), &fs::read(path)?)?;
        }
    }
    for target in fs::read_dir(fixtures.join("crashes")).into_iter().flatten().flatten() {
        for path in files(&target.path()) {
            seed(&corpus, &target.file_name().to_string_lossy(), &name_of(&path), &fs::read(path)?)?;
        }
    }
    let script = fs::read(fixtures.join("transcript/ok/0001_plain.txt"))?;
    for (at, query) in QUERIES.iter().enumerate() {
        let asked = [query.as_bytes(), b"\n", &script].concat();
        seed(&corpus, "query", &format!("query-{at}"), &asked)?;
    }
    seed(&corpus, "archive", "book", BOOK.join("\u{1e}").as_bytes())?;
    seed(&corpus, "archive", "packed", &invariants::text::packed(&BOOK.map(str::as_bytes)))?;
    seed(&corpus, "journal", "signed", JOURNAL.as_bytes())?;
    seed(&corpus, "journal", "whole", &invariants::kept::signed(&JOURNAL.as_bytes()[1..]))?;
    seed(&corpus, "settings", "all", SETTINGS.as_bytes())?;
    seed(&corpus, "statements", "all", STATEMENTS.as_bytes())?;
    seed(&corpus, "cache", "flip", b"\x10\0\xff\x40\0\0\x60\0\x01lamps and bells")?;
    for section in 0..7 {
        seed(&corpus, "shard", &format!("section-{section}"), &[section, 3, 0, 0x80, 9, 0, 2])?;
    }
    episodes(&corpus, &fixtures)
}

/// Each script with documents of the other kinds, as one input.
fn episodes(corpus: &Path, fixtures: &Path) -> io::Result<()> {
    let of = |kind: &str| files(&fixtures.join(kind).join("ok"));
    let others: Vec<Vec<PathBuf>> = ["summary", "press-kit", "subtitles"].map(of).into();
    let scripts = ["transcript", "screenplay", "play", "story"].iter().flat_map(|kind| of(kind));
    for (at, script) in scripts.enumerate() {
        let beside = others.iter().filter_map(|paths| paths.get(at % paths.len()));
        let mut input = Vec::new();
        for path in std::iter::once(&script).chain(beside) {
            input.push(b'7');
            input.extend(fs::read(path)?);
            input.push(0x1e);
        }
        seed(corpus, "loader", &format!("episode-{at}"), &input)?;
    }
    Ok(())
}

fn seed(corpus: &Path, target: &str, name: &str, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(corpus.join(target))?;
    fs::write(corpus.join(target).join(name), bytes)
}

/// The files below `folder`, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let listed = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = listed.map(|entry| entry.path()).collect();
    paths.sort();
    paths.into_iter().flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// The file's name with those of its two folders.
fn name_of(path: &Path) -> String {
    let names: Vec<String> =
        path.iter().rev().take(3).map(|name| name.to_string_lossy().into_owned()).collect();
    names.into_iter().rev().collect::<Vec<_>>().join("-")
}
