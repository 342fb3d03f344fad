"""The pictures that a company's own pages show, which are filed with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import PurePosixPath
from urllib.parse import unquote

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, XbrlgenError
from xbrlgen.model.package import Artifact
from xbrlgen.model.page import PageImage
from xbrlgen.model.project import Project
from xbrlgen.model.source import Source

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.(?:jpg|gif)", re.IGNORECASE)
_LONGEST = 32
"""What EDGAR takes as the name of a file (EFM 5.2.1), and as a picture (5.2.2)."""
_KINDS = {
    b"\xff\xd8\xff": ("jpg", "image/jpeg"),
    b"GIF87a": ("gif", "image/gif"),
    b"GIF89a": ("gif", "image/gif"),
}


def pictures_of(
    project: Project, sources: Sequence[Source]
) -> tuple[tuple[Artifact, ...], tuple[Finding, ...]]:
    """The image files that the pages of ``sources`` name, each once, in the order they are named.

    A picture lies beside its page. One that cannot be filed is XG-READ-073 and left out.
    """
    found: dict[str, Artifact] = {}
    findings: list[Finding] = []
    for source in sources:
        for image in source.page.images if source.page is not None else ():
            picture = _picture(project, source.file, image)
            if isinstance(picture, Finding):
                findings.append(picture)
            else:
                found.setdefault(picture.name, picture)
    return tuple(found.values()), tuple(findings)


def _picture(project: Project, file: str, image: PageImage) -> Artifact | Finding:
    name = unquote(image.name).partition("?")[0].partition("#")[0]
    if not _NAME.fullmatch(name) or len(name) > _LONGEST or name != image.name:
        return finding(
            "XG-READ-073", f'{file} shows the picture "{image.name[:80]}": no name EDGAR takes', image.where
        )
    place = PurePosixPath(file).with_name(name).as_posix()
    try:
        data = project.read(place, file)
    except XbrlgenError as error:
        return finding(
            "XG-READ-073", f"{file} shows the picture {name}: {error.findings[0].message}", image.where
        )
    ending, kind = next((k for start, k in _KINDS.items() if data.startswith(start)), ("", ""))
    if name.rpartition(".")[2].lower() != ending:
        what = f"a {ending.upper()} by its content" if ending else "neither a JPEG nor a GIF by its content"
        return finding("XG-READ-073", f"{file} shows the picture {name}, which is {what}", image.where)
    return Artifact(name, kind, partial(_bytes, project, place))


def _bytes(project: Project, name: str) -> Iterator[bytes]:
    yield project.read(name)
