//! Processor time of a clean release build, beyond that of an empty package.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A build.
#[derive(Clone, Debug)]
pub struct Build {
    /// What is built: a dependency.
    pub contender: &'static str,
    /// Seconds of all processors, beyond the empty package's; the least of all rounds.
    pub seconds: f64,
}

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Builds everything once to fetch it, then `rounds` times, taking turns.
///
/// # Errors
///
/// A line for the user: what couldn't be built.
pub fn measure(rounds: usize) -> Result<Vec<Build>, String> {
    let program = std::env::current_exe().map_err(|e| format!("this program is nowhere: {e}"))?;
    let folder = program.with_file_name("build-time");
    let dependencies = [
        ("empty", String::new()),
        ("exalloc", format!("exalloc = {{ path = \"{ROOT}\" }}")),
        ("api2", String::from("allocator-api2 = \"0.2\"")),
        ("bumpalo", String::from("bumpalo = { version = \"3.20\", features = [\"collections\"] }")),
        ("bump-scope", String::from("bump-scope = \"2.4\"")),
        ("zigzag", String::from("zigzag-alloc = \"1.0.5\"")),
    ];
    let mut least = [f64::MAX; 6];
    for round in 0..=rounds {
        for ((name, dependency), least) in dependencies.iter().zip(&mut least) {
            let package = folder.join(name);
            if round == 0 {
                create(&package, name, dependency)
                    .map_err(|e| format!("{} can't be written: {e}", package.display()))?;
            }
            let seconds = build(&package, round > 0)?;
            if round > 0 {
                *least = least.min(seconds);
            }
        }
    }
    let [empty, ..] = least;
    let all = dependencies.iter().zip(least).skip(1);
    Ok(all.map(|(d, seconds)| Build { contender: d.0, seconds: seconds - empty }).collect())
}

/// A package that depends on one other.
fn create(package: &Path, name: &str, dependency: &str) -> std::io::Result<()> {
    fs::create_dir_all(package.join("src"))?;
    fs::write(
        package.join("Cargo.toml"),
        format!(
            "[workspace]\n[package]\nname = \"builds-{name}\"\nversion = \"0.1.0\"\n\
             edition = \"2024\"\n[dependencies]\n{dependency}\n"
        ),
    )?;
    fs::write(package.join("src/lib.rs"), "")
}

/// Builds it from nothing; the processor time.
fn build(package: &Path, offline: bool) -> Result<f64, String> {
    let target: PathBuf = package.join("target");
    if target.exists() {
        fs::remove_dir_all(&target).map_err(|e| format!("{} stays: {e}", target.display()))?;
    }
    let before = ticks();
    let output = Command::new("cargo")
        .args(["build", "--quiet", "--release", "--target-dir"])
        .arg(&target)
        .args(offline.then_some("--offline"))
        .current_dir(package)
        .output()
        .map_err(|e| format!("cargo can't be run: {e}"))?;
    if !output.status.success() {
        return Err(format!("cargo failed: {}", String::from_utf8_lossy(&output.stderr)));
    }
    Ok((ticks() - before) as f64 / 100.0)
}

/// Processor time of all processes that this one has waited for, and theirs, in hundredths of a
/// second: Linux's `USER_HZ`.
fn ticks() -> u64 {
    let text = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = text.rsplit(") ").next().unwrap_or_default();
    after_name.split(' ').skip(13).take(2).filter_map(|word| word.parse::<u64>().ok()).sum()
}
