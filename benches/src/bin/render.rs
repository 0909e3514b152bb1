//! Writes the docs' table and chart, and the README's table, from `results/speed.json`.
//!
//! ```sh
//! cargo run --release --manifest-path benches/Cargo.toml --bin render
//! ```

use exalloc_benches::render;
use std::process::ExitCode;

fn main() -> ExitCode {
    let write = || {
        for (path, text) in render::outputs()? {
            std::fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))?;
            println!("written: {}", path.display());
        }
        Ok::<_, String>(())
    };
    match write() {
        Ok(()) => ExitCode::SUCCESS,
        Err(line) => {
            eprintln!("error: {line}");
            ExitCode::from(2)
        }
    }
}
