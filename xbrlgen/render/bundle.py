"""The files of a filing bundled for who takes them: EDGAR, a report package, a taxonomy package."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from html import escape
from operator import itemgetter

from xbrlgen.model.document import Document
from xbrlgen.model.package import Artifact, Package
from xbrlgen.model.report import Report

EDGAR, REPORT_PACKAGE, TAXONOMY_PACKAGE = "edgar", "report-package", "taxonomy-package"
KINDS = (EDGAR, REPORT_PACKAGE, TAXONOMY_PACKAGE)

_EXHIBITS = {".xsd": "EX-101.SCH", "_cal.xml": "EX-101.CAL", "_def.xml": "EX-101.DEF"}
_EXHIBITS |= {"_lab.xml": "EX-101.LAB", "_pre.xml": "EX-101.PRE"}
_REPORT_PACKAGE = "https://xbrl.org/report-package/2023/xbri"
_JSON, _ZIP = "application/json", "application/zip"


def bundle(
    kind: str, report: Report, documents: Sequence[Document], package: Package
) -> tuple[Artifact, ...]:
    """The files to hand over, of one of :data:`KINDS`.

    ``edgar``: the inline documents, the schema and its linkbases as EDGAR takes them (EFM 5.2.5,
    6.3: no plain instance beside an inline one), ``{base}-edgar.zip`` with just these, and
    ``manifest.json`` (type, length and digest of each). ``report-package``: ``{base}.xbri``, an XBRL
    Report Package 1.0 of one inline report. ``taxonomy-package``: ``{base}-taxonomy.zip``, a Taxonomy
    Package 1.0 of the extension. The same filing gives the same bytes: archives are stored, not
    compressed, in the order of names, without a clock. Raises ValueError for another kind.
    """
    match kind:
        case "edgar":
            return _edgar(report, documents, package)
        case "report-package":
            return (_report_package(report, documents, package),)
        case "taxonomy-package":
            return (_taxonomy_package(report, package),)
    raise ValueError(f"{kind} is none of {', '.join(KINDS)}")


def _taxonomy(report: Report, package: Package) -> list[Artifact]:
    base = report.extension.base
    return [a for a in package if any(a.name == base + ending for ending in _EXHIBITS)]


def _inline(documents: Sequence[Document], package: Package) -> list[Artifact]:
    names = [d.name for d in documents]
    return sorted((a for a in package if a.name in names), key=lambda a: names.index(a.name))


def submission(report: Report, documents: Sequence[Document], package: Package) -> tuple[Artifact, ...]:
    """What EDGAR takes of a package: the inline documents, the form's own first, and their taxonomy; the
    :func:`pictures` they show go with them."""
    return (*_inline(documents, package), *_taxonomy(report, package))


def pictures(package: Package) -> tuple[Artifact, ...]:
    """The images that the documents of a package show."""
    return tuple(a for a in package if a.media_type.startswith("image/"))


def _edgar(report: Report, documents: Sequence[Document], package: Package) -> tuple[Artifact, ...]:
    base = report.extension.base
    files = (*submission(report, documents, package), *pictures(package))
    types = {d.name: report.about.type if n == 0 else f"EX-99.{n}" for n, d in enumerate(documents)}
    types |= {base + ending: kind for ending, kind in _EXHIBITS.items()}
    types |= {a.name: "GRAPHIC" for a in pictures(package)}
    listed = [
        {
            "name": a.name,
            "type": types[a.name],
            "bytes": a.size,
            "sha256": a.sha256,
        }
        for a in files
    ]
    manifest = {
        "form": report.about.type,
        "cik": report.entity.identifier,
        "period": report.about.period_end.isoformat(),
        "files": listed,
    }
    listing = (json.dumps(manifest, indent=2, ensure_ascii=True) + "\n").encode("ascii")
    zipped = _zip(f"{base}-edgar.zip", ((a.name, a) for a in files))
    return (*files, zipped, Artifact("manifest.json", _JSON, partial(_bytes, listing)))


def _report_package(report: Report, documents: Sequence[Document], package: Package) -> Artifact:
    """Report Package 1.0 sections 3 and 4: one folder at the top, the report in a folder of ``reports``."""
    base = report.extension.base
    info = {"documentInfo": {"documentType": _REPORT_PACKAGE}}
    files: list[tuple[str, bytes | Artifact]] = [
        (f"{base}/META-INF/reportPackage.json", json.dumps(info, indent=2).encode("ascii"))
    ]
    for artifact in (*submission(report, documents, package), *pictures(package)):
        files.append((f"{base}/reports/{base}/{artifact.name}", artifact))
    return _zip(f"{base}.xbri", files)


def _taxonomy_package(report: Report, package: Package) -> Artifact:
    """Taxonomy Package 1.0 sections 3 and 4: the extension at the address its namespace gives."""
    extension = report.extension
    base, home = extension.base, extension.namespace.rstrip("/") + "/"
    title = f"{report.entity.name} {report.about.period_end.isoformat()}"
    manifest = f"""<?xml version="1.0" encoding="UTF-8"?>
<tp:taxonomyPackage xml:lang="en" xmlns:tp="http://xbrl.org/2016/taxonomy-package">
  <tp:identifier>{_xml(home)}</tp:identifier>
  <tp:name>{_xml(title)}</tp:name>
  <tp:description>Extension taxonomy over {_xml(report.taxonomy)}</tp:description>
  <tp:version>{report.about.period_end.isoformat()}</tp:version>
  <tp:publisher>{_xml(report.entity.name)}</tp:publisher>
  <tp:entryPoints>
    <tp:entryPoint>
      <tp:name>{_xml(title)}</tp:name>
      <tp:entryPointDocument href="{_xml(home + base)}.xsd"/>
    </tp:entryPoint>
  </tp:entryPoints>
</tp:taxonomyPackage>
"""
    catalog = f"""<?xml version="1.0" encoding="UTF-8"?>
<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
  <rewriteURI uriStartString="{_xml(home)}" rewritePrefix="../taxonomy/"/>
</catalog>
"""
    files: list[tuple[str, bytes | Artifact]] = [
        (f"{base}/META-INF/taxonomyPackage.xml", manifest.encode("ascii", "xmlcharrefreplace")),
        (f"{base}/META-INF/catalog.xml", catalog.encode("ascii", "xmlcharrefreplace")),
        *((f"{base}/taxonomy/{a.name}", a) for a in _taxonomy(report, package)),
    ]
    return _zip(f"{base}-taxonomy.zip", files)


def _xml(text: str) -> str:
    return escape(text, quote=True)


def _zip(name: str, files: Iterable[tuple[str, bytes | Artifact]]) -> Artifact:
    """Stored, because what a compressor makes differs from one version of it to the next."""
    return Artifact(name, _ZIP, partial(_archive, tuple(sorted(files, key=itemgetter(0)))))


def _archive(files: Sequence[tuple[str, bytes | Artifact]]) -> Iterator[bytes]:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path, held in files:
            info = zipfile.ZipInfo(path, date_time=(1980, 1, 1, 0, 0, 0))
            info.create_system = 3
            info.external_attr = 0o644 << 16
            info.file_size = len(held) if isinstance(held, bytes) else held.size
            with archive.open(info, "w") as member:
                for piece in [held] if isinstance(held, bytes) else held.stream():
                    member.write(piece)
    yield buffer.getvalue()


def _bytes(data: bytes) -> Iterator[bytes]:
    yield data
