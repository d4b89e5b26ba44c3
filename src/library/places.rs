//! What the names of folders and files tell of an episode: its season, its number, its series.

use super::About;

/// What the place of an episode tells: `folders` between the library and it, outermost first, and its
/// `name`, a file's without the ending.
pub(super) fn told_by(folders: &[String], name: &str) -> About {
    let code = code(name);
    let folder = folders.iter().rev().find_map(|folder| season_of_folder(folder));
    About {
        season: code.as_ref().map(|(season, _)| season.clone()).or(folder),
        number: code.map(|(season, number)| format!("{season}x{number:0>2}")),
        ..About::default()
    }
}

/// The series that `folders` tell of, outermost first: the first that is no season's.
pub(super) fn series(folders: &[String]) -> Option<&str> {
    let name = folders.iter().find(|folder| season_of_folder(folder).is_none())?;
    // An archive is a folder, whatever it ends in.
    Some(name.strip_suffix(".zip").unwrap_or(name))
}

/// Whether a folder called so is a season's.
pub(super) fn is_season(name: &str) -> bool {
    season_of_folder(name).is_some()
}

/// The season of a folder called so: `Season 2`, `s02`, `series-3`, `Specials`.
fn season_of_folder(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    if lower == "specials" {
        return Some(name.to_owned());
    }
    let rest = ["season", "staffel", "book", "s"].iter().find_map(|word| lower.strip_prefix(word))?;
    let number = rest.trim_start_matches([' ', '-', '_', '.']);
    number_of(number).filter(|_| number.len() <= 3)
}

/// The season in the number of an episode: `4x12`, `S04E12`.
pub(super) fn season_of_code(number: &str) -> Option<String> {
    code(number).map(|(season, _)| season)
}

/// Season and number where a word of `text` has both: `Fog s02e05`, `2x05-fog`.
fn code(text: &str) -> Option<(String, String)> {
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    words.find_map(|word| {
        let (season, number) = match word.strip_prefix('s').and_then(|rest| rest.split_once('e')) {
            Some(pair) => pair,
            None => word.split_once('x')?,
        };
        let small = season.len() <= 2 && number.len() <= 3;
        Some((number_of(season)?, number_of(number)?)).filter(|_| small)
    })
}

/// `digits` without leading zeros; `None` where they are none.
fn number_of(digits: &str) -> Option<String> {
    let number = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.trim_start_matches('0'))?;
    match (digits.is_empty(), number) {
        (true, _) => None,
        (false, "") => Some("0".to_owned()),
        (false, number) => Some(number.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_tell_of_seasons_and_series() {
        for (folders, name, season, number, from) in [
            (&["Halyard", "Season 2"][..], "fog", Some("2"), None, Some("Halyard")),
            (&["s02", "Halyard"], "fog", Some("2"), None, Some("Halyard")),
            (&["Halyard"], "Fog s01e05", Some("1"), Some("1x05"), Some("Halyard")),
            (&["Halyard", "Season 3"], "2x11-fog", Some("2"), Some("2x11"), Some("Halyard")),
            (&["Halyard", "Specials"], "fog", Some("Specials"), None, Some("Halyard")),
            (&["Halyard", "Season 00"], "fog", Some("0"), None, Some("Halyard")),
            (&["series-003"], "000007", None, None, Some("series-003")),
            (&["sunday", "Season of fog"], "mast", None, None, Some("sunday")),
            (&[], "six", None, None, None),
            (&[], "1920x1080", None, None, None),
        ] {
            let folders: Vec<String> = folders.iter().map(|folder| (*folder).to_owned()).collect();
            let told = told_by(&folders, name);
            assert_eq!((told.season.as_deref(), told.number.as_deref()), (season, number), "{name}");
            assert_eq!(series(&folders), from, "{folders:?}");
        }
    }

    #[test]
    fn a_number_may_tell_the_season() {
        assert_eq!(season_of_code("4x12").as_deref(), Some("4"));
        assert_eq!(season_of_code("S04E12").as_deref(), Some("4"));
        assert_eq!(season_of_code("412"), None);
    }
}
