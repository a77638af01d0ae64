"""Reads exceptions stored as data: Sentry, structlog, Elastic, Rollbar, Bugsnag, App Insights, tblib, Jupyter.

They differ in names and order only: an exception is an object with a type and a list of frames, a frame is
an object with a file and a line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from detachdoc.report.structured.stack import Stack, frames_of, tblib_frames

if TYPE_CHECKING:
    from collections.abc import Iterator

_TYPES = (
    "exc_type", "errorClass", "errorType", "exceptionType", "typeName", "type", "class", "className", "kind",
    "exception_type", "ename", "name", "py_type",
)  # fmt: skip
_VALUES = (
    "exc_value", "value", "message", "errorMessage", "msg", "evalue", "description", "exception_message",
    "exc_message", "exc_msg", "exception",
)  # fmt: skip
_DEPTH = 40
_CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"
_CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n"


class _Stored(NamedTuple):
    type: str
    message: str
    stack: Stack
    #: Whether it was printed as `raise ... from`, where the format says so.
    is_cause: bool | None
    notes: tuple[str, ...]
    #: The members of an exception group as text.
    members: tuple[str, ...] = ()


def exceptions_in(value: object) -> list[str]:
    """Each chain of stored exceptions as the text Python would have printed."""
    return list(_walk(value, 0, ""))


def _walk(value: object, depth: int, key: str) -> Iterator[str]:
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        chain = _without_members(value)
        if chain:
            oldest_first = _oldest_first(chain, usual=key == "values")
            yield _print(chain if oldest_first else chain[::-1], newest_tells=not oldest_first)
            return
        for item in value:
            yield from _walk(item, depth + 1, key)
    elif isinstance(value, dict):
        stored = _stored(value)
        if stored is not None:
            yield _print([stored, *_causes(value)][::-1], newest_tells=True)
            return
        for name, item in value.items():
            yield from _walk(item, depth + 1, name)


def _oldest_first(chain: list[_Stored], *, usual: bool) -> bool:
    """Whether the first exception was raised first: the later one came out of the function that caught it."""
    first, last = chain[0].stack, chain[-1].stack
    first_caught = any(_place(frame) == _place(first[0]) for frame in last)
    last_caught = any(_place(frame) == _place(last[0]) for frame in first)
    return usual if first_caught == last_caught else first_caught


def _place(frame: tuple[str, int, str, str]) -> tuple[str, str]:
    return frame[0], frame[2]


def _causes(value: dict[str, object]) -> list[_Stored]:
    """The chain below an exception that holds its cause inside itself.

    Honeybadger gives the cause a copy of the outer frames; none is nearer the truth.
    """
    own = frames_of(value)
    found: list[_Stored] = []
    for name in ("cause", "causes", "__cause__", "inner", "innerException", "innerError", "context"):
        inner = value.get(name)
        for item in inner if isinstance(inner, list) else [inner]:
            stored = _stored(item)
            if stored is not None and isinstance(item, dict):
                copied = stored.stack == own
                found += [stored._replace(stack=[]) if copied else stored, *_causes(item)]
    return found


def _stored(value: object) -> _Stored | None:
    if not isinstance(value, dict):
        return None
    stack = tblib_frames(value) or frames_of(value)
    if not stack:
        return None
    kind = _text(value, _TYPES) or _inside(value, _TYPES) or _class_name(value.get("type"))
    message = _text(value, _VALUES) or _inside(value, _VALUES)
    if kind is None and message is None:
        return None
    module = value.get("module") or value.get("exc_module")
    name = kind or ""
    if isinstance(module, str) and module and "." not in name and module != "builtins":
        name = f"{module}.{name}"
    notes = value.get("exc_notes") or value.get("notes") or []
    texts = tuple(note for note in notes if isinstance(note, str)) if isinstance(notes, list) else ()
    return _Stored(name, message or "", stack, _is_cause(value), texts, _members(value))


def _members(value: dict[str, object]) -> tuple[str, ...]:
    """The members a group holds itself, as structlog stores them: a chain each."""
    inner = value.get("exceptions")
    return tuple(text for item in inner for text in _walk(item, 1, "")) if isinstance(inner, list) else ()


def _without_members(items: list[object]) -> list[_Stored]:
    """The exceptions of a list, with those that Sentry lists as members of a group moved into it."""
    chain: list[_Stored] = []
    groups: dict[object, list[str]] = {}
    for item in items:
        stored = _stored(item)
        if stored is None or not isinstance(item, dict):
            continue
        mechanism = item.get("mechanism")
        place = mechanism if isinstance(mechanism, dict) else {}
        if str(place.get("source")).startswith("exceptions["):
            groups.setdefault(place.get("parent_id"), []).insert(0, _print([stored], newest_tells=False))
        elif place.get("is_exception_group"):
            chain.append(stored._replace(members=tuple(groups.get(place.get("exception_id"), ()))))
        else:
            chain.append(stored)
    return chain


def _is_cause(value: dict[str, object]) -> bool | None:
    mechanism = value.get("mechanism")
    source = mechanism.get("source") if isinstance(mechanism, dict) else None
    if isinstance(source, str):
        return bool(source != "__context__")
    flag = value.get("is_cause")
    return flag if isinstance(flag, bool) else None


def _text(value: dict[str, object], names: tuple[str, ...]) -> str | None:
    for name in names:
        found = value.get(name)
        if isinstance(found, str):
            return found
    return None


def _class_name(value: object) -> str | None:
    """The dotted name of a class stored as an object."""
    names = [value.get(key) for key in ("__module__", "__name__")] if isinstance(value, dict) else []
    return ".".join(name for name in names if isinstance(name, str)) or None


def _inside(value: dict[str, object], names: tuple[str, ...]) -> str | None:
    inner = value.get("exception")
    return _text(inner, names) if isinstance(inner, dict) else None


def _print(chain: list[_Stored], *, newest_tells: bool) -> str:
    """Write a chain, oldest first; `newest_tells`: the flag is on the cause, else on what it caused."""
    text = ""
    for position, stored in enumerate(chain):
        if position:
            flag = chain[position - 1].is_cause if newest_tells else stored.is_cause
            text += _CONTEXT if flag is False else _CAUSE
        text += _group(stored) if stored.members else f"Traceback (most recent call last):\n{_body(stored)}"
    return text


def _body(stored: _Stored) -> str:
    text = "".join(_frame(*frame) for frame in stored.stack)
    text += f"{stored.type}: {stored.message}\n" if stored.type else f"{stored.message}\n"
    return text + "".join(f"{note}\n" for note in stored.notes)


def _group(stored: _Stored) -> str:
    """Write a group and its members with the gutters Python prints."""
    text = "  + Exception Group Traceback (most recent call last):\n" + _behind("  | ", _body(stored))
    for number, member in enumerate(stored.members, 1):
        text += f"  {'+-+' if number == 1 else '  +'}---------------- {number} ----------------\n" + _behind(
            "    | ", member
        )
    return f"{text}    +------------------------------------\n"


def _behind(gutter: str, text: str) -> str:
    return "".join(f"{gutter}{line}\n" for line in text.rstrip("\n").split("\n"))


def _frame(file: str, line: int, function: str, code: str) -> str:
    source = f"    {code.strip()}\n" if code.strip() else ""
    return f'  File "{file}", line {line}, in {function}\n{source}'
