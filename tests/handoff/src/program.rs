//! The body of the programs `case` and `counted`: one hand-off per process.

use crate::cases;
use crate::element::cpp_toolchain;
use std::process::ExitCode;
use std::{env, hint};

/// Does what the only argument says.
///
/// - `--list` prints the cases: name, `ok` or the fault, what is covered.
/// - `--toolchain` prints which C++ compiler and which C++ library made the other side.
/// - A name does the case or control of that name, and prints `done NAME` if that comes to its end.
///
/// `close` runs at the end of a case.
#[must_use]
pub fn main(close: fn()) -> ExitCode {
    let mut arguments = env::args().skip(1);
    let (Some(argument), None) = (arguments.next(), arguments.next()) else {
        eprintln!("one argument: --list, --toolchain, or the name of a case");
        return ExitCode::from(2);
    };
    match argument.as_str() {
        "--list" => print!("{}", list()),
        "--toolchain" => println!("{}", cpp_toolchain()),
        name => {
            let Some(run) = find(name) else {
                eprintln!("there is no case '{name}'; --list names them");
                return ExitCode::from(2);
            };
            run_in_own_frame(run);
            scrub_stack();
            println!("done {name}");
            close();
        }
    }
    ExitCode::SUCCESS
}

/// The cases, one a line, columns separated by tabs.
#[must_use]
pub fn list() -> String {
    let mut lines = String::new();
    for case in cases::all() {
        let expected = case.fault.map_or_else(|| String::from("ok"), |fault| fault.to_string());
        lines += &format!("{}\t{expected}\t{:?}\n", case.name, case.about);
    }
    lines
}

fn find(name: &str) -> Option<fn()> {
    cases::all().chain(cases::controls()).find(|case| case.name == name).map(|case| case.run)
}

/// A leak is one only when no pointer to it is left, in this frame's registers and slots either.
#[inline(never)]
fn run_in_own_frame(run: fn()) {
    hint::black_box(run)();
}

/// Overwrites the part of the stack where the case's frames were.
#[inline(never)]
fn scrub_stack() {
    hint::black_box([0_u8; 64 * 1024]);
}
