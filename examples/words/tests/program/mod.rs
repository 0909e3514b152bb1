//! The built program, and something for it to read.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs, process};

/// Ten words in 36 bytes.
pub(crate) const GOOD: &str = "The cat saw the other cat; THE end.\n";

/// A folder of its own for a test, removed when the test ends.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("words-{}-{name}", process::id()));
        fs::create_dir_all(&path).expect("Cargo's temporary folder can be written");
        Self(path)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, content).expect("Cargo's temporary folder can be written");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The program, without arguments.
pub(crate) fn words() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_words"));
    command.stdin(Stdio::null());
    command
}

pub(crate) fn text(bytes: &[u8]) -> &str {
    core::str::from_utf8(bytes).expect("the program writes UTF-8")
}
