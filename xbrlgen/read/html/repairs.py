"""What forcing a page into XHTML changes, by kind."""

from __future__ import annotations

from enum import StrEnum


class Repair(StrEnum):
    """A kind of change; its value completes "The page has ... "."""

    DOCTYPE = "a document type declaration"
    DECLARATION = "processing instructions or odd comments"
    NAMESPACE = "no XHTML namespace"
    CASE = "names in capitals"
    QUOTES = "attributes without quotes"
    VALUE = "attributes without a value"
    TWICE = "attributes given twice"
    ATTRIBUTE = "attributes with a name that XML does not allow"
    VOID = "empty elements left open"
    MISSING_END = "missing end tags"
    MISSING_START = "missing start tags"
    STRAY = "tags that open or close nothing"
    NESTING = "inline tags that overlap others"
    MOVED = "text or tags in a table outside its cells"
    UNKNOWN = "elements that HTML does not know"
    REFERENCE = "named or unfinished character references"
    WINDOWS_1252 = "character references by Windows-1252 number"
    MARKUP_SIGN = "bare signs of markup in text"
    NOT_ASCII = "characters outside ASCII"
    CONTROL = "control characters"
    RAW = "style sheets or scripts with signs of markup"
    LOOK = "elements or attributes of the look, which go into style"
    BROKEN = "a tag that is cut off"
    DEPTH = "elements nested deeper than is taken"
