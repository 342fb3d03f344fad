"""Scale phrases: "(in millions, except shares in thousands and per share amounts)" to a scale for each kind.

The words are read in clauses. A clause is what stands between commas, semicolons and brackets;
"except" turns those after it into exceptions. A power of ten goes to the kinds its clause names
("shares in thousands"), else, after "which", to those of the clause before, else to all amounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from xbrlgen.model.currency import CODE, SIGN, SYMBOL, WORDS, named_currency
from xbrlgen.model.scale import NumberKind, Scales

_PLAIN = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "′": "'", "\u00a0": " ", "“": '"', "”": '"'})
_CUR = rf"(?:{SYMBOL})"
_LETTERS = {
    "k": 3, "t": 3, "m": 6, "mm": 6, "mn": 6, "mln": 6, "mio": 6, "mil": 6, "bn": 9, "bln": 9, "b": 9,
    "tn": 12,
}  # fmt: skip
_WORD_POWERS = {
    "hundred": 2, "thousand": 3, "thous": 3, "thou": 3, "lakh": 5, "lac": 5, "million": 6, "mil": 6,
    "mill": 6, "crore": 7, "billion": 9, "milliard": 9, "trillion": 12,
}  # fmt: skip
_WORD = r"hundred|thousand|thous?(?=\b\.?)|lakh|lac|milliard|million|mill?(?=\b\.?)|crore|billion|trillion"
_LETTER = "|".join(sorted(_LETTERS.keys() - {"t"}, key=len, reverse=True))
# (MSEK)   (in kEUR)   (TEUR)   (mn USD)   (Rm)   (T€)
_WITH_CODE = (
    rf"(?-i:(?<![A-Za-z])[kKTM](?:{CODE}|€|£)(?![A-Za-z])"
    rf"|\b(?:mm|mn|mln|mio|bn|bln)\s{CODE}\b|(?<![A-Za-z])R(?:m|bn)\b)"
)
# "hundreds of thousands", "ten thousands", "100 thousands" multiply.
_POWER = re.compile(
    rf"""
      (?P<times>\b(?:hundreds?|tens?|thousands?|100?)\s(?:of\s)?)?(?P<word>\b(?:{_WORD})s?\b\.?)
    | (?P<zeros>(?<![\d.,])'?\s?000(?:[,\s]?000)*(?!\d|,\d|\.\d)(?:'?s)?)
    | (?P<round>(?<![\d.,])1(?:0+|(?:0{{0,2}}(?:,000)+))(?!\d|,\d|\.\d)(?:'?s)?)
    | (?P<after>{_CUR}\s?'?(?P<l1>{_LETTER})\b)
    | (?P<before>\b(?P<l2>{_LETTER})\s?{_CUR})
    | (?P<bare>(?<=\bin\s)(?P<l3>mm|mn|mln|mio|bn|bln|k|m)\b|(?:^|(?<=\())\s*(?P<l4>mm|mn|mln|mio|bn|bln)
      \s*(?:$|(?=\))))
    | (?P<code>\b[A-Z]{{3}}\s(?P<l5>mm|mn|mln|mio|bn|bln|m|k)\b)
    | (?P<with>{_WITH_CODE})
    """,
    re.VERBOSE | re.IGNORECASE,
)
_UNITS = re.compile(
    r"\b(?:whole|actual|full)\s(?:U\.?S\.?\s)?(?:dollars?|units?|numbers?|amounts?|euros?|yen)\b"
    r"|\bin\s(?:units|dollars|euros|ones|whole|full)\b|\bnot\s(?:\w+\s)?in\s(?:thousand|million|billion)s\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\b(?:in\s)?(?:percentages?|per\s?cent|percent|pct)\b|%", re.IGNORECASE)
_BASIS = re.compile(r"\bbasis\spoints?\b|\bbps?\b", re.IGNORECASE)
_CENTS = re.compile(r"\b(?:in\s)?(?:cents|pence)\b", re.IGNORECASE)
_SPLIT = re.compile(
    r"(?P<stop>[;()\[\]]|\s[-–—]\s)|(?P<comma>,(?!\d{3}))|(?P<except>\b(?:except(?:ing)?(?:\s(?:for|as\sto))?|other\sthan|excluding|but\snot)\b)",
    re.IGNORECASE,
)
_EXCEPTION = re.compile(r"\b(except(?:ing)?|other\sthan|excluding)\b", re.IGNORECASE)
_PER = re.compile(
    r"\bper[-\s]+(?:\w+[-\s]+){0,2}?(?:share|unit|ad[sr]|security)s?\b|\bEPS\b|\bpar\svalues?\b|/\s?share\b",
    re.IGNORECASE,
)
_SHARES = re.compile(r"\b(?:shares?|ad[sr]s?|units?)\b|\bweighted\saverage\b", re.IGNORECASE)
_RATIO = re.compile(r"\bratios?\b|\bmultiples?\b|\btimes\b", re.IGNORECASE)
_MONEY = re.compile(rf"{SYMBOL}|{WORDS}|\b(?:dollars?|monetary|financial\sdata|currency)\b", re.IGNORECASE)
_PLAIN_EXCEPTION = re.compile(
    r"^\W*(?:as|where|when|unless|if)?\W*(?:otherwise|noted|indicated|stated|specified|shown)\b",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"\b(?:and|or|the|for|data|amounts?|information|figures?|in|of|number|as|per|share|other|related|all|certain"
    r"|which|are|is|reflected|stated|shown|presented|unaudited|audited|note\s\d+|see|notes?)\b|\W|\d",
    re.IGNORECASE,
)
_WHICH = re.compile(r"^\W*(?:which|that|and\swhich|both|presented|stated|shown|reflected)\b", re.IGNORECASE)
_LEAD = (
    r"(?:(?:all\s|dollar\s|share\s|tabular\s|table\s)?(?:amounts?|dollars?|figures?|numbers?|data|values?|shares)"
    r"(?:\s(?:and|or)\s(?:shares|dollars|per[-\s]share\samounts?))?\s"
    r"(?:are\s|is\s|in\s(?:the\s)?tables?\s)?(?:expressed\s|stated\s|presented\s|reported\s|shown\s)?in"
    r"|expressed\sin|stated\sin|presented\sin|reported\sin|shown\sin|in)"
)
_BARE = re.compile(
    rf"\b(?:{_LEAD}\s(?:(?:{_CUR}|(?:U\.?S\.?|united\sstates|[a-z]+)\s?(?:dollars?)?)\s?)?(?:(?:tens|hundreds)\sof\s)?"
    rf"(?:(?:{_WORD})s|mm|'?000(?:'?s)?)\b(?P<rest>[^().;:]*))"
    rf"|{SYMBOL}\s?(?:thousand|million|billion)s?\b|\b(?-i:[A-Z]{{3}})\s(?:thousand|million|billion)s?\b|\b'?000'?s\somitted\b"
    rf"|^\s*(?:thousands|millions|billions)\sof\s(?:{WORDS}|dollars)\b(?P<rest2>[^().;:]*)",
    re.IGNORECASE,
)
_OF_BARE = re.compile(r"\b(?:except|shares?|per\s|of\s|unless|\bunaudited|other\sthan)\b", re.IGNORECASE)
_SAID = re.compile(
    rf"\b(?:in|amounts?|dollars?|expressed|stated|omitted|percentages?|shares?|thousands?|millions?|billions?)\b"
    rf"|{SYMBOL}|{WORDS}|000|^\W*(?:{_WORD})s?\W*$|^\W*(?:{_LETTER})\W*$|^\W*(?:%|bps?|percent|cents)\W*$"
    r"|\bbasis\spoints\b|^\W*(?-i:[A-Z]{3})\s(?:mm|mn|mln|mio|bn|bln|m|k)\W*$"  # "(USD bn)"
    rf"|{_WITH_CODE}",
    re.IGNORECASE,
)
_LIKE = re.compile(
    r"\b\w*(?:illi(?:on|ard)|housand)(?:s|ths)\b|(?<![\d.,])'?0{2,}(?:'?s)?\b|\b(?:tens|hundreds|dozens|multiples|zeroe?s)\b"
    rf"|\bin\s(?:{_CUR}\s?)?\d[\d,]*'?s?\b"
    rf"|^\W*(?:in\s)?{_CUR}\s?'?[a-z]{{1,3}}\W*$|^\W*in\s[b-z]{{1,2}}\W*$|\bin\s\w+\s(?:yen|won|rupees|dollars|euros)\b",
    re.IGNORECASE,
)
_NATION = re.compile(
    r"\bin\s(?:u\.?s\.?|us|canadian|australian|singapore|taiwan|kong|new|nominal|constant|whole|actual|current|the|our)"
    r"\s(?:dollars|yen|won|rupees|euros)\b",
    re.IGNORECASE,
)
_RATE_HEADING = re.compile(r"%|\bpercent(?:age)?s?\b|\bpct\b", re.IGNORECASE)
_CURRENCY_ALONE = re.compile(rf"\W*(?:in\s)?(?:{SIGN}|(?i:{WORDS}))\W*")
_INSIDE = re.compile(r"[(\[]([^()\[\]]*)[)\]]?")
_REFERENCE = re.compile(r"^\W*(?:see|refer|page|note\s\d)\b", re.IGNORECASE)
_SAYS_IN = re.compile(r"\b(?:expressed|stated|presented|reported)\sin\s", re.IGNORECASE)
_AMOUNTS = (NumberKind.MONEY, NumberKind.SHARES)


@dataclass(slots=True)
class _Clause:
    text: str
    excepted: bool
    power: int | None
    kinds: list[NumberKind]


@dataclass(slots=True)
class _Reading:
    """Powers by kind as clauses are read; ``whole`` is that of all amounts."""

    powers: dict[NumberKind, int] = field(default_factory=dict)
    whole: int | None = None
    money_only: bool = False
    guessed: set[NumberKind] = field(default_factory=set)


def scales(text: str) -> Scales:
    """What a caption, heading or sentence says of the scale of each kind of number."""
    plain = " ".join(text.translate(_PLAIN).split())
    pieces = list(_pieces(plain))
    reading = _Reading()
    for piece in pieces:
        _read(piece, reading)
    if reading.whole is not None:
        for kind in _AMOUNTS:
            if kind not in reading.powers:
                reading.powers[kind] = reading.whole
                if kind is not NumberKind.MONEY:
                    reading.guessed.add(kind)
    said = tuple((kind, reading.powers[kind]) for kind in NumberKind if kind in reading.powers)
    general = reading.whole is not None and not reading.money_only
    return Scales(said, frozenset(reading.guessed), general, "; ".join(pieces) if said else "")


# What a label states of a thing, which is no scale: "($1 par; 1,000,000 authorized)", "(1,000)".
_STATED = re.compile(
    rf"\b(?:par|authori[sz]ed|issued|outstanding|stated|liquidation)\b|^\W*(?:{SIGN})?\s?\d[\d,.]*\W*$",
    re.IGNORECASE,
)


def label_scales(text: str) -> Scales:
    """What the label of a row or a heading over rows says: in brackets, or at its end after a comma.

    "Basic shares (in thousands)", "Net interest margin (bps)", "Revenue, in millions". The words
    of the label itself are of the row, not of a scale: "Loans over $1 million".
    """
    plain = " ".join(text.translate(_PLAIN).split())
    inside = re.findall(r"[(\[]([^()\[\]]*)[)\]]?", plain)
    found = [p for p in inside if _SAID.search(p) and not _STATED.search(p)]
    found += re.findall(
        rf"(?:,|\s[-–—])\s(in\s(?:{_CUR}\s?)?(?:(?:{_WORD})s|mm|mn|bn|percent|%|cents))\s*:?$",
        plain,
        re.IGNORECASE,
    )
    if _RATE_HEADING.search(plain):
        found.append("%")
    if not found:
        return Scales()
    said = scales(" ".join(f"({p})" for p in found))
    power = said.of(NumberKind.MONEY)
    if power is None or said.of(NumberKind.SHARES) != power:
        return said
    # A row has one kind of number, whichever it is: "Subscribers (in thousands)".
    more = tuple((k, power) for k in (NumberKind.RATIO, NumberKind.COUNT) if said.of(k) is None)
    return replace(said, said=(*said.said, *more), guessed=frozenset())


def heading_scales(headings: Iterable[str]) -> Scales:
    """What the heading lines of a column say: in brackets, or on a line of its own ("RMB million", "%")."""
    lines = [" ".join(h.translate(_PLAIN).split()) for h in headings]
    said = scales(" ".join(f"({h})" if _alone(h) else h for h in lines))
    if said.of(NumberKind.PERCENT) is None and any(_RATE_HEADING.search(h) for h in lines):
        rates = tuple((k, -2) for k in (NumberKind.PERCENT, NumberKind.RATIO))
        return replace(said, said=(*said.said, *rates), words=said.words or " ".join(lines))
    return said


def _alone(heading: str) -> bool:
    rest = _UNITS.sub(" ", _POWER.sub(" ", heading))
    return rest != heading and not re.sub(
        rf"{SIGN}|{WORDS}|\bin\b|\bof\b|\bdollars?\b|\W", "", rest, flags=re.IGNORECASE
    )


def unread_scale(text: str) -> str | None:
    """The piece of a caption that looks like a scale and is in no form known, or None."""
    plain = " ".join(text.translate(_PLAIN).split())
    for piece in re.findall(r"\(([^()]*)\)?", plain):
        if _REFERENCE.match(piece) or _NATION.search(piece):
            continue
        said = scales(f"({piece})")
        if (_LIKE.search(piece) and not said) or _unread_main(piece, said) or _two_of_money(piece):
            return str(piece)
    return None


# "in gazillions", before "except share and per share data"
_IN_WORD = re.compile(r"\bin\s(?:the\s)?\w+\W*$|\b(?:omitted|rounded)\b", re.IGNORECASE)


def _unread_main(piece: str, said: Scales) -> bool:
    """Whether exceptions are understood and what they are exceptions from is not."""
    main, exception, _ = _EXCEPTION.split(piece, maxsplit=1) if _EXCEPTION.search(piece) else (piece, "", "")
    if not exception or said.of(NumberKind.MONEY) is not None or not _IN_WORD.search(main):
        return False
    return not scales(f"({main})") and named_currency(main) is None


def _two_of_money(piece: str) -> bool:
    """Whether a piece says two powers of money: "in thousands, except US$ in millions"."""
    powers = {
        clause.power
        for clause in _clauses(piece)
        if clause.power and (set(clause.kinds) == {NumberKind.MONEY} or not (clause.kinds or clause.excepted))
    }
    return len(powers) > 1


def caption_currency(text: str) -> str | None:
    """The ISO 4217 code that a caption names where it speaks of amounts: "(in RMB millions)"."""
    plain = " ".join(text.translate(_PLAIN).split())
    pieces = [
        p
        for p in _pieces(plain)
        if _POWER.search(p) or re.search(r"\bin\b|\bdollars\b|^\W*\w{2,3}\W*$|\$", p)
    ]
    if _SAYS_IN.search(plain):
        pieces += re.findall(rf"{_SAYS_IN.pattern}(?:{SIGN}|{WORDS})", plain, re.IGNORECASE)
    # "(EUR)", a code alone in brackets.
    pieces += re.findall(rf"\(\s*{CODE}\s*\)", plain)
    return named_currency(" ; ".join(pieces))


def heading_currency(headings: Iterable[str]) -> str | None:
    """The code that the heading lines of a column name, on a line of its own: "RMB", "US$ million"."""
    lines = [" ".join(h.translate(_PLAIN).split()) for h in headings]
    named = named_currency(" ; ".join(h for h in lines if _CURRENCY_ALONE.fullmatch(h) or _alone(h)))
    return named or caption_currency(" ; ".join(lines))


def _pieces(text: str) -> Iterator[str]:
    """The parts of a text that speak of scale: those in brackets first, then bare phrases."""
    for piece in _INSIDE.findall(text):
        if _SAID.search(piece) and not _REFERENCE.match(piece):
            yield piece
    for m in _BARE.finditer(_INSIDE.sub(" ; ", text)):
        rest = m["rest"] or m["rest2"] or ""
        yield m[0] if _OF_BARE.search(rest) else m[0][: len(m[0]) - len(rest)]


def _read(piece: str, reading: _Reading) -> None:
    before: list[NumberKind] = []
    stated = False
    for clause in _clauses(piece):
        if clause.power is not None:
            stated = True
        if clause.power is None:
            if clause.excepted and not _PLAIN_EXCEPTION.match(clause.text):
                for kind in clause.kinds:
                    reading.powers.setdefault(kind, 0)
                before = clause.kinds
            elif clause.kinds:
                before = [*before, *clause.kinds]
            continue
        own = clause.kinds
        if not own and before and (clause.excepted or _WHICH.match(clause.text)):
            own = before
        if not own or (set(own) <= {NumberKind.MONEY} and not clause.excepted):
            if reading.whole is None:
                reading.whole = clause.power
                reading.money_only = NumberKind.MONEY in own
            elif own:
                reading.powers[NumberKind.MONEY] = clause.power
        else:
            for kind in own:
                if kind in _AMOUNTS or clause.power <= 0 or kind is NumberKind.COUNT:
                    reading.powers[kind] = clause.power
        before = own
    if not stated:
        _of_rates(piece, reading)


def _of_rates(piece: str, reading: _Reading) -> None:
    """ "(percentages, except ratio)", "(bps)", "(cents)": rates and amounts per share."""
    main = re.split(r"\bexcept|\bother than|\bexcluding", piece, maxsplit=1, flags=re.IGNORECASE)
    power = -4 if _BASIS.search(main[0]) else -2 if _PERCENT.search(main[0]) else None
    if power is not None:
        reading.powers.setdefault(NumberKind.PERCENT, power)
        if len(main) == 1 or not _RATIO.search(main[1]):
            reading.powers.setdefault(NumberKind.RATIO, power)
    elif _CENTS.search(main[0]):
        reading.powers.setdefault(NumberKind.PER_SHARE, -2)


def _clauses(piece: str) -> Iterator[_Clause]:
    excepted, start = False, 0
    cuts = [*_SPLIT.finditer(piece)]
    for m in [*cuts, None]:
        end = len(piece) if m is None else m.start()
        yield from _parted(piece[start:end], excepted)
        if m is None:
            return
        if m["except"]:
            excepted = True
        elif m["stop"]:
            excepted = False
        start = m.end()


def _parted(text: str, excepted: bool) -> Iterator[_Clause]:
    """A clause, cut after each of its powers: "dollars in millions and shares in thousands"."""
    start = 0
    found = [m for m in _POWER.finditer(text) if not m["round"] or _is_round(m, text)]
    units = list(_UNITS.finditer(text))
    marks = sorted(
        [
            (m.start(), m.end(), _power(m))
            for m in found
            if not any(u.start() <= m.start() < u.end() for u in units)
        ]
        + [(u.start(), u.end(), 0) for u in units]
    )
    if not marks:
        if text.strip():
            yield _Clause(text, excepted, None, _kinds(text, excepted))
        return
    for i, (_, end, power) in enumerate(marks):
        last = i == len(marks) - 1
        # What follows the last power belongs to it: "in thousands of dollars".
        stop = len(text) if last else end
        if not last and (of := re.match(r"\sof\s(?:[\w.]+\s?){1,3}?(?=\band\b)", text[end:], re.IGNORECASE)):
            stop = end + of.end()
        part = text[start:stop]
        # "per share amounts in dollars": the dollars are the scale, and name no kind.
        yield _Clause(part, excepted, power, _kinds(_POWER.sub(_money_of, _UNITS.sub(" ", part)), False))
        start = stop


# "in 1,000s"   "x 1,000"   "(US$ 1,000)"; not "$1 par; 1,000,000 authorized", nor "deductible of $1,000".
_BEFORE_ROUND = re.compile(rf"(?:\bin|\bx|×|\bby|\bnearest)\s*(?:{SIGN})?\s*$")


def _is_round(m: re.Match[str], text: str) -> bool:
    """Whether a round number is a power of ten that is said, and no number of something."""
    if m[0].endswith("s") or _BEFORE_ROUND.search(text[: m.start()]):
        return True
    around = text[: m.start()] + " " + text[m.end() :]
    return re.sub(rf"{SIGN}|{WORDS}|\b(?:omitted|units?|of|dollars?|amounts?)\b|\W", "", around) == ""


def _money_of(m: re.Match[str]) -> str:
    """A power's own currency sign ("$M", "US$ '000") speaks of money."""
    return " $ " if re.search(_CUR, m[0]) else " "


def _kinds(text: str, excepted: bool) -> list[NumberKind]:
    found: list[NumberKind] = []
    rest = text
    if _PER.search(rest):
        found.append(NumberKind.PER_SHARE)
        rest = _PER.sub(" ", rest)
    if _SHARES.search(rest) and not re.search(r"\b(?:in\sunits|units\sof)\b", rest, re.IGNORECASE):
        found.append(NumberKind.SHARES)
        rest = _SHARES.sub(" ", rest)
        rest = re.sub(r"\bnumber\sof\b", " ", rest)
    if _PERCENT.search(rest):
        found.append(NumberKind.PERCENT)
        rest = _PERCENT.sub(" ", rest)
    if _RATIO.search(rest):
        found.append(NumberKind.RATIO)
        rest = _RATIO.sub(" ", rest)
    if not excepted and _MONEY.search(rest):
        found.append(NumberKind.MONEY)
        rest = _MONEY.sub(" ", rest)
    if excepted and _FILLER.sub("", rest):
        found.append(NumberKind.COUNT)
    return found


def _power(m: re.Match[str]) -> int:
    if m["word"]:
        word = m["word"].lower().rstrip(".")
        power = _WORD_POWERS.get(word) or _WORD_POWERS[word.rstrip("s")]
        times = (m["times"] or "").lower()
        return power + (
            2
            if times.startswith(("hundred", "100"))
            else 1
            if times.startswith(("ten", "10"))
            else 3
            if times
            else 0
        )
    if m["zeros"]:
        return m["zeros"].count("0")
    if m["round"]:
        return m["round"].count("0")
    if m["with"]:
        lead = re.match(r"(mm|mn|mln|mio|bn|bln)\s|R(m|bn)|([kKTM])", m["with"])
        return _LETTERS[next(filter(None, lead.groups())).lower()] if lead is not None else 0
    letter = next(m[k] for k in ("l1", "l2", "l3", "l4", "l5") if m[k])
    return _LETTERS[letter.lower()]
