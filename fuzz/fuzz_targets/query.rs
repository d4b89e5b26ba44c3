//! Any query on any text gives an answer whose hits and lit stretches lie in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tableread::document::Kind;
use tableread::loader::{Given, load};
use tableread::search::{Index, Query};
use tableread::source::Source;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let (typed, script) = text.split_once('\n').unwrap_or((&text, ""));
    let query = Query::parse(typed);
    for problem in query.problems() {
        assert!(typed.get(problem.span.clone()).is_some(), "{problem:?}");
    }
    let source = Source::from_bytes("fuzz", script.as_bytes());
    let episode = load(vec![Given { source, kind: Some(Kind::Transcript) }], "fuzz");
    let index = Index::new(&episode);
    let answer = index.search(&query);
    assert_eq!(answer.exact + answer.near, answer.hits.len());
    for hit in &answer.hits {
        let text = &episode.element(hit.element).text;
        let mut end = 0;
        for lit in index.highlights(&query, hit.element) {
            assert!(end <= lit.start && lit.start < lit.end && text.get(lit.clone()).is_some(), "{lit:?}");
            end = lit.end;
        }
    }
});
