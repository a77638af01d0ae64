"""Reads text out of HTML and XML: escaped logs, `<br>` lines, JUnit reports, debug pages."""

from __future__ import annotations

import re

from detachdoc.patterns import pattern
from detachdoc.report.lines import Line, at

_ENTITY = pattern(r"&(?:lt|gt|amp|quot|apos|nbsp|#\d{1,6}|#x[0-9a-fA-F]{1,6});?")
_BREAK = pattern(
    r"<(?:failure|error|system-out|system-err|testcase|textarea)\b[^<>]{0,50000}>"
    r"|<(?:br|BR)\s{0,4}/?>|</(?:p|div|li|tr|h[1-6]|pre|td|title)>|&#(?:10|x0?[aA]);"
)
_TAG = pattern(r"<[?!][^<>]{0,2000}>|</?[a-zA-Z][a-zA-Z0-9:-]{0,20}(?:\s[^<>]{0,2000})?/?>")
_MESSAGE_ATTRIBUTE = pattern(r"""\b(?:message|title|data-\w+)=\s?"[^"]{0,20000}\"""")
_HTML = pattern(
    r"<(?:!DOCTYPE|html|pre|br|div|p|span|code|details|testsuite|testcase|failure|error|\?xml)\b", re.IGNORECASE
)
_PAGE = pattern(r"\s{0,200}<(?:!DOCTYPE|html|pre|div|span|\?xml|testsuites?|code|p)\b", re.IGNORECASE)
#: Behind the edge of a box stands source code: a template's tags are no markup there.
_BOXES = ("│", "┃")
#: Anything else between angle brackets is Python's: `<module>`, `<User at 0x7f...>`.
_TAG_NAMES_TEXT = """
a abbr article b big blockquote body br button center cite code col colgroup dd del details div
dl dt em error failure figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe
img input ins kbd label li link main mark meta nav noscript ol option p path pre properties
property q s samp script section select skipped small span strong style sub summary sup svg
system-err system-out table tbody td testcase testsuite testsuites textarea tfoot th thead time
title tr tt u ul var
"""
_TAG_NAMES = frozenset(_TAG_NAMES_TEXT.split())
_NAME = pattern(r"</?([a-zA-Z][a-zA-Z0-9-]*)")


def strip_markup(lines: list[Line]) -> list[Line]:
    """Unescape entities and drop tags, but only where the text is markup at all."""
    entities = sum(1 for line in lines if "&" in line.text and _ENTITY.search(line.text))
    tagged = any("<" in line.text and _HTML.search(line.text) for line in lines)
    if not entities and not tagged:
        return lines
    page = tagged and any(_PAGE.match(line.text) for line in lines)
    stripped: list[Line] = []
    for line in lines:
        marked = _marked(line.text) and (page or line.text.lstrip()[:1] not in _BOXES)
        stripped += at(line.number, _plain(line.text, entities=entities > 0)) if marked else [line]
    return stripped


def _marked(text: str) -> bool:
    return "&" in text or "<" in text


def _plain(text: str, *, entities: bool) -> str:
    if _BREAK.search(text) or (entities and _TAG.search(text)):
        text = _MESSAGE_ATTRIBUTE.sub("", text)
        text = _BREAK.sub("\n", text)
        text = _TAG.sub(_tag_or_name, text)
    if "&" in text:
        from html import unescape

        text = unescape(unescape(text)).replace("\u00a0", " ")
    return text.rstrip("\n")


def _tag_or_name(match: re.Match[str]) -> str:
    name = _NAME.match(match[0])
    return match[0] if name is not None and name[1].lower() not in _TAG_NAMES else ""
