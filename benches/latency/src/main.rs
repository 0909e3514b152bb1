//! Prints the latencies of all contenders, and fails where what must hold doesn't.
//!
//! ```sh
//! cd benches/latency && cargo run --release --features jemalloc
//! ```

use exalloc_latency::report::{all, line};
use exalloc_latency::run::Contender;
use std::env;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    match &args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => match all() {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::FAILURE,
            Err(error) => {
                eprintln!("latency: {error}");
                ExitCode::from(2)
            }
        },
        ["--run", name, seed, churning] => {
            let run = Contender::named(name).zip(seed.parse().ok()).zip(churning.parse().ok());
            let Some(((contender, seed), churning)) = run else {
                eprintln!("latency: no such run: {args:?}");
                return ExitCode::from(2);
            };
            println!("{}", line(&contender.run(seed, churning)));
            ExitCode::SUCCESS
        }
        _ => {
            eprintln!("latency: no arguments are known but `--run CONTENDER SEED CHURNING`");
            ExitCode::from(2)
        }
    }
}
