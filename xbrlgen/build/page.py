"""The company's own page tagged in place: which characters of it get which tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xbrlgen.build.tags import Tagger
from xbrlgen.build.text_tags import SourceTags
from xbrlgen.model.document import Insertion, TaggedPage
from xbrlgen.model.page import SourcePage
from xbrlgen.model.source import Figure, Source


def tag_page(
    source: Source,
    page: SourcePage,
    tagger: Tagger,
    texts: SourceTags,
    stated: Sequence[Insertion] = (),
) -> TaggedPage:
    """The page of a source with a tag round the digits of every figure that is a print of a fact, and
    ``texts`` round what facts of text and footnotes say.

    A figure whose digits are parted by markup (``4,<b>600</b>``) can hold no tag, since an
    ``ix:nonFraction`` contains characters only (Inline XBRL 1.1 section 10.1): its fact is hidden.
    ``stated`` are tags that the project states one by one.
    """
    insertions = [*stated, *texts.insertions, *_insertions(source, page, tagger)]
    # Texts are in order already: of those that stand round the same characters the outermost is first.
    return TaggedPage(page, tuple(sorted(insertions, key=lambda i: (i.start, -i.end))))


def _insertions(source: Source, page: SourcePage, tagger: Tagger) -> Iterator[Insertion]:
    for figure in source.figures:
        if figure.extent is None:
            continue
        tags, refers = tagger.tags(figure), tagger.refers(figure)
        start, end = figure.extent
        if tags:
            yield Insertion(start, end, tags, refers)
        elif refers:
            # Up to the first markup, so that the span round it nests: "41,5" of "41,5<b>00</b>".
            stop = page.text.find("<", start, end)
            yield Insertion(start, end if stop < 0 else stop, (), refers)


def can_hold(page: SourcePage, figure: Figure) -> bool:
    """Whether the digits of a figure stand together in the page, no markup between them."""
    if figure.extent is None:
        return False
    start, end = figure.extent
    return start < end and "<" not in page.text[start:end]
