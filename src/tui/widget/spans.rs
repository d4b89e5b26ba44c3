//! A stretch of a text as styled spans, some parts of it in a style of their own.

use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::Span;

/// The bytes `part` of `text` as spans in `base`; each of `over`, bytes of `text` on char boundaries,
/// adds its style. Parts of `over` outside of `part` are passed over.
pub(in crate::tui) fn spans<'a>(
    text: &'a str,
    part: Range<usize>,
    base: Style,
    over: &[(Range<usize>, Style)],
) -> Vec<Span<'a>> {
    let mut cuts = vec![part.start, part.end];
    let inside = |at: usize| part.start < at && at < part.end;
    cuts.extend(over.iter().flat_map(|(range, _)| [range.start, range.end]).filter(|at| inside(*at)));
    cuts.sort_unstable();
    cuts.dedup();
    let styled = cuts.windows(2).filter_map(|pair| {
        let (start, end) = (pair[0], pair[1]);
        let covers = |(range, _): &&(Range<usize>, Style)| range.start <= start && end <= range.end;
        let style = over.iter().filter(covers).fold(base, |style, (_, more)| style.patch(*more));
        text.get(start..end).map(|text| Span::styled(text, style))
    });
    styled.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_styles_add_up() {
        let text = "the lamp is out";
        let over = [
            (4..8, Style::new().bold()),
            (6..11, Style::new().italic()),
            (13..40, Style::new().underlined()),
        ];
        let spans = spans(text, 4..15, Style::new(), &over);
        let parts: Vec<&str> = spans.iter().map(|span| &*span.content).collect();
        assert_eq!(parts, ["la", "mp", " is", " o", "ut"]);
        assert_eq!(spans[1].style, Style::new().bold().italic());
    }
}
