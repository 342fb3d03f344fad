"""Which files of a folder or package are one written filing: its reports, their schema and its linkbases.

A report names its schema, a schema its linkbases; only what is named is read, and only what lies in the
folder or package. Addresses on the web are known by the name of their file.
"""

from __future__ import annotations

import codecs
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

INLINE, INSTANCE, SCHEMA, LINKBASE, REPORT_JSON = "inline", "instance", "schema", "linkbase", "json"
HTML, XML, ZIP, OTHER = "html", "xml", "zip", "other"

EXTRACTED = "_htm.xml"
"""How EDGAR names the instance that it makes of an inline document."""
HEAD = 65_536
"""Bytes that are looked at to tell what a file is."""
SUFFIXES = frozenset({"xml", "xsd", "htm", "html", "xhtml", "xbrl", "json"})

_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s/>]")
_REF = re.compile(rb"<(?:[\w.-]+:)?(schemaRef|linkbaseRef)\b[^>]*?\bhref\s*=\s*[\"']([^\"']+)[\"']")
_PROLOG = re.compile(rb"(\s+)(<\?xml[^>]*\?>)")
_INLINE = "http://www.xbrl.org/2013/inlineXBRL"
_JSON = re.compile(r"\"https?://[^\"]*/xbrl-json\"")


class UnfitError(ValueError):
    """Files that are no filing; the message says why, ``hint`` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Gathered:
    """The files of one filing, and the names of those that are named in it and not there.

    ``kind`` is what its reports are: inline, instance, json, or schema where there is no report.
    """

    kind: str
    files: tuple[tuple[str, bytes], ...]
    missing: tuple[str, ...] = ()


def kind_of(data: bytes) -> str:
    """What a file is, by its beginning."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ZIP
    text = _decoded(data[:HEAD]).lstrip("\ufeff \t\r\n")
    if text.startswith("{"):
        return REPORT_JSON if _JSON.search(text) else OTHER
    if not text.startswith("<"):
        return OTHER
    root = _ROOT.search(_COMMENT.sub("", text))
    name = root[1] if root else ""
    if name.lower() == "html":
        return INLINE if _INLINE in text else HTML
    if text.startswith("<?xml") or "xmlns" in text[:2000]:
        return {"xbrl": INSTANCE, "schema": SCHEMA, "linkbase": LINKBASE}.get(name, XML)
    return OTHER


def _decoded(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "replace")
    return head.decode("utf-8", "replace")


def mended(data: bytes) -> bytes:
    """The file with its XML declaration first: some stand behind an empty line. Line numbers stay."""
    found = _PROLOG.match(data)
    return found[2] + found[1] + data[found.end() :] if found else data


def gather(
    names: Iterable[str],
    read: Callable[[str], bytes],
    entry: str | None = None,
    archive: Callable[[str], Mapping[str, bytes]] | None = None,
) -> Gathered:
    """The filing among the files; ``entry`` is the report that was named, None to find it.

    ``read`` gives the bytes of a file, ``archive`` the files in a zip among them: a report may point into
    one, as Arelle takes it. Raises UnfitError where there is no filing, or more than one.
    """
    names = list(names)
    present = sorted(n for n in names if n.rpartition(".")[2].lower() in SUFFIXES)
    held: dict[str, bytes] = {}

    def get(name: str) -> bytes:
        if name not in held:
            held[name] = mended(read(name))
        return held[name]

    kind = kind_of(get(entry)) if entry is not None else ""
    if entry is not None and kind != INLINE:
        reports = [entry]
    else:
        folder = None if entry is None else posixpath.dirname(entry)
        near = [n for n in present if folder is None or posixpath.dirname(n) == folder]
        reports, kind = _reports({name: kind_of(get(name)) for name in near}, get, entry)
    if archive is not None:
        for name in _zips_named(reports, names, get):
            inside = {f"{name}/{path}": data for path, data in archive(name).items()}
            held |= inside
            present = sorted({*present, *inside})
    files = list(reports)
    missing: dict[str, None] = {}
    schemas: list[str] = [n for n in reports if kind == SCHEMA]
    for filing in reports:
        for what, target in _refs(filing, get(filing), present, missing):
            if what == "schemaRef" and target not in schemas:
                schemas.append(target)
            elif what == "linkbaseRef":
                files.append(target)
    for schema in schemas:
        files.append(schema)
        files += [t for what, t in _refs(schema, get(schema), present, missing) if what == "linkbaseRef"]
    if not schemas and kind != REPORT_JSON:
        files += _beside(reports, present, get)
    return Gathered(kind, tuple((n, get(n)) for n in dict.fromkeys(files)), tuple(missing))


def _reports(kinds: dict[str, str], get: Callable[[str], bytes], entry: str | None) -> tuple[list[str], str]:
    """The reports of a folder or package: inline documents before instances, which are made from them."""
    by_kind = {k: [n for n, of in kinds.items() if of == k] for k in (INLINE, INSTANCE, REPORT_JSON)}
    inline = _inline_sets(by_kind[INLINE], get)
    # An instance that names the schema of an inline document is made from it, or its other form.
    same = {ref for names in inline for n in names for ref in _schema_names(get(n))}
    instances = [[n] for n in by_kind[INSTANCE] if not same & _schema_names(get(n))]
    found = [(INLINE, names) for names in inline] + [(INSTANCE, names) for names in instances]
    found = found or [(REPORT_JSON, [n]) for n in by_kind[REPORT_JSON]]
    if entry is not None:
        found = [(kind, names) for kind, names in found if entry in names]
    if len(found) > 1:
        firsts = sorted(names[0] for _, names in found)
        more = f" and {len(firsts) - 3} more" if len(firsts) > 3 else ""
        raise UnfitError(
            f"holds {len(firsts)} filings: {', '.join(firsts[:3])}{more}", "name the one you mean"
        )
    if found:
        return found[0][1], found[0][0]
    schemas = [n for n, k in kinds.items() if k == SCHEMA]
    if len(schemas) == 1:
        return schemas, SCHEMA
    if schemas:
        raise UnfitError(
            f"holds no report, and {len(schemas)} schemas",
            "name a folder with an instance or inline document",
        )
    raise UnfitError("holds no XBRL", "name a folder with an instance, an inline document, or filing.yaml")


def _zips_named(reports: Iterable[str], names: Iterable[str], get: Callable[[str], bytes]) -> Iterator[str]:
    """The zips that references of reports lead into: ``./taxonomy.zip/taxonomy/a.xsd``."""
    there = {n for n in names if n.lower().endswith(".zip")}
    for report in reports if there else ():
        for match in _REF.finditer(get(report)):
            path = match[2].decode("utf-8", "replace").replace("&amp;", "&")
            path = posixpath.normpath(posixpath.join(posixpath.dirname(report), path))
            yield from (n for n in sorted(there) if path.startswith(f"{n}/"))


def _schema_names(data: bytes) -> set[bytes]:
    """The files of the schemas that a report names."""
    return {m[2].rpartition(b"/")[2] for m in _REF.finditer(data) if m[1] == b"schemaRef"}


def _inline_sets(names: list[str], get: Callable[[str], bytes]) -> list[list[str]]:
    """Documents of one folder that name one schema are a set; those that name none go with it."""
    sets: dict[tuple[str, tuple[bytes, ...]], list[str]] = {}
    alone: dict[str, list[str]] = {}
    for name in names:
        refs = tuple(sorted({m[2] for m in _REF.finditer(get(name)) if m[1] == b"schemaRef"}))
        folder = posixpath.dirname(name)
        if refs:
            sets.setdefault((folder, refs), []).append(name)
        else:
            alone.setdefault(folder, []).append(name)
    found = list(sets.values())
    for folder, rest in alone.items():
        of_folder = [members for (where, _), members in sets.items() if where == folder]
        if len(of_folder) == 1:
            of_folder[0].extend(rest)
        else:
            found += [[name] for name in rest]
    return found


def _refs(file: str, data: bytes, present: list[str], missing: dict[str, None]) -> Iterable[tuple[str, str]]:
    found = []
    for match in _REF.finditer(data):
        href = match[2].decode("utf-8", "replace").replace("&amp;", "&").partition("#")[0]
        target = _resolved(file, href, present)
        if target is not None:
            found.append((match[1].decode("ascii"), target))
        elif href and not is_standard(href):
            missing.setdefault(posixpath.basename(href))
    return found


def _resolved(file: str, href: str, present: list[str]) -> str | None:
    """A file that is there and lies inside, else None."""
    if "://" not in href:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(file), href))
        return target if target in present else None
    name = posixpath.basename(href)
    same = [n for n in present if posixpath.basename(n) == name]
    return same[0] if len(same) == 1 else None


def is_standard(href: str) -> bool:
    """Is it an address of a publisher of standard taxonomies?"""
    return bool(
        re.match(r"https?://(?:[\w.-]*\.)?(xbrl\.org|fasb\.org|xbrl\.sec\.gov|xbrl\.us|ifrs\.org)/", href)
    )


def _beside(reports: list[str], present: list[str], get: Callable[[str], bytes]) -> list[str]:
    """Without a schema: the linkbases whose names begin as the report's."""
    folder, _, name = reports[0].rpartition("/")
    stem = re.split(r"[._]", name)[0]
    near = [n for n in present if n.rpartition("/")[0] == folder and n.rpartition("/")[2].startswith(stem)]
    return [n for n in near if re.search(r"_(pre|cal|def|lab)\.xml$", n) and kind_of(get(n)) == LINKBASE]
