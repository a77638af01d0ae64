"""Finds SQLAlchemy's message where no traceback came with it: log lines, quoted messages, a `repr()`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.model.report import ErrorReport
from detachdoc.patterns import pattern
from detachdoc.report import names, recorder_note
from detachdoc.report.errors import Found
from detachdoc.report.message import UNBOUND, DetachedText, read_detached_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detachdoc.report.lines import Line

#: Lines a wrapped message may run over.
_SPAN = 5
#: Lines that may stand around a bare type name.
_FEW = 2
#: Text looked at on each side of the message in one long line.
_AROUND = 3000
_ALONE = pattern(r"(?:\S{0,200} - )?(?P<type>(?:sqlalchemy\.orm\.exc\.)?Det[A-Za-z]{0,30}(?:\.\.\.)?)(?::|\(\))?$")
_WRAPPER = pattern(r"(?P<type>[\w.]{0,200}(?:ResponseValidationError|ValidationError|StatementError))\b")


def mentions(context: Sequence[Line]) -> Iterator[Found]:
    """The errors that lines outside every traceback tell of, in order."""
    position = 0
    while position < len(context):
        line = context[position]
        used = 1
        if _may_say(line.text):
            text, used = _message(context, position)
            if text is not None:
                yield _found(text, line, " ".join(piece.text for piece in context[position : position + used]))
        elif "Det" in line.text and _is_type(line.text, alone=len(context) <= _FEW):
            yield _found(DetachedText("unknown", None, None, "", None, None, cut=True), line, line.text)
        position += used


def _message(context: Sequence[Line], position: int) -> tuple[DetachedText | None, int]:
    """Read the message at a line, with the following ones where it was wrapped."""
    text = _around(context[position].text)
    found = read_detached_text(text)
    if found is not None and not found.cut:
        return found, 1
    for used, following in enumerate(context[position + 1 : position + _SPAN], 2):
        text = f"{text} {following.text.strip()[:_AROUND]}"
        longer = read_detached_text(text)
        if longer is not None and not longer.cut:
            return longer, used
    if found is not None and (UNBOUND in found.message or names_type(context[position].text)):
        return found, 1
    return None, 1


def _around(text: str) -> str:
    if len(text) <= 2 * _AROUND:
        return text
    position = max(text.find(UNBOUND), 0)
    return text[max(position - _AROUND, 0) : position + _AROUND]


def names_type(text: str) -> bool:
    """Whether the line names the exception's type beside a message that was cut off."""
    return "DetachedInstanceError" in text


def _may_say(text: str) -> bool:
    return "nstance <" in text or UNBOUND in text or text.rstrip().endswith("nstance")


def _is_type(text: str, *, alone: bool) -> bool:
    """Whether the line is nothing but the type: all there is, or a test summary cut at the window's edge."""
    stripped = text.strip()
    summary = stripped.startswith(("FAILED ", "ERROR "))
    if not summary and not alone:
        return False
    match = _ALONE.search(stripped[-300:])
    return match is not None and (summary or match.start() == 0) and names.is_detached(match["type"])


def _found(text: DetachedText, line: Line, whole: str) -> Found:
    wrapper = _WRAPPER.search(whole[:_AROUND])
    message, note = recorder_note.extract(whole[:_AROUND])
    report = ErrorReport(
        is_detached=True,
        type=names.DETACHED,
        wrapped_in=names.dotted(wrapper["type"]) if wrapper and names.bare(wrapper["type"]) != "" else None,
        kind=text.kind,
        class_name=text.class_name,
        attribute=text.attribute,
        message=text.message or message.strip()[:300],
        sqlalchemy_link=text.link,
        blocks=(),
        subject=None,
        headers=(line.text.strip()[:500],),
        first_line=line.number,
        recorder=note,
        damage=("no-frames", "truncated-tail") if text.cut else ("no-frames",),
    )
    return Found(report, text.address)
