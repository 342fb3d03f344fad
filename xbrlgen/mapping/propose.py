"""Rules for the running text, proposed from the captions of the tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from xbrlgen.model.mapping import Hit, ProseRule
from xbrlgen.model.where import Where

PROPOSED = "proposed"
"""What stands for a file in the place of a rule that no file holds yet."""

_BRACKETS = re.compile(r"\s*\([^()]*\)")
_LEADING = re.compile(r"^(?:total|basic and diluted|basic|diluted)\s+", re.IGNORECASE)


def propose_prose(hits: Iterable[Hit]) -> tuple[ProseRule, ...]:
    """One rule for each caption and concept: what the tables call it, in the words of a sentence.

    Each stands on a line of its own of a file called :data:`PROPOSED`. Which of them the text
    bears out is for the caller to find.
    """
    found: dict[tuple[str, tuple[str, ...]], ProseRule] = {}
    shares: dict[str, str] = {}
    for hit in hits:
        if hit.line is None:
            continue
        per_share = any("pershare" in q.lower() for q in hit.rule.concepts)
        for words in _variants(hit.line.label, per_share=per_share):
            if hit.figure.percent:
                shares.setdefault(words, hit.rule.concepts[0])
                continue
            rule = ProseRule(
                where=Where(PROPOSED, len(found) + 1),
                words=(words,),
                concepts=hit.rule.concepts,
                dimensions=hit.rule.dimensions,
            )
            found.setdefault((words, hit.rule.concepts), rule)
    return tuple(replace(rule, share=shares.get(rule.words[0])) for rule in found.values())


def _variants(caption: str, *, per_share: bool) -> Iterator[str]:
    """How text speaks of a caption: "Total Operating Revenues" as "operating revenue"."""
    plain = " ".join(_LEADING.sub("", _BRACKETS.sub("", caption)).split()).rstrip(":").casefold()
    plain = plain.removesuffix(", net")
    if per_share and "per share" not in plain:
        plain += " per share"
    spoken = dict.fromkeys([plain, plain.replace("&", "and"), re.split(r" & | and ", plain)[0]])
    for words in spoken:
        single = words[:-1] if words.endswith("s") and not words.endswith("ss") else words
        if len(single) > 3:
            yield single
