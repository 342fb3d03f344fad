"""The company's own taxonomy that a mapping carries on: a schema and linkbases in a folder of the project."""

from __future__ import annotations

from functools import lru_cache

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.project import Project
from xbrlgen.model.report import Extension
from xbrlgen.model.where import Where
from xbrlgen.written.reader import read
from xbrlgen.written.report import report_of


def read_carried(project: Project, folder: str, where: Where) -> Extension:
    """The taxonomy in a folder: elements, roles, labels and networks, as the files there say.

    Raises XbrlgenError: XG-MAP-072 where the folder holds no schema, more than one, or a broken file.
    """
    inside = folder.rstrip("/") + "/"
    names = [n for n in project.names() if n.startswith(inside) and n.endswith((".xsd", ".xml"))]
    schemas = [n for n in names if n.endswith(".xsd")]
    if len(schemas) != 1:
        said = "no schema" if not schemas else f"{len(schemas)} schemas"
        raise XbrlgenError(
            finding("XG-MAP-072", f"{folder} holds {said}; it holds the schema of the company's own", where)
        )
    # The schema first: locators are read by its ids.
    return _taxonomy_of(
        tuple((n, project.read(n)) for n in sorted(names, key=lambda n: (n != schemas[0], n))), where
    )


@lru_cache(maxsize=2)
def _taxonomy_of(files: tuple[tuple[str, bytes], ...], where: Where) -> Extension:
    """Kept, because a roll and a test read the same mapping again and again."""
    written = read(files, None, chosen=False)
    for file in written.files:
        if file.root is None:
            message = f"{file.name} cannot be read: {file.problem}"
            raise XbrlgenError(finding("XG-MAP-072", message, Where(file.name, file.line)))
    return report_of(written).extension
