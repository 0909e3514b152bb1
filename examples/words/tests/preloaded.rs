//! The program among strangers: a library is loaded into its process that leaks an array, or that
//! has no memory for one. What the program says about its C++ end can come out wrong, then.

#![cfg(all(feature = "cpp", target_os = "linux", target_env = "gnu"))]

mod program;

use program::{Folder, GOOD, text, words};
use std::path::PathBuf;
use std::process::Output;

/// Compiles the library for the program, by the same compiler, into `folder`.
fn library(folder: &Folder) -> PathBuf {
    let library = folder.0.join("library.so");
    let target = env!("WORDS_TARGET");
    let status = cc::Build::new()
        .cpp(true)
        .std("c++17")
        .target(target)
        .host(target)
        .opt_level(0)
        .cargo_metadata(false)
        .get_compiler()
        .to_command()
        // A checker that these tests may run under has nothing to say about the compiler.
        .env_remove("LD_PRELOAD")
        .args(["-shared", "-fPIC", "-o"])
        .arg(&library)
        .arg("tests/preloaded/library.cpp")
        .status()
        .expect("the compiler that compiled the program");
    assert!(status.success(), "{status}");
    library
}

/// Runs the program with the library and one variable of the environment.
fn run(folder: &Folder, library: &PathBuf, variable: &str, value: &str) -> Output {
    let mut command = words();
    command.args(["--runs", "1"]).arg(folder.write("a.txt", GOOD));
    command.env("LD_PRELOAD", library).env(variable, value).output().unwrap()
}

/// The calls of `operator new[]` and of `operator delete[]` that the last line tells.
#[track_caller]
fn counts(output: &Output) -> [usize; 2] {
    let line = text(&output.stdout).lines().last().expect("a last line");
    assert!(line.starts_with("calls in this process: "), "{line}");
    let mut numbers = line.split_whitespace().filter_map(|word| word.parse().ok());
    let counts = [numbers.next(), numbers.next()];
    counts.map(|number| number.unwrap_or_else(|| panic!("two numbers: {line}")))
}

#[test]
fn an_array_that_someone_leaks_is_found() {
    let folder = Folder::new("leak");
    let library = library(&folder);
    let without = run(&folder, &library, "WORDS_NOTHING", "1");
    assert!(without.status.success(), "{}", text(&without.stderr));
    let [made, freed] = counts(&without);
    assert_eq!(made, freed);

    let with = run(&folder, &library, "WORDS_LEAK", "1");
    assert_eq!(counts(&with), [made + 1, freed]);
    let message = format!(
        "words: C++: operator new[] was called {} times and operator delete[] {freed} times, should \
         be equal\n",
        made + 1
    );
    assert_eq!(text(&with.stderr), message);
    assert_eq!(with.status.code(), Some(3));
}

/// Each array in its turn: the report's, C++'s summary, and the one that Rust lets it grow into.
#[test]
fn each_refusal_of_memory_is_an_error_of_the_program() {
    let folder = Folder::new("refuse");
    let library = library(&folder);
    let mut failures = Vec::new();
    loop {
        let output = run(&folder, &library, "WORDS_REFUSE", &failures.len().to_string());
        if output.status.success() {
            // There was no array of that number.
            assert_eq!(counts(&output), [failures.len(); 2]);
            break;
        }
        assert_eq!(output.status.code(), Some(1), "{}", output.status);
        failures.push(text(&output.stderr).to_owned());
    }
    let (report, summary) =
        failures.split_at(failures.len().checked_sub(2).expect("the summary's"));
    assert!(!report.is_empty());
    assert!(
        report.iter().all(|message| message == "words: no memory for the report\n"),
        "{report:?}"
    );
    assert!(summary[0].starts_with("words: C++: no memory for a summary of "), "{summary:?}");
    assert!(summary[1].starts_with("words: the summary: no memory for "), "{summary:?}");
}
