"""How is a place in a file written? `path:line` always, and clickable where the terminal copes and the file is here."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

if TYPE_CHECKING:
    from detachdoc.model.place import Place
    from detachdoc.render.terminal.page import Page
    from detachdoc.render.terminal.view import Locate


def reference(place: Place, page: Page, locate: Locate | None, *, style: str = "") -> Text:
    """`path:line`, with a link to the local file (OSC 8) if there is one."""
    path = locate(place.file) if locate and page.look.links else None
    if path is None:
        return Text(place.ref, style=style)
    return Text(place.ref, style=Style.parse(style) + Style(link=_url(path)))


def where(place: Place, page: Page, locate: Locate | None) -> Text:
    """`path:line in function`."""
    text = reference(place, page, locate)
    return Text.assemble(text, (f" in {place.function}", "dim")) if place.function else text


def _url(path: str) -> str:
    from urllib.parse import quote

    rooted = path if path.startswith("/") else "/" + path.replace("\\", "/")
    return f"file://{_host()}{quote(rooted)}"


@cache
def _host() -> str:
    import socket
    from urllib.parse import quote

    # Terminals compare it with their own, so that links through ssh do not open the wrong file.
    return quote(socket.gethostname())
