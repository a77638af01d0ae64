"""Finds the note that detachdoc's recorder wrote into an error message, and reads it.

`recorder/note.py` writes it without quotes, brackets or meaningful spaces, so it is read without looking at white
space at all: hard wraps, re-wraps and indentation do not matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.model.place import Place
from detachdoc.model.report import RecorderNote
from detachdoc.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Longer than any note: nine places with paths of 500 characters.
_LONGEST = 8000
_START = pattern(r"\s?\[\s*" + r"\s*".join("detachdoc:"))
_END = pattern(r"[\[\]]|\(\s*Background")
_SPACE = pattern(r"\s+")
_FIELD = pattern(
    r"(?P<what>loaded|letgo|expired|sessionmade|othersessionmade|used)"
    r"(?:at(?P<place>[^,]*)|somewhere)(?P<more>(?:,.*)?)\Z"
)
_PLACE = pattern(r"(?P<path>.+):(?P<line>\d{1,9})in(?P<function>[^:]+)\Z")
_ESCAPED = pattern(r"(?:%[0-9A-F]{2})+")
_ABSOLUTE = pattern(r"/|[A-Za-z]:")
_REQUEST = pattern(r"(?P<kind>request|job)(?P<number>\d{1,18})(?P<over>over)?\Z")

_KEYS = {"loaded": "load", "letgo": "detach", "sessionmade": "made", "othersessionmade": "other", "used": "use"}
_WORDS = {
    "asnewobject": ("new", "yes"),
    "inbackground": ("background", "yes"),
    "norequest": ("request", "none"),
    "beforetherequest": ("request", "before"),
    "outsidetherequest": ("request", "outside"),
}
_PREFIXES = ("task", "thread", "site", "for", "owner")


class _Note:
    """A note being read."""

    def __init__(self) -> None:
        self.root = ""
        self.places: dict[str, Place] = {}
        self.by: dict[str, str] = {}
        self.extra: list[tuple[str, str]] = []

    def field(self, text: str) -> None:
        """Take in one `;` separated part; parts of a later version are passed over."""
        if text.startswith("under"):
            self.root = _decoded(text[len("under") :])
        elif text == "noothersession":
            self.extra.append(("other-none", "yes"))
        match = _FIELD.match(text)
        if match is None:
            return
        what = match["what"]
        self._keep(what, match["place"])
        for detail in match["more"].split(",")[1:]:
            self._detail(what, detail)

    def _keep(self, what: str, text: str | None) -> None:
        place = _place(text, self.root) if text else None
        if place is not None:
            self.places[what] = place

    def _detail(self, what: str, text: str) -> None:
        if text.startswith("by"):
            self.by[what] = text[2:]
        elif text.startswith("through"):
            self._keep("through", text[len("through") :])
        else:
            key = _KEYS.get(what, what)
            self.extra += [(f"{key}-{name}", value) for name, value in _pairs(text)]

    def read(self) -> RecorderNote:
        """Return what was taken in."""
        return RecorderNote(
            loaded=self.places.get("loaded"),
            detached=self.places.get("letgo"),
            detached_by=self.by.get("letgo"),
            expired=self.places.get("expired"),
            expired_by=self.by.get("expired"),
            extra=tuple(self.extra),
            made=self.places.get("sessionmade"),
            other=self.places.get("othersessionmade"),
            used=self.places.get("used"),
            through=self.places.get("through"),
        )


def extract(text: str) -> tuple[str, RecorderNote | None]:
    """Split a message into the text without its notes, and the first note; None when there is none.

    A note that the log cut off gives what is left of it.
    """
    found: RecorderNote | None = None
    kept: list[str] = []
    position = 0
    for start in _START.finditer(text):
        if start.start() < position:
            continue
        kept.append(text[position : start.start()])
        parts, position = _parts(text, start.end())
        found = found or _read(parts)
    kept.append(text[position:])
    return "".join(kept), found


def _parts(text: str, start: int) -> tuple[list[str], int]:
    """The note's complete parts, and where the message goes on."""
    limit = min(len(text), start + _LONGEST)
    end = _END.search(text, start, limit)
    body = text[start : end.start() if end else limit]
    parts = _SPACE.sub("", body).split(";")
    if end is not None and end[0] == "]":
        return parts, end.end()
    # What was cut off may have been the rest of a number.
    return parts[:-1], end.start() if end else limit


def _read(parts: list[str]) -> RecorderNote:
    note = _Note()
    for part in parts:
        note.field(part)
    return note.read()


def _pairs(detail: str) -> Iterator[tuple[str, str]]:
    request = _REQUEST.match(detail)
    if request is not None:
        yield "request", request["number"]
        yield "kind", request["kind"]
        if request["over"]:
            yield "over", "yes"
    elif detail in _WORDS:
        yield _WORDS[detail]
    else:
        prefix = next((prefix for prefix in _PREFIXES if detail.startswith(prefix)), None)
        if prefix is not None:
            yield prefix, detail[len(prefix) :]


def _place(text: str, root: str) -> Place | None:
    match = _PLACE.match(text)
    if match is None:
        return None
    path = _decoded(match["path"])
    if root and not _ABSOLUTE.match(path):
        path = f"{root}/{path}"
    function = _decoded(match["function"])
    if function.startswith("(") and function.endswith(")"):
        function = f"<{function[1:-1]}>"
    return Place(path, int(match["line"]), function=function)


def _decoded(text: str) -> str:
    return _ESCAPED.sub(lambda run: bytes.fromhex(run[0].replace("%", "")).decode("utf-8", "replace"), text)
