//! Text that is there without being named: documentation and licences that come with Rust and with
//! Debian, sources that Cargo has fetched, and at last the project's own files.

use crate::error::Error;
use crate::input::{Reader, Walk, is_page};
use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How many bytes of text are looked for; the last file may exceed it.
pub(crate) const ENOUGH: usize = 6_000_000;

/// A folder that may have text in it.
struct Place {
    name: &'static str,
    root: PathBuf,
    wanted: fn(&Path) -> bool,
}

/// Takes text from one place after the other until there is [`ENOUGH`].
///
/// The order of places, and of files in them, is always the same; a place that is missing or
/// can't be read is passed over. So the same machine gives the same text.
///
/// # Errors
///
/// When there is no memory for the text.
pub(crate) fn read_all(reader: &mut Reader<'_>) -> Result<(), Error> {
    for place in places() {
        if reader.bytes() >= ENOUGH {
            break;
        }
        let walk = Walk { wanted: place.wanted, lenient: true, enough: ENOUGH };
        reader.folder(format!("{} ({})", place.name, place.root.display()), &place.root, walk)?;
    }
    Ok(())
}

/// Where to look, best first.
fn places() -> Vec<Place> {
    let mut places = Vec::new();
    let sysroot = sysroot();
    // The toolchain's own documentation; else that of Debian's package `rust-doc`.
    let pages = sysroot
        .iter()
        .map(|root| root.join("share/doc/rust/html"))
        .chain([PathBuf::from("/usr/share/doc/rust-doc/html")])
        .find(|root| root.is_dir());
    if let Some(pages) = pages {
        for (name, folder) in [
            ("The Rust Programming Language", "book"),
            ("The Rust Reference", "reference"),
            ("The Rustonomicon", "nomicon"),
            ("The Cargo Book", "cargo"),
            ("The rustc book", "rustc"),
            ("Rust by Example", "rust-by-example"),
            ("std's documentation", "std"),
        ] {
            places.push(Place { name, root: pages.join(folder), wanted: is_chapter });
        }
    }
    places.push(Place {
        name: "Debian's licences",
        root: "/usr/share/common-licenses".into(),
        wanted: |_| true,
    });
    places.push(Place {
        name: "Debian's copyright files",
        root: "/usr/share/doc".into(),
        wanted: |path| path.ends_with("copyright"),
    });
    if let Some(sysroot) = sysroot {
        // What a toolchain has without its documentation, where it has any.
        places.push(Place {
            name: "the toolchain's notices",
            root: sysroot.join("share/doc"),
            wanted: is_prose,
        });
    }
    if let Some(home) = cargo_home() {
        places.push(Place {
            name: "sources that Cargo has fetched",
            root: home.join("registry/src"),
            wanted: is_source,
        });
    }
    // The folder of the workspace, where the program was built.
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for folder in ["core", "allocators", "collections", "src", "examples", "tests", "benches"] {
        places.push(Place {
            name: "the project's sources",
            root: project.join(folder),
            wanted: is_source,
        });
    }
    places
}

/// Where the Rust toolchain is, if there is one.
fn sysroot() -> Option<PathBuf> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc)
        .args(["--print", "sysroot"])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    let path = core::str::from_utf8(&output.stdout).ok()?.trim_end();
    (!path.is_empty()).then(|| path.into())
}

/// Where Cargo keeps what it has fetched.
fn cargo_home() -> Option<PathBuf> {
    env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(Path::new(&env::var_os("HOME")?).join(".cargo")))
}

/// A page of a book, but not the one that has all others in it, nor a table of contents.
fn is_chapter(path: &Path) -> bool {
    is_page(path) && !path.ends_with("print.html") && !path.ends_with("toc.html")
}

/// A document that people read.
fn is_prose(path: &Path) -> bool {
    is_page(path) || has_extension(path, &["md", "txt"])
}

/// A document, or a source.
fn is_source(path: &Path) -> bool {
    has_extension(path, &["md", "rs"])
}

fn has_extension(path: &Path, wanted: &[&str]) -> bool {
    path.extension().is_some_and(|ext| wanted.iter().any(|wanted| ext == *wanted))
}
