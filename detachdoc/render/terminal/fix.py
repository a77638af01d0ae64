"""Which change mends it? Before and after, side by side where both fit, one above the other where not."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from detachdoc.model.place import Place
from detachdoc.render.terminal import styles
from detachdoc.render.terminal.code import folded, highlighted
from detachdoc.render.terminal.references import reference
from detachdoc.render.words import SAFETY, example

if TYPE_CHECKING:
    from detachdoc.model.diagnosis import Fix, Snippet
    from detachdoc.render.terminal.page import Page
    from detachdoc.render.terminal.view import View

#: Columns between the two sides.
_BETWEEN = 4


def draw_fix(page: Page, fix: Fix, view: View, *, whose: str | None, title: str = "The fix") -> None:
    """The change with its reasons; `whose` is the class of the object, if it is known."""
    page.heading(f"{title}: {fix.title}", aside=SAFETY[fix.safety] if fix.scope == "yours" else "")
    page.prose(fix.summary, indent=page.body)
    for number, step in enumerate(fix.steps, start=1):
        page.prose(step, indent=page.body, first=f"{number}. ")
    page.blank()
    caption = "" if fix.scope == "yours" else example(fix, whose)
    draw_change(page, fix.before, fix.after, view, caption)
    if fix.why:
        page.heading("Why it works")
        page.prose(fix.why, indent=page.body)


def draw_change(page: Page, old: Snippet, new: Snippet, view: View, caption: str = "") -> None:
    """Both sides; nothing unless there are two."""
    before = _Side(page, old, "before", "-", styles.REMOVED)
    after = _Side(page, new, "after", "+", styles.ADDED)
    if not (before.code and after.code):
        return
    if caption:
        page.prose(caption, indent=page.body, style="dim")
    if page.look.plain or page.body + before.needs + _BETWEEN + after.needs > page.look.screen:
        for side in (before, after):
            page.prose(side.title(view), indent=page.body)
            for row in side.rows(page.look.width - page.body):
                page.line(row, indent=page.body)
            page.blank()
        return
    rows = zip_longest([before.title(view), *before.rows()], [after.title(view), *after.rows()], fillvalue=Text())
    for left, right in rows:
        space = " " * (before.needs - cell_len(left.plain) + _BETWEEN)
        page.line(Text.assemble(left, space, right), indent=page.body)


class _Side:
    """One side of the change. Changed lines carry a sign, so that no colour is needed."""

    def __init__(self, page: Page, snippet: Snippet, word: str, sign: str, style: str) -> None:
        self.page = page
        self.snippet = snippet
        self.place = Place(snippet.file or "", snippet.start_line)
        self.word = word
        self.sign = sign
        self.style = style
        text = snippet.code.rstrip("\n")
        self.code = highlighted(text, page.look) if text.strip() else []
        # The lines of an example are nobody's, so they have no numbers; the column still carries the wrap mark.
        self.digits = len(str(snippet.start_line + len(self.code) - 1)) if snippet.file else 1
        widest = max((cell_len(line.plain) for line in self.code), default=0) + self.digits + 3
        #: Columns it takes without wrapping, title included.
        self.needs = max(widest, len(word) + 2 + cell_len(self.place.ref))

    def title(self, view: View) -> Text:
        text = Text(self.word, style=f"bold {self.style}")
        if not self.snippet.file:
            return text
        return Text.assemble(text, "  ", reference(self.place, self.page, view.locate, style="dim"))

    def rows(self, width: int | None = None) -> list[Text]:
        """Numbered, marked lines of at most `width` columns, or of as many as they need."""
        width = width or self.needs
        found = []
        for number, line in enumerate(self.code, start=1):
            changed = number in self.snippet.highlight
            lead = str(self.snippet.start_line + number - 1) if self.snippet.file else ""
            for part in folded(line, width - self.digits - 3):
                found.append(self._row(lead, part, changed=changed))
                lead = self.page.look.marks.wrap
        return found

    def _row(self, lead: str, part: Text, *, changed: bool) -> Text:
        sign = (f" {self.sign} ", f"bold {self.style}") if changed else "   "
        return Text.assemble((f"{lead:>{self.digits}}", self.style if changed else "dim"), sign, part)
