#!/usr/bin/env python3
"""Whether every public item has an example: `examples.py CRATE.json`, made by rustdoc.

rustdoc's own lint looks at items only whose module is public itself; here it is all that a path
leads to, through re-exports too. Implementations of traits have the trait's docs.
"""
import json, sys

KINDS = {'function', 'struct', 'enum', 'union', 'trait', 'type_alias', 'constant', 'static', 'macro'}


def items(crate):
    """The ids of what can be named from outside, and of what those have."""
    index, todo, seen = crate['index'], [crate['root']], set()
    while todo:
        key = str(todo.pop())
        item = index.get(key)
        if item is None or key in seen:
            continue
        seen.add(key)
        (kind, inner), = item['inner'].items()
        if kind in ('module', 'trait'):
            todo += inner['items']
        elif kind == 'use':
            todo += [inner['id']] if inner['id'] is not None else []
        elif kind in ('struct', 'enum', 'union'):
            todo += inner['impls']
        elif kind == 'impl' and inner['trait'] is None:
            todo += inner['items']
        if kind in KINDS:
            yield item, kind


if __name__ == '__main__':
    with open(sys.argv[1]) as file:
        crate = json.load(file)
    found = list(items(crate))
    lacking = [(item, kind) for item, kind in found
               if '```' not in (item['docs'] or '') and 'hidden' not in str(item['attrs'])]
    for item, kind in lacking:
        span = item['span']
        print(f"{span['filename']}:{span['begin'][0]}: {kind} {item['name']} has no example")
    print(f'{len(found) - len(lacking)} of {len(found)} public items have an example')
    # A crate in which nothing was found wasn't read as it should be.
    sys.exit(bool(lacking) or len(found) < 300)
