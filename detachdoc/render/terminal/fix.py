"""Which change mends it? Before and after, side by side where both fit, one above the other where not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from detachdoc.model.place import Place
from detachdoc.render.terminal import styles
from detachdoc.render.terminal.code import folded, highlighted
from detachdoc.render.terminal.page import MARGIN
from detachdoc.render.terminal.references import reference
from detachdoc.render.words import SAFETY

if TYPE_CHECKING:
    from detachdoc.model.diagnosis import Fix, Snippet
    from detachdoc.render.terminal.page import Page
    from detachdoc.render.terminal.view import View

#: Columns between the two sides.
_BETWEEN = 2


def draw_fix(page: Page, fix: Fix, view: View, *, title: str = "The fix") -> None:
    """The change with its reasons."""
    page.heading(f"{title}: {fix.title}", aside=SAFETY[fix.safety] if fix.scope == "yours" else "")
    page.prose(fix.summary)
    for number, step in enumerate(fix.steps, start=1):
        page.prose(step, first=f"{number}. ")
    page.blank()
    before = _Side(page, fix.before, "before", "-", styles.REMOVED)
    after = _Side(page, fix.after, "after", "+", styles.ADDED)
    caption = "" if fix.scope == "yours" else "an example; the names are yours where they are known"
    if before.code and after.code:
        _draw(page, before, after, view, caption)
    if fix.why:
        page.heading("Why it works")
        page.prose(fix.why)


def _draw(page: Page, before: _Side, after: _Side, view: View, caption: str) -> None:
    half = (page.look.width - MARGIN - _BETWEEN) // 2
    if page.look.plain or max(before.needs, after.needs) > half:
        for side in (before, after):
            page.prose(side.title(view, caption))
            for row in side.rows(page.look.width - MARGIN):
                page.line(row)
            page.blank()
        return
    if caption:
        page.prose(caption, style="dim")
    left, right = before.rows(half), after.rows(half)
    _pair(page, before.title(view, ""), after.title(view, ""), half)
    for number in range(max(len(left), len(right))):
        _pair(page, _at(left, number), _at(right, number), half)


def _at(rows: list[Text], number: int) -> Text:
    return rows[number] if number < len(rows) else Text()


def _pair(page: Page, left: Text, right: Text, half: int) -> None:
    space = " " * (half - cell_len(left.plain) + _BETWEEN)
    page.line(Text.assemble(left, space, right))


class _Side:
    """One side of the change. Changed lines carry a sign, so that no colour is needed."""

    def __init__(self, page: Page, snippet: Snippet, word: str, sign: str, style: str) -> None:
        self.page = page
        self.snippet = snippet
        self.word = word
        self.sign = sign
        self.style = style
        text = snippet.code.rstrip("\n")
        self.code = highlighted(text, page.look) if text.strip() else []
        self.digits = len(str(snippet.start_line + len(self.code) - 1))
        self.needs = max((cell_len(line.plain) for line in self.code), default=0) + self.digits + 3

    def title(self, view: View, caption: str) -> Text:
        text = Text(self.word, style=f"bold {self.style}")
        if self.snippet.file:
            at = reference(_place(self.snippet), self.page, view.locate, style="dim")
            text = Text.assemble(text, "  ", at)
        return Text.assemble(text, (f"  {caption}", "dim")) if caption else text

    def rows(self, width: int) -> list[Text]:
        """Numbered, marked lines of at most `width` columns."""
        found = []
        for number, line in enumerate(self.code, start=1):
            changed = number in self.snippet.highlight
            lead = f"{self.snippet.start_line + number - 1:>{self.digits}}"
            for part in folded(line, width - self.digits - 3):
                found.append(self._row(lead, part, changed=changed))
                lead = f"{self.page.look.marks.wrap:>{self.digits}}"
        return found

    def _row(self, lead: str, part: Text, *, changed: bool) -> Text:
        sign = (f" {self.sign} ", f"bold {self.style}") if changed else "   "
        return Text.assemble((lead, self.style if changed else "dim"), sign, part)


def _place(snippet: Snippet) -> Place:
    return Place(snippet.file or "", snippet.start_line)
