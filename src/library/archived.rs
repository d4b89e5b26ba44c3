//! An archive of a folder, walked as the folder would be: its files by the folders that they are in.

use std::collections::BTreeMap;
use std::path::Path;

use crate::source::archive::{self, Member};
use crate::text::clean::clean_line;

use super::Problem;
use super::catalogue::nanoseconds;
use super::walk::{Folder, Found, STATEMENTS, Step, is_document, shown_name};

/// Walks the archive at `root` and tells what it comes upon until it is told to stop.
pub(super) fn walk(root: &Path, tell: &mut dyn FnMut(Step) -> bool) {
    let members = match archive::members(root) {
        Ok(members) => members,
        Err(error) => {
            let problem = Problem { path: shown_name(root), message: error.to_string() };
            tell(Step::Problem(problem));
            return;
        }
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
            below: Some(member.name.clone()),
            bytes: member.bytes,
            changed,
        };
        let files: Vec<Found> = documents.map(found).collect();
        let statements = members.iter().find(|member| member.name.rsplit('/').next() == Some(STATEMENTS));
        let groups: Vec<String> = folder.split('/').filter(|name| !name.is_empty()).map(clean_line).collect();
        let name = groups.last().cloned().unwrap_or_else(|| shown_name(root));
        let statements = statements.map(|member| root.join(&member.name));
        if !files.is_empty() && !tell(Step::Folder(Folder { name, groups, files, statements })) {
            return;
        }
    }
}

/// Whether a part of the name is of a file that is none of a person's: hidden, or a system's own.
fn is_hidden(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX")
}
