"""Finds what is worth reading in a JSON value and writes it as plain lines.

Serves every log shipper and error tracker at once: strings that hold a traceback, lists of frames, and the
type and message beside them are recognised by what they are, not by the tool they come from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

from detachdoc.report.classify import header_at
from detachdoc.report.message import UNBOUND
from detachdoc.report.names import EXCEPTION_LINE
from detachdoc.report.structured.exceptions import exceptions_in
from detachdoc.report.structured.records import logs_in

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Keys of the one text a log record is about, in order of preference.
MESSAGES = (
    "log", "message", "msg", "MESSAGE", "Message", "event", "textPayload", "@message", "short_message", "line",
    "text", "body", "_raw", "detail", "title", "description",
)  # fmt: skip
_TYPES = ("type", "kind", "exc_type", "class", "name", "exceptionType", "errorType", "error_type", "exception_type")
_TEXTS = ("message", "value", "exc_value", "msg", "description", "errorMessage", "exception_message", "error_message")
_DEPTH = 40


def text_of(value: object) -> str | None:
    """The lines of a record: its message, then its tracebacks; "" for a blank one, None for nothing to read."""
    parts = list(logs_in(value, MESSAGES))
    if parts:
        return "\n\n".join(parts)
    leaves = list(_strings(value, "", 0))
    for _, text, holder in leaves:
        if _has_traceback(text):
            parts.append(_completed(text, holder))
    parts += exceptions_in(value)
    if not parts:
        parts += [text for _, text, _ in leaves if UNBOUND in text or "DetachedInstanceError" in text][:1]
    message = _message(leaves)
    if message and not any(message.strip() in part for part in parts):
        parts.insert(0, message)
    if not parts and any(key in MESSAGES and not text.strip() for key, text, _ in leaves):
        return ""
    return "\n\n".join(_distinct(parts)).rstrip("\n") if parts else None


def _strings(value: object, key: str, depth: int) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Every string with its key and the object it stands in; a list of strings counts as one text."""
    if depth > _DEPTH:
        return
    if isinstance(value, dict):
        for name, inner in value.items():
            if isinstance(inner, str):
                yield name, inner, value
            elif _is_text_list(inner):
                yield name, _joined(inner), value
            elif _is_bytes(inner):
                yield name, bytes(inner).decode("utf-8", "replace"), value
            else:
                yield from _strings(inner, name, depth + 1)
    elif isinstance(value, list):
        if _is_text_list(value):
            yield key, _joined(value), {}
        else:
            for inner in value:
                yield from _strings(inner, key, depth + 1)


def _is_text_list(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, str) for item in value)


def _is_bytes(value: object) -> TypeGuard[list[int]]:
    """Whether it is text as numbers: journald writes lines with colours that way."""
    return isinstance(value, list) and len(value) > 1 and all(type(item) is int and 0 <= item < 256 for item in value)


def _joined(value: object) -> str:
    assert isinstance(value, list)
    glue = "" if any(item.endswith("\n") for item in value) else "\n"
    return glue.join(value)


def _has_traceback(text: str) -> bool:
    if header_at(text) >= 0:
        return True
    return "\n" in text and (("File " in text and "line " in text) or ".py:" in text)


def _completed(text: str, holder: dict[str, object]) -> str:
    """Add the type and message that stand beside a stack without them (Elastic Common Schema, Datadog)."""
    kind = _beside(holder, _TYPES)
    message = _beside(holder, _TEXTS)
    last = text.rstrip().rpartition("\n  File ")[2]
    if (
        not kind
        or not message
        or message == text
        or not last
        or any(EXCEPTION_LINE.match(line) for line in last.split("\n")[1:])
    ):
        return text
    return f"{text.rstrip()}\n{kind}: {message}"


def _beside(holder: dict[str, object], names: tuple[str, ...]) -> str | None:
    for name in names:
        for key, value in holder.items():
            if isinstance(value, str) and key.rpartition(".")[2] == name:
                return value
    return None


def _message(leaves: list[tuple[str, str, dict[str, object]]]) -> str | None:
    for name in MESSAGES:
        for key, text, _ in leaves:
            if key == name and text.strip():
                return text
    return None


def _distinct(parts: list[str]) -> list[str]:
    """Without the texts that another one holds already."""
    kept: list[str] = []
    for part in parts:
        longer = [other for other in parts if len(other) > len(part)]
        if part not in kept and not any(part.strip() in other for other in longer):
            kept.append(part)
    return kept
