"""``xbrlgen diff``: two filings, releases or mappings read, compared, and laid out side by side."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from xbrlgen.compare.causes import tell
from xbrlgen.compare.causes.align import align
from xbrlgen.compare.causes.sheets import lay_out
from xbrlgen.compare.of_rules import compare_mappings
from xbrlgen.compare.of_source import compare_sources
from xbrlgen.model.codes import finding
from xbrlgen.model.comparison import FILINGS, MAPPING, PROJECT, RELEASE, Comparison
from xbrlgen.model.finding import Related, XbrlgenError
from xbrlgen.model.project import Project, path_is_folder
from xbrlgen.model.where import Where
from xbrlgen.pipeline.inputs import Opened, open_input
from xbrlgen.view.diff_page import quoted_places
from xbrlgen.view.terminal import read_lines

LINE = 240
"""Characters of a line that are quoted."""


def compare_paths(
    before: Project | Path, after: Project | Path, packages: tuple[Path, ...] = ()
) -> Comparison:
    """Compare what two paths name; what each is, its content tells.

    Filings of any form may be mixed; a release is compared with a release, a mapping with a mapping.
    Raises XbrlgenError: XG-REG-009 for what cannot be read or does not go together.
    """
    a, b = _opened(before, packages), _opened(after, packages)
    comparison = _compared(a, b)
    return replace(comparison, quotes=_quotes(a, b, comparison))


def _compared(a: Opened, b: Opened) -> Comparison:
    sides = (a.side, b.side)
    if a.mapping is not None and b.mapping is not None:
        return compare_mappings(a.mapping, b.mapping, sides)
    if a.source is not None and b.source is not None:
        return compare_sources(a.source, b.source, sides)
    if a.recorded is None or b.recorded is None:
        raise _unlike(a, b)
    old, new, missing = align(a.recorded, b.recorded, may=(a.may, b.may))
    story = tell(old, new, (b.recorded, a.recorded))
    return Comparison(
        *sides,
        entries=story.entries,
        moved=story.moved,
        followed=story.followed,
        left_out=tuple(f"{part}: only one side has them" for part in dict.fromkeys(missing)),
        sheets=lay_out(old, new, story.entries),
    )


def _quotes(a: Opened, b: Opened, comparison: Comparison) -> tuple[dict[str, str], dict[str, str]]:
    """The lines of the user's own files that entries speak of; lines of written XBRL say nothing to read."""
    before, after = quoted_places(comparison.entries)
    return _lines_at(a, before), _lines_at(b, after)


def _lines_at(opened: Opened, places: set[Where]) -> dict[str, str]:
    if opened.side.kind not in (PROJECT, RELEASE, MAPPING):
        return {}
    wanted: dict[str, set[int]] = {}
    for where in places:
        if where.line is not None:
            wanted.setdefault(where.file, set()).add(where.line)
    lines = {file: read_lines(opened.root, file, numbers) for file, numbers in wanted.items()}
    found = ((w, lines.get(w.file, {}).get(w.line or 0)) for w in places)
    return {str(w): " ".join(line.split())[:LINE] for w, line in found if line is not None and line.strip()}


def _opened(path: Project | Path, packages: tuple[Path, ...]) -> Opened:
    """A side; a finding about a file of a project names the project as well."""
    try:
        return open_input(path, packages)
    except XbrlgenError as error:
        if not isinstance(path, Project) and not path_is_folder(path):
            raise
        name = path.title if isinstance(path, Project) else path.as_posix()
        told = (
            f if f.where is None or f.where.file.startswith(name) else replace(f, where=f.where.under(name))
            for f in error.findings
        )
        raise XbrlgenError(*told) from None


def _unlike(a: Opened, b: Opened) -> XbrlgenError:
    kinds = {a.side.kind, b.side.kind}
    hint = "compare two filings (of any form), two releases, or two mappings"
    other = a if a.side.kind in FILINGS else b
    if other.side.kind == PROJECT:
        folder = other.side.name
        if MAPPING in kinds:
            hint = f"to compare mappings, name {folder}/mapping.yaml"
        elif RELEASE in kinds:
            hint = f"to compare releases, name the release in {folder}"
    message = f"a {a.side.kind} cannot be compared with a {b.side.kind}"
    return XbrlgenError(
        finding(
            "XG-REG-009",
            message.replace("a inline", "an inline").replace("a instance", "an instance"),
            Where(a.side.name),
            hint=hint,
            related=[Related("with", Where(b.side.name))],
        )
    )
