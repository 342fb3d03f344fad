"""Which accounts of a ledger a line of the mapping takes: one, a range, or a pattern."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xbrlgen.model.where import Where

_RANGE = re.compile(r"(\d{1,18})(?:\.\.|-)(\d{1,18})")
_ACCOUNT = re.compile(r"[\w.\-*? /]{1,80}")
_HEAD = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Accounts:
    """``1000``, ``1000..1999`` or ``1000-1999``, ``12*`` and ``12??`` (any signs, any one sign).

    A range takes accounts whose leading digits are as many as its own and lie in it, both ends
    included: ``1000..1999`` takes 1500 and 1500.10, and not 15000.
    """

    text: str
    low: int = 0
    high: int = -1
    digits: int = 0
    pattern: re.Pattern[str] | None = None

    @classmethod
    def parse(cls, text: str) -> Accounts:
        """Raises ValueError for what is neither an account nor a range nor a pattern."""
        text = text.strip()
        m = _RANGE.fullmatch(text)
        if m is not None:
            low, high = int(m[1]), int(m[2])
            if len(m[1]) != len(m[2]) or low > high:
                raise ValueError(
                    f"{text} is no range of accounts: both ends have as many digits, the lower first"
                )
            return cls(text, low, high, len(m[1]))
        if not _ACCOUNT.fullmatch(text):
            raise ValueError(f"{text} is no account, no range (1000..1999) and no pattern (12*)")
        body = "".join(".*" if c == "*" else "." if c == "?" else re.escape(c) for c in text)
        return cls(text, pattern=re.compile(body, re.IGNORECASE))

    def takes(self, account: str) -> bool:
        if self.pattern is not None:
            return self.pattern.fullmatch(account) is not None
        head = _HEAD.match(account)
        return head is not None and len(head[0]) == self.digits and self.low <= int(head[0]) <= self.high

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class OmitAccounts:
    """Accounts that no line takes, with the reason."""

    where: Where
    accounts: tuple[Accounts, ...]
    reason: str
