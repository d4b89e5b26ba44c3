//! Saved web pages: their text, what its pieces are, and what the readers make of it.

use std::fmt::Write;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use tableread::document::{self, Parsed};
use tableread::source::{Form, Source};

use crate::fixtures::{check_blocks, read_as_they_should};

fn parse(source: &Source) -> Parsed<document::Document> {
    document::parse(source, document::kind_of(source))
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
        let begun = Instant::now();
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
