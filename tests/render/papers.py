"""Documents made by hand: every shape of Inline XBRL that render knows, once; and hostile text."""

from __future__ import annotations

from xbrlgen.model.document import (
    CONTINUATION,
    EXCLUDE,
    FOOTNOTE,
    NON_FRACTION,
    NON_NUMERIC,
    Break,
    Cell,
    Document,
    Grid,
    Header,
    Hidden,
    Paragraph,
    Relationship,
    Run,
    Tag,
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
        Paragraph("title", ((Run("FORM "), Run("8-K", (text("f-type", "dei:DocumentType"),))),)),
        Paragraph("title", ((Run("Example, Inc.", (PLAIN,)),),)),
    ),
    Header((Hidden(HIDDEN, "91000000"),), (Relationship(("f-rev", "f-core"), "fn-A"),)),
)
EXHIBIT = Document(
    "exa-20041029_ex991.htm",
    "Exhibit",
    (
        Paragraph(
            "paragraph",
            (
                (
                    Run("Policies. Revenue of $", ()),
                    Run("154.6", (REVENUES,)),
                    Run(" million, none of it abroad, "),
                    Run("ninety-one million", refers="f-hidden"),
                    Run(" shares."),
                ),
            ),
        ),
        Paragraph(
            "paragraph",
            ((Run("Policies begin "),), (Run("and go on over the page.", look="strong"),)),
            (BLOCK,),
        ),
        Break((BLOCK, Tag(EXCLUDE))),
        Grid(
            (
                (
                    Cell("label"),
                    Cell("gap"),
                    Cell("heading", (Run("2004"), Run("(A)", look="raised")), 3, "below"),
                ),
            ),
            (
                (
                    Cell("label", (Run("Both", ()),), indent=1.5),
                    Cell("gap"),
                    Cell("lead", (Run("$"),), rule="double"),
                    Cell("figure", (Run("("), Run("150.0", (CORE, COSTS)))),
                    Cell("trail", (Run(")"),)),
                ),
                (
                    Cell("label", (Run("None"),), strong=True),
                    Cell("gap"),
                    Cell("words", (Run("", (NIL,)),), 2),
                    Cell("figure", (Run("-", (CASH,)),)),
                ),
            ),
            tags=(BLOCK,),
        ),
        Paragraph("heading", ((Run("Between"),),)),
        Paragraph("paragraph", ((Run("and they end."),),), (MORE,)),
        Paragraph(
            "note",
            (
                (
                    Run("A", look="mark"),
                    Run(" "),
                    Run("Of "),
                    Run("Core customers ", (NOTE,)),
                    Run("alone.", (NOTE,)),
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
            Paragraph("title", ((Run(HOSTILE, (PLAIN,)),),)),
            Grid(
                ((Cell("label", (Run(HOSTILE),)), Cell("heading", (Run(HOSTILE, look="raised"),))),),
                ((Cell("label", (Run(HOSTILE),)), Cell("words", (Run(HOSTILE),))),),
            ),
            Paragraph("note", ((Run(HOSTILE, (NOTE,)),),)),
        ),
        Header((), (Relationship(("f-name",), "fn-A"),)),
    ),
)
