//! Pages as browsers save them, and pages that no browser would like.

use super::*;

fn text(html: &str) -> String {
    page(html).text
}

#[test]
fn what_a_person_reads_is_kept_and_the_rest_is_left_out() {
    let html = "<!DOCTYPE html><html><head><title>Fog</title><style>p { color: red }</style>\
                <script>if (a < b) alert('no')</script></head><body><nav>Home About</nav>\
                <h1>Fog</h1><p>[Deck]<br>\nMAREN: It&rsquo;s   out.<br>ORRIN:&nbsp;The <i>lamp</i>?</p>\
                <p>MAREN: The\nlamp.</p><p style='display: none'>hidden words</p><footer>Contact</footer></body>";
    let page = page(html);
    assert_eq!(page.text, "Fog\n\n[Deck]\nMAREN: It’s out.\nORRIN: The lamp?\n\nMAREN: The lamp.\n");
    assert_eq!(page.roles, [(Span::new(0, 3), Role::Heading(1))]);
    assert_eq!(page.left_out, 2 + 1 + 4 + 8);
}

#[test]
fn of_a_wiki_its_content_is_read() {
    let html = "<html><body><div id='mw-head'>Log in</div><h1 id='firstHeading'>Fog</h1>\
                <div id='mw-content-text'><table class='wiki-sidebar'><tr><th>Series</th><td>Halyard</td></tr></table>\
                <p>Maren lights the lamp.<sup class='reference'>[1]</sup></p>\
                <h2><span class='mw-headline'>Act One</span><span class='mw-editsection'>[edit]</span></h2>\
                <div class='thumb'><div class='thumbcaption'>Maren on deck</div></div><p>She waits.</p>\
                <ul><li>One</li><li>Two</li></ul><div class='navbox'>All episodes</div></div>\
                <div id='footer'>Privacy</div></body></html>";
    let page = page(html);
    assert_eq!(
        page.text,
        "Fog\n\nSeries\tHalyard\n\nMaren lights the lamp.\n\nAct One[]\n\nMaren on deck\n\nShe waits.\n\n  • One\n  • Two\n"
    );
    let roles: Vec<_> = page.roles.iter().map(|(span, role)| (span.of(&page.text), *role)).collect();
    assert_eq!(
        roles,
        [("Fog", Role::Heading(1)), ("Act One[]", Role::Heading(2)), ("Maren on deck", Role::Caption)]
    );
}

#[test]
fn breaks_tables_quotations_and_gaps() {
    for (html, expected) in [
        ("<p>a<p>b", "a\n\nb\n"),
        ("<div>a</div><div>b</div>", "a\nb\n"),
        ("a<br><br>b", "a\n\nb\n"),
        ("<p>a</p><p>&nbsp;</p><p>b</p>", "a\n\n\nb\n"),
        ("<p>a</p><hr><p>b</p>", "a\n\n* * *\n\nb\n"),
        ("<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>", "a\n\nb\n\nc\n"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c<td>d</table>", "a\tb\nc\td\n"),
        ("she said <q>out</q>.", "she said “out”.\n"),
        ("<pre>a\n  b\n\nc</pre>", "a\n  b\n\nc\n"),
        ("<b><p>a</b>b</p>", "ab\n"),
        ("a &lt;b&gt; &#27;[2J &bogus;", "a <b> \u{1b}[2J &bogus;\n"),
        ("</div></p>a", "a\n"),
        ("", ""),
    ] {
        assert_eq!(text(html), expected, "{html}");
    }
}

#[test]
fn a_page_is_known_and_other_markup_is_not() {
    for html in [
        "<!DOCTYPE html>",
        "\u{feff} <HTML><head>",
        "<!-- saved from url=(0) -->\n<html lang='en'>",
        "<p>Fog</p>",
    ] {
        assert!(is_page(&format!("{html}{}", " ".repeat(20))), "{html}");
    }
    for other in
        ["<?xml version='1.0'?><FinalDraft>", "<TEI xmlns='x'>", "<mediawiki>", "MAREN: <p>", "<3 you", ""]
    {
        assert!(!is_page(other), "{other}");
    }
}

#[test]
fn a_page_names_its_encoding() {
    for (html, name) in [
        ("<html><meta charset=\"windows-1251\">", Some("windows-1251")),
        ("<meta http-equiv=Content-Type content='text/html; charset=Shift_JIS'>", Some("shift_jis")),
        ("<?xml version='1.0' encoding='utf-8'?>", Some("utf-8")),
        ("<html>", None),
        ("charset=utf-8", None),
    ] {
        assert_eq!(named_encoding(html.as_bytes()).as_deref(), name, "{html}");
    }
}

#[test]
fn what_is_deeper_than_lists_are_flows() {
    let page = page(&format!("<body>Out.{}", "<ul><li>a".repeat(200)));
    assert_eq!(page.text.lines().count(), 67);
    assert_eq!(page.text.matches('•').count(), 64);
    assert_eq!(page.text.matches('a').count(), 200);
}

#[test]
fn what_is_behind_more_lines_than_a_page_has_is_counted() {
    let line = format!("{}<br>", "a".repeat(100));
    let page = page(&format!("<body>Out.<br>{}", line.repeat(120_000)));
    let words = page.text.split_whitespace().count();
    assert!((70_000..72_000).contains(&words), "{words}");
    assert_eq!(words + page.left_out, 120_001);
}
