//! A row of cells, darker where there is more, with a mark where one is.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;
use ratatui::widgets::Widget;

use super::shade::shade;

/// How a strip is drawn.
#[derive(Debug, Clone, Copy)]
pub(in crate::tui) struct StripLook {
    /// Cells with something in them.
    pub(in crate::tui) full: Style,
    /// Cells with nothing in them.
    pub(in crate::tui) empty: Style,
    /// What is added to the cell where one is.
    pub(in crate::tui) here: Style,
}

/// Draws a cell for each of `amounts` into the first row of `place`.
pub(in crate::tui) fn strip(
    amounts: &[usize],
    here: Option<usize>,
    look: StripLook,
    place: Rect,
    buffer: &mut Buffer,
) {
    let most = amounts.iter().copied().max().unwrap_or_default();
    for (x, (at, amount)) in (place.x..place.right()).zip(amounts.iter().enumerate()) {
        let style = if *amount > 0 { look.full } else { look.empty };
        let style = if here == Some(at) { style.patch(look.here) } else { style };
        let cell = Rect { x, width: 1, height: place.height.min(1), ..place };
        Span::styled(shade(*amount, most).to_string(), style).render(cell, buffer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_an_amount_as_far_as_there_is_room() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
        let look =
            StripLook { full: Style::new().bold(), empty: Style::new().dim(), here: Style::new().reversed() };
        let place = Rect::new(1, 0, 4, 1);
        strip(&[0, 1, 4, 0, 9], Some(3), look, place, &mut buffer);
        let text: String = buffer.content().iter().map(|cell| cell.symbol()).collect();
        assert_eq!(text, " ·▒▓· ");
        assert_eq!(buffer[(4, 0)].modifier, Style::new().dim().reversed().add_modifier);
        strip(&[1], None, look, Rect::default(), &mut buffer);
    }
}
