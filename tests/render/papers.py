"""Documents made by hand: every shape of Inline XBRL that render knows, once; and hostile text."""

from __future__ import annotations

from xbrlgen.model.document import (
    CONTINUATION,
    EXCLUDE,
    FOOTNOTE,
    NON_FRACTION,
    NON_NUMERIC,
    Break,
    Document,
    DocumentCell,
    DocumentParagraph,
    Grid,
    Header,
    Hidden,
    Relationship,
    Tag,
    TextRun,
)

Q, CLOSE = "D-2004-07-01-2004-09-30", "I-2004-09-30"
HOSTILE = (
    "<script>alert(1)</script> ]]> <![CDATA[x]]> &amp; &lt;b&gt; \u202eevil\u202c \x01\x0b "
    "</p></body> {{ 7*7 }} {% raw %} \ud800 e\u0301 \U0001f4a9 \"quoted' <?xml?> <!-- -- -->"
)
"""Everything in it is text; only what XML cannot hold at all may change."""
HELD = HOSTILE.replace("\x01", "\ufffd").replace("\x0b", "\ufffd").replace("\ud800", "\ufffd")


def text(name: str, concept: str, *, format: str | None = None, **more: object) -> Tag:  # noqa: A002
    return Tag(NON_NUMERIC, name, concept, Q, format=format, **more)  # type: ignore[arg-type]


def number(name: str, concept: str, context: str = Q, unit: str = "USD", **more: object) -> Tag:
    return Tag(NON_FRACTION, name, concept, context, unit, **more)  # type: ignore[arg-type]


DOT = "ixt:num-dot-decimal"
REVENUES = number("f-rev", "us-gaap:Revenues", decimals="-5", scale=6, format=DOT)
CORE = number("f-core", "us-gaap:Revenues", f"{Q}_CoreCustomers", decimals="-5", scale=6, format=DOT)
COSTS = number("f-costs", "us-gaap:CostsAndExpenses", decimals="-5", scale=6, sign="-", format=DOT)
CASH = number("f-cash", "us-gaap:Cash", CLOSE, decimals="-3", scale=3, format="ixt:fixed-zero")
NIL = number("f-nil", "us-gaap:Assets", CLOSE, nil=True)
HIDDEN = number("f-hidden", "us-gaap:SharesOutstanding", CLOSE, "shares", decimals="INF", format=DOT)
BLOCK = text("f-block", "us-gaap:CashFlowSupplementalDisclosuresTextBlock", escape=True, continued_at="more")
MORE = Tag(CONTINUATION, "more")
NOTE = Tag(FOOTNOTE, "fn-A")
PLAIN = text("f-name", "dei:EntityRegistrantName")

COVER = Document(
    "exa-20041029.htm",
    "Cover & <more>",
    (
        DocumentParagraph(
            "title", ((TextRun("FORM "), TextRun("8-K", (text("f-type", "dei:DocumentType"),))),)
        ),
        DocumentParagraph("title", ((TextRun("Example, Inc.", (PLAIN,)),),)),
    ),
    Header((Hidden(HIDDEN, "91000000"),), (Relationship(("f-rev", "f-core"), "fn-A"),)),
)
EXHIBIT = Document(
    "exa-20041029_ex991.htm",
    "Exhibit",
    (
        DocumentParagraph(
            "paragraph",
            (
                (
                    TextRun("Policies. Revenue of $", ()),
                    TextRun("154.6", (REVENUES,)),
                    TextRun(" million, none of it abroad, "),
                    TextRun("ninety-one million", refers="f-hidden"),
                    TextRun(" shares."),
                ),
            ),
        ),
        DocumentParagraph(
            "paragraph",
            ((TextRun("Policies begin "),), (TextRun("and go on over the page.", look="strong"),)),
            (BLOCK,),
        ),
        Break((BLOCK, Tag(EXCLUDE))),
        Grid(
            (
                (
                    DocumentCell("label"),
                    DocumentCell("gap"),
                    DocumentCell("heading", (TextRun("2004"), TextRun("(A)", look="raised")), 3, "below"),
                ),
            ),
            (
                (
                    DocumentCell("label", (TextRun("Both", ()),), indent=1.5),
                    DocumentCell("gap"),
                    DocumentCell("lead", (TextRun("$"),), rule="double"),
                    DocumentCell("figure", (TextRun("("), TextRun("150.0", (CORE, COSTS)))),
                    DocumentCell("trail", (TextRun(")"),)),
                ),
                (
                    DocumentCell("label", (TextRun("None"),), strong=True),
                    DocumentCell("gap"),
                    DocumentCell("words", (TextRun("", (NIL,)),), 2),
                    DocumentCell("figure", (TextRun("-", (CASH,)),)),
                ),
            ),
            tags=(BLOCK,),
        ),
        DocumentParagraph("heading", ((TextRun("Between"),),)),
        DocumentParagraph("paragraph", ((TextRun("and they end."),),), (MORE,)),
        DocumentParagraph(
            "note",
            (
                (
                    TextRun("A", look="mark"),
                    TextRun(" "),
                    TextRun("Of "),
                    TextRun("Core customers ", (NOTE,)),
                    TextRun("alone.", (NOTE,)),
                ),
            ),
        ),
    ),
)
SET = (COVER, EXHIBIT)

NASTY = (
    Document(
        "exa-20041029.htm",
        HOSTILE,
        (
            DocumentParagraph("title", ((TextRun(HOSTILE, (PLAIN,)),),)),
            Grid(
                (
                    (
                        DocumentCell("label", (TextRun(HOSTILE),)),
                        DocumentCell("heading", (TextRun(HOSTILE, look="raised"),)),
                    ),
                ),
                ((DocumentCell("label", (TextRun(HOSTILE),)), DocumentCell("words", (TextRun(HOSTILE),))),),
            ),
            DocumentParagraph("note", ((TextRun(HOSTILE, (NOTE,)),),)),
        ),
        Header((), (Relationship(("f-name",), "fn-A"),)),
    ),
)
