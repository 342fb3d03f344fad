"""A company's own taxonomy carried on: kept as it was, with what this report adds."""

from __future__ import annotations

from dataclasses import replace

from xbrlgen.model.report import Extension, Import
from xbrlgen.model.vocabulary import Base

_MACHINERY = (
    "http://www.xbrl.org/2003/",
    "http://www.xbrl.org/dtr/",
    "http://xbrl.org/2005/xbrldt",
    "http://xbrl.org/2006/xbrldi",
    "http://www.w3.org/",
)
"""Namespaces that every schema may import; the rendering adds those that it needs."""


def carry_on(carried: Extension, made: Extension, base: Base) -> Extension:
    """``carried`` under the prefix, namespace and file names of ``made``, and what ``made`` has beyond it.

    Elements, roles and labels that are carried stay as they were, so that a caption that changed renames
    nothing by itself. Of standard taxonomies the schemas of ``base`` are imported, in the place of those of
    an earlier year, and locators lead into them.
    """
    own = {e.qname for e in carried.elements}
    roles = {r.id for r in carried.roles} | {r.uri for r in carried.roles}
    labels = {(x.concept, x.role) for x in carried.labels}
    named = {x.concept for x in carried.labels}
    said = [
        i for i in (*carried.imports, *made.imports) if i.prefix and not i.namespace.startswith(_MACHINERY)
    ]
    imports = {i.prefix: _current(i, base) for i in said}
    moved = {i.location: imports[i.prefix].location for i in said}
    return replace(
        made,
        imports=tuple(imports.values()),
        elements=(*carried.elements, *(e for e in made.elements if e.qname not in own)),
        roles=(*carried.roles, *(r for r in made.roles if r.id not in roles and r.uri not in roles)),
        labels=(
            *carried.labels,
            *(
                x
                for x in made.labels
                if (x.concept, x.role) not in labels and (x.concept not in named or not x.is_standard)
            ),
        ),
        role_refs=carried.role_refs,
        hrefs=tuple((name, _moved(href, moved)) for name, href in carried.hrefs),
    )


def _current(said: Import, base: Base) -> Import:
    if said.prefix not in base.prefixes:
        return said
    return Import(said.prefix, base.namespace(said.prefix), base.location(said.prefix))


def _moved(href: str, moved: dict[str, str]) -> str:
    file, hash_, name = href.partition("#")
    return moved.get(file, file) + hash_ + name
