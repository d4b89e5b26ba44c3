//! Any query on any text.

use tableread::document::Kind;
use tableread::loader::{Given, load};
use tableread::search::{Collection, Index, Query, ShardBuilder};
use tableread::source::Source;

use super::text::is_line;

/// The first line of the input asked of the rest of it: the hits and lit stretches lie in the text, and a
/// library of this one episode answers with as many.
pub fn query(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (typed, script) = text.split_once('\n').unwrap_or((&text, ""));
    let query = Query::parse(typed);
    for problem in query.problems() {
        assert!(typed.get(problem.span.clone()).is_some(), "{problem:?}");
        assert!(is_line(&tableread::text::clean::clean_line(&problem.message)));
    }
    let source = Source::from_bytes("any", script.as_bytes());
    let episode = load(vec![Given { source, kind: Some(Kind::Transcript) }], "any");
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
    let mut shard = ShardBuilder::default();
    shard.add("any", &episode);
    let results = Collection::new(vec![shard.build()]).search(&query, 1, &|| false).expect("an answer");
    assert_eq!((results.exact, results.near), (answer.exact, answer.near));
}
