//! Screenplays beside what another program made of them: each element, its kind and its words.
//!
//! White space counts as one space, and headings and transitions may be in capitals there. That somebody
//! goes on speaking (`CONT'D`) is no part of who speaks.

use std::path::{Path, PathBuf};

use tableread::document::screenplay;
use tableread::document::script::{Block, BlockKind, Cue, Setting};
use tableread::source::Source;

use crate::fixtures::shared;
use crate::screenplay::{check, text};

/// The elements of a screenplay, a line each: kind, `|`, words.
type Elements = Vec<String>;

fn element(kind: &str, words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = if matches!(kind, "heading" | "transition") { words.to_uppercase() } else { words };
    format!("{kind}|{words}")
}

/// What the reader makes of `source`; sections and the like only where they are `asked` for.
fn read(source: &Source, asked: bool) -> Elements {
    let parsed = screenplay::parse(source);
    check(source, &parsed);
    parsed.document.blocks.iter().flat_map(|block| elements(source, block, asked)).collect()
}

fn elements(source: &Source, block: &Block, asked: bool) -> Elements {
    let words = text(source, block);
    let kind = match (&block.kind, block.setting) {
        (BlockKind::Speech(cue), _) => return speech(source, block, cue),
        (_, Setting::Section) if asked => "section",
        (_, Setting::Synopsis) if asked => "synopsis",
        (BlockKind::Heading, _) => "heading",
        (_, Setting::Transition) => "transition",
        (_, Setting::Centred) => "centred",
        (BlockKind::Direction, _) => "action",
        _ => return Vec::new(),
    };
    vec![element(kind, &words)]
}

fn speech(source: &Source, block: &Block, cue: &Cue) -> Elements {
    let words = text(source, block);
    let at = |(start, end): (usize, usize)| words.get(start..end).unwrap_or_default();
    let starts = block.words.iter().flat_map(|words| words.lines().iter().copied());
    let ends = starts.clone().chain([words.len()]);
    let lines = [0].into_iter().chain(starts).zip(ends).map(at);
    let line = |line: &str| {
        let aside = line.starts_with('(') && line.trim_end().ends_with(')');
        element(if aside { "parenthetical" } else { "line" }, line)
    };
    let extension = cue.extension.iter().map(|extension| format!(" ({extension})"));
    let name: String = cue.label.iter().cloned().chain(extension).collect();
    let once = (block.setting == Setting::AtOnce).then(|| "at once|".to_owned());
    once.into_iter().chain([element("name", &name)]).chain(lines.map(line)).collect()
}

/// `HANS (V.O.) (CONT'D)` without what the page says of it.
fn name(written: &str) -> String {
    let bare = ["(CONT'D)", "(cont'd)", "(CONT’D)"]
        .iter()
        .fold(written.to_owned(), |name, mark| name.replace(mark, ""));
    element("name", &bare)
}

/// The words between tags of `html`, which has no more in it than the other program writes.
fn untagged(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html.replace("<br/>", " ");
    while let Some((before, tag)) = rest.clone().split_once('<') {
        text.push_str(before);
        rest = tag.split_once('>').map_or(String::new(), |(_, after)| after.to_owned());
    }
    text.push_str(&rest);
    let mut plain = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('&') {
        let (entity, after) = after.split_once(';').expect("an entity");
        plain.push_str(before);
        plain.push(match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "nbsp" => ' ',
            number => {
                let code = number.strip_prefix('#').expect("a number").parse().expect("a number");
                char::from_u32(code).expect("a character")
            }
        });
        rest = after;
    }
    plain + rest
}

/// The inner HTML of each `<tag ...>` of `html` at its beginning or after another's end, with its attributes.
fn tags<'a>(html: &'a str, tag: &str) -> Vec<(&'a str, &'a str)> {
    let (open, close) = (format!("<{tag}"), format!("</{tag}>"));
    let parts = html.split(open.as_str()).skip(1);
    parts
        .filter_map(|part| {
            let (attributes, inner) = part.split_once('>')?;
            Some((attributes, inner.split(close.as_str()).next().unwrap_or_default()))
        })
        .collect()
}

/// The elements of the HTML that another program made of a screenplay.
fn of_html(html: &str) -> Elements {
    let body = html.split_once("class=\"screenplay\">").map_or(html, |(_, body)| body);
    body.lines().flat_map(of_html_line).collect()
}

fn of_html_line(line: &str) -> Elements {
    let class = line.split('>').next().unwrap_or_default();
    if class.contains("\"dual\"") {
        let (left, right) = line.split_once("class=\"right\"").expect("two sides");
        return of_dialogue(left)
            .into_iter()
            .chain(["at once|".to_owned()])
            .chain(of_dialogue(right))
            .collect();
    }
    if class.contains("\"dialog\"") {
        return of_dialogue(line);
    }
    let kind = match class {
        class if class.contains("transition") => "transition",
        class if class.contains("centered") => "centred",
        class if class.contains("action") => "action",
        class if class.starts_with("<h6") => "heading",
        class if class.starts_with("<h") => "section",
        _ => return Vec::new(),
    };
    let (own, synopsis) =
        line.split_once("<span class=\"h").map_or((line, None), |(own, more)| (own, Some(more)));
    let own = without_numbers(own);
    let synopsis = synopsis
        .and_then(|more| more.split_once('>'))
        .map(|(_, words)| element("synopsis", &untagged(words)));
    [element(kind, &untagged(&own))].into_iter().chain(synopsis).collect()
}

/// A heading without the numbers at its sides.
fn without_numbers(html: &str) -> String {
    let numbers = tags(html, "span").into_iter().filter(|(attributes, _)| attributes.contains("scnum"));
    let whole = |(attributes, inner): (&str, &str)| format!("<span{attributes}>{inner}</span>");
    numbers.map(whole).fold(html.to_owned(), |html, number| html.replace(&number, ""))
}

fn of_dialogue(html: &str) -> Elements {
    let of = |(attributes, inner): (&str, &str)| match attributes {
        a if a.contains("character") => Some(name(&untagged(inner))),
        a if a.contains("parenthetical") => Some(element("parenthetical", &untagged(inner))),
        _ => Some(untagged(inner))
            .filter(|words| !words.trim().is_empty())
            .map(|words| element("line", &words)),
    };
    tags(html, "p").into_iter().filter_map(of).collect()
}

/// The `.fountain` files of the corpus, and whatever stands beside them with the ending `other`.
fn pairs(shared: &Path, other: &str) -> Vec<(PathBuf, PathBuf)> {
    let mut pairs = Vec::new();
    for folder in ["screenplain", "screenplain-examples"] {
        for entry in std::fs::read_dir(shared.join("corpus/screenplays").join(folder)).expect("folder") {
            let path = entry.expect("entry").path();
            let beside = path.with_extension(other);
            if path.extension().is_some_and(|ending| ending == "fountain") && beside.exists() {
                pairs.push((path, beside));
            }
        }
    }
    pairs.sort();
    pairs
}

fn compare(path: &Path, got: &Elements, expected: &Elements) {
    for (at, (one, other)) in got.iter().zip(expected).enumerate() {
        assert_eq!(
            one,
            other,
            "{}: element {at}, after {:?}",
            path.display(),
            &got[at.saturating_sub(3)..at]
        );
    }
    assert_eq!(got.len(), expected.len(), "{}: {:?}", path.display(), (got.last(), expected.last()));
}

/// As all of these, prints its figures: `TABLEREAD_SHARED=... cargo test --test readers screenplay_pairs -- --nocapture`.
#[test]
fn screenplays_are_read_as_another_program_reads_them() {
    let Some(shared) = shared() else { return };
    let pairs = pairs(&shared, "html");
    assert!(pairs.len() >= 19, "{}", pairs.len());
    let (mut count, files) = (0, pairs.len());
    for (path, html) in pairs {
        let expected = of_html(&std::fs::read_to_string(&html).expect("html"));
        assert!(!expected.is_empty() || path.ends_with("title-page.fountain"), "{}", html.display());
        let bytes = std::fs::read_to_string(&path).expect("fountain");
        for bytes in [bytes.replace("\r\n", "\n"), bytes.replace("\r\n", "\n").replace('\n', "\r\n")] {
            let source = Source::from_bytes("a.fountain", bytes.as_bytes());
            compare(&path, &read(&source, true), &expected);
        }
        count += expected.len();
    }
    println!("{files} screenplays and their pages, with either line end: {count} elements alike");
}

/// Those with nothing beside them: nothing is left over, and line ends change nothing.
#[test]
fn screenplays_with_nothing_beside_them_are_read_whole() {
    let Some(shared) = shared() else { return };
    let (mut files, mut count) = (0, 0);
    for folder in ["fountain-spec", "screenplain", "screenplain-examples"] {
        for entry in std::fs::read_dir(shared.join("corpus/screenplays").join(folder)).expect("folder") {
            let path = entry.expect("entry").path();
            if path.extension().is_none_or(|ending| ending != "fountain")
                || path.with_extension("html").exists()
            {
                continue;
            }
            let text =
                String::from_utf8_lossy(&std::fs::read(&path).expect("fountain")).replace("\r\n", "\n");
            let sources = [text.clone(), text.replace('\n', "\r\n")]
                .map(|text| Source::from_bytes("a.fountain", text.as_bytes()));
            let [one, other] = sources.map(|source| {
                let parsed = screenplay::parse(&source);
                let left =
                    parsed.document.blocks.iter().filter(|block| block.kind == BlockKind::Other).count();
                assert_eq!(left, 0, "{}", path.display());
                read(&source, true)
            });
            assert_eq!(one, other, "{}", path.display());
            (files, count) = (files + 1, count + one.len());
        }
    }
    println!("{files} screenplays with nothing beside them: {count} elements, none left over");
    assert!(files >= 17, "{files}");
}

/// A Final Draft file that another program wrote reads as the screenplay that it was made of, but for its
/// sections, which such a file does not have.
#[test]
fn final_draft_files_read_as_what_they_were_made_of() {
    let Some(shared) = shared() else { return };
    let pairs = pairs(&shared, "fdx");
    assert!(pairs.len() >= 11, "{}", pairs.len());
    let (mut count, files) = (0, pairs.len());
    for (path, other) in pairs {
        let screenplay = Source::from_bytes("a.fountain", &std::fs::read(&path).expect("fountain"));
        let expected = read(&screenplay, false);
        let got = read(&Source::read(&other).expect("fdx"), false);
        compare(&other, &got, &expected);
        count += expected.len();
    }
    println!("{files} screenplays and their Final Draft files: {count} elements alike");
}
