"""How is one place drawn? Like a compiler's message: the line, an underline, one short sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from detachdoc.render.excerpt import excerpt
from detachdoc.render.spans import span_of
from detachdoc.render.terminal.code import folded, highlighted

if TYPE_CHECKING:
    from detachdoc.model.place import Place
    from detachdoc.render.excerpt import Lines, Row
    from detachdoc.render.spans import Span
    from detachdoc.render.terminal.page import Page

#: Columns left of the line numbers.
INDENT = 5
#: A sentence starts beneath its expression only if so many columns are left for it.
_ROOM = 30
#: A line that is meant as a whole is underlined if it takes no more rows than this.
_UNDERLINED = 4


def draw_frame(page: Page, place: Place, style: str, *, lines: Lines | None, attribute: str | None) -> None:
    """The code of a place with its sentence.

    Args:
        page: where to draw.
        place: the place; without code only its sentence is written.
        style: colour of the underline.
        lines: reads the user's files.
        attribute: the attribute that failed, to underline it when the place has no columns.
    """
    rows = excerpt(place, lines)
    if not rows:
        if place.says:
            page.prose(place.says, indent=INDENT)
        return
    _Frame(page, rows, style).draw(place, attribute)


class _Frame:
    def __init__(self, page: Page, rows: tuple[Row, ...], style: str) -> None:
        self.page = page
        self.rows = rows
        self.style = style
        self.digits = max(len(str(row.number or "")) for row in rows) or 1
        self.width = page.look.width - INDENT - self.digits - 3

    def draw(self, place: Place, attribute: str | None) -> None:
        codes = highlighted("\n".join(row.code for row in self.rows), self.page.look)
        for row, code in zip(self.rows, codes, strict=True):
            if row.meant:
                self.meant(row, code, span_of(place, row.code, attribute, row.cut), place.says)
            else:
                self.code(row, code)

    def code(self, row: Row, code: Text) -> None:
        number = self.page.look.marks.skip if row.number is None else str(row.number or "")
        for part in folded(code, self.width):
            self.put(number, part)
            number = self.page.look.marks.wrap

    def meant(self, row: Row, code: Text, span: Span, says: str) -> None:
        """The line meant, each part with its underline beneath, and the sentence beside or below the last."""
        number, start, column = str(row.number or ""), 0, 0
        parts = folded(code, self.width)
        # A very long line that is meant as a whole needs no rows of marks.
        worth = len(parts) <= _UNDERLINED or span[1] - span[0] < len(code)
        for part in parts:
            self.put(number, part)
            number = self.page.look.marks.wrap
            first, last = max(span[0] - start, 0), min(span[1] - start, len(part))
            if first < last and worth:
                column = self.underline(part.plain, first, last, says if span[1] <= start + len(part) else "")
            start += len(part)
        if column >= 0:
            self.sentence(says, column)

    def underline(self, part: str, first: int, last: int, says: str) -> int:
        """Draws it; returns the column for the sentence, or -1 when the sentence fitted beside it."""
        left, length = cell_len(part[:first]), cell_len(part[first:last])
        line = Text(" " * left + self.page.look.marks.underline * length, style=self.style)
        if says and left + length + 1 + cell_len(says) <= self.width:
            self.put("", Text.assemble(line, " ", self.page.words(says)))
            return -1
        self.put("", line)
        return left

    def sentence(self, says: str, column: int) -> None:
        column = column if self.width - column >= _ROOM else 0
        for row in self.page.wrap(self.page.words(says), self.width - column) if says else ():
            self.put("", Text.assemble(" " * column, row))

    def put(self, number: str, text: Text) -> None:
        gutter = Text(f"{number:>{self.digits}} {self.page.look.marks.gutter} ", style="dim")
        self.page.line(Text.assemble(gutter, text), indent=INDENT)
