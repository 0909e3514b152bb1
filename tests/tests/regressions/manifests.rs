//! Faults that aren't in code but around it: in manifests, and in what a library imposes on the
//! program that uses it. These tests read the published packages.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a package of the workspace")
}

/// The folders of the packages that are published.
fn published() -> [PathBuf; 4] {
    ["", "core", "allocators", "collections"].map(|folder| root().join(folder))
}

/// All Rust files under a folder.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn f13_a_panic_handler_in_the_library() {
    let mut files = Vec::new();
    for package in published() {
        sources(&package.join("src"), &mut files);
    }
    assert!(files.len() > 20, "the sources are where this test looks: {files:?}");
    for path in files {
        let text = fs::read_to_string(&path).expect("a text");
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for imposed in ["panic_handler", "global_allocator", "alloc_error_handler", "lang ="] {
                let attribute = line.trim_start().starts_with("#[") && line.contains(imposed);
                assert!(!attribute, "{}: {line}", path.display());
            }
        }
    }
}

#[test]
fn f16_a_crate_type_forced_on_every_user() {
    for package in published() {
        let path = package.join("Cargo.toml");
        let text = fs::read_to_string(&path).expect("a manifest");
        assert!(text.contains("[package]"), "{}", path.display());
        for line in text.lines() {
            let key = line.split(['=', '#']).next().unwrap_or_default().trim();
            assert!(key != "crate-type" && key != "crate_type", "{}: {line}", path.display());
            // A published library decides nothing about the profile either.
            assert!(!line.starts_with("[profile"), "{}: {line}", path.display());
        }
    }
}
