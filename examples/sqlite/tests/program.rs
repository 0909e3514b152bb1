//! The program itself: it exits with 0, and says that nothing is left.

use std::process::Command;

#[test]
fn it_runs_and_leaves_nothing() {
    let output = Command::new(env!("CARGO_BIN_EXE_sqlite")).output().expect("the program");
    let text = String::from_utf8(output.stdout).expect("text");
    assert!(output.status.success() && output.stderr.is_empty(), "{text}");
    for part in [
        "SQLite has 0 bytes allocated; at the peak",
        "UNIQUE constraint failed: weather.id",
        "WHERE tenths >= 0 GROUP BY",
        "SQLite format 3",
        "a database from the image gives the same rows",
    ] {
        assert_eq!(text.matches(part).count(), 1, "{part}: {text}");
    }
}
