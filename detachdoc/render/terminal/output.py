"""How do finished lines reach the stream? As text, or with the terminal's own sixteen colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.text import Text

from detachdoc.render.sanitise import fitted

if TYPE_CHECKING:
    from detachdoc.render.terminal.page import Page


def write(page: Page, stream: TextIO) -> None:
    """All lines of the page. Nothing is wrapped, cropped or interpreted any more."""
    if not page.look.color:
        stream.writelines(f"{fitted(line.plain, page.look.encoding)}\n" for line in page.lines)
        return
    console = Console(
        file=stream,
        width=page.look.width,
        color_system="standard",
        force_terminal=True,
        no_color=False,
        legacy_windows=False,
        markup=False,
        highlight=False,
        emoji=False,
    )
    console.print(Text("\n").join(page.lines), soft_wrap=True)
