//! The kit's own headings, and the furniture of its pages.

use crate::text::flow::flow;

/// What stands in a section of the kit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// Number, title, logline: what stands before the first heading.
    Front,
    /// The logline under a heading of its own.
    Logline,
    /// The synopsis.
    Synopsis,
    /// Roles and actors; whether they are guests.
    Cast {
        /// Whether those listed are guests.
        guest: bool,
    },
    /// Who did what.
    Credits,
    /// Headlines, listings, taglines.
    Advertising,
    /// Anything else: contacts, photographs.
    Elsewhere,
}

/// The longest line that is a heading, bytes, with all that is drawn around it.
const LONGEST: usize = 120;

/// The section that `line` is the heading of.
pub(super) fn heading(line: &str) -> Option<Section> {
    if line.len() > LONGEST {
        return None;
    }
    let key = key(line);
    SECTIONS.iter().find(|(_, names)| names.contains(&key.as_str())).map(|(section, _)| *section)
}

/// The section that `line` names before a colon, and where what stands in it begins: `Tagline: ...`.
pub(super) fn heading_before(line: &str) -> Option<(Section, usize)> {
    let (label, rest) = line.split_once(':')?;
    let section =
        heading(label).filter(|section| !matches!(section, Section::Cast { .. } | Section::Credits))?;
    let rest = rest.trim_start();
    (!rest.is_empty()).then_some((section, line.len() - rest.len()))
}

/// `line` in lower case, one space between words, without rules and colons around it.
fn key(line: &str) -> String {
    let bare = line
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '=' | '-' | '_' | ':' | '(' | ')'));
    flow(bare).to_lowercase()
}

const SECTIONS: &[(Section, &[&str])] = &[
    (Section::Logline, &["logline", "log line", "one-line", "one-liner", "premise"]),
    (
        Section::Synopsis,
        &[
            "synopsis",
            "story",
            "the story",
            "episode synopsis",
            "story synopsis",
            "summary",
            "storyline",
            "short synopsis",
            "long synopsis",
        ],
    ),
    (
        Section::Cast { guest: false },
        &[
            "cast",
            "the cast",
            "cast list",
            "regular cast",
            "series regulars",
            "regulars",
            "starring",
            "stars",
            "series cast",
            "main cast",
            "also starring",
            "cast of characters",
        ],
    ),
    (
        Section::Cast { guest: true },
        &[
            "guest stars",
            "guest star",
            "guest cast",
            "guest starring",
            "guests",
            "special guest star",
            "special guest stars",
            "special guest appearance",
            "special guest appearance by",
            "special guest cast",
            "co-stars",
            "co-star",
            "co-starring",
            "costars",
            "featuring",
            "recurring cast",
            "recurring",
            "recurring characters",
            "supporting cast",
            "also featuring",
            "guest performers",
            "with",
        ],
    ),
    (
        Section::Credits,
        &[
            "credits",
            "production credits",
            "crew",
            "production",
            "production staff",
            "production team",
            "creative team",
            "staff",
            "episode credits",
        ],
    ),
    (
        Section::Advertising,
        &[
            "highlight listing",
            "highlight listings",
            "listing",
            "listings",
            "tv listing",
            "program listing",
            "advertising headline",
            "advertising headlines",
            "headline",
            "headlines",
            "tagline",
            "taglines",
            "tag line",
            "ad line",
            "ad lines",
            "ad copy",
            "advertising copy",
            "advertising",
            "advertising line",
            "promotional copy",
            "close-up listing",
            "closeup listing",
            "tune-in",
            "tune-in copy",
            "short listing",
            "long listing",
            "on-air copy",
        ],
    ),
    (
        Section::Elsewhere,
        &[
            "contact",
            "contacts",
            "press contact",
            "press contacts",
            "media contact",
            "media contacts",
            "photo captions",
            "photos",
            "photography",
            "notes",
            "editor's note",
            "production notes",
        ],
    ),
];

/// Whether `line` is of the page and not of the kit: its number, `-more-`, a mark of the end.
pub(super) fn is_furniture(line: &str) -> bool {
    let key = key(line);
    let page = key.rsplit(['-', '–', '—', '|', ',', '/']).next().unwrap_or_default().trim();
    let page =
        page.strip_prefix("page ").or_else(|| page.strip_prefix("pg. ")).or_else(|| page.strip_prefix("p. "));
    let numbered = page.is_some_and(|rest| rest.split(" of ").all(is_number));
    let marked =
        matches!(key.as_str(), "more" | "end" | "continued" | "cont'd" | "30" | "# # #" | "###" | "#");
    numbered || marked || is_number(&key) || !line.contains(char::is_alphanumeric)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_headings_are_told() {
        for line in ["Episode #12 - Page 2", "- 3 -", "Page 2 of 4", "-more-", "(MORE)", "# # #", "2", "***"]
        {
            assert!(is_furniture(line), "{line}");
            assert_eq!(heading(line), None, "{line}");
        }
        for line in ["EPISODE #12", "CAST", "SEVEN", "Written by: ORRIN VALE", "PAGE TURNER"] {
            assert!(!is_furniture(line), "{line}");
        }
        assert_eq!(heading("GUEST  STARS:"), Some(Section::Cast { guest: true }));
        assert_eq!(heading("*** Cast ***"), Some(Section::Cast { guest: false }));
        assert_eq!(heading("MAREN"), None);
    }
}
