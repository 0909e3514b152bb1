//! Machine code of `push` and what it calls, in a size-optimised program without std.
//!
//! `benches/size` is a static library with `push` for one element type or three; the linker keeps
//! what these functions reach, and its map says from which object each function comes. Counted are
//! the functions of the contender, and of the crate `alloc` or C++'s headers; not those of `core`,
//! which come compiled for speed, and not the heap, which isn't there. Without link-time
//! optimisation, as a library is delivered.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Bytes of machine code.
#[derive(Clone, Debug)]
pub struct Size {
    /// Who.
    pub contender: &'static str,
    /// For three element types, of 1, 8 and 24 bytes.
    pub three: u64,
    /// For one, of 8 bytes.
    pub one: u64,
}

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/size");

/// Builds and measures all contenders, in a folder of that name beside this program.
///
/// # Errors
///
/// A line for the user: what couldn't be built.
pub fn measure() -> Result<Vec<Size>, String> {
    let program = std::env::current_exe().map_err(|e| format!("this program is nowhere: {e}"))?;
    let target = program.with_file_name("code-size");
    let mut all = Vec::new();
    for contender in ["std", "api2", "zigzag", "exalloc"] {
        let bytes = |three| code(&rust(contender, three, &target)?, three, &target);
        all.push(Size { contender, three: bytes(true)?, one: bytes(false)? });
    }
    let bytes = |three| code(&cpp(three, &target)?, three, &target);
    all.push(Size { contender: "c++", three: bytes(true)?, one: bytes(false)? });
    Ok(all)
}

/// The static library with a contender's `push`.
fn rust(contender: &str, three: bool, target: &Path) -> Result<PathBuf, String> {
    let features = if three { format!("{contender},three") } else { contender.into() };
    run(Command::new("cargo")
        .args(["build", "--quiet", "--release", "--locked", "--features", &features])
        .arg("--target-dir")
        .arg(target)
        .current_dir(FOLDER))?;
    Ok(target.join("release/libexalloc_size.a"))
}

/// The object with C++'s.
fn cpp(three: bool, target: &Path) -> Result<PathBuf, String> {
    let object = target.join("push.o");
    run(Command::new("g++")
        .args(["-std=c++17", "-Os", "-fno-exceptions", "-ffunction-sections", "-c", "push.cpp"])
        .args(three.then_some("-DTHREE"))
        .arg("-o")
        .arg(&object)
        .current_dir(FOLDER))?;
    Ok(object)
}

/// Links what `push` reaches, and counts it.
fn code(object: &Path, three: bool, target: &Path) -> Result<u64, String> {
    let map = target.join("push.map");
    let more = if three { &["-u", "push_u8", "-u", "push_triple"][..] } else { &[] };
    run(Command::new("ld")
        .args(["--gc-sections", "-e", "push_u64", "--unresolved-symbols=ignore-all"])
        .args(more)
        .arg(format!("-Map={}", map.display()))
        .arg("-o")
        .arg(target.join("push.linked"))
        .arg(object))?;
    let text = std::fs::read_to_string(&map).map_err(|e| format!("no map of the linker: {e}"))?;
    match count(&text) {
        0 => Err(String::from("the linker's map has no machine code")),
        bytes => Ok(bytes),
    }
}

fn run(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|e| format!("{name} can't be run: {e}"))?;
    match output.status.success() {
        true => Ok(()),
        false => Err(format!("{name} failed: {}", String::from_utf8_lossy(&output.stderr))),
    }
}

/// The bytes of machine code in a linker's map that come from no object of `core`.
fn count(map: &str) -> u64 {
    let kept = map.split("Linker script and memory map").nth(1).unwrap_or_default();
    let mut sum = 0;
    let mut words = kept.split_whitespace().peekable();
    while let Some(word) = words.next() {
        // A section's name, its address, its size, and the object, whatever lines they are on.
        if !word.starts_with(".text") || !words.peek().is_some_and(|w| w.starts_with("0x")) {
            continue;
        }
        let mut hex = || u64::from_str_radix(words.next()?.strip_prefix("0x")?, 16).ok();
        let (Some(address), Some(size)) = (hex(), hex()) else { continue };
        // The output section itself is followed by a pattern.
        let object =
            |word: &&str| !word.starts_with('*') && (word.ends_with(')') || word.ends_with(".o"));
        let Some(object) = words.next_if(object) else { continue };
        let foreign = ["(core-", "(compiler_builtins-"].iter().any(|name| object.contains(name));
        if address != 0 && !foreign {
            sum += size;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn machine_code_is_found_in_a_map() {
        let map = "Discarded input sections\n .text.gone 0x0 0x99 x.o\n\
                   Linker script and memory map\n.text 0x401000 0x12ca\n *(.text.exit)\n \
                   .text.push\n                0x401000 0x10 a.a(size-1.o)\n \
                   .text.fmt 0x401010 0x50 a.a(core-2.o)\n .text 0x401060 0x3 b.o\n \
                   .rodata 0x402000 0x8 b.o\n";
        assert_eq!(count(map), 0x13);
    }
}
