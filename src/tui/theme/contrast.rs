//! How light a colour is (WCAG 2.2, "relative luminance").

/// The luminance on which black and white writing have the same contrast.
pub(super) const MIDDLE: f64 = 0.179;

/// The luminance of red, green and blue in sRGB, from 0 (black) to 1 (white).
pub(super) fn luminance(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|channel| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Color, Style};

    use super::*;
    use crate::tui::theme::Theme;

    /// The contrast ratio of WCAG 2.2, from 1 to 21.
    fn ratio(a: [u8; 3], b: [u8; 3]) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn rgb(colour: Option<Color>) -> Option<[u8; 3]> {
        match colour? {
            Color::Rgb(red, green, blue) => Some([red, green, blue]),
            _ => None,
        }
    }

    /// What of a theme is read, with its name.
    fn written(theme: &Theme) -> Vec<(&'static str, Style)> {
        let mut styles = vec![
            ("text", theme.text),
            ("dim", theme.dim),
            ("title", theme.title),
            ("title_focused", theme.title_focused),
            ("act", theme.act),
            ("heading", theme.heading),
            ("direction", theme.direction),
            ("log", theme.log),
            ("id", theme.id),
            ("borrowed", theme.borrowed),
            ("current", theme.current),
            ("lit", theme.lit),
            ("match", theme.matched),
            ("status", theme.status),
            ("error", theme.error),
        ];
        styles.extend(theme.speakers.iter().map(|style| ("speaker", *style)));
        styles
    }

    fn coloured() -> Vec<(Theme, [u8; 3])> {
        let themes = Theme::shipped().into_iter();
        themes.filter_map(|theme| rgb(theme.ground).map(|ground| (theme, ground))).collect()
    }

    #[test]
    fn black_on_white_and_the_middle() {
        assert!((ratio([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
        let grey = [117; 3];
        assert!((ratio(grey, [0; 3]) - ratio(grey, [255; 3])).abs() < 0.2);
    }

    #[test]
    fn everything_written_can_be_read() {
        let themes = coloured();
        assert!(themes.len() >= 6, "themes for dark and for light terminals");
        for (theme, ground) in themes {
            let high = matches!(theme.name.as_str(), "contrast" | "paper");
            for (name, style) in written(&theme) {
                let ink = rgb(style.fg).unwrap_or_else(|| panic!("{}: {name} has no colour", theme.name));
                let paper = rgb(style.bg).unwrap_or(ground);
                let least = if high && name != "speaker" { 7.0 } else { 4.5 };
                assert!(ratio(ink, paper) >= least, "{} {name}: {:.2}", theme.name, ratio(ink, paper));
            }
            let text = rgb(theme.text.fg).expect("a colour");
            assert!(ratio(text, ground) >= if high { 15.0 } else { 10.0 }, "{}", theme.name);
        }
    }

    #[test]
    fn the_row_under_the_cursor_can_be_read() {
        for (theme, _) in coloured() {
            let row = rgb(theme.selected.bg).expect("a colour");
            for (name, style) in written(&theme).into_iter().filter(|(_, style)| style.bg.is_none()) {
                let ink = rgb(style.fg).expect("a colour");
                assert!(ratio(ink, row) >= 3.0, "{} {name}: {:.2}", theme.name, ratio(ink, row));
            }
        }
    }

    /// CIE L*a*b* under D65.
    fn lab(colour: [u8; 3]) -> [f64; 3] {
        let [r, g, b] = colour.map(|channel| luminance([channel; 3]));
        let [x, y, z] = [
            (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.950_47,
            0.2126 * r + 0.7152 * g + 0.0722 * b,
            (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.088_83,
        ]
        .map(|t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 });
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    #[test]
    fn speakers_differ_by_more_than_a_shade() {
        for (theme, _) in coloured() {
            let colours: Vec<[f64; 3]> =
                theme.speakers.iter().filter_map(|style| rgb(style.fg)).map(lab).collect();
            assert!(colours.len() >= 12, "{}", theme.name);
            for (at, a) in colours.iter().enumerate() {
                for b in &colours[at + 1..] {
                    let far = a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt();
                    assert!(far >= 15.0, "{}: two colours are {far:.1} apart", theme.name);
                }
            }
        }
    }
}
