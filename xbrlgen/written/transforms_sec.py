"""The SEC's own transformations (``ixt-sec``): words as numbers and durations, ticked boxes, names as codes.

They are those of the EDGAR Filer Manual's list that filers use; of names the states, provinces and
exchanges. A name that is not known here gives the text itself, as it stands in the document.
"""

from __future__ import annotations

import re
from decimal import Decimal

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_VALUES = {word: n for n, word in enumerate(_SMALL.split())}
_VALUES |= {word: 10 * n for n, word in enumerate(_TENS.split(), start=2)}
_LARGE = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_NOTHING = {"no", "none", "nil", "zero"}
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {"\u00a0": " "})

_SPANS = {"year": "Y", "month": "M", "week": "W", "day": "D"}
_DURATION = re.compile(r"(?P<n>.+?)[\s-]+(?P<span>year|month|week|day|hour)s?", re.IGNORECASE)
_LETTERS = {"duryear": "Y", "durmonth": "M", "durweek": "W", "durday": "D", "durhour": "H"}
_DAYS_OF_MONTH = Decimal("30.4375")

_TICKED, _EMPTY = frozenset("☑☒✓✔þýx"), frozenset("☐o¨")
_CATEGORIES = {
    "large accelerated filer": "Large Accelerated Filer",
    "accelerated filer": "Accelerated Filer",
    "non-accelerated filer": "Non-accelerated Filer",
}
_EXCHANGES = {
    "the nasdaq stock market": "NASDAQ",
    "nasdaq": "NASDAQ",
    "nasdaq global select market": "NASDAQ",
    "nasdaq global market": "NASDAQ",
    "nasdaq capital market": "NASDAQ",
    "nasdaq stock market": "NASDAQ",
    "new york stock exchange": "NYSE",
    "nyse": "NYSE",
    "nyse american": "NYSEAMER",
    "nyse arca": "NYSEArca",
    "nyse national": "NYSENAT",
    "nyse chicago": "CHX",
    "chicago stock exchange": "CHX",
    "cboe bzx exchange": "CboeBZX",
    "cboe byx exchange": "CboeBYX",
    "cboe exchange": "CBOE",
    "investors exchange": "IEX",
    "box exchange": "BOX",
}
_STATE_CODES = (
    "alabama=AL;alaska=AK;arizona=AZ;arkansas=AR;california=CA;colorado=CO;connecticut=CT;delaware=DE;"
    "district of columbia=DC;florida=FL;georgia=GA;hawaii=HI;idaho=ID;illinois=IL;indiana=IN;iowa=IA;"
    "kansas=KS;kentucky=KY;louisiana=LA;maine=ME;maryland=MD;massachusetts=MA;michigan=MI;minnesota=MN;"
    "mississippi=MS;missouri=MO;montana=MT;nebraska=NE;nevada=NV;new hampshire=NH;new jersey=NJ;"
    "new mexico=NM;new york=NY;north carolina=NC;north dakota=ND;ohio=OH;oklahoma=OK;oregon=OR;"
    "pennsylvania=PA;rhode island=RI;south carolina=SC;south dakota=SD;tennessee=TN;texas=TX;utah=UT;"
    "vermont=VT;virginia=VA;washington=WA;west virginia=WV;wisconsin=WI;wyoming=WY;puerto rico=PR;"
    "guam=GU;american samoa=AS;virgin islands=VI;alberta=AB;british columbia=BC;manitoba=MB;"
    "new brunswick=NB;newfoundland and labrador=NL;nova scotia=NS;ontario=ON;prince edward island=PE;"
    "quebec=QC;saskatchewan=SK;yukon=YT;nunavut=NU;northwest territories=NT"
)
_STATES = dict(pair.split("=") for pair in _STATE_CODES.split(";"))


SEC_NAMES = (
    "numwordsen", *_LETTERS, "durwordsen", "boolballotbox", "entityfilercategoryen", "exchnameen",
    "stateprovnameen",
)  # fmt: skip
"""The transformations that :func:`shown_sec` knows."""


def shown_sec(name: str, text: str) -> str | None:
    """What a text stands for by the transformation ``ixt-sec:name``; None if it does not fit it.

    ``text`` has its white space folded. A transformation that is not known here gives the text itself.
    """
    plain = text.translate(_DASHES).strip()
    if name == "numwordsen":
        number = words_to_number(plain)
        return None if number is None else str(number)
    if name in _LETTERS:
        return _duration(plain, _LETTERS[name])
    if name == "durwordsen":
        return _duration_in_words(plain)
    if name == "boolballotbox":
        return "true" if plain in _TICKED else "false" if plain in _EMPTY else None
    if name == "entityfilercategoryen":
        return _CATEGORIES.get(plain.casefold())
    if name == "exchnameen":
        bare = re.sub(r"(,? (llc|inc\.?|l\.l\.c\.))$", "", plain.casefold().removeprefix("the "))
        return _EXCHANGES.get(bare, text)
    if name == "stateprovnameen":
        return _STATES.get(plain.casefold(), text)
    return text


def words_to_number(text: str) -> int | None:
    """``two hundred and five`` is 205, ``no`` is 0; None for what is no number in words."""
    words = [w for w in re.split(r"[\s,-]+", text.casefold()) if w and w != "and"]
    if not words:
        return None
    if len(words) == 1 and words[0] in _NOTHING:
        return 0
    total = group = 0
    for word in words:
        if word in _VALUES:
            group += _VALUES[word]
        elif word == "hundred":
            group = max(group, 1) * 100
        elif word in _LARGE:
            total += max(group, 1) * _LARGE[word]
            group = 0
        elif word == "a":
            group += 1
        else:
            return None
    return total + group


def _duration_in_words(text: str) -> str | None:
    """``three-year`` is P3Y, ``90 days`` P90D, ``two years and six months`` P2Y6M."""
    parts: dict[str, str] = {}
    for piece in re.split(r",\s*(?:and\s+)?|\s+and\s+", text):
        found = _DURATION.fullmatch(piece)
        if found is None:
            return None
        number = found["n"] if found["n"].isdigit() else words_to_number(found["n"])
        if number is None:
            return None
        span = found["span"].casefold()
        if span == "hour":
            return f"PT{number}H" if not parts else None
        letter = _SPANS[span]
        parts[letter] = str(number)
    if "W" in parts:
        parts["D"] = str(int(parts.get("D", "0")) + 7 * int(parts.pop("W")))
    return "P" + "".join(f"{parts[x]}{x}" for x in "YMD" if x in parts)


def _duration(text: str, letter: str) -> str | None:
    """``2.7`` years are P2Y8M12D: what is over a whole year is months, over a whole month days."""
    if not re.fullmatch(r"\d+(,\d{3})*(\.\d+)?|\.\d+", text):
        return None
    number = Decimal(text.replace(",", ""))
    whole = int(number)
    rest = number - whole
    if letter == "H":
        return f"PT{whole}H" if not rest else f"PT{whole}H{int(rest * 60)}M"
    if letter == "W":
        return f"P{int(number * 7)}D"
    if letter == "D" or not rest:
        return f"P{whole}{letter}"
    months = rest * 12 if letter == "Y" else rest
    said = f"{whole}{letter}" if whole else ""
    if letter == "Y":
        full = int(months)
        said += f"{full}M" if full else ""
        months -= full
    days = int(months * _DAYS_OF_MONTH)
    said += f"{days}D" if days else ""
    return f"P{said}" if said else f"P0{letter}"
