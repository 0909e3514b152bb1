"""Rules of the house that no lint knows. Prints each breach, and exits 1 if there is one."""

import pathlib
import re
import subprocess
import sys

breaches = []
for name in subprocess.run(["git", "ls-files", "*.rs"], capture_output=True, text=True, check=True).stdout.split():
    lines = pathlib.Path(name).read_text().split("\n")
    code = [line for line in lines if line.strip() and not line.strip().startswith("//")]
    if len(code) > 600:
        breaches.append(f"{name}: {len(code)} lines of code; the bound is 600")
    for number, line in enumerate(lines, 1):
        where = f"{name}:{number}"
        # Code is rustfmt's; tables and addresses can't be wrapped.
        comment = re.match(r"\s*//[/!]? ?(.*)", line)
        if comment and len(line) > 100 and "http" not in line and not comment[1].startswith("|"):
            breaches.append(f"{where}: a comment of {len(line)} columns; the bound is 100")
        if re.search(r"\b(todo|unimplemented)!\(|\b(TODO|FIXME|XXX|HACK)\b", line):
            breaches.append(f"{where}: unfinished: {line.strip()}")
        if re.search(r"#!?\[allow\(", line):
            breaches.append(f"{where}: `allow` where `expect` with a reason is the rule")
        if re.search(r"^\s*//[/!]\s*```.*\bignore\b|#\[ignore", line):
            breaches.append(f"{where}: an ignored test")
        library = name.split("/")[0] in ("src", "core", "allocators", "collections")
        if library and re.search(r"\bas \*(mut|const)\b.*\busize\b|with_exposed_provenance", line):
            breaches.append(f"{where}: an integer becomes a pointer")

# Copies of the licences are in each package, since a package can't reach above its folder.
for package in ("core", "allocators", "allocators/cpp", "collections"):
    for licence in ("LICENSE-MIT", "LICENSE-APACHE"):
        if pathlib.Path(licence).read_text() != pathlib.Path(package, licence).read_text():
            breaches.append(f"{package}/{licence} differs from {licence}")

print("\n".join(breaches) or "the rules of the house are kept")
sys.exit(bool(breaches))
