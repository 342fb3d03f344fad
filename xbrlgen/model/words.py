"""How things are counted in words, for people."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """``1 fact``, ``1,234 facts``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
