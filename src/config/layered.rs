//! What a person sets, over what is shipped: key by key, so that a key that cannot be used costs no other.

use serde::de::{DeserializeOwned, IntoDeserializer};
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

/// The most faults of a file that are told: who mends them looks again.
pub(crate) const MOST_FAULTS: usize = 100;

/// What the TOML `shipped` comes to with the keys of the TOML `text` over it, and what is wrong with `text`, in
/// its order; the places are those of `text`. A key that cannot be used stays as shipped, and so does what follows
/// the last fault that is told. `None` where `text` is
/// no TOML, so that nothing of it can be used, or `shipped` is not whole by itself.
pub(crate) fn layered<T: DeserializeOwned>(shipped: &str, text: &str) -> (Option<T>, Vec<Error>) {
    let parsed = DeTable::parse(text).and_then(|own| Ok((own, DeTable::parse(shipped)?)));
    let (own, mut whole) = match parsed {
        Ok((own, shipped)) => (own.into_inner(), shipped.into_inner()),
        Err(error) => return (None, vec![error]),
    };
    let mut own: Vec<(Spanned<_>, Spanned<DeValue<'_>>)> = own.into_iter().collect();
    own.sort_by_key(|(key, _)| key.span().start);
    let mut errors = Vec::new();
    for (key, value) in own {
        if errors.len() == MOST_FAULTS {
            break;
        }
        let mut with = whole.clone();
        with.insert(key, value);
        match read::<T>(with.clone()) {
            Ok(_) => whole = with,
            Err(error) => errors.push(error),
        }
    }
    match read(whole) {
        Ok(read) => (Some(read), errors),
        Err(error) => (None, errors.into_iter().chain([error]).collect()),
    }
}

fn read<T: DeserializeOwned>(table: DeTable<'_>) -> Result<T, Error> {
    T::deserialize(Spanned::new(0..0, table).into_deserializer())
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Lamps {
        oil: u8,
        lit: bool,
    }

    #[test]
    fn a_key_that_cannot_be_used_costs_no_other() {
        let shipped = "# What is shipped.\noil = 1\nlit = true\n";
        let of = |text: &str| {
            let (lamps, errors) = layered::<Lamps>(shipped, text);
            let places = errors.iter().map(|error| error.span().map_or("", |span| &text[span]).to_owned());
            (lamps.map(|lamps| (lamps.oil, lamps.lit)), places.collect::<Vec<_>>())
        };
        assert_eq!(of(""), (Some((1, true)), vec![]));
        assert_eq!(of("lit = false\noil = 300"), (Some((1, false)), vec!["300".to_owned()]));
        assert_eq!(
            of("wick = 2\noil = 7\nlit = 'no'"),
            (Some((7, true)), vec!["wick".into(), "'no'".into()])
        );
        assert_eq!(of("oil = 2\nlit = ").0, None);
        assert_eq!(of(&"[".repeat(100_000)).0, None);
    }
}
