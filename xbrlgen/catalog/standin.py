"""Build a stand-in taxonomy package: validation where the official one is not installed.

It is an XBRL taxonomy package (Taxonomy Packages 1.0): schemas that declare the elements of the shipped
tables under their official namespaces and addresses, and nothing else: no label, no documentation, no
relation. It lives in the user's cache, says what it is, and never enters a filing.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from xbrlgen.catalog.tables import Schema, Year, open_year, parse
from xbrlgen.resources import cache_dir

FORMAT = 1
"""Counts up when the same tables give other bytes, so that no stale package is taken from the cache."""

_NOTE = (
    "xbrlgen stand-in, NOT the official taxonomy: element declarations built from a table of facts, for "
    "validation on this machine only"
)
_BASES = {
    "xbrli": ("http://www.xbrl.org/2003/instance", "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"),
    "xbrldt": ("http://xbrl.org/2005/xbrldt", "http://www.xbrl.org/2005/xbrldt-2005.xsd"),
    "enum2": (
        "http://xbrl.org/2020/extensible-enumerations-2.0",
        "https://www.xbrl.org/2020/extensible-enumerations-2.0.xsd",
    ),
}
_TypeTable = dict[str, tuple[str, list[tuple[str, str]]]]


def stand_in_package(name: str) -> Path:
    """The stand-in package of a taxonomy year, built if the cache has not got it.

    The file's name carries a hash of the tables and of the format, so a change of either builds a new
    one. It is written whole and then renamed: two runs at once do no harm.
    Raises XbrlgenError with XG-MAP-015 for an unknown name, OSError if the cache cannot be written.
    """
    year = open_year(name)
    slug = year.name.replace("/", "-")
    target = cache_dir() / "stand-in" / f"{slug}-stand-in-{_digest(year)}.zip"
    if not target.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(target, f"{slug}-stand-in", package_files(year))
    return target


def _digest(year: Year) -> str:
    """Hash of everything that the package is made from."""
    total = hashlib.sha256(f"format {FORMAT}".encode())
    for path in year.files():
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:16]


def _write(target: Path, root: str, files: dict[str, str]) -> None:
    """A zip of ``files`` under the folder ``root``: stored, in sorted order, without a clock."""
    handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as out, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            for path, text in sorted(files.items()):
                entry = zipfile.ZipInfo(f"{root}/{path}", (1980, 1, 1, 0, 0, 0))
                entry.create_system = 3
                entry.external_attr = 0o100644 << 16
                archive.writestr(entry, text.encode("utf-8"))
        Path(temporary).replace(target)
    finally:
        Path(temporary).unlink(missing_ok=True)


def package_files(year: Year) -> dict[str, str]:
    """The package's files by their path inside it: two of META-INF, and one per schema."""
    types = _types(year)
    files = {_path(s): _element_schema(year, s, types) for s in year.schemas}
    files |= {_path(s): _type_schema(s, types) for s in year.types}
    files["META-INF/taxonomyPackage.xml"] = _manifest(year)
    files["META-INF/catalog.xml"] = _rewrites([*year.schemas, *year.types])
    return files


def _path(schema: Schema) -> str:
    return schema.location.partition("://")[2]


def _types(year: Year) -> _TypeTable:
    """Type -> (base, facets) of ``types.tsv``."""
    found: _TypeTable = {}
    for line in year.lines("types.tsv"):
        name, base, facet, value = line.split("\t")
        _, facets = found.setdefault(name, (base, []))
        if facet:
            facets.append((facet, value))
    return found


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _tag(name: str, attributes: Iterable[tuple[str, str]], end: str = "/>") -> str:
    return f"<{name} " + " ".join(f'{k}="{_escape(v)}"' for k, v in attributes) + end


def _type_definitions(prefix: str, types: _TypeTable) -> list[str]:
    """The complex types of a prefix: item types of XBRL 2.1, restricted by facets."""
    out = []
    for name, (base, facets) in types.items():
        own, _, local = name.partition(":")
        if own != prefix:
            continue
        out.append(_tag("xs:complexType", [("name", local)], "><xs:simpleContent>"))
        out.append(_tag("xs:restriction", [("base", base)], ">"))
        out += [_tag(f"xs:{facet}", [("value", value)]) for facet, value in facets]
        out.append("</xs:restriction></xs:simpleContent></xs:complexType>")
    return out


def _schema(schema: Schema, imports: dict[str, tuple[str, str]], body: list[str]) -> str:
    """A schema document: its head, its imports (prefix -> namespace, location) and its body."""
    head = [
        ("xmlns:xs", "http://www.w3.org/2001/XMLSchema"),
        *((f"xmlns:{p}", namespace) for p, (namespace, _) in sorted(imports.items())),
        (f"xmlns:{schema.prefix}", schema.namespace),
        ("targetNamespace", schema.namespace),
        ("elementFormDefault", "qualified"),
    ]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<!-- {_NOTE} -->",
        _tag("xs:schema", head, ">"),
        *(
            _tag("xs:import", [("namespace", n), ("schemaLocation", at)])
            for n, at in sorted(imports.values())
        ),
        *body,
        "</xs:schema>",
    ]
    return "\n".join(lines) + "\n"


def _type_schema(schema: Schema, types: _TypeTable) -> str:
    return _schema(schema, {"xbrli": _BASES["xbrli"]}, _type_definitions(schema.prefix, types))


def _element_schema(year: Year, schema: Schema, types: _TypeTable) -> str:
    """The schema of a prefix: every element of its table, and the types that it defines itself."""
    imports = dict(_BASES)
    imports["dtr-types"] = (
        f"http://www.xbrl.org/dtr/type/{schema.dtr}",
        f"https://www.xbrl.org/dtr/type/{schema.dtr}/types.xsd",
    )
    others = {s.prefix: (s.namespace, s.location) for s in [*year.schemas, *year.types]}
    body = _type_definitions(schema.prefix, types)
    for line in year.lines(f"{schema.prefix}.tsv"):
        concept, more = parse(schema.prefix, line)
        attributes = [
            ("id", f"{schema.prefix}_{concept.name}"),
            ("name", concept.name),
            ("type", concept.type),
            ("substitutionGroup", concept.substitution),
            ("xbrli:periodType", concept.period),
            ("nillable", "true"),
        ]
        if concept.balance is not None:
            attributes.append(("xbrli:balance", concept.balance))
        if concept.abstract:
            attributes.append(("abstract", "true"))
        attributes += [pair for pair in sorted(more.items()) if pair[0].startswith("enum2:")]
        if "typed" in more:
            identifier = f"{schema.prefix}_{more['typed']}"
            attributes.append(("xbrldt:typedDomainRef", f"#{identifier}"))
            domain = [("id", identifier), ("name", more["typed"]), ("type", more["typedType"])]
            body.append(_tag("xs:element", domain))
        body.append(_tag("xs:element", attributes))
    text = "\n".join(body)
    imports |= {p: at for p, at in others.items() if p != schema.prefix and re.search(rf'"{p}:', text)}
    return _schema(schema, imports, body)


def _manifest(year: Year) -> str:
    """``taxonomyPackage.xml``, Taxonomy Packages 1.0 section 3."""
    namespace = "http://xbrl.org/2016/taxonomy-package"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<tp:taxonomyPackage xmlns:tp="{namespace}" xml:lang="en">',
        f"<tp:identifier>urn:xbrlgen:stand-in:{year.name.replace('/', ':')}:{_digest(year)}</tp:identifier>",
        f"<tp:name>xbrlgen stand-in for {year.name} (not the official taxonomy)</tp:name>",
        f"<tp:description>{_NOTE}.</tp:description>",
        f"<tp:version>{FORMAT}</tp:version>",
        "<tp:entryPoints>",
    ]
    for schema in year.schemas:
        lines += [
            f"<tp:entryPoint><tp:name>{schema.prefix}, stand-in</tp:name>",
            _tag("tp:entryPointDocument", [("href", schema.location)]) + "</tp:entryPoint>",
        ]
    return "\n".join([*lines, "</tp:entryPoints>", "</tp:taxonomyPackage>"]) + "\n"


def _rewrites(schemas: Iterable[Schema]) -> str:
    """``catalog.xml``: official address -> file of this package, one by one.

    Whole folders are not claimed: an official file that the stand-in has not got must be reported as
    not found, rather than be looked for in here.
    """
    rewrites = [
        _tag("rewriteURI", [("uriStartString", s.location), ("rewritePrefix", f"../{_path(s)}")])
        for s in sorted(schemas, key=lambda s: s.location)
    ]
    head = '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *rewrites, "</catalog>"]) + "\n"
