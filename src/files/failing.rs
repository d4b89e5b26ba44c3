//! Files of which one step fails, so that everything can be tried with each of its steps failing in turn.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Files, Listed, Share, System};

/// The system's files, of which the step of a number fails; a write that fails has written half.
#[derive(Debug, Clone)]
pub(crate) struct Failing {
    steps: Arc<AtomicUsize>,
    fails: usize,
    kind: io::ErrorKind,
}

impl Failing {
    /// Files whose step `fails`, counted from 0, fails with this kind of error.
    pub(crate) fn at(fails: usize, kind: io::ErrorKind) -> Self {
        Self { steps: Arc::default(), fails, kind }
    }

    /// Whether the step that fails has been taken.
    pub(crate) fn has_failed(&self) -> bool {
        self.steps.load(Ordering::Relaxed) > self.fails
    }

    fn step(&self) -> io::Result<()> {
        let now = self.steps.fetch_add(1, Ordering::Relaxed);
        if now == self.fails { Err(self.kind.into()) } else { Ok(()) }
    }
}

impl Files for Failing {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| System.make_folder(path))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Listed>> {
        self.step().and_then(|()| System.list(folder))
    }

    fn open(&self, path: &Path) -> io::Result<(Box<dyn Read + Send>, u64)> {
        self.step()?;
        let (file, length) = System.open(path)?;
        Ok((Box::new(Stepping { of: file, files: self.clone() }), length))
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.step().or_else(|error| System.append(path, &bytes[..bytes.len() / 2]).and(Err(error)))?;
        System.append(path, bytes)
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Write>> {
        self.step()?;
        Ok(Box::new(Stepping { of: System.create(path)?, files: self.clone() }))
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| System.sync(path))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step().and_then(|()| System.rename(from, to))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| System.remove(path))
    }

    fn lock(&self, path: &Path, share: Share) -> io::Result<File> {
        self.step().and_then(|()| System.lock(path, share))
    }
}

/// A file of which every read and write is a step.
struct Stepping<T> {
    of: T,
    files: Failing,
}

impl<T: Read> Read for Stepping<T> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.files.step().and_then(|()| self.of.read(bytes))
    }
}

impl<T: Write> Write for Stepping<T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Err(error) = self.files.step() {
            self.of.write_all(&bytes[..bytes.len() / 2])?;
            return Err(error);
        }
        self.of.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.of.flush()
    }
}
