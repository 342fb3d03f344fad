"""The small language of sums and checks.

Assets = AssetsCurrent + PropertyPlantAndEquipmentNet - AccumulatedDepreciation
Revenues = Revenues[CoreCustomerMember] + Revenues[SwitchedAccessMember]
AdjustedEBITDAPercentOfRevenue = AdjustedEBITDA / Revenues
closing(RetainedEarningsAccumulatedDeficit) = opening(RetainedEarningsAccumulatedDeficit) + NetIncomeLoss
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"\s*(?:(?P<name>[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)|(?P<op>[=+\-/()\[\],−–]))")
_NAME_TAIL = re.compile(r"-+$")


class RelationSyntaxError(ValueError):
    """``offset`` is where in the text it went wrong; ``hint`` what may have been meant."""

    def __init__(self, message: str, offset: int, hint: str | None = None) -> None:
        super().__init__(message)
        self.offset = offset
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Operand:
    """A name with its members as written, not yet resolved. ``offset`` is its place."""

    name: str
    offset: int
    members: tuple[tuple[str, int], ...] = ()
    weight: int = 1
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    total: Operand
    terms: tuple[Operand, ...]
    divisor: Operand | None


def parse_relation(text: str) -> Parsed:
    """Parse one relation. Raises RelationSyntaxError with the offset of the fault."""
    return _Parser(text).relation()


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[tuple[str, str, int]] = []
        position = 0
        stripped = text.rstrip()
        while position < len(stripped):
            match = _TOKEN.match(stripped, position)
            if match is None:
                bad = len(stripped[position:]) - len(stripped[position:].lstrip()) + position
                raise RelationSyntaxError(f"`{stripped[bad]}` is not understood", bad)
            kind = match.lastgroup or "op"
            word, start, end = match.group(kind), match.start(kind), match.end()
            if kind == "name":
                # "A -B" and "A - B" subtract; a hyphen belongs to a name only inside a prefix (us-gaap:).
                word = _name(word)
                end = start + len(word)
            self.tokens.append((kind, "-" if word in "−–" else word, start))
            position = end
        self.tokens.append(("end", "the end", len(text)))
        self.index = 0

    def peek(self) -> str:
        return self.tokens[self.index][1] if self.tokens[self.index][0] == "op" else ""

    def take(self, expected: str | None = None) -> tuple[str, str, int]:
        token = self.tokens[self.index]
        if expected is not None and (token[0] != "op" or token[1] != expected):
            raise RelationSyntaxError(f"`{expected}` expected, but {token[1]} found", token[2])
        self.index += 1
        return token

    def relation(self) -> Parsed:
        total = self.operand(1)
        self.take("=")
        bracket = self.peek() == "("
        if bracket:
            self.take("(")
        terms = [self.operand(self.sign(first=True))]
        while self.peek() in ("+", "-"):
            terms.append(self.operand(self.sign()))
        if bracket:
            self.take(")")
        divisor = None
        if self.peek() == "/":
            self.take("/")
            divisor = self.operand(1)
        kind, token, offset = self.tokens[self.index]
        if kind != "end":
            raise RelationSyntaxError(f"`+`, `-` or the end expected, but {token} found", offset)
        if divisor is not None and len(terms) > 1 and not bracket:
            raise RelationSyntaxError("put the sum before `/` into brackets", terms[0].offset)
        return Parsed(total, tuple(terms), divisor)

    def sign(self, *, first: bool = False) -> int:
        if first and self.peek() not in ("+", "-"):
            return 1
        return -1 if self.take()[1] == "-" else 1

    def operand(self, weight: int) -> Operand:
        kind, name, offset = self.take()
        if kind != "name":
            raise RelationSyntaxError(f"a concept expected, but {name} found", offset)
        if name in ("opening", "closing") and self.peek() == "(":
            self.take("(")
            inner = self.operand(weight)
            self.take(")")
            return Operand(inner.name, inner.offset, inner.members, weight, name)
        members: list[tuple[str, int]] = []
        if self.peek() == "[":
            self.take("[")
            while True:
                kind, member, at = self.take()
                if kind != "name":
                    raise RelationSyntaxError(f"a member expected, but {member} found", at)
                members.append((member, at))
                if self.peek() != ",":
                    break
                self.take(",")
            self.take("]")
        return Operand(name, offset, tuple(members), weight)


def _name(token: str) -> str:
    prefix, colon, local = token.partition(":")
    if colon:
        return f"{prefix}:{local.split('-')[0]}"
    return _NAME_TAIL.sub("", token).split("-")[0]
