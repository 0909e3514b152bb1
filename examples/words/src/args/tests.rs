//! Command lines, good and bad.

use super::{Args, Command, parse};
use std::path::PathBuf;

fn parsed(line: &str) -> Result<Command, String> {
    parse(line.split_whitespace().map(Into::into)).map_err(|error| error.to_string())
}

#[test]
fn without_arguments_the_defaults_hold() {
    let expected = Args { runs: 9, bump_bytes: None, paths: Vec::new() };
    assert_eq!(parsed(""), Ok(Command::Run(expected)));
}

#[test]
fn options_and_paths_mix() {
    let expected = Args {
        runs: 3,
        bump_bytes: Some(4096),
        paths: ["a.txt", "b", "--runs"].map(PathBuf::from).into(),
    };
    assert_eq!(parsed("a.txt --runs 3 b --bump-bytes=4096 -- --runs"), Ok(Command::Run(expected)));
}

#[test]
fn help_wins() {
    assert_eq!(parsed("a.txt -h"), Ok(Command::Help));
    assert_eq!(parsed("--runs 2 --help nonsense"), Ok(Command::Help));
}

#[test]
fn errors_name_the_option_the_value_and_the_bound() {
    for (line, message) in [
        ("--runs", "--runs needs a number from 1 to 1000"),
        ("--runs 0", "--runs is \"0\", should be a number from 1 to 1000"),
        ("--runs=1001", "--runs is \"1001\", should be a number from 1 to 1000"),
        ("--runs many", "--runs is \"many\", should be a number from 1 to 1000"),
        ("--fast", "unknown option \"--fast\"; --help lists the options"),
        ("--help=yes", "unknown option \"--help=yes\"; --help lists the options"),
        ("-", "unknown option \"-\"; --help lists the options"),
    ] {
        assert_eq!(parsed(line), Err(message.into()), "{line}");
    }
    let max = isize::MAX;
    let message = format!("--bump-bytes is \"-1\", should be a number from 0 to {max}");
    assert_eq!(parsed("--bump-bytes -1"), Err(message));
}

#[cfg(unix)]
#[test]
fn paths_need_not_be_utf8() {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt;

    let odd = OsString::from_vec(b"caf\xE9".to_vec());
    let Ok(Command::Run(args)) = parse([odd.clone()]) else { panic!("refused") };
    assert_eq!(args.paths, [PathBuf::from(odd)]);
    let odd_option = OsString::from_vec(b"-\xE9".to_vec());
    assert!(parse([odd_option]).is_err());
}
