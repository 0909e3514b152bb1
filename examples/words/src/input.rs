//! Reading text: files by name, and the text files of folders.

use crate::error::Error;
use crate::html;
use crate::progress::Progress;
use crate::report::Grouped;
use core::str;
use exalloc::{ExString, ExVec, SystemAllocator, TryReserveError};
use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The most text that is taken, in bytes: an endless file such as `/dev/zero` must end somewhere.
const MAX_BYTES: usize = 1 << 30;
/// How many bytes are read at a time.
const CHUNK: usize = 1 << 16;

/// Text, and where it came from.
#[derive(Debug)]
pub(crate) struct Input {
    /// All text, with a line break after each file.
    pub(crate) text: ExString<SystemAllocator>,
    /// One for each path that was named, or for each place that text was found in.
    pub(crate) origins: Vec<Origin>,
}

/// What one place gave.
#[derive(Debug)]
pub(crate) struct Origin {
    /// What it is.
    pub(crate) name: String,
    /// The number of files that were taken.
    pub(crate) files: usize,
    /// The bytes of text in them: of pages, what is left without the tags.
    pub(crate) bytes: usize,
    /// The number of files in folders that aren't text, or that could not be read.
    pub(crate) skipped: usize,
}

/// Collects text, file by file.
#[derive(Debug)]
pub(crate) struct Reader<'p> {
    input: Input,
    /// The bytes of one file, reused.
    raw: ExVec<u8, SystemAllocator>,
    progress: &'p mut Progress,
    /// [`MAX_BYTES`].
    max: usize,
}

/// How a folder is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Walk {
    /// Which files are taken, by their paths.
    pub(crate) wanted: fn(&Path) -> bool,
    /// Whether what can't be read is left out, instead of being an error.
    pub(crate) lenient: bool,
    /// No further file is opened once there are so many bytes of text.
    pub(crate) enough: usize,
}

impl<'p> Reader<'p> {
    pub(crate) fn new(progress: &'p mut Progress) -> Self {
        let input = Input { text: ExString::new(SystemAllocator), origins: Vec::new() };
        Self { input, raw: ExVec::new(SystemAllocator), progress, max: MAX_BYTES }
    }

    /// How many bytes of text there are so far.
    pub(crate) fn bytes(&self) -> usize {
        self.input.text.len()
    }

    /// Hands the text over.
    pub(crate) fn finish(self) -> Input {
        self.input
    }

    /// Takes a path that the user named.
    ///
    /// # Errors
    ///
    /// When it can't be read, is no text, or is a folder without any.
    pub(crate) fn named(&mut self, path: &Path) -> Result<(), Error> {
        let name = format!("{path:?}");
        let metadata = fs::metadata(path).map_err(|error| Error::io("read it", path, error))?;
        if metadata.is_dir() {
            let walk = Walk { wanted: |_| true, lenient: false, enough: usize::MAX };
            let files = self.folder(name, path, walk)?;
            return if files == 0 { Err(Error::NoTextFiles(path.into())) } else { Ok(()) };
        }
        let before = self.bytes();
        self.read(path)?;
        self.append(path)?;
        // The line break after the file isn't its own.
        let bytes = self.bytes() - before - 1;
        self.input.origins.push(Origin { name, files: 1, bytes, skipped: 0 });
        Ok(())
    }

    /// Takes the text files of a folder and of the folders below it, in the order of their names;
    /// returns how many.
    ///
    /// Symbolic links and names that begin with a dot are left out, so is a file that isn't text.
    ///
    /// # Errors
    ///
    /// When something can't be read and `walk` isn't lenient, or there is too much text.
    pub(crate) fn folder(&mut self, name: String, root: &Path, walk: Walk) -> Result<usize, Error> {
        let before = self.bytes();
        let mut origin = Origin { name, files: 0, bytes: 0, skipped: 0 };
        self.walk(root, walk, &mut origin)?;
        let files = origin.files;
        // The line breaks after the files aren't their own.
        origin.bytes = self.bytes() - before - files;
        if files > 0 {
            self.input.origins.push(origin);
        }
        Ok(files)
    }

    fn walk(&mut self, folder: &Path, walk: Walk, origin: &mut Origin) -> Result<(), Error> {
        let entries = match sorted_entries(folder) {
            Ok(entries) => entries,
            Err(_) if walk.lenient => return Ok(()),
            Err(error) => return Err(Error::io("list this folder", folder, error)),
        };
        for (path, kind) in entries {
            if self.bytes() >= walk.enough {
                break;
            }
            if kind.is_dir() {
                // Links aren't followed, so the walk can't come back to where it was.
                self.walk(&path, walk, origin)?;
            } else if kind.is_file() && (walk.wanted)(&path) {
                match self.read(&path).and_then(|()| self.append(&path)) {
                    Ok(()) => origin.files += 1,
                    Err(Error::NotUtf8 { .. }) => origin.skipped += 1,
                    Err(Error::Io { .. }) if walk.lenient => origin.skipped += 1,
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(())
    }

    /// Reads a file into `raw`.
    fn read(&mut self, path: &Path) -> Result<(), Error> {
        self.progress.show(format_args!(
            "reading: {} bytes so far, {:?}",
            Grouped(self.bytes()),
            path
        ));
        self.raw.clear();
        let mut file = File::open(path).map_err(|error| Error::io("open it", path, error))?;
        let mut chunk = [0; CHUNK];
        loop {
            let count = match file.read(&mut chunk) {
                Ok(0) => return Ok(()),
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(Error::io("read it", path, error)),
            };
            if self.bytes() + self.raw.len() + count > self.max {
                return Err(Error::TooLarge { path: path.into(), max: self.max });
            }
            self.raw.try_extend_from_slice_copy(&chunk[..count]).map_err(no_memory)?;
        }
    }

    /// Appends what is in `raw` to the text, if it is text.
    fn append(&mut self, path: &Path) -> Result<(), Error> {
        let text = str::from_utf8(&self.raw).map_err(|error| {
            let offset = error.valid_up_to();
            Error::NotUtf8 {
                path: path.into(),
                offset,
                byte: self.raw[offset],
                len: self.raw.len(),
            }
        })?;
        let all = &mut self.input.text;
        if is_page(path) {
            html::try_push_text(text, all).map_err(no_memory)?;
        } else {
            all.try_push_str(text).map_err(no_memory)?;
        }
        // No word runs from one file into the next.
        all.try_push('\n').map_err(no_memory)
    }
}

/// Whether the name says that the file is an HTML page.
pub(crate) fn is_page(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ext| ext.eq_ignore_ascii_case("html") || ext.eq_ignore_ascii_case("htm"))
}

/// What is in a folder, by name, without what begins with a dot. Links are listed as links.
fn sorted_entries(folder: &Path) -> io::Result<Vec<(PathBuf, FileType)>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            entries.push((entry.path(), entry.file_type()?));
        }
    }
    // The order of a folder is the file system's; names make it the same everywhere.
    entries.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(entries)
}

fn no_memory(error: TryReserveError) -> Error {
    Error::Memory { what: "the text", error }
}

#[cfg(test)]
mod tests;
