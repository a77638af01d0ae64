"""Reads text out of HTML and XML: escaped logs, `<br>` lines, JUnit reports, debug pages."""

from __future__ import annotations

import re

from detachdoc.report.lines import Line, at

_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|apos|nbsp|#\d{1,6}|#x[0-9a-fA-F]{1,6});?")
_BREAK = re.compile(
    r"<(?:failure|error|system-out|system-err|testcase|textarea)\b[^<>]{0,50000}>"
    r"|<(?:br|BR)\s{0,4}/?>|</(?:p|div|li|tr|h[1-6]|pre|td|title)>|&#(?:10|x0?[aA]);"
)
_TAG = re.compile(r"<[?!][^<>]{0,2000}>|</?[a-zA-Z][a-zA-Z0-9:]{0,20}(?:\s[^<>]{0,2000})?/?>")
_MESSAGE_ATTRIBUTE = re.compile(r"""\b(?:message|title|data-\w+)=\s?"[^"]{0,20000}\"""")
_HTML = re.compile(r"<(?:!DOCTYPE|html|pre|br|div|p|span|code|details|testsuite|testcase|failure|error|\?xml)\b", re.IGNORECASE)
_PRINTED_TAGS = re.compile(r"<(?:module|lambda|genexpr|listcomp|dictcomp|setcomp|locals|string|stdin)>")


def strip_markup(lines: list[Line]) -> list[Line]:
    """Unescape entities and drop tags, but only where the text is markup at all."""
    entities = sum(1 for line in lines if "&" in line.text and _ENTITY.search(line.text))
    tagged = any("<" in line.text and _HTML.search(line.text) for line in lines)
    if not entities and not tagged:
        return lines
    stripped: list[Line] = []
    for line in lines:
        stripped += at(line.number, _plain(line.text, entities=entities > 0)) if _marked(line.text) else [line]
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
    return match[0] if _PRINTED_TAGS.match(match[0]) else ""
