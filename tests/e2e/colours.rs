//! `NO_COLOR` takes the colours and nothing else.

use pty_session::vt100::Color;
use pty_session::{Ended, Program};

use crate::blank_table;

#[test]
fn no_color_keeps_bold() {
    for (value, expected) in [("", Color::Idx(3)), ("1", Color::Default)] {
        let mut session = Program::new(blank_table::path()).env("NO_COLOR", value).start();
        session.wait_for("A blank table");
        let screen = session.picture();
        let title = screen.cell(0, 0).expect("a cell");
        assert_eq!((title.fgcolor(), title.bold()), (expected, true), "NO_COLOR={value:?}");
        session.keys("q");
        assert_eq!(session.finish(), Ended::Code(0));
    }
}
