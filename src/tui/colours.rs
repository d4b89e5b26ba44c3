//! Which of the colours is whose: as far as two do not want the same one, a speaker keeps it from
//! episode to episode.

/// How many colours are given out before they begin again.
const COLOURS: usize = 12;

/// The numbers of the colours of `names`, given in the order in which they may choose. Each wants the
/// one that its name comes to and takes the next one that is free; when all are taken, all are free.
pub(super) fn colours<'a>(names: impl Iterator<Item = &'a str>) -> Vec<usize> {
    let mut taken = [false; COLOURS];
    let choose = |name: &str| {
        if taken.iter().all(|taken| *taken) {
            taken = [false; COLOURS];
        }
        let wanted = wanted(name);
        let free = (wanted..COLOURS).chain(0..wanted).find(|at| taken.get(*at) == Some(&false));
        let colour = free.unwrap_or(wanted);
        if let Some(taken) = taken.get_mut(colour) {
            *taken = true;
        }
        colour
    };
    names.map(choose).collect()
}

/// The colour that a name comes to (FNV-1a, 32 bits).
fn wanted(name: &str) -> usize {
    let hash = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    name.bytes().fold(0x811c_9dc5, hash) as usize % COLOURS
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_first_keep_theirs_and_none_is_given_twice_before_all_are_taken() {
        let crew = ["MAREN", "ORRIN", "TOVE", "HALYARD", "THE PILOT"];
        let first = colours(crew.into_iter());
        assert_eq!(first.iter().collect::<BTreeSet<_>>().len(), crew.len());
        let guests: Vec<String> = (0..30).map(|number| format!("GUEST {number}")).collect();
        let all = colours(["MAREN"].into_iter().chain(guests.iter().map(String::as_str)));
        assert_eq!(all[0], first[0]);
        assert_eq!(all[..COLOURS].iter().collect::<BTreeSet<_>>().len(), COLOURS);
        assert!(all.iter().all(|colour| *colour < COLOURS));
    }
}
