"""Checks that the facade re-exports every public item of the packages below it.

Usage: facade.py FOLDER, which holds rustdoc's JSON of all four packages, made with all features.
"""

import json
import pathlib
import sys

PACKAGES = ("exalloc_core", "exalloc_allocators", "exalloc_collections")
folder = pathlib.Path(sys.argv[1])


def load(package):
    return json.loads((folder / f"{package}.json").read_text())


def public_names(crate):
    """The names that the root of a crate offers; globs of other packages by the package's name."""
    root = crate["index"][str(crate["root"])]
    names, globs = set(), set()
    for item_id in root["inner"]["module"]["items"]:
        item = crate["index"].get(str(item_id))
        if item is None or item["visibility"] != "public" and "macro" not in item["inner"]:
            continue
        use = item["inner"].get("use")
        if use is None:
            names.add(item["name"])
        elif use["is_glob"]:
            globs.add(use["source"])
        else:
            names.add(use["name"])
    return names, globs


facade_names, facade_globs = public_names(load("exalloc"))
missing = []
count = 0
for package in PACKAGES:
    names, _ = public_names(load(package))
    count += len(names)
    if package not in facade_globs:
        missing += [f"{package}::{name}" for name in sorted(names - facade_names)]
print("\n".join(f"not re-exported: {name}" for name in missing) or f"all {count} public names are re-exported")
sys.exit(bool(missing) or count == 0)
