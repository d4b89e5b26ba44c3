//! What ever broke an invariant breaks it no more: every input kept under `tests/fixtures/crashes/TARGET` is
//! given to the check of that name, and so are all the fixtures, whole and cut short.

use std::fs;
use std::path::{Path, PathBuf};

#[path = "invariants/lib.rs"]
pub mod invariants;

use invariants::{Check, TARGETS};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// The files below `folder`, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let listed = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = listed.map(|entry| entry.path()).collect();
    paths.sort();
    paths.into_iter().flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn what_broke_once_holds() {
    let kept = fixtures().join("crashes");
    let mut given = 0;
    for (name, check) in TARGETS {
        for path in files(&kept.join(name)) {
            println!("{}", path.display());
            check(&fs::read(&path).expect("an input"));
            given += 1;
        }
    }
    assert_eq!(given, files(&kept).len(), "an input is of no target");
}

#[test]
fn every_check_holds_for_every_fixture_and_a_part_of_it() {
    let documents: Vec<PathBuf> =
        files(&fixtures()).into_iter().filter(|path| !path.starts_with(fixtures().join("crashes"))).collect();
    assert!(documents.len() > 50, "{}", documents.len());
    for path in documents {
        let bytes = fs::read(&path).expect("a fixture");
        // One in three keeps it quick; the loader is given everything, which is most.
        let cut = &bytes[bytes.len() / 3..bytes.len() * 2 / 3];
        for (name, check) in TARGETS {
            println!("{name} {}", path.display());
            check(&bytes);
            check(cut);
        }
    }
}

#[test]
fn several_documents_hold_as_one_episode() {
    let loader: Check = invariants::episode::loader;
    let mut all = Vec::new();
    for name in ["transcript/ok/0001_plain.txt", "summary/ok/0001_acts_captions_logs_quotes.txt"] {
        all.extend(b"7");
        all.extend(fs::read(fixtures().join(name)).expect("a fixture"));
        all.push(0x1e);
    }
    loader(&all);
}
