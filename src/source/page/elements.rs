//! What the elements of a page mean for its text: by name, by class, by what hides them.

/// What an element does to the text in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// Nothing of its own.
    None,
    /// It is left out.
    Skip,
    /// White space in it stands.
    Preformatted,
    /// A heading of this level.
    Heading(u8),
    /// A caption.
    Caption,
    /// References.
    Reference,
    /// The box with facts beside the text: its headings are labels.
    FactBox,
    /// The title of the page.
    Title,
    /// The part of a wiki's page that a person reads.
    Content,
    /// A list.
    List,
    /// Quotation marks stand around it.
    Quoted,
}

/// What breaks an element makes before and behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    Inline,
    Line,
    Paragraph,
}

/// Elements that are never closed.
pub(super) fn is_void(name: &[u8]) -> bool {
    matches!(
        name,
        b"area"
            | b"base"
            | b"br"
            | b"col"
            | b"embed"
            | b"hr"
            | b"img"
            | b"input"
            | b"link"
            | b"meta"
            | b"param"
            | b"source"
            | b"track"
            | b"wbr"
    )
}

/// Elements whose end is often left out and whose only effect is a break.
pub(super) fn is_loose(name: &[u8]) -> bool {
    matches!(
        name,
        b"p" | b"li"
            | b"dt"
            | b"dd"
            | b"tr"
            | b"td"
            | b"th"
            | b"b"
            | b"i"
            | b"u"
            | b"a"
            | b"em"
            | b"font"
            | b"strong"
            | b"small"
            | b"big"
            | b"tt"
            | b"s"
            | b"option"
            | b"tbody"
            | b"thead"
            | b"tfoot"
    )
}

/// The break around the element called `name`.
pub(super) fn flow(name: &[u8]) -> Flow {
    match name {
        b"p" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"ul" | b"ol" | b"dl" | b"table"
        | b"blockquote" | b"pre" | b"hr" | b"figure" | b"figcaption" | b"caption" | b"section"
        | b"article" | b"aside" | b"header" | b"title" | b"details" | b"center" | b"fieldset" => {
            Flow::Paragraph
        }
        b"div" | b"li" | b"dt" | b"dd" | b"tr" | b"main" | b"body" | b"summary" | b"address" | b"tbody"
        | b"thead" | b"tfoot" | b"form" | b"legend" => Flow::Line,
        _ => Flow::Inline,
    }
}

/// What the element called `name` does by its name alone.
pub(super) fn effect_of_name(name: &[u8]) -> Effect {
    match name {
        b"script" | b"style" | b"template" | b"noscript" | b"nav" | b"footer" | b"select" | b"button"
        | b"svg" | b"canvas" | b"audio" | b"video" | b"iframe" | b"object" | b"textarea" | b"datalist"
        | b"rp" | b"math" | b"noframes" | b"dialog" => Effect::Skip,
        b"title" => Effect::Title,
        b"pre" | b"xmp" | b"plaintext" | b"listing" => Effect::Preformatted,
        b"h1" => Effect::Heading(1),
        b"h2" => Effect::Heading(2),
        b"h3" => Effect::Heading(3),
        b"h4" => Effect::Heading(4),
        b"h5" => Effect::Heading(5),
        b"h6" => Effect::Heading(6),
        b"figcaption" | b"caption" => Effect::Caption,
        b"ul" | b"ol" => Effect::List,
        b"q" => Effect::Quoted,
        _ => Effect::None,
    }
}

/// What a class or an id says of an element; the first that says something holds.
pub(super) fn effect_of_class(classes: &str) -> Option<Effect> {
    classes.split_ascii_whitespace().find_map(effect_of_one)
}

fn effect_of_one(class: &str) -> Option<Effect> {
    const SKIPPED: &[&str] = &[
        "navbox",
        "toc",
        "mw-editsection",
        "editsection",
        "mw-jump-link",
        "mw-jump",
        "jump-to-nav",
        "jump",
        "catlinks",
        "printfooter",
        "mw-cite-backlink",
        "cite_backlink",
        "mw-collapsible-toggle",
        "collapsebutton",
        "magnify",
        "noprint",
        "ambox",
        "mw-indicators",
        "sitesub",
        "contentsub",
        "mw-navigation",
        "mw-head",
        "mw-panel",
        "sr-only",
        "screen-reader-text",
        "landmark",
        "breadcrumbs",
        "breadcrumb",
        "navigation",
        "advertisement",
        "page-footer",
        "site-footer",
        "global-navigation",
        "fandom-sticky-header",
        "page__right-rail",
        "page-counter",
        "page-header__actions",
        "comments",
        "feedback",
        "actions",
        "cookie-banner",
        "share",
        "rail-module",
    ];
    const REFERENCES: &[&str] =
        &["references", "reflist", "mw-references-wrap", "hatnote", "dablink", "succession"];
    const CAPTIONS: &[&str] = &["thumbcaption", "gallerytext", "lightbox-caption", "wp-caption-text"];
    const FACTS: &[&str] = &["infobox", "portable-infobox", "wiki-sidebar", "vevent", "tpl-infobox"];
    let lower = class.to_ascii_lowercase();
    let is = |names: &[&str]| names.contains(&lower.as_str());
    match lower.as_str() {
        "mw-parser-output" | "mw-content-text" | "workskin" => Some(Effect::Content),
        _ if is(SKIPPED) => Some(Effect::Skip),
        _ if is(FACTS) => Some(Effect::FactBox),
        _ if is(CAPTIONS) => Some(Effect::Caption),
        _ if is(REFERENCES) => Some(Effect::Reference),
        _ => None,
    }
}

/// Whether a style keeps an element off the screen.
pub(super) fn hides(style: &str) -> bool {
    let bare: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    bare.contains("display:none") || bare.contains("visibility:hidden")
}
