#!/usr/bin/env python3
"""Proves that no `try_` twin can panic for want of memory, by looking at a linked program.

    no_panic.py ELF [--expect NAME]

ELF is `tests/firmware`'s program `no_panic`, linked with `--emit-relocs`: it says of every function
and every constant what it refers to. A function `row_…` for each twin (`rows.rs`) stays one of its
own. From none of them the panic handler may be reached, be it by calls, jumps or addresses of
functions, in constants too, except by way of functions that say that an index or a range is wrong,
and those of rows only that have one (INDEXED in `calls.py`). `--expect` says that the row of that
name must be found to panic, and no other.
"""
import re, subprocess, sys
from bisect import bisect_right
from collections import defaultdict

from calls import INDEXED, functions

# What says that an argument is wrong; paths end there.
WRONG_ARGUMENT = re.compile(r'(insert_failed|split_off_failed|out_of_range|not_a_boundary|no_boundary)\b')
PANIC = re.compile(r'rust_begin_unwind$')


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def references(elf):
    """For each symbol, the symbols that it refers to."""
    symbols = []
    for line in output('llvm-nm', '--defined-only', '--print-size', '--numeric-sort', '--demangle', elf).splitlines():
        found = re.match(r'([0-9a-f]+) ([0-9a-f]+) [tTrRdDbBvVwW] (.*)$', line)
        if found and int(found[2], 16):
            symbols.append((int(found[1], 16) & ~1, int(found[2], 16), found[3]))
    symbols.sort()
    starts = [start for start, _, _ in symbols]

    def at(address):
        i = bisect_right(starts, address & ~1) - 1
        if i >= 0 and address < symbols[i][0] + symbols[i][1]:
            return symbols[i][2]
        return None

    to, unknown = defaultdict(set), set()
    for line in output('llvm-readelf', '--relocations', '--wide', elf).splitlines():
        found = re.match(r'([0-9a-f]{8})\s+[0-9a-f]{8}\s+(R_ARM_\S+)\s+([0-9a-f]{8})', line)
        if not found:
            continue
        source, target = at(int(found[1], 16)), int(found[3], 16)
        if source:
            to[source].add(at(target) or f'?{target:x}')
    return to, [name for _, _, name in symbols]


def reached(to, start):
    """The path from a symbol to the panic handler, if there is one; not through wrong arguments."""
    came_from, todo = {start: None}, [start]
    while todo:
        name = todo.pop()
        if PANIC.search(name):
            path = []
            while name:
                path.append(name)
                name = came_from[name]
            return path[::-1]
        for other in to[name]:
            if other not in came_from and not (WRONG_ARGUMENT.search(other) and start in MAY):
                came_from[other] = name
                todo.append(other)
    return None


MAY = {f'row_{kind.lower()}_try_{name}' for kind, name in INDEXED}

if __name__ == '__main__':
    elf = sys.argv[1]
    expected = set(sys.argv[3:]) if sys.argv[2:3] == ['--expect'] else set()
    to, names = references(elf)
    rows = [name for name in names if name.startswith('row_')]
    wanted = {f'row_{f.type.lower()}_{f.twin}' for f in functions() if f.twin} | expected
    if set(rows) != wanted:
        sys.exit(f'the program lacks {sorted(wanted - set(rows))}, or has more: {sorted(set(rows) - wanted)}')
    if not any(PANIC.search(name) for name in names):
        sys.exit('the program has no panic handler: nothing could be found')
    found = {}
    for row in rows:
        if path := reached(to, row):
            found[row] = path
            print(f'{row} can panic: {" -> ".join(path[1:])}')
    stops = [row for row in rows if row in MAY and reached(to, row) is None]
    print(f'{len(rows) - len(found)} of {len(rows)} twins reach no panic; {len(stops)} of them but for a wrong index or range')
    sys.exit(set(found) != expected)
