//! Opening files and nothing else: what is waited for (a pipe), has no end (a device) or is somebody else's (what
//! a link leads to) may stand wherever a file is expected, or take its place at any moment.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io;
use std::path::Path;

#[cfg(unix)]
use rustix::fs::OFlags;

/// The regular file at `path`, to be read, and what is known of it; `None` where something else stands there.
///
/// It is looked at before it is opened, for opening alone can set a device in motion, and once it is open, for
/// something else may have taken its place in between. Opening waits for nobody.
///
/// # Errors
/// As [`File::open`].
pub(crate) fn regular(path: &Path) -> io::Result<Option<(File, Metadata)>> {
    if fs::metadata(path)?.is_file() { opened(path) } else { Ok(None) }
}

/// What is at `path`, opened without waiting for anybody, if it is a regular file.
fn opened(path: &Path) -> io::Result<Option<(File, Metadata)>> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    set(&mut options, OFlags::NONBLOCK | OFlags::NOCTTY);
    let file = options.open(path)?;
    let metadata = file.metadata()?;
    Ok(metadata.is_file().then_some((file, metadata)))
}

/// Opens the regular file at `path` to be written as `options` say; made, it is readable by its owner alone. A
/// link in its place is not followed: what it leads to may not be ours.
///
/// # Errors
/// As [`OpenOptions::open`], and where a link, or anything else that is no file, stands at `path`.
pub(super) fn ours(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    #[cfg(unix)]
    {
        std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
        set(options, OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::NOFOLLOW);
    }
    let file = options.open(path).map_err(|error| not_through_a_link(path).err().unwrap_or(error))?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(not_a_file()) }
}

/// Refuses a `path` at which a link stands.
///
/// # Errors
/// There is a link.
pub(super) fn not_through_a_link(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_symlink() => Err(io::Error::other("a link; it is not written through")),
        _ => Ok(()),
    }
}

/// What is said of anything that is no file.
pub(super) fn not_a_file() -> io::Error {
    io::Error::other("not a file")
}

#[cfg(unix)]
fn set(options: &mut OpenOptions, flags: OFlags) {
    std::os::unix::fs::OpenOptionsExt::custom_flags(options, flags.bits().cast_signed());
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::path::PathBuf;
    use std::process::Command;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::{Duration, Instant};

    use pty_session::Folder;

    use super::*;

    fn pipe(folder: &Folder, name: &str) -> PathBuf {
        let path = folder.join(name);
        assert!(Command::new("mkfifo").arg(&path).status().expect("mkfifo").success());
        path
    }

    #[test]
    fn whatever_is_no_file_is_told_from_one_even_where_it_came_after_the_first_look() {
        let folder = Folder::new();
        let pipe = pipe(&folder, "pipe");
        for path in [Path::new("/dev/zero"), Path::new("/dev/tty"), &folder, &pipe] {
            assert!(regular(path).is_ok_and(|file| file.is_none()), "{}", path.display());
            // What has no terminal has no /dev/tty to open.
            assert!(opened(path).map_or(true, |file| file.is_none()), "{}", path.display());
        }
        fs::write(folder.join("lamp"), "out").expect("a file");
        symlink("lamp", folder.join("link")).expect("a link");
        let (_, metadata) = regular(&folder.join("link")).expect("opened").expect("a file");
        assert_eq!(metadata.len(), 3);
    }

    /// A pipe takes the file's place again and again while it is opened.
    #[test]
    fn a_pipe_that_takes_a_files_place_is_never_waited_for() {
        let folder = Folder::new();
        let (path, stopped) = (folder.join("lamp"), AtomicBool::new(false));
        fs::write(&path, "out").expect("a file");
        let swap = || {
            while !stopped.load(Ordering::Relaxed) {
                let pipe = pipe(&folder, "pipe");
                fs::rename(pipe, &path).expect("in its place");
                fs::write(folder.join("file"), "out").expect("a file");
                fs::rename(folder.join("file"), &path).expect("back");
            }
        };
        std::thread::scope(|scope| {
            scope.spawn(swap);
            let begun = Instant::now();
            while begun.elapsed() < Duration::from_millis(300) {
                let _either = regular(&path).expect("something");
                assert!(opened(&path).expect("something").is_none_or(|(_, metadata)| metadata.len() == 3));
            }
            stopped.store(true, Ordering::Relaxed);
        });
    }

    #[test]
    fn what_is_ours_is_read_by_its_owner_alone_and_written_through_no_link() {
        let folder = Folder::new();
        let adding = |path: &Path| ours(path, OpenOptions::new().append(true).create(true));
        let path = folder.join("journal");
        let file = adding(&path).expect("made");
        assert_eq!(file.metadata().expect("there").permissions().mode() & 0o777, 0o600);
        let link = folder.join("link");
        symlink(&path, &link).expect("a link");
        let told = adding(&link).expect_err("a link").to_string();
        assert_eq!(told, "a link; it is not written through");
        let anew = ours(&link, OpenOptions::new().write(true).create(true).truncate(true));
        assert!(anew.is_err() && not_through_a_link(&link).is_err() && not_through_a_link(&path).is_ok());
        // Whether nobody or somebody reads from it.
        let pipe = pipe(&folder, "pipe");
        assert!(adding(&pipe).is_err());
        let _reading = OpenOptions::new().read(true).write(true).open(&pipe).expect("a reader");
        assert!(adding(&pipe).is_err());
    }
}
