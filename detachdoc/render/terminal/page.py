"""How do texts become lines that fit? A page gathers finished lines, none wider than the screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from detachdoc.render.terminal.styles import TYPED

if TYPE_CHECKING:
    from detachdoc.render.terminal.look import Look

#: Columns left free at the left edge of everything.
MARGIN = 2
#: Prose keeps at least this many columns, however long what stands before it.
_LEAST = 16
#: From so many columns on, sections are indented under their headings.
_ROOMY = 60
_CODE = re.compile(r"`([^`\n]{1,200})`")


class Page:
    """Lines in the making.

    Args:
        look: what the stream can show.
    """

    def __init__(self, look: Look) -> None:
        self.look = look
        #: Finished lines, each at most `look.width` columns wide.
        self.lines: list[Text] = []
        self._console = Console(width=look.width, color_system=None, legacy_windows=False)

    @property
    def body(self) -> int:
        """Columns left free before what stands under a heading."""
        return MARGIN + 2 if self.look.width >= _ROOMY else MARGIN

    def words(self, text: str, style: str = "") -> Text:
        """A sentence, with its `code` coloured instead of quoted where there are colours."""
        if not self.look.color:
            return Text(text, style=style)
        parts = _CODE.split(text)
        return Text.assemble(*((part, TYPED if at % 2 else style) for at, part in enumerate(parts)))

    def blank(self) -> None:
        """An empty line, never two in a row and never first."""
        if self.lines and self.lines[-1].plain:
            self.lines.append(Text())

    def heading(self, words: str, *, aside: str = "") -> None:
        """A section's title after an empty line, and a quiet remark beside it."""
        self.blank()
        title = Text(words, style="bold")
        if aside:
            title = Text.assemble(title, "  ", (aside, "dim"))
        self.prose(title)

    def section(self, words: str) -> None:
        """A rule with words in it, before each of several diagnoses."""
        self.blank()
        room = self.look.width - MARGIN - cell_len(words) - 1
        rule = "" if self.look.plain else self.look.marks.life * max(room, 0)
        self.line(Text.assemble((words, "bold"), " ", (rule, "dim")))

    def line(self, text: Text, *, indent: int = MARGIN) -> None:
        """One line that is known to fit."""
        row = Text.assemble(" " * indent, text)
        row.rstrip()
        self.lines.append(row)

    def prose(self, text: str | Text, *, indent: int = MARGIN, first: str | Text = "", style: str = "") -> None:
        """Wrapped text.

        Args:
            text: one or more paragraphs, separated by line feeds.
            indent: columns left free.
            first: what stands before the first line; the others hang beneath the text.
            style: for all of it.
        """
        body = text if isinstance(text, Text) else self.words(text, style)
        hang = cell_len(first.plain if isinstance(first, Text) else first)
        if self.look.width - indent - hang < _LEAST:
            self.prose(first, indent=indent)
            first, hang = "", MARGIN
        for number, row in enumerate(self.wrap(body, self.look.width - indent - hang)):
            lead: str | Text = first if number == 0 and first else " " * hang
            self.line(Text.assemble(lead, row), indent=indent)

    def link(self, url: str) -> None:
        """A line of its own for a URL, whole even if it is too long, so that it can be clicked and copied."""
        if any(map(str.isspace, url)) or not url.startswith(("https://", "http://")):
            self.prose(Text(url), indent=self.body)
            return
        self.line(Text(url, style=Style(link=url) if self.look.links else ""), indent=self.body)

    def wrap(self, text: Text, width: int) -> list[Text]:
        """`text` in lines of at most `width` columns; words too long for one are folded."""
        rows = [row for part in text.split("\n", allow_blank=True) for row in _wrapped(part, self._console, width)]
        for row in rows:
            row.rstrip()
        return rows


def _wrapped(part: Text, console: Console, width: int) -> list[Text]:
    return list(part.wrap(console, width, overflow="fold")) if part.plain.strip() else [Text()]
