"""Sees through the errors that swallow SQLAlchemy's: pydantic's, FastAPI's and SQLAlchemy's StatementError.

pydantic 2 (`get_attribute_error`) and FastAPI keep only the text of the swallowed error; FastAPI 0.124 and
later append the endpoint as a fake frame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.model.report import Block, EndpointHint
from detachdoc.patterns import pattern
from detachdoc.report import names
from detachdoc.report.frames import read_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detachdoc.model.report import Frame

_EXTRACTING = pattern(r"Error extracting attribute: ?(?P<type>[\w.]{1,200}): ")
_PARENTHESISED = pattern(r"\((?P<type>(?:sqlalchemy|builtins)\.[\w.]{1,200})\) ")
_ROUTE = pattern(
    r"""\s*((?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE|WS|WEBSOCKET) /[^\s"'`]{0,500})(?:["'`].{0,500})?\s*$"""
)
_PYDANTIC_1 = ("field required", "type_error", "value_error", "(type=")


def swallowed_type(block: Block) -> str | None:
    """Dotted type of the SQLAlchemy error a wrapper's message quotes; None when the block is no wrapper."""
    match = _EXTRACTING.search(block.message)
    if match is not None:
        return names.dotted(match["type"])
    if names.bare(block.type) in {"StatementError", "DBAPIError"}:
        inner = _PARENTHESISED.match(block.message.lstrip())
        if inner is not None and names.is_detached(inner["type"]):
            return inner["type"]
    return None


def wrapper_type(block: Block) -> str:
    """Dotted type of the wrapper itself, also where the format dropped the module."""
    if block.type == "ValidationError":
        old = any(word in block.message for word in _PYDANTIC_1) and "[type=" not in block.message
        return "pydantic.error_wrappers.ValidationError" if old else "pydantic_core._pydantic_core.ValidationError"
    return names.dotted(block.type)


def endpoint_in(block: Block) -> EndpointHint | None:
    """The endpoint FastAPI appended to its message: a `File` line and a `GET /path` line."""
    lines = (*block.message.split("\n"), *block.notes)
    for position, line in enumerate(lines):
        frame = read_frame(line) if position else None
        if frame is not None:
            return EndpointHint(frame.file, frame.line, frame.function, _route(lines[position + 1 : position + 3]))
    return None


def is_endpoint(frames: Sequence[Frame], kind: str) -> bool:
    """Whether a lone frame is FastAPI's endpoint: a log line that quoted the message broke it off the error."""
    return len(frames) == 1 and not kind and _ROUTE.match(frames[0].code or "") is not None


def _route(lines: tuple[str, ...]) -> str | None:
    for line in lines:
        match = _ROUTE.match(line)
        if match is not None:
            return match[1]
    return None
