//! Files and folders, good and bad.

use super::{Reader, Walk};
use crate::error::Error;
use crate::progress::Progress;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder of its own for a test, removed when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("words-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).expect("the temporary folder can be written");
        Self(path)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a name below the folder")).expect("a folder");
        fs::write(&path, content).expect("the temporary folder can be written");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The text of `path`, and the numbers of files taken and skipped.
fn read(path: &Path) -> Result<(String, usize, usize), Error> {
    let mut progress = Progress::new();
    let mut reader = Reader::new(&mut progress);
    reader.named(path)?;
    let input = reader.finish();
    let [origin] = &input.origins[..] else { panic!("one path gives one origin") };
    assert_eq!(origin.bytes + origin.files, input.text.len());
    Ok((input.text.as_str().into(), origin.files, origin.skipped))
}

#[test]
fn a_file_is_taken_whole() {
    let folder = Folder::new("file");
    let large = "word ".repeat(50_000);
    let path = folder.write("a", &large);
    assert_eq!(read(&path).unwrap(), (large + "\n", 1, 0));
    let page = folder.write("a.HTML", "<p>a &amp; b");
    assert_eq!(read(&page).unwrap().0, " a & b\n");
}

#[test]
fn a_folder_is_taken_in_order_without_what_is_no_text() {
    let folder = Folder::new("folder");
    folder.write("b.txt", "second");
    folder.write("a/z.txt", "first");
    folder.write("c.png", b"\x89PNG");
    folder.write(".hidden", "no");
    folder.write(".git/config", "no");
    assert_eq!(read(&folder.0).unwrap(), ("first\nsecond\n".into(), 2, 1));
}

#[cfg(unix)]
#[test]
fn links_in_folders_are_not_followed() {
    let folder = Folder::new("links");
    folder.write("a.txt", "once");
    std::os::unix::fs::symlink(&folder.0, folder.0.join("loop")).unwrap();
    std::os::unix::fs::symlink("a.txt", folder.0.join("b.txt")).unwrap();
    assert_eq!(read(&folder.0).unwrap(), ("once\n".into(), 1, 0));
    // The path that the user names may be a link.
    assert_eq!(read(&folder.0.join("loop")).unwrap().0, "once\n");
    assert_eq!(read(&folder.0.join("b.txt")).unwrap().0, "once\n");
}

#[test]
fn errors_name_the_path_and_the_offset() {
    let folder = Folder::new("errors");
    let bad = folder.write("bad.txt", b"caf\xE9 au lait");
    let message = read(&bad).unwrap_err().to_string();
    assert_eq!(message, format!("{bad:?}: not UTF-8: the byte at offset 3 of 12 is 0xE9"));
    let cut = folder.write("cut.txt", &"é".as_bytes()[..1]);
    let message = read(&cut).unwrap_err().to_string();
    assert_eq!(message, format!("{cut:?}: not UTF-8: the byte at offset 0 of 1 is 0xC3"));
    let missing = folder.0.join("missing\n.txt");
    let message = read(&missing).unwrap_err().to_string();
    assert!(message.starts_with(&format!("{missing:?}: can't read it: ")), "{message}");
    assert_eq!(message.lines().count(), 1);
    let empty = folder.0.join("empty");
    fs::create_dir(&empty).unwrap();
    let message = read(&empty).unwrap_err().to_string();
    assert_eq!(message, format!("{empty:?}: no text file in this folder"));
}

#[cfg(target_os = "linux")]
#[test]
fn an_endless_file_ends() {
    let mut progress = Progress::new();
    let mut reader = Reader::new(&mut progress);
    reader.max = 1 << 20;
    let message = reader.named(Path::new("/dev/zero")).unwrap_err().to_string();
    assert_eq!(message, "\"/dev/zero\": the text is larger than 1,048,576 bytes");
}

#[test]
fn a_lenient_walk_passes_over_what_is_missing_and_stops_when_there_is_enough() {
    let folder = Folder::new("lenient");
    for name in ["a", "b", "c"] {
        folder.write(name, "12345");
    }
    let mut progress = Progress::new();
    let mut reader = Reader::new(&mut progress);
    let walk = Walk { wanted: |path| !path.ends_with("a"), lenient: true, enough: 6 };
    assert_eq!(reader.folder("gone".into(), &folder.0.join("gone"), walk).unwrap(), 0);
    assert_eq!(reader.folder("here".into(), &folder.0, walk).unwrap(), 1);
    let input = reader.finish();
    assert_eq!(input.text, "12345\n");
    assert_eq!(input.origins.len(), 1);
}
