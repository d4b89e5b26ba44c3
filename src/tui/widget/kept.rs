//! Rows that were made, kept as long as what they were made of stays as it is: a view makes them for
//! each frame anew, and for a long text that costs more than drawing them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// The most items whose rows are kept.
const MOST: usize = 4_096;

/// Something that is the same only as itself.
#[derive(Debug)]
pub(in crate::tui) struct Same<T>(pub(in crate::tui) Arc<T>);

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The rows of items by their numbers; all are made of what the key says.
#[derive(Debug)]
pub(in crate::tui) struct KeptRows<K, R>(RefCell<Kept<K, R>>);

#[derive(Debug)]
struct Kept<K, R> {
    key: Option<K>,
    rows: HashMap<usize, Rc<[R]>>,
}

impl<K, R> Default for KeptRows<K, R> {
    fn default() -> Self {
        Self(RefCell::new(Kept { key: None, rows: HashMap::new() }))
    }
}

impl<K: PartialEq, R> KeptRows<K, R> {
    /// The rows of `item`, made by `make` where they are not there yet, or are made of something else.
    pub(in crate::tui) fn of(&self, key: K, item: usize, make: impl FnOnce() -> Vec<R>) -> Rc<[R]> {
        {
            let mut kept = self.0.borrow_mut();
            if kept.key.as_ref() != Some(&key) || kept.rows.len() >= MOST {
                *kept = Kept { key: Some(key), rows: HashMap::new() };
            } else if let Some(rows) = kept.rows.get(&item) {
                return Rc::clone(rows);
            }
        }
        let rows: Rc<[R]> = make().into();
        self.0.borrow_mut().rows.insert(item, Rc::clone(&rows));
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_made_once_and_anew_for_another_key() {
        let kept: KeptRows<u16, usize> = KeptRows::default();
        let mut made = 0;
        for (key, item, times) in [(0, 7, 1), (0, 7, 1), (0, 8, 2), (1, 7, 3), (0, 7, 4)] {
            let rows = kept.of(key, item, || {
                made += 1;
                vec![item]
            });
            assert_eq!((rows[0], made), (item, times), "{key} {item}");
        }
        let one = Arc::new(1);
        assert!(Same(Arc::clone(&one)) == Same(one.clone()) && Same(one) != Same(Arc::new(1)));
    }
}
