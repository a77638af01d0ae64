"""Draws diagnoses into text, and closes the schema so that an undeclared field is a mistake."""

from __future__ import annotations

import io
import json
from typing import Any

from detachdoc.render import schema
from detachdoc.render.terminal import Look, View, show
from tests.render import samples

COMMAND = ("detachdoc", "diagnose", "tb.txt", "--source", ".")
FILES = {
    "app/auth.py": [
        *[""] * 15,
        "def get_current_user(token: str = Depends(oauth2_scheme)) -> User:",
        "    user_id = decode(token)",
        "    with SessionLocal() as session:",
        "        user = session.get(User, user_id)",
        "        return user",
    ],
    "app/api/orders.py": [*[""] * 42, "    total = 0", "    for order in user.orders:"],
}


def lines_of(file: str, first: int, last: int) -> list[str] | None:
    """The user's files of the samples."""
    text = FILES.get(file)
    return None if text is None else text[first - 1 : last]


def drawn(*diagnoses: Any, look: Look | None = None, width: int = 80, **view: Any) -> str:
    """What `show` writes."""
    stream = io.StringIO()
    shape = look or Look(width=min(width, 110), screen=width)
    show(diagnoses, stream=stream, look=shape, view=View(**{"command": COMMAND, **view}))
    return stream.getvalue()


def closed_schema(command: schema.Command = "diagnose") -> dict[str, Any]:
    """The shipped schema, with no field allowed that it does not declare."""
    result: dict[str, Any] = _closed(json.loads(schema.text(command)))
    return result


def _closed(node: Any) -> Any:
    if isinstance(node, list):
        return [_closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    children = {name: _closed(item) for name, item in node.items()}
    return {**children, "additionalProperties": False} if {"properties", "required"} <= set(children) else children


def every_sample() -> list[Any]:
    return list(samples.ALL.values())
