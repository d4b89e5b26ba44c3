//! How far two spellings are apart.

/// The optimal string alignment distance of `a` and `b` in characters (insertion, deletion,
/// substitution and the swap of two neighbours cost 1 each; Boytsov 2011, §2.2), or `None` where it
/// is more than `limit`.
pub fn edit_distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut two_back: Vec<usize> = Vec::new();
    let mut back: Vec<usize> = (0..=b.len()).collect();
    for (i, &from) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, &to) in b.iter().enumerate() {
            let mut least = (back[j] + usize::from(from != to)).min(back[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && from == b[j - 1] && a[i - 1] == to {
                least = least.min(two_back[j - 1] + 1);
            }
            row.push(least);
        }
        if row.iter().min().is_some_and(|least| *least > limit) {
            return None;
        }
        two_back = std::mem::replace(&mut back, row);
    }
    back.last().copied().filter(|distance| *distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_one() {
        for (a, b) in [("cullah", "culluh"), ("kims", "kim"), ("kim", "ikm"), ("étude", "etude")] {
            assert_eq!(edit_distance(a, b, 2), Some(1), "{a} {b}");
        }
        assert_eq!(edit_distance("same", "same", 0), Some(0));
    }

    #[test]
    fn beyond_the_limit_is_none() {
        assert_eq!(edit_distance("maren", "orrin", 2), None);
        assert_eq!(edit_distance("a", "abcd", 2), None);
    }
}
