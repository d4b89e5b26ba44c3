//! The order of a shelf: by path, title, number or day, with numbers compared as numbers.

use std::cmp::Ordering;
use std::iter::Peekable;
use std::str::Chars;

use crate::text::fold::fold;

use super::Entry;

/// What episodes are ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Where they stand.
    #[default]
    Path,
    /// Their titles.
    Title,
    /// Their numbers.
    Number,
    /// The day they were first shown.
    AirDate,
}

impl Order {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Path, Self::Title, Self::Number, Self::AirDate];

    /// Its name in `library.toml` and on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Title => "title",
            Self::Number => "number",
            Self::AirDate => "airdate",
        }
    }

    /// The order of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.name() == name)
    }

    /// The one after it, and the first after the last.
    pub fn next(self) -> Self {
        match self {
            Self::Path => Self::Title,
            Self::Title => Self::Number,
            Self::Number => Self::AirDate,
            Self::AirDate => Self::Path,
        }
    }
}

/// What an entry is sorted by; made once for each, because folding is work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key {
    /// By day; what has none comes last.
    day: Option<Day>,
    undated: bool,
    /// By a text, as numbers and letters; an empty one comes last.
    text: String,
    groups: Vec<String>,
    key: String,
}

impl Key {
    pub(super) fn of(entry: &Entry, order: Order) -> Self {
        let about = &entry.about;
        let text = match order {
            Order::Path | Order::AirDate => String::new(),
            Order::Title => fold(about.title.as_deref().unwrap_or(&entry.name)),
            Order::Number => fold(about.number.as_deref().unwrap_or_default()),
        };
        let day = about.air_date.as_deref().filter(|_| order == Order::AirDate).and_then(day);
        let groups = entry.group.iter().map(|group| fold(group)).collect();
        Self { day, undated: day.is_none(), text, groups, key: fold(&entry.key) }
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        let day = || (self.undated, self.day).cmp(&(other.undated, other.day));
        let text = || {
            self.text.is_empty().cmp(&other.text.is_empty()).then_with(|| natural(&self.text, &other.text))
        };
        let groups = || {
            let pairs = self.groups.iter().zip(&other.groups);
            let first = pairs.map(|(a, b)| natural(a, b)).find(|order| order.is_ne());
            first.unwrap_or_else(|| self.groups.len().cmp(&other.groups.len()))
        };
        day().then_with(text).then_with(groups).then_with(|| natural(&self.key, &other.key))
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Compares texts with the numbers in them as numbers: `season 2` before `season 10`.
pub(super) fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.chars().peekable(), b.chars().peekable());
    loop {
        let order = match (left.peek(), right.peek()) {
            (None, None) => return a.cmp(b),
            (Some(l), Some(r)) if l.is_ascii_digit() && r.is_ascii_digit() => {
                let (l, r) = (digits(&mut left), digits(&mut right));
                l.len().cmp(&r.len()).then_with(|| l.cmp(&r))
            }
            (l, r) => {
                let order = l.cmp(&r);
                left.next();
                right.next();
                order
            }
        };
        if order.is_ne() {
            return order;
        }
    }
}

/// Takes the digits that come next, and gives them without leading zeros.
fn digits(text: &mut Peekable<Chars>) -> String {
    let mut digits = String::new();
    while let Some(digit) = text.next_if(char::is_ascii_digit) {
        if digit != '0' || !digits.is_empty() {
            digits.push(digit);
        }
    }
    digits
}

/// A day: year, month, day of the month; the latter two 0 where they are not told.
pub(super) type Day = (u32, u32, u32);

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The day that people write as `9 Nov, 1997`, `November 9th, 1997`, `1997-11-09`, `9.11.1997`,
/// `11/9/1997` or `1997`; `None` where no year is told.
pub(super) fn day(written: &str) -> Option<Day> {
    let words = written.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (mut numbers, mut named, mut year) = (Vec::new(), None, None);
    for word in words {
        let lower = word.to_lowercase();
        let digits = lower.trim_end_matches(|c: char| c.is_ascii_lowercase());
        match digits.parse::<u32>() {
            Ok(number) if digits.len() == 4 && year.is_none() => year = Some((number, numbers.is_empty())),
            Ok(number) => numbers.push(number),
            Err(_) => {
                let month = MONTHS.iter().position(|month| lower.starts_with(month));
                named = named.or(month.and_then(|at| u32::try_from(at + 1).ok()));
            }
        }
    }
    let (year, year_first) = year?;
    let (month, day) = match (named, numbers.as_slice()) {
        (Some(month), rest) => (month, rest.first().copied().unwrap_or_default()),
        (None, [month, day, ..]) if year_first => (*month, *day),
        (None, [day, month, ..]) if written.contains('.') => (*month, *day),
        (None, [month, day, ..]) if *month <= 12 => (*month, *day),
        (None, [day, month, ..]) => (*month, *day),
        (None, rest) => (rest.first().copied().unwrap_or_default(), 0),
    };
    (month <= 12 && day <= 31).then_some((year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_texts_are_compared_as_numbers() {
        let sorted = ["", "2", "10", "010", "a", "a1", "a2", "a10", "a10b", "b", "b007", "b7"];
        for (at, low) in sorted.iter().enumerate() {
            for high in &sorted[at + 1..] {
                let equal = low.trim_start_matches('0') == high.trim_start_matches('0');
                assert!(natural(low, high).is_lt() || equal, "{low} {high}");
                assert_eq!(natural(low, high), natural(high, low).reverse(), "{low} {high}");
            }
        }
    }

    #[test]
    fn days_are_read_as_they_are_written() {
        for (written, read) in [
            ("9 Nov, 1997", Some((1997, 11, 9))),
            ("January 1 1990", Some((1990, 1, 1))),
            ("September 22nd, 2004", Some((2004, 9, 22))),
            ("1997-11-09", Some((1997, 11, 9))),
            ("9.11.1997", Some((1997, 11, 9))),
            ("11/9/1997", Some((1997, 11, 9))),
            ("25/9/1997", Some((1997, 9, 25))),
            ("Nov 1997", Some((1997, 11, 0))),
            ("1997", Some((1997, 0, 0))),
            ("soon", None),
            ("9 Nov", None),
            ("99/99/1997", None),
            ("", None),
        ] {
            assert_eq!(day(written), read, "{written}");
        }
    }
}
