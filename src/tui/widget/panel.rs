//! The frame around a pane: its title, and whether keys go to it.

use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::{Block, BorderType};

/// How a panel is drawn.
#[derive(Debug, Clone, Copy)]
pub(in crate::tui) struct Look {
    /// The frame.
    pub(in crate::tui) border: Style,
    /// The title.
    pub(in crate::tui) title: Style,
    /// Whether keys go to it: told by the thickness of the frame too, not by colour alone.
    pub(in crate::tui) focused: bool,
}

/// A frame with `title`.
pub(in crate::tui) fn panel<'a>(title: impl Into<Line<'a>>, look: Look) -> Block<'a> {
    let kind = if look.focused { BorderType::Thick } else { BorderType::Plain };
    let title: Line = title.into();
    Block::bordered().border_type(kind).border_style(look.border).title(title.style(look.title))
}
