"""What ``filing.yaml`` says of a source."""

from __future__ import annotations

from dataclasses import dataclass

from xbrlgen.model.where import Where


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file under ``sources`` of ``filing.yaml``: its name, and what is said of how to read it.

    ``form`` of a data file is ``wide``, ``long``, ``ledger`` or ``tags`` (facts that stand on no page);
    ``delimiter``, ``decimal``, ``thousands`` and ``encoding`` are those of text; ``hidden``: what a workbook
    does not show is read as well. What is None is told by the file. ``role`` is ``filed`` (its tables and
    texts are the document) or ``support`` (what is filed was taken from it); None: by its kind.
    """

    file: str
    where: Where | None = None
    role: str | None = None
    form: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    thousands: str | None = None
    encoding: str | None = None
    hidden: bool = False
    document: str | None = None
    """Of a full submission: the document to read, by its type ("EX-99.1") or the name of its file."""
    tags: str | None = None
    """Of a page: the file of tags that are stated one by one (:mod:`xbrlgen.model.given`)."""
    rest: str | None = None
    """The reason for which numbers that neither a rule nor a tag states are left out."""

    @property
    def tag_file(self) -> str | None:
        """Where tags of it are stated: beside a page, or the file itself where there is none."""
        return self.file if self.form == "tags" else self.tags
