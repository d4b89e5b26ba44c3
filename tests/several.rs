//! Files of several episodes: each is an entry of its own, with the lines of the file, wherever the file is
//! and whatever asks.

use std::path::PathBuf;
use std::process::Command;

use pty_session::Folder;
use serde_json::Value;
use tableread::cache::Cache;
use tableread::library::{Entry, Shelf};

/// A library and its cache, in a folder of their own.
struct Coast(Folder);

impl Coast {
    fn new() -> Self {
        Self(Folder::new())
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        self.0.old_file(name, bytes)
    }

    /// What the program prints and complains of, run on `below` in this folder, with a cache of its own.
    fn run(&self, arguments: &[&str], below: &str) -> (String, String, Option<i32>) {
        let path = if below.is_empty() { self.0.to_path_buf() } else { self.0.join(below) };
        let mut command = Command::new(env!("CARGO_BIN_EXE_tableread"));
        command.args(arguments).arg(path).env("XDG_CACHE_HOME", self.0.join(".cache"));
        let output = command.output().expect("the program");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
        (text(output.stdout), text(output.stderr), output.status.code())
    }
}

fn transcript(number: usize, title: &str) -> String {
    let said = format!("MAREN: The {title} is out.\nORRIN: Then light it.\n").repeat(5);
    format!(
        "Episode Number: {number}\nThe Halyard Transcripts - {title}\n{title}\nOriginal Airdate: {} Nov, 1997\n\n\
         [Deck]\n{said}\n[Hold]\n{said}\n[Deck]\n{said}\n\n",
        number % 28 + 1
    )
}

fn season() -> String {
    transcript(207, "Lamp") + &transcript(208, "Bell") + &transcript(209, "Whistle")
}

fn titles(entries: &[Entry]) -> Vec<&str> {
    entries.iter().map(Entry::title).collect()
}

#[test]
fn each_episode_is_an_entry_with_the_lines_of_the_file() {
    let folder = Coast::new();
    let path = folder.file("season.txt", season());
    let shelf = Shelf::open(&path, &Cache::none()).expect("a shelf");
    assert_eq!(titles(&shelf.entries), ["Lamp", "Bell", "Whistle"]);
    let keys: Vec<&str> = shelf.entries.iter().map(|entry| entry.key.as_str()).collect();
    assert_eq!(keys, ["season.txt/1", "season.txt/2", "season.txt/3"]);
    let text = season();
    for entry in &shelf.entries {
        let (episode, problems) = entry.load();
        assert_eq!(problems, []);
        assert!(episode.diagnostics.is_empty(), "{:?}", episode.diagnostics);
        assert_eq!(episode.outline.scenes.len(), 3, "{}", entry.key);
        for element in &episode.elements {
            let line = text.lines().nth(element.line - 1).expect("a line");
            assert!(line.contains(&element.text), "{}: {line:?} has not {:?}", element.line, element.text);
            let source = &episode.sources[element.source.at()].source;
            let span = source.in_document(element.span);
            assert_eq!(&text[span.start..span.end], element.text);
        }
        assert_eq!(entry.preview().elements.len(), episode.elements.len());
    }
}

#[test]
fn all_that_asks_agrees() {
    let folder = Coast::new();
    folder.file("halyard/season.txt", season());
    folder.file("halyard/alone.txt", transcript(210, "Anchor"));
    for below in ["", "halyard", "halyard/season.txt"] {
        for _ in 0..2 {
            // The second time from what is kept.
            let (found, complaint, code) = folder.run(&["search", "bell", "--count"], below);
            assert_eq!((complaint.as_str(), code), ("", Some(0)), "{below}");
            assert!(found.contains("season.txt/2") && found.contains("15"), "{below}: {found}");
            assert_eq!(found.lines().count(), 1, "{below}: {found}");
        }
    }
    let (all, _, _) = folder.run(&["export", "--format", "jsonl"], "");
    let lines: Vec<Value> = all.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    let speeches = lines.iter().filter(|line| line["kind"] == "speech" && line["title"] == "Whistle");
    let speeches: Vec<&Value> = speeches.collect();
    assert_eq!(speeches.len(), 30);
    assert_eq!(speeches[0]["id"], "halyard/season.txt/3#1.01");
    assert_eq!(speeches[0]["number"], "209");
    let line = speeches[0]["line"].as_u64().and_then(|line| usize::try_from(line).ok()).expect("a number");
    assert_eq!(season().lines().nth(line - 1), Some("MAREN: The Whistle is out."));
    let (checked, complaint, code) = folder.run(&["check"], "halyard/season.txt/3");
    assert_eq!((complaint.as_str(), code), ("", Some(0)));
    assert!(
        checked.contains("3 scenes, 30 speeches by 2 speakers") && !checked.contains("warning"),
        "{checked}"
    );
    let (_, complaint, code) = folder.run(&["check"], "halyard/season.txt");
    assert!(complaint.contains("holds 3 episodes; name one of them"), "{complaint}");
    assert_eq!(code, Some(2));
    let (_, complaint, code) = folder.run(&["check"], "halyard/season.txt/4");
    assert!(complaint.contains("no such episode"), "{complaint}");
    assert_eq!(code, Some(2));
    // Whoever wants it as one has it as one, and is told.
    let (checked, _, _) = folder.run(&["check", "--as", "transcript"], "halyard/season.txt");
    assert!(checked.contains("90 speeches") && checked.contains("several-episodes"), "{checked}");
}

#[test]
fn a_file_that_is_longer_than_what_is_looked_at_is_cut_to_its_end() {
    let folder = Coast::new();
    let long: String = (1..=40)
        .map(|number| transcript(number, "Lamp").replace("light it.", &"light it. ".repeat(40)))
        .collect();
    folder.file("a/season.txt", long);
    let shelf = Shelf::open(&folder.0, &Cache::none()).expect("a shelf");
    assert_eq!(shelf.entries.len(), 40);
    assert_eq!(shelf.entries[39].about.number.as_deref(), Some("40"));
    assert_eq!(shelf.entries[39].load().0.outline.scenes.len(), 3);
}

#[test]
fn what_is_written_of_a_library_opens_as_one() {
    let folder = Coast::new();
    folder.file("in/season.txt", season());
    for format in ["csv", "jsonl"] {
        let (table, _, _) = folder.run(&["export", "--format", format], "in");
        let path = folder.file(&format!("out/table.{format}"), &table);
        let shelf = Shelf::open(&path, &Cache::none()).expect("a shelf");
        assert_eq!(titles(&shelf.entries), ["Lamp", "Bell", "Whistle"], "{format}");
        for (entry, number) in shelf.entries.iter().zip(["207", "208", "209"]) {
            let (episode, _) = entry.load();
            assert_eq!(episode.identity.number.as_deref(), Some(number));
            assert_eq!((episode.outline.scenes.len(), episode.cast.speakers.len()), (3, 2), "{format}");
            let said = episode.elements.iter().find(|element| element.label.is_some()).expect("a speech");
            let line = table.lines().nth(said.line - 1).expect("a line");
            assert!(line.contains(&said.text) && line.contains(number), "{format}: {line}");
        }
    }
    let screenplays: String = ["Fog", "Mast"]
        .map(|title| format!("Title: {title}\nAuthor: Tess\n\nINT. DECK - NIGHT\n\nMAREN\nThe {title} is out.\n\nORRIN\nLight it.\n\n===\n\n"))
        .concat();
    let path = folder.file("out/both.fountain", screenplays);
    let shelf = Shelf::open(&path, &Cache::none()).expect("a shelf");
    assert_eq!(titles(&shelf.entries), ["Fog", "Mast"]);
    assert_eq!(
        shelf.entries[1].load().0.elements.iter().find(|e| e.label.is_some()).map(|e| e.line),
        Some(20)
    );
}

#[test]
fn the_pages_of_a_wikis_export_are_documents_of_their_own() {
    let page = |title: &str| {
        format!(
            "<page><title>{title}</title><ns>0</ns><revision><text>'''{title}''' is an episode of [[Halyard]].\n\n== Summary ==\n\
             === Act One ===\nMaren lights the [[lamp]]. Orrin waits.\n\n=== Act Two ===\nThe fog goes.\n\n== Memorable quotes ==\n\
             \"Out?\"\n\n:- '''Maren'''\n</text></revision></page>\n"
        )
    };
    let template =
        "<page><title>Template:Box</title><ns>10</ns><revision><text>{{{1}}}</text></revision></page>";
    let folder = Coast::new();
    let two = format!("<mediawiki>\n{}{template}{}</mediawiki>\n", page("Fog"), page("Mast"));
    let path = folder.file("two/pages.xml", two);
    let shelf = Shelf::open(&path, &Cache::none()).expect("a shelf");
    assert_eq!(titles(&shelf.entries), ["Fog", "Mast"]);
    let path = folder.file("one/page.xml", format!("<mediawiki>\n{}{template}</mediawiki>\n", page("Fog")));
    let shelf = Shelf::open(&path, &Cache::none()).expect("a shelf");
    assert_eq!(titles(&shelf.entries), ["Fog"]);
    assert_eq!(shelf.entries[0].key, "page.xml");
}
