//! Saved web pages: their text, what its pieces are, and what the readers make of it.

use std::fmt::Write;
use std::time::Duration;

use proptest::prelude::*;
use pty_session::Stopwatch;
use tableread::document::{self, Parsed};
use tableread::source::{Form, Source};

use crate::fixtures::{check_blocks, read_as_they_should};

fn parse(source: &Source) -> Parsed<document::Document> {
    document::parse(source, document::surest(source).kind)
}

fn check(source: &Source, parsed: &Parsed<document::Document>) {
    check_blocks(source, &parsed.document);
    for (span, _) in &source.roles {
        assert!(source.text.get(span.start..span.end).is_some(), "{span:?}");
    }
}

fn shown(source: &Source, parsed: &Parsed<document::Document>) -> String {
    let mut shown = format!("{:?} {} {:?}\n", parsed.document.kind(), source.encoding, source.form);
    for line in source.line_spans() {
        let role = source.role_at(line.start).map_or(String::new(), |role| format!("  <{role:?}>"));
        writeln!(shown, "|{}{role}", source.slice(line)).expect("string");
    }
    shown
}

#[test]
fn fixtures_read_as_they_should() {
    read_as_they_should("page", parse, check, shown);
}

/// Pages that were made to be slow or large. Each is a tenth of what it could be, for tests are not
/// optimised.
fn bombs() -> Vec<(&'static str, String)> {
    let page = |body: String| format!("<!DOCTYPE html><html><body>MAREN: Out.{body}");
    let attributes: String = (0..50_000).map(|at| format!(" a{at}=x")).collect();
    vec![
        ("nested", page("<div>".repeat(100_000))),
        (
            "nested and closed by others",
            page(format!("{}{}", "<div>".repeat(100_000), "</span>".repeat(100_000))),
        ),
        ("lists", page("<ul><li>a".repeat(20_000))),
        ("misnested", page("<b><p>x</b>".repeat(20_000))),
        ("attributes", page(format!("<p{attributes}>"))),
        ("unclosed comment", page(format!("<!--{}", "x".repeat(2_000_000)))),
        ("signs", page("<".repeat(500_000))),
        ("entities", page("&amp;&#60;&bogus;".repeat(30_000))),
        ("cells", page(format!("<table><tr>{}", "<td>a".repeat(50_000)))),
        ("title", format!("<html><title>{}", "x ".repeat(500_000))),
    ]
}

#[test]
fn hostile_pages_take_the_time_that_their_length_takes() {
    for (name, html) in bombs() {
        let begun = Stopwatch::begin();
        let source = Source::from_bytes("bomb.html", html.as_bytes());
        assert!(matches!(source.form, Form::Page { .. }), "{name}");
        assert!(source.text.len() < 2 * html.len() && source.line_count() <= 600_000, "{name}");
        // Far more than it takes, far less than what grows with the square.
        assert!(begun.elapsed() < Duration::from_secs(8), "{name}: {:?}", begun.elapsed());
    }
}

/// Pages made of what pages are made of, in no order.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<br>",
        "<div class='toc'>",
        "<div>",
        "</div>",
        "<h2>",
        "</h2>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<ul>",
        "<li>",
        "<pre>",
        "</pre>",
        "<q>",
        "</q>",
        "<figcaption>",
        "</figcaption>",
        "<hr>",
        "<title>",
        "</title>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "&nbsp;",
        "&#27;",
        "&lt;",
        "&",
        "<",
        ">",
        "\n",
        " ",
        "MAREN:",
        "[Deck]",
        "é",
        "<sup class=reference>",
        "</sup>",
        "<div id=mw-content-text>",
        "<aside class=infobox>",
        "</aside>",
        "<span style='display:none'>",
        "</span>",
    ]);
    prop::collection::vec(scrap, 0..120).prop_map(|scraps| format!("<html>{}", scraps.concat()))
}

proptest! {
    #[test]
    fn every_page_is_covered(html in scraps()) {
        let source = Source::from_bytes("page.html", html.as_bytes());
        check(&source, &parse(&source));
        let no_control = |c: char| !c.is_control() || c == '\n' || c == '\t';
        prop_assert!(source.text.chars().all(no_control));
        let ordered = source.roles.windows(2).all(|pair| pair[0].0.end <= pair[1].0.start);
        prop_assert!(ordered, "{:?}", source.roles);
    }
}

/// A book of two chapters, packed as books are.
fn book() -> Vec<u8> {
    let chapter = |title: &str, text: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><html xmlns=\"x\"><head><title>{title}</title></head><body><h2>{title}</h2>{text}</body></html>"
        )
    };
    let first = "<p>The cook poured the last of the oil into the pan. “It will do,” he said to nobody.</p><p>“You have used all of it,” said Tarn.</p><hr/><p>On deck the lamp went out.</p>";
    let files = [
        ("mimetype", "application/epub+zip".to_owned()),
        (
            "META-INF/container.xml",
            "<container><rootfiles><rootfile full-path=\"OPS/book.opf\" media-type=\"x\"/></rootfiles></container>".to_owned(),
        ),
        (
            "OPS/book.opf",
            "<package><metadata xmlns:dc=\"x\"><dc:title>The Cook’s Regret</dc:title><dc:creator>saltpetre</dc:creator></metadata>\
             <manifest><item id=\"nav\" href=\"nav.xhtml\" properties=\"nav\"/><item id=\"b\" href=\"text/two.xhtml\"/>\
             <item id=\"a\" href=\"text/one%20a.xhtml\"/></manifest>\
             <spine><itemref idref=\"nav\"/><itemref idref=\"a\"/><itemref idref=\"b\"/></spine></package>"
                .to_owned(),
        ),
        ("OPS/nav.xhtml", chapter("Contents", "<p>Oil, Regret</p>")),
        ("OPS/text/one a.xhtml", chapter("Oil", first)),
        ("OPS/text/two.xhtml", chapter("Regret", "<p>Nobody ate that night. “It was good oil,” the cook said.</p>")),
    ];
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(name, options).expect("a file");
        std::io::Write::write_all(&mut writer, text.as_bytes()).expect("text");
    }
    writer.finish().expect("an archive").into_inner()
}

#[test]
fn a_book_is_read_in_the_order_of_its_spine() {
    let source = Source::from_bytes("regret.epub", &book());
    assert_eq!(source.form, Form::Book { left_out: 0 });
    let parsed = parse(&source);
    check(&source, &parsed);
    assert_eq!(parsed.document.kind().name(), "story");
    let headings: Vec<&str> = source.roles.iter().map(|(span, _)| source.slice(*span)).collect();
    assert_eq!(headings, ["Oil", "Regret"]);
    assert!(
        source.text.starts_with("Title: The Cook’s Regret\nAuthor: saltpetre\n\nOil\n"),
        "{}",
        source.text
    );
    assert!(!source.text.contains("Contents"));
}

#[test]
fn a_broken_book_ends_nothing() {
    let whole = book();
    for cut in (0..whole.len()).step_by(37) {
        let source = Source::from_bytes("regret.epub", &whole[..cut]);
        check(&source, &parse(&source));
    }
    for at in (0..whole.len()).step_by(11) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        let source = Source::from_bytes("regret.epub", &bytes);
        check(&source, &parse(&source));
    }
}

/// Wikitext and Markdown made of what they are made of, in no order.
fn other_scraps() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(vec![
        "{{",
        "}}",
        "[[",
        "]]",
        "|",
        "'''",
        "''",
        "== A ==\n",
        "\n",
        "\n\n",
        "* ",
        ": ",
        "{|\n",
        "|-\n",
        "|}\n",
        "! a",
        "<ref>",
        "</ref>",
        "<br>",
        "<!--",
        "-->",
        "File:x.jpg",
        "sidebar",
        "=",
        "&amp;",
        "&#x41;",
        "é",
        "q",
        "words ",
        "# ",
        "---\n",
        "_",
        "`",
        "\\",
        "[a](b)",
        "![",
        "](",
        "> ",
        "<em>",
        "\u{1}",
        "\u{2}",
        "[http://x y]",
    ]);
    prop::collection::vec(scrap, 0..120).prop_map(|scraps| scraps.concat())
}

proptest! {
    #[test]
    fn every_other_markup_is_covered(text in other_scraps()) {
        for name in ["page.md", "page.wiki"] {
            let source = Source::from_bytes(name, text.as_bytes());
            check(&source, &parse(&source));
            let wiki = format!("[[a]] [[b]] '''x''' '''y'''\n== B ==\n{text}");
            let source = Source::from_bytes(name, wiki.as_bytes());
            check(&source, &parse(&source));
        }
    }
}

#[test]
fn hostile_wikitext_and_markdown_take_the_time_that_their_length_takes() {
    let wiki = |body: String| ("fog.wiki", format!("[[a]] [[b]] '''x''' '''y'''\n== B ==\n{body}"));
    for (name, text) in [
        wiki("{{".repeat(100_000)),
        wiki("{{a|".repeat(50_000) + &"}}".repeat(50_000)),
        wiki("[[a|".repeat(50_000) + &"]]".repeat(50_000)),
        wiki("<ref>".repeat(50_000)),
        wiki("<".repeat(100_000)),
        ("fog.md", "[".repeat(100_000)),
        ("fog.md", "!".repeat(100_000)),
        ("fog.md", " *".repeat(100_000)),
        ("fog.md", "<!--".repeat(50_000)),
    ] {
        let begun = Stopwatch::begin();
        let source = Source::from_bytes(name, text.as_bytes());
        assert!(source.text.len() < 2 * text.len());
        assert!(begun.elapsed() < Duration::from_secs(8), "{}: {:?}", &text[..40], begun.elapsed());
    }
}
