"""Elements of HTML by how the standard's tree construction treats them (WHATWG, 13.2.4 and 13.2.6)."""

from __future__ import annotations


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


VOID = _names(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"
)
FORMATTING = _names("a b big code em font i nobr s small strike strong tt u")
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CLOSES_P = _names(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure"
    " footer form header hgroup hr main menu nav ol p section summary ul pre listing plaintext xmp"
)
"""Their start tags close an open paragraph; so do headings, list items and tables. That a table does not in
pages without a document type is a quirk of browsers, and no XHTML."""
BLOCK_ENDS = _names(
    "address article aside blockquote button center details dialog dir div dl fieldset figcaption"
    " figure footer form header hgroup listing main menu nav ol pre search section select summary ul"
)
"""Their end tags close what is open within them."""
IMPLIED_END = _names("dd dt li optgroup option p rb rp rt rtc")
IN_HEAD = _names("base basefont bgsound link meta noscript script style title")
MARKERS = frozenset({"applet", "marquee", "object"})
SECTIONS = frozenset({"tbody", "thead", "tfoot"})
CELLS = frozenset({"td", "th"})
TABLE_PARTS = frozenset({"caption", "col", "colgroup", "tr"}) | SECTIONS | CELLS
SPECIAL = (
    CLOSES_P
    | BLOCK_ENDS
    | HEADINGS
    | TABLE_PARTS
    | MARKERS
    | VOID
    | _names(
        "body dd dt frameset head html iframe li noembed noframes noscript script style table template"
        " textarea title"
    )
)
SCOPE = _names("applet caption html marquee object table td template th")
BUTTON_SCOPE = SCOPE | {"button"}
LIST_SCOPE = SCOPE | {"ol", "ul"}
TABLE_SCOPE = frozenset({"html", "table", "template"})
FOREIGN = frozenset({"svg", "math"})
KNOWN = (
    SPECIAL
    | FORMATTING
    | IMPLIED_END
    | FOREIGN
    | _names(
        "abbr acronym audio bdi bdo blink canvas cite data datalist del dfn ins kbd label legend map mark"
        " meter output picture progress q ruby samp slot span sub sup time var video"
    )
) - {"frame", "frameset", "template"}
