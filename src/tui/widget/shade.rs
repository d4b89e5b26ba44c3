//! Amounts as characters: shades and bars that are read without colour.

/// Shades from nothing to all.
const SHADES: [char; 5] = ['·', '░', '▒', '▓', '█'];

/// Eighths of a cell, from the left.
const EIGHTHS: [char; 8] = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/// The shade for `amount` where the largest is `most`. The scale is that of the square root, so that
/// small amounts beside one large are told apart; whatever is more than nothing is seen.
pub(in crate::tui) fn shade(amount: usize, most: usize) -> char {
    let steps = SHADES.len() - 1;
    let share = ratio(amount, most).sqrt();
    let step = (1..steps).find(|step| share <= ratio(*step, steps)).unwrap_or(steps);
    let step = if amount == 0 { 0 } else { step };
    SHADES.get(step).copied().unwrap_or('█')
}

/// A bar of at most `cells` cells for `amount` where the largest is `most`, to an eighth of a cell;
/// whatever is more than nothing is seen.
pub(in crate::tui) fn bar(amount: usize, most: usize, cells: usize) -> String {
    let eighths = amount.saturating_mul(cells * 8) / most.max(1);
    let eighths = eighths.max(usize::from(amount > 0)).min(cells * 8);
    let mut bar = "█".repeat(eighths / 8);
    if let Some(part) = EIGHTHS.get(eighths % 8).filter(|_| eighths % 8 > 0) {
        bar.push(*part);
    }
    bar
}

fn ratio(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    number(part) / number(whole.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shades_grow_with_the_amount_and_nothing_looks_like_nothing() {
        let shades: String = [0, 1, 4, 16, 17, 36, 63, 64].iter().map(|amount| shade(*amount, 64)).collect();
        assert_eq!(shades, "·░░▒▓▓██");
        assert_eq!((shade(0, 0), shade(3, 0)), ('·', '█'));
    }

    #[test]
    fn bars_are_as_long_as_their_share() {
        let drawn: Vec<String> = [0, 1, 10, 50, 100, 200].iter().map(|amount| bar(*amount, 100, 4)).collect();
        assert_eq!(drawn, ["", "▏", "▍", "██", "████", "████"]);
        assert_eq!((bar(5, 0, 0).as_str(), bar(1, 100, 0).as_str()), ("", ""));
    }
}
