//! EPUB: an archive of pages, in the order that the book's package says (<https://www.w3.org/TR/epub-33/>).

use std::collections::HashMap;

use crate::text::flow::flow;
use crate::text::span::Span;

use super::page::{self, Page};
use super::xml::{self, Tag, What};
use super::{archive, decode};

/// The most bytes that a book and that a page of it unpack to: a book is a few megabytes of text.
const MOST: u64 = 64 * 1024 * 1024;
const MOST_OF_PAGE: u64 = 16 * 1024 * 1024;

/// Whether `bytes` are an archive, which a book is too.
pub(super) fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Whether a file is called as books are.
pub(super) fn is_named(path: &std::path::Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("epub"))
}

/// Whether the archive `bytes` has what every book has.
pub(super) fn is_book(bytes: &[u8]) -> bool {
    is_packed(bytes) && memchr::memmem::find(bytes, b"META-INF/container.xml").is_some()
}

/// The book in `bytes` as text; `None` where it is none.
pub(super) fn book(bytes: &[u8]) -> Option<Page> {
    let mut archive = is_book(bytes).then(|| archive::in_memory(bytes)).flatten()?;
    let mut left = MOST;
    let mut member = |name: &str| {
        let bytes = archive::unpacked(&mut archive, name, MOST_OF_PAGE.min(left)).ok()?;
        left = left.saturating_sub(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        Some(decode::decode(&bytes, None).text)
    };
    let container = member("META-INF/container.xml")?;
    let package = elements(&container).iter().find(|element| element.is("rootfile"))?.value("full-path")?;
    let listed = member(&package)?;
    let elements = elements(&listed);
    let folder = package.rfind('/').map_or("", |at| &package[..=at]);
    let mut whole = front(&elements);
    for href in spine(&elements) {
        let Some(html) = member(&resolved(folder, &href)) else { continue };
        let page = page::page(&html);
        whole.left_out += page.left_out;
        add(&mut whole, &page);
    }
    Some(whole)
}

/// What the package says of the book: its title and author, as a story says them.
fn front(elements: &[Element]) -> Page {
    let said = |name: &str| {
        let found = elements.iter().find(|element| element.is(name) && !element.text.trim().is_empty());
        found.map(|element| flow(&element.text))
    };
    let title = said("title").map(|title| format!("Title: {title}\n")).unwrap_or_default();
    let author = said("creator").map(|author| format!("Author: {author}\n")).unwrap_or_default();
    Page { text: format!("{title}{author}"), ..Page::default() }
}

/// The pages in the order of reading, without the one that lists the others.
fn spine(elements: &[Element]) -> Vec<String> {
    let items = elements.iter().filter(|element| element.is("item"));
    let items: HashMap<String, &Element> = items.filter_map(|item| Some((item.value("id")?, item))).collect();
    let is_read = |value: Option<String>| value.is_none_or(|linear| linear != "no");
    let wanted = elements.iter().filter(|element| element.is("itemref") && is_read(element.value("linear")));
    wanted
        .filter_map(|reference| items.get(&reference.value("idref")?))
        .filter(|item| !item.value("properties").is_some_and(|properties| properties.contains("nav")))
        .filter_map(|item| item.value("href"))
        .collect()
}

fn add(whole: &mut Page, page: &Page) {
    if page.text.is_empty() {
        return;
    }
    if !whole.text.is_empty() {
        whole.text.push('\n');
    }
    let shift = whole.text.len();
    whole.text.push_str(&page.text);
    let moved =
        page.roles.iter().map(|(span, role)| (Span::new(span.start + shift, span.end + shift), *role));
    whole.roles.extend(moved);
}

/// `href`, which stands in a file in `folder`, as a name in the archive.
fn resolved(folder: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or_default();
    let mut names: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    let plain = unescaped(href);
    for name in plain.split('/') {
        match name {
            ".." => {
                names.pop();
            }
            "" | "." => {}
            name => names.push(name),
        }
    }
    names.join("/")
}

/// `href` with the bytes that `%20` and the like stand for.
fn unescaped(href: &str) -> String {
    let mut bytes = Vec::with_capacity(href.len());
    let mut rest = href;
    while let Some(first) = rest.bytes().next() {
        let digits = rest.get(1..3).filter(|_| first == b'%');
        let escaped = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let taken = if escaped.is_some() { 3 } else { rest.chars().next().map_or(1, char::len_utf8) };
        match escaped {
            Some(byte) => bytes.push(byte),
            None => bytes.extend_from_slice(rest.get(..taken).unwrap_or_default().as_bytes()),
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// An element of a small file of XML, with the text behind its start.
struct Element<'a> {
    tag: Tag<'a>,
    text: String,
}

impl Element<'_> {
    fn is(&self, name: &str) -> bool {
        self.tag.name().eq_ignore_ascii_case(name)
    }

    fn value(&self, attribute: &str) -> Option<String> {
        self.tag.attribute(attribute)
    }
}

/// The elements of `xml` in order, flat, as far as it can be read.
fn elements(xml: &str) -> Vec<Element<'_>> {
    let mut found: Vec<Element<'_>> = Vec::new();
    // Whether the text that comes next stands right behind the last element's start.
    let mut opened = false;
    for piece in xml::pieces(xml).0 {
        match (piece.what, found.last_mut()) {
            (What::Open(tag), _) => {
                found.push(Element { tag, text: String::new() });
                opened = true;
            }
            (What::Text(text), Some(last)) if opened => last.text.push_str(&text),
            (What::Close(_), _) => opened = false,
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_a_book_are_resolved() {
        for (folder, href, name) in [
            ("OEBPS/", "text/one.xhtml#top", "OEBPS/text/one.xhtml"),
            ("OEBPS/package/", "../one%20two.xhtml", "OEBPS/one two.xhtml"),
            ("", "../../one.xhtml", "one.xhtml"),
            ("", "100%.xhtml", "100%.xhtml"),
        ] {
            assert_eq!(resolved(folder, href), name);
        }
    }
}
