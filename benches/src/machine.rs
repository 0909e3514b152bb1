//! On what was measured.

use std::fs;
use std::process::Command;

/// The first line that a program prints; empty when there is none.
#[must_use]
pub fn first_line(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let text = output.map(|o| String::from_utf8_lossy(&o.stdout).into_owned());
    text.ok().and_then(|t| t.lines().next().map(String::from)).unwrap_or_default()
}

/// What the machine is, as names and values.
#[must_use]
pub fn describe() -> Vec<(&'static str, String)> {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let value = |text: &str, key: &str| {
        let line = text.lines().find(|line| line.starts_with(key)).unwrap_or_default();
        let after = line.split_once([':', '=']).map_or("", |(_, value)| value);
        String::from(after.trim().trim_matches('"'))
    };
    let cpu = read("/proc/cpuinfo");
    let load = read("/proc/loadavg");
    vec![
        ("cpu", format!("{}, family {}", value(&cpu, "model name"), value(&cpu, "cpu family"))),
        ("cores", std::thread::available_parallelism().map_or(0, usize::from).to_string()),
        ("architecture", std::env::consts::ARCH.into()),
        ("system", value(&read("/etc/os-release"), "PRETTY_NAME")),
        ("kernel", read("/proc/sys/kernel/osrelease").trim().into()),
        ("load", load.split(' ').next().unwrap_or_default().into()),
    ]
}

/// The versions of everything that takes part.
#[must_use]
pub fn versions() -> Vec<(&'static str, String)> {
    let mut all = vec![
        ("rustc", first_line("rustc", &["--version"])),
        ("c library", first_line("ldd", &["--version"])),
        ("g++", first_line("g++", &["--version"])),
        ("valgrind", first_line("valgrind", &["--version"])),
    ];
    if !env!("ZIG_VERSION").is_empty() {
        all.push(("zig", env!("ZIG_VERSION").into()));
    }
    let heaps: &[_] = if cfg!(feature = "all-peers") {
        &["mimalloc", "libmimalloc-sys", "tikv-jemallocator", "tikv-jemalloc-sys"]
    } else {
        &[]
    };
    let always = ["allocator-api2", "blink-alloc", "bump-scope", "bumpalo", "zigzag-alloc"];
    for &name in always.iter().chain(heaps) {
        all.push((name, locked(name)));
    }
    all
}

/// A dependency's versions, as Cargo.lock has them.
fn locked(name: &str) -> String {
    let lock = include_str!("../Cargo.lock");
    let packages = lock.split("[[package]]").filter_map(|package| {
        let field = |key: &str| {
            let line = package.lines().find_map(|line| line.strip_prefix(key))?;
            Some(line.trim_matches('"'))
        };
        (field("name = ")? == name).then(|| field("version = ")).flatten()
    });
    packages.collect::<Vec<_>>().join(" and ")
}

#[cfg(test)]
mod tests {
    use super::locked;

    #[test]
    fn versions_are_those_of_the_lock_file() {
        assert!(
            locked("allocator-api2").contains("0.2.") && locked("allocator-api2").contains("0.4.")
        );
        assert!(locked("bumpalo").starts_with("3."));
    }
}
