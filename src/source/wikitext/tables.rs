//! Tables of wikitext: a line for each row, a tab between its cells.

/// A row, or what stands over the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Row {
    Caption(String),
    Cells(String),
}

/// The rows of a table whose `lines` stand between `{|` and `|}`.
pub(super) fn rows<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut cells: Vec<String> = Vec::new();
    for line in lines {
        if let Some(caption) = line.strip_prefix("|+") {
            rows.push(Row::Caption(value(caption).to_owned()));
        } else if line.starts_with("|-") {
            end(&mut rows, &mut cells);
        } else if let Some(inner) = line.strip_prefix(['|', '!']) {
            let parts = inner.split("||").flat_map(|part| part.split("!!"));
            cells.extend(parts.map(|cell| value(cell).to_owned()));
        } else if let Some(last) = cells.last_mut().filter(|_| !line.is_empty()) {
            last.push(' ');
            last.push_str(line);
        }
    }
    end(&mut rows, &mut cells);
    rows
}

fn end(rows: &mut Vec<Row>, cells: &mut Vec<String>) {
    if cells.iter().any(|cell| !cell.is_empty()) {
        rows.push(Row::Cells(cells.join("\t")));
    }
    cells.clear();
}

/// A cell without the attributes before it: `style="x" | words`.
fn value(cell: &str) -> &str {
    let words = match cell.split_once('|') {
        Some((attributes, words)) if attributes.contains('=') => words,
        _ => cell,
    };
    words.trim()
}
