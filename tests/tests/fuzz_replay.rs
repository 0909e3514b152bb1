//! The kept corpora of the fuzz targets, each file through its target's body.
//!
//! `fuzz/README.md` says how they came about, and how a file is added.

use exalloc_tests::fuzz::{Coverage, TARGETS, Target};
use std::fs;
use std::path::{Path, PathBuf};

fn target(name: &str) -> Target {
    TARGETS.into_iter().find(|target| target.name == name).expect("a target of that name")
}

/// The files of a target's corpus, in the order of their names.
fn corpus(name: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus").join(name);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "{folder:?} is empty");
    files
}

/// Says which file was in the target's body when the test failed.
struct Running<'f>(&'f Path);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("in {}", self.0.display());
        }
    }
}

/// Runs a target's corpus through its body; together the files reach all that can be reached.
fn replay(name: &str) {
    let target = target(name);
    let mut seen = Coverage::new();
    for file in corpus(name) {
        let data = fs::read(&file).unwrap();
        let _running = Running(&file);
        seen.add(&(target.body)(&data));
    }
    println!("{}", seen.table(&target.plan));
    let wrong = seen.against(&target.plan);
    // Without `std` no drop is made to panic, and so some cells stay empty.
    if cfg!(feature = "std") {
        assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
    }
}

#[test]
fn vector() {
    replay("vector");
}

#[test]
fn string() {
    replay("string");
}

#[test]
fn boxed() {
    replay("boxed");
}

#[test]
fn arena() {
    replay("arena");
}

#[test]
fn bump() {
    replay("bump");
}

#[test]
fn checked() {
    replay("checked");
}

/// Any bytes are a program, also none.
#[test]
fn no_bytes_are_a_program() {
    for target in TARGETS {
        for data in [&[][..], &[0], &[255; 7], &[3; 4096]] {
            let _ = (target.body)(data);
        }
    }
}

/// Each target has its shim, and each folder of a corpus its target.
#[test]
fn shims_and_corpora_are_those_of_the_targets() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz");
    let names = |folder: &str| {
        let entries = fs::read_dir(fuzz.join(folder)).unwrap();
        let stem = |path: PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
        let mut names: Vec<_> = entries.map(|entry| stem(entry.unwrap().path())).collect();
        names.sort();
        names
    };
    let mut expected: Vec<_> = TARGETS.iter().map(|target| target.name.to_owned()).collect();
    expected.sort();
    assert_eq!(names("fuzz_targets"), expected);
    assert_eq!(names("corpus"), expected);
}
