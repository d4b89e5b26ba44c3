//! The cache: what is kept comes back as it was, and nothing else does.

use std::fs;

use proptest::collection::vec;
use proptest::prelude::*;
use pty_session::Folder;

use super::*;

const SUBJECT: Subject<'_> = Subject { purpose: "test", version: 3, key: b"/harbour/halyard" };

fn cache() -> (Cache, Folder) {
    let folder = Folder::new();
    (Cache::within(folder.to_path_buf()), folder)
}

fn file_of(sections: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    container::write(&mut bytes, &SUBJECT, sections).expect("writing to memory");
    bytes
}

fn container(bytes: &[u8]) -> Option<Container> {
    Container::read(bytes, bytes.len() as u64, &SUBJECT)
}

#[test]
fn what_is_kept_comes_back() {
    let (cache, _folder) = cache();
    assert_eq!(cache.read(&SUBJECT), None);
    cache.write(&SUBJECT, &[("lamps", b"twelve"), ("oil", b"")]).expect("written");
    let kept = cache.read(&SUBJECT).expect("kept");
    assert_eq!(kept.section("lamps"), Some(&b"twelve"[..]));
    assert_eq!(kept.section("oil"), Some(&b""[..]));
    assert_eq!(kept.section("bells"), None);
    cache.write(&SUBJECT, &[("lamps", b"thirteen")]).expect("written over");
    let kept = cache.read(&SUBJECT).expect("kept");
    assert_eq!((kept.section("lamps"), kept.section("oil")), (Some(&b"thirteen"[..]), None));
    assert_eq!(cache.all().len(), 1, "nothing unfinished is left");
    let told = cache.of_key(SUBJECT.key).pop().expect("kept");
    assert_eq!((told.purpose.as_str(), told.is_whole(), cache.of_key(b"/harbour").len()), ("test", true, 0));
}

#[test]
fn what_a_killed_writer_left_is_swept_once_nobody_can_be_at_it() {
    let (cache, folder) = cache();
    cache.write(&SUBJECT, &[("lamps", b"twelve")]).expect("written");
    for (name, age) in [("old.part", 2 * PATIENCE), ("new.part", Duration::ZERO), ("old.txt", 2 * PATIENCE)] {
        let file = fs::File::create(folder.join(name)).expect("file");
        file.set_modified(SystemTime::now() - age).expect("a time");
    }
    cache.sweep();
    assert!(!folder.join("old.part").exists() && folder.join("new.part").exists());
    assert!(folder.join("old.txt").exists() && cache.read(&SUBJECT).is_some());
}

#[test]
fn what_is_of_something_else_does_not_come_back() {
    let (cache, _folder) = cache();
    cache.write(&SUBJECT, &[("lamps", b"twelve")]).expect("written");
    let place = cache.place(&SUBJECT).expect("a place");
    for other in [
        Subject { version: 4, ..SUBJECT },
        Subject { key: b"/harbour/tern", ..SUBJECT },
        Subject { purpose: "index", ..SUBJECT },
    ] {
        assert_eq!(cache.read(&other), None, "{other:?}");
        // Not even where the file has its name, as where two keys have one hash.
        fs::copy(&place, cache.place(&other).expect("a place")).expect("copied");
        assert_eq!(cache.read(&other).is_some(), other == SUBJECT, "{other:?}");
    }
}

#[test]
fn what_is_no_file_is_not_waited_for() {
    let (cache, _folder) = cache();
    let place = cache.place(&SUBJECT).expect("a place");
    fs::create_dir_all(&place).expect("a folder in the file's place");
    assert_eq!(cache.read(&SUBJECT), None);
    assert!(cache.write(&SUBJECT, &[("lamps", b"twelve")]).is_err());
    assert_eq!(cache.all().len(), 1, "what could not be finished is cleared away");
}

#[test]
fn what_is_cleared_is_gone() {
    let (cache, folder) = cache();
    let other = Subject { purpose: "index", ..SUBJECT };
    cache.write(&SUBJECT, &[("lamps", b"twelve")]).expect("written");
    cache.write(&other, &[("lamps", b"twelve")]).expect("written");
    fs::write(folder.join("index-0.77-0.part"), b"half").expect("an unfinished one");
    fs::write(folder.join("letter.txt"), b"not ours").expect("another's");
    assert!(cache.remove(&SUBJECT).expect("removed"));
    assert!(!cache.remove(&SUBJECT).expect("nothing to remove"));
    assert!(cache.read(&other).is_some());
    cache.write(&Subject { key: b"/harbour/tern", ..SUBJECT }, &[]).expect("written");
    assert_eq!(cache.clear_of_key(b"/harbour/tern").expect("cleared").0, 1);
    let damaged = cache.place(&other).expect("a place");
    let mut bytes = fs::read(&damaged).expect("bytes");
    *bytes.last_mut().expect("a byte") ^= 1;
    fs::write(&damaged, bytes).expect("damaged");
    assert_eq!(cache.all().iter().filter(|kept| kept.is_whole()).count(), 0);
    assert_eq!(cache.clear().expect("cleared").0, 2);
    assert_eq!(cache.read(&other), None);
    assert!(folder.join("letter.txt").exists());
}

#[test]
fn without_a_cache_nothing_is_kept() {
    let none = Cache::none();
    none.write(&SUBJECT, &[("lamps", b"twelve")]).expect("nothing to do");
    assert_eq!((none.read(&SUBJECT), none.all().len()), (None, 0));
    assert_eq!(none.clear().expect("nothing to do"), (0, 0));
}

#[test]
fn a_size_that_is_only_claimed_asks_for_no_memory() {
    let whole = file_of(&[("lamps", b"twelve")]);
    // The first word of the only section's length; the checksum is made to fit.
    let at = whole.len() - b"twelve".len() - 8 - 16;
    for claimed in [u64::MAX, 1 << 40, 7, 5] {
        let mut forged = whole.clone();
        forged[at..at + 8].copy_from_slice(&claimed.to_le_bytes());
        let end = whole.len() - b"twelve".len();
        let checksum = xxh3_64(&forged[..end - 8]).to_le_bytes();
        forged[end - 8..end].copy_from_slice(&checksum);
        assert_eq!(container(&forged), None, "{claimed}");
    }
}

fn sections() -> impl Strategy<Value = Vec<(String, Vec<u8>)>> {
    vec(("[a-z]{1,9}", vec(any::<u8>(), 0..60)), 0..5)
}

fn slices(sections: &[(String, Vec<u8>)]) -> Vec<(&str, &[u8])> {
    sections.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect()
}

proptest! {
    #[test]
    fn any_sections_come_back(sections in sections()) {
        let mut container = container(&file_of(&slices(&sections))).expect("as written");
        for (name, _) in &sections {
            let first = sections.iter().find(|(other, _)| other == name).map(|(_, bytes)| bytes.as_slice());
            prop_assert_eq!(container.section(name), first);
        }
        let mut left = sections.clone();
        for (name, _) in &sections {
            let first = left.iter().position(|(other, _)| other == name);
            prop_assert_eq!(container.take(name), first.map(|at| left.swap_remove(at).1));
        }
        prop_assert_eq!(left.len(), 0);
    }

    #[test]
    fn any_flipped_bit_is_noticed(sections in sections(), at in any::<prop::sample::Index>(), bit in 0u8..8) {
        let mut bytes = file_of(&slices(&sections));
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        prop_assert_eq!(container(&bytes), None);
    }

    #[test]
    fn any_other_length_is_noticed(sections in sections(), cut in any::<prop::sample::Index>(), more in vec(any::<u8>(), 1..9)) {
        let whole = file_of(&slices(&sections));
        let cut = whole[..cut.index(whole.len())].to_vec();
        prop_assert_eq!(container(&cut), None);
        let longer = [whole, more].concat();
        prop_assert_eq!(container(&longer), None);
    }

    #[test]
    fn any_bytes_at_all_are_read_without_harm(bytes in vec(any::<u8>(), 0..300), after_magic: bool) {
        let bytes = if after_magic { [&file_of(&[])[..16], &bytes].concat() } else { bytes };
        prop_assert_eq!(container(&bytes), None);
    }
}
