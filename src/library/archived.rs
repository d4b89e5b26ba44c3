//! An archive of a folder, walked as the folder would be: its files by the folders that they are in.

use std::collections::BTreeMap;
use std::path::Path;

use crate::source::archive::{self, Member};
use crate::text::clean::clean_line;

use super::Problem;
use super::catalogue::nanoseconds;
use super::walk::{Folder, Found, STATEMENTS, Step, is_document, shown_name};

/// Walks the archive at `root`, which stands in `outer` folders of the library, itself the last of them, and
/// tells what it comes upon until it is told to stop. Gives whether it was not.
pub(super) fn walk(root: &Path, outer: &[String], tell: &mut dyn FnMut(Step) -> bool) -> bool {
    let shown = || if outer.is_empty() { shown_name(root) } else { outer.join("/") };
    let members = match archive::members(root) {
        Ok(members) => members,
        Err(error) => return tell(Step::Problem(Problem { path: shown(), message: error.to_string() })),
    };
    let changed = std::fs::metadata(root).ok().and_then(|metadata| metadata.modified().ok());
    let changed = nanoseconds(changed);
    let mut folders: BTreeMap<&str, Vec<&Member>> = BTreeMap::new();
    for member in members.iter().filter(|member| !is_hidden(&member.name)) {
        let (folder, _) = member.name.rsplit_once('/').unwrap_or(("", &member.name));
        folders.entry(folder).or_default().push(member);
    }
    for (folder, members) in folders {
        let documents = members.iter().filter(|member| is_document(Path::new(&member.name)));
        let found = |member: &&Member| Found {
            path: root.join(&member.name),
            below: Some(
                outer.iter().map(String::as_str).chain([member.name.as_str()]).collect::<Vec<_>>().join("/"),
            ),
            bytes: member.bytes,
            changed,
        };
        let files: Vec<Found> = documents.map(found).collect();
        let statements = members.iter().find(|member| member.name.rsplit('/').next() == Some(STATEMENTS));
        let inner = folder.split('/').filter(|name| !name.is_empty()).map(clean_line);
        let groups: Vec<String> = outer.iter().cloned().chain(inner).collect();
        let name = groups.last().cloned().unwrap_or_else(|| shown_name(root));
        let statements = statements.map(|member| root.join(&member.name));
        if !files.is_empty() && !tell(Step::Folder(Folder { name, groups, files, statements })) {
            return false;
        }
    }
    true
}

/// Whether a part of the name is of a file that is none of a person's: hidden, or a system's own.
fn is_hidden(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX")
}
