"""What is open while a page is forced into XHTML, and the output, in which pieces may still move.

The stack of open elements and the list of active formatting elements of the HTML standard
(WHATWG, 13.2.4.2 and 13.2.4.3). No tree is built: opening and closing write pieces. Where the
standard moves nodes, pieces go to an earlier place of the output, which is a list of lists
until it is flattened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from xbrlgen.read.html.elements import CELLS, FORMATTING, IMPLIED_END, SCOPE, SPECIAL, TABLE_SCOPE
from xbrlgen.read.html.repairs import Repair
from xbrlgen.read.html.tokens import HtmlToken, Markup

MOST_FORMATTING = 60
"""Formatting elements of one cell that are opened again; pages that forget end tags have a dozen."""
DEEPEST = 240
"""Elements within each other: libxml2 reads 256, browsers some 500."""


@dataclass(slots=True)
class Piece:
    """A part of the output: ``token.start`` and ``length`` are its place in the page as it came;
    a piece that was put in has no length."""

    token: HtmlToken
    length: int


Output = list["Piece | Output"]
"""Pieces in order; a list within stands for its own pieces."""


@dataclass(slots=True, eq=False)
class OpenElement:
    """An element whose end tag has not come yet.

    ``tag`` is its start tag as written, to be written again; ``mode`` says which rules hold
    in it; its content goes to ``out``. What is put ``before`` or ``after`` its start tag later
    has places there; of a table ``foster`` is what is moved out before it.
    """

    name: str
    tag: str
    mode: str
    out: Output
    before: Output
    after: Output
    foster: Output | None = None
    printed: bool = True
    """Its start tag is one of the page, and was not put in."""
    is_open: bool = True
    ended: bool = False
    """Its end tag came while others were open within it: it ends with the last of them."""


_MODES = {
    "table": "table", "tbody": "section", "thead": "section", "tfoot": "section", "tr": "row",
    "td": "cell", "th": "cell", "caption": "caption", "colgroup": "colgroup", "svg": "foreign",
    "math": "foreign",
}  # fmt: skip
_TABLE_STRUCTURE = frozenset({"table", "tbody", "thead", "tfoot", "tr"})


class ElementStack:
    """Opens and closes elements, and writes what that means; ``repairs`` counts what the page had not."""

    def __init__(self, room: int) -> None:
        """``room`` is the number of characters that tags opened again may have together."""
        self._room = room
        self.root: Output = []
        self.open: list[OpenElement] = []
        self.repairs: Counter[Repair] = Counter()
        self._counts: Counter[str] = Counter()
        self._formatting: list[OpenElement | None] = []
        """Active formatting elements; None is a marker, which a cell or caption sets."""

    # -- writing -------------------------------------------------------------------------

    def write(self, kind: Markup, start: int, text: str, name: str, length: int) -> None:
        self._target(kind is Markup.TEXT or kind is Markup.RAW or kind is Markup.START).append(
            Piece(HtmlToken(kind, start, text, name), length)
        )

    def write_empty(self, start: int, name: str, length: int) -> None:
        """An element without content, in place of a tag of the page."""
        target = self._target(True)
        target.append(Piece(HtmlToken(Markup.START, start, f"<{name}>", name), length))
        target.append(Piece(HtmlToken(Markup.END, start, f"</{name}>", name), 0))

    def _target(self, moves: bool) -> Output:
        """Where content goes now: out of a table if it stands in none of its cells."""
        if not self.open:
            return self.root
        top = self.open[-1]
        if moves and top.name in _TABLE_STRUCTURE:
            table = next((e for e in reversed(self.open) if e.name == "table"), None)
            if table is not None and table.foster is not None:
                self.repairs[Repair.MOVED] += 1
                return table.foster
        return top.out

    def flat(self) -> Iterator[Piece]:
        """All pieces in order."""
        waiting: list[Iterator[Piece | Output]] = [iter(self.root)]
        while waiting:
            for piece in waiting[-1]:
                if isinstance(piece, list):
                    waiting.append(iter(piece))
                    break
                yield piece
            else:
                waiting.pop()

    # -- opening and closing ---------------------------------------------------------------

    @property
    def mode(self) -> str:
        return self.open[-1].mode if self.open else "body"

    @property
    def top(self) -> str:
        """The name of the innermost open element."""
        return self.open[-1].name if self.open else ""

    def push(self, name: str, tag: str, start: int, length: int, *, part: bool = False) -> bool:
        """Opens an element; False if it would be nested too deep, and is left out.

        ``part`` says that it is a part of a table in its right place: it is not moved, and the
        few parts that a cell needs are opened however deep the table is.
        """
        if len(self.open) >= DEEPEST and not part:
            self.repairs[Repair.DEPTH] += 1
            return False
        inner = self._target(not part)
        foster: Output | None = None
        if name == "table":
            foster = []
            inner.append(foster)
        before: Output = []
        after: Output = []
        inner += [before, Piece(HtmlToken(Markup.START, start, tag, name), length), after]
        mode = _MODES.get(name) or self.mode
        self.open.append(OpenElement(name, tag, mode, inner, before, after, foster, length > 0))
        self._counts[name] += 1
        return True

    def pop(
        self, start: int = 0, text: str = "", length: int = 0, *, why: Repair = Repair.MISSING_END
    ) -> None:
        """Closes the innermost element: by the end tag ``text`` of the page, or by one put in."""
        element = self.open.pop()
        element.is_open = False
        self._counts[element.name] -= 1
        if not length:
            self.repairs[why] += element.printed
            text = f"</{element.tag[1 : len(element.name) + 1]}>"
        element.out.append(Piece(HtmlToken(Markup.END, start, text, element.name), length))
        if self.open and self.open[-1].ended:
            self.pop(why=Repair.NESTING)

    def pop_to(self, names: Collection[str]) -> None:
        """Closes what is open above the innermost element of these names, and leaves that open."""
        while self.open and self.open[-1].name not in names:
            self.pop()

    def implied(self, but: str = "") -> None:
        """Closes elements whose end tag may be left out (13.2.6.3)."""
        while self.open and self.open[-1].name in IMPLIED_END and self.open[-1].name != but:
            self.pop()

    def has(self, names: Collection[str], scope: Collection[str] = SCOPE) -> bool:
        """Whether one of these elements is open and no element of ``scope`` is open within it."""
        if not any(self._counts[name] for name in names):
            return False
        for element in reversed(self.open):
            if element.name in names:
                return True
            if element.name in scope:
                return False
        return False

    def in_table(self, *names: str) -> bool:
        return self.has(names, TABLE_SCOPE)

    def close(self, names: Collection[str], start: int, text: str, length: int) -> None:
        """Closes the innermost element of these names, which is open, with the end tag ``text``."""
        while self.open[-1].name not in names:
            self.pop()
        self.pop(start, text, length)

    # -- formatting ------------------------------------------------------------------------

    def mark(self) -> None:
        self._formatting.append(None)

    def unmark(self) -> None:
        """Forgets the formatting elements of a cell that is closed."""
        while self._formatting and self._formatting.pop() is not None:
            pass

    def format(self, name: str, tag: str, start: int, length: int) -> None:
        """Opens a formatting element, which goes on over the blocks that close it."""
        if not self.push(name, tag, start, length):
            return
        since: list[int] = []
        for k in range(len(self._formatting) - 1, -1, -1):
            element = self._formatting[k]
            if element is None:
                break
            since.append(k)
        alike = [
            k for k in since if (e := self._formatting[k]) is not None and e.name == name and e.tag == tag
        ]
        if len(alike) >= 3:
            # "Noah's Ark": of more than three alike the first is forgotten.
            del self._formatting[alike[-1]]
        elif len(since) >= MOST_FORMATTING:
            del self._formatting[since[-1]]
        self._formatting.append(self.open[-1])

    def reopen(self, start: int) -> None:
        """Opens the formatting elements again that a block's end closed (13.2.4.3, reconstruct)."""
        active = self._formatting
        if not active or active[-1] is None or active[-1].is_open:
            return
        k = len(active) - 1
        while k > 0:
            before = active[k - 1]
            if before is None or before.is_open:
                break
            k -= 1
        for i in range(k, len(active)):
            element = active[i]
            if element is None:
                continue
            if not self._afford(element):
                del active[i:]
                return
            if not self.push(element.name, element.tag, start, 0):
                return
            self.repairs[Repair.NESTING] += 1
            active[i] = self.open[-1]

    def _afford(self, element: OpenElement) -> bool:
        """Whether a tag may be written again: a page that left a thousand open would grow by the square."""
        self._room -= len(element.tag)
        if self._room < 0:
            self.repairs[Repair.DEPTH] += 1
        return self._room >= 0

    def active(self, name: str) -> OpenElement | None:
        """The last formatting element of that name since the last marker."""
        for element in reversed(self._formatting):
            if element is None:
                return None
            if element.name == name:
                return element
        return None

    def forget(self, element: OpenElement) -> None:
        if element in self._formatting:
            self._formatting.remove(element)

    def adopt(self, name: str, start: int, text: str, length: int) -> bool:
        """Closes a formatting element (13.2.6.4.7, the adoption agency); False if it is none.

        Blocks that were opened within it go out of it, and it is opened again within each:
        ``<b>a<p>c</b>d`` gives ``<b>a</b><p><b>c</b>d``.
        """
        element = self.active(name)
        if element is None:
            return False
        if not element.is_open:
            self._formatting.remove(element)
            self.repairs[Repair.STRAY] += 1
            return True
        at = self.open.index(element)
        above = self.open[at + 1 :]
        if any(e.name in SCOPE for e in above) or not all(self._afford(e) for e in (element, *above)):
            self.repairs[Repair.STRAY] += 1
            return True
        self._formatting.remove(element)
        self._out_of_blocks(element, at, start)
        while self.open[-1] is not element:
            self.pop(why=Repair.NESTING)
        self.pop(start, text, length)
        return True

    def _out_of_blocks(self, element: OpenElement, at: int, start: int) -> None:
        """Parts an element from the blocks that are open within it.

        After this the blocks stand under what the element stood under, and it is open again
        as the child of the innermost of them.
        """
        blocks = [k for k in range(at + 1, len(self.open)) if self.open[k].name in SPECIAL]
        if not blocks:
            return
        kept: list[OpenElement] = []
        low = at
        for k in blocks:
            block = self.open[k]
            between = [e for e in self.open[low + 1 : k] if low == at or e.name not in SPECIAL]
            again = [e for e in between if e.name in FORMATTING]
            block.before += [self._end(e, start) for e in (*reversed(between), element)]
            block.before += [self._again(e, start) for e in again]
            block.after.insert(0, self._again(element, start))
            self.repairs[Repair.NESTING] += 1
            for e in between:
                if e not in again:
                    e.is_open = False
                    self._counts[e.name] -= 1
            kept += [*again, block]
            low = k
        innermost = self.open[blocks[-1]]
        above = self.open[blocks[-1] + 1 :]
        self.open[at:] = [*kept, element, *above]
        element.out = innermost.out

    def _end(self, element: OpenElement, start: int) -> Piece:
        return Piece(HtmlToken(Markup.END, start, f"</{element.name}>", element.name), 0)

    def _again(self, element: OpenElement, start: int) -> Piece:
        return Piece(HtmlToken(Markup.START, start, element.tag, element.name), 0)

    def close_cell(self, start: int = 0, text: str = "", length: int = 0, name: str = "") -> None:
        """Closes the innermost cell or caption, by an end tag of the page or one put in."""
        names = {name} if name else CELLS
        self.implied()
        while self.open and self.open[-1].name not in names:
            self.pop()
        if self.open:
            self.pop(start, text, length)
        self.unmark()
