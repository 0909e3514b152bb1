//! The built program: what it prints, where, and how it exits.

mod program;

use program::{Folder, GOOD, text, words};
use std::fs;
use std::process::{Command, Output, Stdio};

/// Asserts the exit code, nothing on standard output, and one line on standard error.
#[track_caller]
fn fails(output: &Output, code: i32, line: &str) {
    assert_eq!(text(&output.stderr), format!("words: {line}\n"));
    assert_eq!(text(&output.stdout), "");
    assert_eq!(output.status.code(), Some(code));
}

/// The cells of the table's row `name`, from the right: at the end, peak, live, allocations.
#[track_caller]
fn row<'o>(report: &'o str, name: &str) -> Vec<&'o str> {
    let line = report.lines().find(|line| {
        line.strip_prefix(name).is_some_and(|rest| rest.starts_with("  ") && !rest.contains(':'))
    });
    line.unwrap_or_else(|| panic!("no row {name} in\n{report}")).split_whitespace().rev().collect()
}

const ALL: [&str; 6] = ["system", "malloc", "global", "arena", "arena on counting", "bump"];

#[test]
fn good_input_is_counted_on_all_allocators() {
    let folder = Folder::new("good");
    let a = folder.write("a.txt", GOOD);
    let page = folder.write("b.html", "<p>the <b>cat</b><script>the the the</script>");
    let output = words().args(["--runs", "3"]).arg(&a).arg(&page).output().unwrap();
    assert_eq!(text(&output.stderr), "");
    assert!(output.status.success(), "{}", output.status);
    let report = text(&output.stdout);
    let words: Vec<Vec<&str>> = report
        .lines()
        .skip_while(|line| !line.starts_with("words: "))
        .take_while(|line| !line.is_empty())
        .map(|line| line.split_whitespace().collect())
        .collect();
    assert_eq!(words[0][..6], ["words:", "10,", "of", "which", "5", "are"]);
    assert_eq!(
        words[1..],
        [["4", "the"], ["3", "cat"], ["1", "end"], ["1", "other"], ["1", "saw"]]
    );
    assert!(report.contains(&format!("36 bytes from 1 file: {a:?}\n")), "{report}");
    for name in ALL {
        let cells = row(report, name);
        assert_eq!(cells[0], "0", "{report}");
        assert_ne!(cells[3], "0", "{report}");
        for time in &cells[4..7] {
            time.parse::<f64>().expect("milliseconds");
        }
    }
    assert!(report.contains("\nbytes live at the end, of all 6 allocators: 0\n"), "{report}");
    assert!(report.contains("on each allocator, 3 timed runs:\n"), "{report}");
}

#[test]
fn a_folder_gives_its_text_files() {
    let folder = Folder::new("folder");
    folder.write("a.txt", GOOD);
    folder.write("b.bin", [0xFF, 0xFE]);
    let output = words().args(["--runs", "1"]).arg(&folder.0).output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    let report = text(&output.stdout);
    let line = format!("36 bytes from 1 file (1 left out): {:?}\n", folder.0);
    assert!(report.contains(&line), "{report}");
}

#[test]
fn a_missing_file_is_named() {
    let folder = Folder::new("missing");
    let missing = folder.0.join("nowhere.txt");
    let reason = fs::metadata(&missing).unwrap_err();
    let output = words().arg(folder.write("a.txt", GOOD)).arg(&missing).output().unwrap();
    fails(&output, 1, &format!("{missing:?}: can't read it: {reason}"));
}

#[test]
fn bytes_that_are_not_utf8_are_named() {
    let folder = Folder::new("latin1");
    let path = folder.write("a.txt", b"un caf\xE9 noir");
    let output = words().arg(&path).output().unwrap();
    fails(&output, 1, &format!("{path:?}: not UTF-8: the byte at offset 6 of 12 is 0xE9"));
}

#[test]
fn input_without_words_is_refused() {
    let folder = Folder::new("empty");
    let (empty, digits) = (folder.write("empty", ""), folder.write("digits", "1 + 1"));
    let output = words().arg(empty).arg(digits).output().unwrap();
    fails(&output, 1, "no word to count in 2 files of 5 bytes in all");
}

#[test]
fn bad_options_are_named() {
    let output = words().args(["--runs", "0"]).output().unwrap();
    fails(&output, 2, "--runs is \"0\", should be a number from 1 to 1000");
    let output = words().arg("--frob").output().unwrap();
    fails(&output, 2, "unknown option \"--frob\"; --help lists the options");
}

#[test]
fn help_is_printed() {
    let output = words().arg("--help").output().unwrap();
    assert!(output.status.success());
    assert_eq!(text(&output.stderr), "");
    for option in ["--runs N", "--bump-bytes N", "--help"] {
        assert!(text(&output.stdout).contains(option));
    }
}

#[test]
fn a_bump_that_is_too_small_fails_alone_and_loses_nothing() {
    let folder = Folder::new("bump");
    let path = folder.write("a.txt", GOOD);
    let run = |bytes: &str| {
        words().args(["--runs", "1", "--bump-bytes", bytes]).arg(&path).output().unwrap()
    };
    let output = run("1000");
    assert_eq!(output.status.code(), Some(1));
    let message = text(&output.stderr);
    let (start, end) = ("words: bump: no memory for a block of ", " bytes\n");
    assert!(message.starts_with(start) && message.ends_with(end), "{message}");
    assert!(message.contains(", in a buffer of 1000 bytes; the arena took "), "{message}");
    assert_eq!(message.lines().count(), 1);
    let report = text(&output.stdout);
    assert_eq!(row(report, "bump")[0], "0", "{report}");
    assert!(report.contains("out of memory"), "{report}");
    assert!(report.contains("\nbytes live at the end, of all 6 allocators: 0\n"), "{report}");

    // What the message hints at is enough here.
    let enough = message.trim_end_matches(end).rsplit(' ').next().unwrap();
    let output = run(enough);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(row(text(&output.stdout), "bump")[0], "0");
}

#[test]
fn without_paths_text_is_found() {
    let output = words().args(["--runs", "1"]).output().unwrap();
    assert_eq!(text(&output.stderr), "");
    assert!(output.status.success(), "{}", output.status);
    let report = text(&output.stdout);
    let bytes = report.strip_prefix("text: ").and_then(|rest| rest.split_once(" bytes\n"));
    let (bytes, _) = bytes.unwrap_or_else(|| panic!("{report}"));
    let bytes: usize = bytes.replace(',', "").parse().unwrap();
    assert!((5_000_000..100_000_000).contains(&bytes), "{report}");
    for name in ALL {
        assert_eq!(row(report, name)[0], "0", "{report}");
    }
}

/// Neither a toolchain nor Cargo's folder: what the system or the project has is taken.
#[test]
fn missing_places_are_passed_over() {
    let folder = Folder::new("nothing");
    let nowhere = folder.0.join("nowhere");
    let mut command = words();
    command.args(["--runs", "1"]).env("RUSTC", &nowhere).env("CARGO_HOME", &nowhere);
    let output = command.output().unwrap();
    assert_eq!(text(&output.stderr), "");
    assert!(output.status.success(), "{}", output.status);
    let report = text(&output.stdout);
    assert!(!report.contains("The Rust Reference"), "{report}");
}

/// Whoever reads the report may stop early (`words | head`), or not read at all.
#[test]
fn closed_outputs_are_survived() {
    let folder = Folder::new("closed");
    let path = folder.write("a.txt", GOOD);
    let mut child = words()
        .args(["--runs", "1"])
        .arg(&path)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(text(&output.stderr), "");
    assert!(output.status.success(), "{}", output.status);

    let mut child = words()
        .arg(folder.0.join("missing"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stderr.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = words().arg("--help").stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let message = text(&output.stderr);
    assert!(message.starts_with("words: can't write the report: "), "{message}");
}

/// Progress is for terminals: `script` gives the program one.
#[cfg(target_os = "linux")]
#[test]
fn progress_appears_on_a_terminal_and_is_wiped() {
    let folder = Folder::new("terminal");
    let path = folder.write("a.txt", GOOD);
    let Ok(output) = Command::new("script")
        .args(["--quiet", "--return", "--command"])
        .arg(format!(
            "'{}' --runs 1 '{}' 2>&1 >/dev/null",
            env!("CARGO_BIN_EXE_words"),
            path.display()
        ))
        .arg("/dev/null")
        .stdin(Stdio::null())
        .output()
    else {
        // Without the tool there is no terminal to try it on.
        return;
    };
    assert!(output.status.success(), "{}", output.status);
    let shown = text(&output.stdout);
    assert!(shown.contains("\rcounting what the job asks for: system"), "{shown:?}");
    assert!(shown.contains("\rtiming the job: run 1 of 1, bump"), "{shown:?}");
    assert!(shown.ends_with(" \r"), "{shown:?}");
    assert!(!shown.contains('\n'), "{shown:?}");
}
