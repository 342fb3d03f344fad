"""Small taxonomy packages, made on the spot."""

from __future__ import annotations

import zipfile
from pathlib import Path

XLINK = 'xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"'


def catalog(*claims: str) -> str:
    """``catalog.xml`` for addresses whose files stand under ``<host>/...`` of the package."""
    rules = "".join(
        f'<rewriteURI uriStartString="{c}" rewritePrefix="../{c.partition("://")[2]}"/>' for c in claims
    )
    return f'<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">{rules}</catalog>'


def manifest(identifier: str) -> str:
    return (
        '<tp:taxonomyPackage xmlns:tp="http://xbrl.org/2016/taxonomy-package">'
        f"<tp:identifier>urn:test:{identifier}</tp:identifier><tp:name>{identifier}</tp:name>"
        "<tp:version>1</tp:version></tp:taxonomyPackage>"
    )


def schema(prefix: str, year: str, *names: str, imports: tuple[str, ...] = ()) -> str:
    """A schema of durations of money. ``imports`` are addresses that it builds on."""
    host = "fasb.org" if prefix in {"us-gaap", "srt"} else "xbrl.sec.gov"
    namespace = f"http://{host}/{prefix}/{year}"
    body = "".join(f'<xs:import namespace="urn:other" schemaLocation="{a}"/>' for a in imports)
    body += "".join(
        f'<xs:element id="{prefix}_{n}" name="{n}" type="xbrli:monetaryItemType" nillable="true"'
        ' substitutionGroup="xbrli:item" xbrli:periodType="duration" xbrli:balance="credit"/>'
        for n in names
    )
    return (
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"'
        f' xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:{prefix}="{namespace}"'
        f' targetNamespace="{namespace}">{body}</xs:schema>'
    )


def address(prefix: str, year: str) -> str:
    if prefix in {"us-gaap", "srt"}:
        return f"https://xbrl.fasb.org/{prefix}/{year}/elts/{prefix}-{year}.xsd"
    return f"https://xbrl.sec.gov/{prefix}/{year}/{prefix}-{year}.xsd"


def files(year: str, prefixes: tuple[str, ...], *names: str, imports: tuple[str, ...] = ()) -> dict[str, str]:
    """The files of a package of some schemas, by their path under its folder."""
    claims = [address(p, year).rpartition("/")[0].removesuffix("elts") for p in prefixes]
    found = {"META-INF/catalog.xml": catalog(*(c.rstrip("/") + "/" for c in claims))}
    found["META-INF/taxonomyPackage.xml"] = manifest("-".join((*prefixes, year)))
    for prefix in prefixes:
        path = address(prefix, year).partition("://")[2]
        found[path] = schema(prefix, year, *names, imports=imports)
    return found


def write(path: Path, members: dict[str, str], root: str | None = None) -> Path:
    """A zip of the members under one folder, its name the file's unless told."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(f"{root or path.stem}/{name}", text)
    return path


def whole(path: Path, year: str = "2025", *names: str) -> Path:
    """A package with us-gaap, srt and dei of a year."""
    return write(path, files(year, ("us-gaap", "srt", "dei"), *(names or ("Revenues", "Assets"))))
