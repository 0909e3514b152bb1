#!/usr/bin/env python3
"""Makes three Rust files of std's API as data (`std_api.tsv`):

    calls.py calls > tests/tests/parity/calls.rs    every stable function of Vec, String and Box, called
    calls.py twins > tests/tests/parity/twins.rs    every `try_` twin that is owed, called
    calls.py refusals > …/no_panic/rows.rs          the same, for the proof that none panics
    calls.py check                                 whether the three files are as they would be made

`api_parity.py` matches names only. Here each function gets std's argument and result types, so that
another signature doesn't compile; the bodies of `calls.rs` are a macro's, which is used with std's
types and with exalloc's. What differs on purpose is in OVERRIDES, with the reason.
"""
import csv, os, re, sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, '..', '..')
FILES = {'calls': 'tests/tests/parity/calls.rs', 'twins': 'tests/tests/parity/twins.rs',
         'refusals': 'tests/firmware/src/bin/no_panic/rows.rs'}

# What exalloc's function is to give, and how std's and exalloc's results become that.
OVERRIDES = {
    # exalloc's gives the allocator too.
    ('Vec', 'into_raw_parts'): (None, 'match {call} { (ptr, len, capacity, ..) => (ptr, len, capacity) }'),
    ('String', 'into_raw_parts'): (None, 'match {call} { (ptr, len, capacity, ..) => (ptr, len, capacity) }'),
    # A `Cow` would own std's `String`.
    ('String', 'from_utf8_lossy'): ('String', 'owned({call})'),
}
# Where the allocator comes last: functions without a receiver that make a collection of something
# that isn't one.
MAKES = {('Vec', n) for n in ('new', 'with_capacity', 'from_raw_parts')} | {
    ('String', n) for n in ('new', 'with_capacity', 'from_utf8_lossy', 'from_utf16', 'from_utf16_lossy', 'from_raw_parts')} | {
    ('Box', n) for n in ('new', 'new_uninit', 'new_zeroed', 'pin', 'new_uninit_slice', 'new_zeroed_slice', 'from_raw')}
# Names that two modules have.
RENAMED = {'String': [(r'\bDrain<', 'StringDrain<')], 'Vec': [], 'Box': []}
# Bounds that exalloc's need and std's don't, with the reason.
BOUNDS = {}
# Twins whose result is another one than the function's, by design: only the error is asked for.
DROPPED = {('Vec', 'splice'), ('String', 'from_utf8_lossy')}
# Twins whose errors tell of more than memory.
OTHER_ERRORS = {('String', 'from_utf16')}
# Functions that panic on a wrong index or range, std's too: what says so.
INDEXED = {('Vec', 'insert'), ('Vec', 'insert_mut'), ('Vec', 'split_off'), ('Vec', 'extend_from_within'), ('Vec', 'splice'),
           ('String', 'extend_from_within'), ('String', 'insert'), ('String', 'insert_str'), ('String', 'split_off'),
           ('String', 'replace_range')}


class Function:
    """A row: `fn name<generics>(params) -> result where bounds` of a type."""

    def __init__(self, row):
        self.type, self.name, self.twin = row['type'], row['name'], row['try_name']
        self.row = row
        sig = row['sig']
        found = re.match(r'pub (const )?(unsafe )?fn (\w+)(<.*?>)?\((.*?)\)(?: -> (.*?))?(?: where (.*?),?)?$', sig)
        assert found, sig
        self.const, self.unsafe, _, generics, params, result, where = found.groups()
        self.generics = [g.strip() for g in split(generics[1:-1])] if generics else []
        impl = re.match(r'impl(<.*?>)? (.*?)(?: where (.*?),?)?$', row['impl'])
        impl_generics, self.of, impl_where = impl.groups()
        outer = [g.strip() for g in split(impl_generics[1:-1])] if impl_generics else []
        self.generics = [g for g in self.generics if g.startswith("'")] + \
            [g for g in outer if g != 'A'] + [g for g in self.generics if not g.startswith("'")]
        self.bounds = [b for b in split(impl_where or '') + split(where or '')]
        self.bounds = [b.strip() for b in self.bounds if b.strip() and not re.match(r'A\b', b.strip())]
        self.result = result or '()'
        self.params = []
        for param in split(params):
            param = param.strip()
            if not param:
                continue
            receiver = re.match(r'(&(?:mut )?)?self$', param)
            self.params.append(('this', (receiver[1] or '') + self.of) if receiver
                               else tuple(part.strip() for part in param.split(':', 1)))
        self.of = self.plain(self.of)
        self.params = [(name, self.plain(ty)) for name, ty in self.params]
        self.result = self.plain(self.result)

    def plain(self, ty):
        """A type without its allocator, by the names that both sides have."""
        ty = re.sub(r', A>', '>', ty)
        for pattern, name in RENAMED[self.type]:
            ty = re.sub(pattern, name, ty)
        return ty

    @property
    def key(self):
        return (self.type, self.name)

    def header(self, name, result, params=None):
        generics = f"<{', '.join(self.generics)}>" if self.generics else ''
        params = ', '.join(f'{n}: {t}' for n, t in (params or self.params))
        bounds = self.bounds + BOUNDS.get(self.key, [])
        where = f" where {', '.join(bounds)}" if bounds else ''
        result = '' if result == '()' else f' -> {result}'
        return f"{'unsafe ' if self.unsafe else ''}fn {name}{generics}({params}){result}{where}"

    def call(self, name, alloc):
        args = [n for n, _ in self.params]
        return f"<{self.of}>::{name}({', '.join(args)}{alloc if self.key in MAKES else ''})"


def split(text):
    """At the commas that are in no bracket."""
    parts, depth, part = [], 0, ''
    for before, ch in zip(' ' + text, text):
        depth += (ch in '<([') - (ch in ')]' or ch == '>' and before != '-')
        if ch == ',' and depth == 0:
            parts.append(part)
            part = ''
        else:
            part += ch
    return parts + [part] if part.strip() else parts


def functions():
    with open(os.path.join(HERE, 'std_api.tsv'), newline='') as file:
        rows = list(csv.DictReader(file, delimiter='\t'))
    return [Function(row) for row in rows
            if row['group'] == 'core' and row['kind'] == 'fn' and row['stable'] == '1']


def calls():
    out = ['//! Made of std\'s API by `tests/parity/calls.py calls`; not to be edited.\n\n'
           '/// Every stable function of std\'s `Vec`, `String` and `Box`, called: with std\'s types without\n'
           '/// an argument, with exalloc\'s with the allocator.\n'
           'macro_rules! calls {\n    ($($alloc:expr)?) => {\n']
    for f in functions():
        result, body = OVERRIDES.get(f.key, (None, '{call}'))
        call = f.call(f.name, ' $(, $alloc)?' if f.params else '$($alloc)?')
        if f.unsafe:
            call = f'unsafe {{ {call} }}'
        body = ' ' * 12 + body.replace('{call}', call)
        if f.unsafe:
            body = ' ' * 12 + '// SAFETY: forwarded.\n' + body
        header = f.header(f'{f.type.lower()}_{f.name}', result or f.result)
        out.append(f'        {header} {{\n{body}\n        }}\n\n')
    out.append('        pub(crate) const COUNT: usize = %d;\n    };\n}\n\npub(crate) use calls;\n' % len(functions()))
    return ''.join(out)


def twins():
    out = ['//! Made of std\'s API by `tests/parity/calls.py twins`; not to be edited.\n\n'
           'use super::with_exalloc::*;\n\n']
    owed = [f for f in functions() if f.twin]
    for f in owed:
        assert not f.unsafe
        error = 'TryReserveError'
        call = f.call(f.twin, ', ALLOC' if f.params else 'ALLOC')
        result, body = f.result, f'Ok({call}?)'
        if f.key in OTHER_ERRORS:
            result, error, body = 'String', 'TryFromUtf16Error', call
        elif f.key in DROPPED:
            result, body = '()', f'drop({call}?);\nOk(())'
        out.append(f"{f.header(f'{f.type.lower()}_{f.twin}', f'Result<{result}, {error}>')} {{\n{body}\n}}\n\n")
    out.append('pub(crate) const COUNT: usize = %d;\n' % len(owed))
    return ''.join(out)


# What stands for the type parameters in a program that is linked. Closures are functions by
# pointer: what they do isn't exalloc's.
CONCRETE = {'T': 'u32', 'R': 'Range<usize>', 'I': 'Numbers'}


# An argument of each type, for functions that are called.
VALUES = {'usize': '1', 'u32': '7', 'char': "'x'", '&str': '"abc"', '&[u32]': '&[1_u32, 2][..]', 'Alloc': 'Alloc',
          '&[u8]': 'b"abc".as_slice()', '&[u16]': '&[97_u16, 98][..]', 'Range<usize>': '0..0', 'Numbers': 'Numbers(3)',
          'fn() -> u32': 'seven as fn() -> u32'}


def value(name, ty):
    if ty.startswith('&mut '):
        return '&mut ' + value(name, ty[5:])
    if name in ('index', 'idx', 'at'):
        return '0'
    if ty in ('Vec<u32>', 'String'):
        return re.sub('<.*', '', ty) + '::new(Alloc)'
    return VALUES[ty]


def refusals():
    """One function a twin, none of which is inlined; `no_panic.py` looks at what each reaches."""
    out = ["//! Made of std's API by `tests/parity/calls.py refusals`; not to be edited.\n\n"
           'use super::types::*;\n\n']
    skip = os.environ.get('SKIP', '').split()
    owed, calls_of_rows = [f for f in functions() if f.twin and f.twin not in skip], []
    for f in owed:
        types = dict(CONCRETE)
        for bound in f.bounds:
            if closure := re.match(r'F: FnMut\((.*?)\)(?: -> (.*))?$', bound):
                types['F'] = f"fn({closure[1]}){' -> ' + closure[2] if closure[2] else ''}"

        def concrete(ty):
            for name in ('F', 'R', 'I', 'T'):
                ty = re.sub(rf'\b{name}\b', lambda _: types[name], ty)
            return ty
        params = [(n, concrete(t)) for n, t in f.params]
        args = [n for n, _ in params]
        if f.key in MAKES:
            params, args = params + [('alloc', 'Alloc')], args + ['alloc']
        given = ', '.join(f'{n}: {t}' for n, t in params)
        values = ', '.join(f'any({value(n, t)})' for n, t in params)
        calls_of_rows.append(f'refused += u32::from(!row_{f.type.lower()}_{f.twin}({values}));\n')
        # An argument that is indexed by: a wrong one panics, by a function of this name.
        word = '/// Panics where the index or the range is wrong.\n' if f.key in INDEXED else ''
        out.append(f"{word}#[unsafe(no_mangle)]\n#[inline(never)]\npub(crate) fn row_{f.type.lower()}_{f.twin}({given})"
                   f" -> bool {{\n<{concrete(f.of)}>::{f.twin}({', '.join(args)}).is_ok()\n}}\n\n")
    out.append(f'pub(crate) const ROWS: u32 = {len(owed)};\n\n'
               '/// Calls each; how many reported that there is no room.\n'
               'pub(crate) fn refused() -> u32 {\nlet mut refused = 0;\n' + ''.join(calls_of_rows) +
               'refused\n}\n')
    return ''.join(out)


def formatted(text):
    import subprocess
    done = subprocess.run(['rustfmt', '--edition', '2024', '--config-path', os.path.join(ROOT, 'rustfmt.toml')]
                          if os.path.exists(os.path.join(ROOT, 'rustfmt.toml')) else ['rustfmt', '--edition', '2024'],
                          input=text, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def made(what):
    return formatted({'calls': calls, 'twins': twins, 'refusals': refusals}[what]())


if __name__ == '__main__':
    if sys.argv[1:] == ['check']:
        bad = [path for what, path in FILES.items() if made(what) != open(os.path.join(ROOT, path)).read()]
        for path in bad:
            print(f'{path} is not what tests/parity/calls.py makes of the data')
        sys.exit(bool(bad))
    print(made(sys.argv[1]), end='')
