"""Which lives overlap, and which do not? A small picture, left to right in time; sentences for screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from detachdoc.render.terminal import styles

if TYPE_CHECKING:
    from detachdoc.model.diagnosis import Bar
    from detachdoc.render.terminal.page import Page

_INDENT = 5
#: The picture itself: wide enough to tell lives apart, narrow enough to leave room for words.
_SMALLEST, _LARGEST = 16, 52
#: Columns between a label, its life and its words.
_GAP = 2
#: Least columns of a gap that can hold a word.
_WORDS = 16


def draw_picture(page: Page, bars: tuple[Bar, ...]) -> None:
    """The lifelines; nothing when there are none."""
    if not bars:
        return
    page.blank()
    if page.look.plain:
        _tell(page, bars)
        return
    room = page.look.width - _INDENT
    labels = min(max(cell_len(bar.label) for bar in bars), room // 3)
    words = max(cell_len(bar.says) for bar in bars)
    width = min(max(room - labels - 2 * _GAP - min(words, room // 3), _SMALLEST), _LARGEST)
    for bar in bars:
        _row(page, bar, labels, width)


def _row(page: Page, bar: Bar, labels: int, width: int) -> None:
    names = page.wrap(Text(bar.label), labels)
    for name in names[:-1]:
        page.line(name, indent=_INDENT)
    name = names[-1]
    name.pad_right(labels - cell_len(name.plain) + _GAP)
    life = _life(page, bar, width)
    says = Text(bar.says, style=f"bold {styles.USED}" if bar.used is not None else "dim")
    beside = _INDENT + labels + _GAP + cell_len(life.plain) + 1
    if not bar.says or beside + cell_len(bar.says) <= page.look.width:
        page.line(Text.assemble(name, life, " ", says), indent=_INDENT)
        return
    page.line(Text.assemble(name, life), indent=_INDENT)
    page.prose(says, indent=_INDENT + labels + _GAP)


def _life(page: Page, bar: Bar, width: int) -> Text:
    marks = page.look.marks
    start = min(_column(bar.start, width), width - 2)
    end = width - 1 if bar.end is None else max(_column(bar.end, width), start + 1)
    before = Text(" " * start)
    if bar.used is None:
        last = marks.on if bar.end is None else marks.end
        return Text.assemble(before, marks.start + marks.life * (end - start - 1) + last)
    used = max(_column(bar.used, width), end + 1)
    return Text.assemble(
        before,
        (marks.loaded + marks.life * (end - start - 1), styles.LOADED),
        (marks.let_go, f"bold {styles.LET_GO}"),
        (_gap(used - end - 1, marks.gone), styles.USED),
        (marks.used, f"bold {styles.USED}"),
    )


def _gap(length: int, mark: str) -> str:
    return f"{' detached ':{mark}^{length}}" if length >= _WORDS else mark * length


def _column(position: int, width: int) -> int:
    return round(min(max(position, 0), 100) * (width - 1) / 100)


def _tell(page: Page, bars: tuple[Bar, ...]) -> None:
    page.prose("In the order of time:")
    for number, (_, _, words) in enumerate(sorted(_events(bars)), start=1):
        page.prose(words, first=f"{number}. ")


def _events(bars: tuple[Bar, ...]) -> list[tuple[int, int, str]]:
    """`(position, rank, sentence)`; at one position ends come before uses, in the order of the rows."""
    events = []
    for rank, bar in enumerate(bars):
        says = f" ({bar.says})" if bar.says else ""
        if bar.used is None:
            events.append((bar.start, rank, f"{bar.label} begins{says}."))
            if bar.end is not None:
                events.append((bar.end, rank, f"{bar.label} ends."))
            continue
        events.append((bar.start, rank, f"{bar.label} is loaded."))
        if bar.end is not None:
            events.append((bar.end, rank, f"{bar.label} is detached: its session has let it go."))
        events.append((bar.used, rank, f"{bar.label} is used{says}, and has no session."))
    return events
