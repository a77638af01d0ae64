"""How is the page of a cause drawn? What happens, why, how to check, the fixes by situation, one change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from detachdoc.render.cause_page import condition, page_of
from detachdoc.render.sanitise import sanitised
from detachdoc.render.terminal.evidence import item
from detachdoc.render.terminal.fix import draw_change
from detachdoc.render.terminal.output import write
from detachdoc.render.terminal.page import Page
from detachdoc.render.terminal.picture import draw_picture
from detachdoc.render.terminal.view import View
from detachdoc.render.words import PLACES, short

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from detachdoc.model.knowledge import Cause, FactSpec
    from detachdoc.render.cause_page import CausePage
    from detachdoc.render.terminal.look import Look


def explain(cause: Cause, facts: Sequence[FactSpec], *, stream: TextIO, look: Look) -> None:
    """Write the page of a cause.

    Args:
        cause: from the knowledge folder.
        facts: the tree's, for the words of conditions.
        stream: where to.
        look: what the stream can show.
    """
    page = Page(look)
    _draw(page, sanitised(page_of(cause, facts), look.encoding))
    write(page, stream)


def _draw(page: Page, shown: CausePage) -> None:
    cause = shown.cause
    dot = "." if page.look.plain else f" {page.look.marks.dot}"
    page.prose(Text.assemble((f"Cause {cause.number} of 6{dot} {cause.title}", "bold"), (f"  {cause.id}", "dim")))
    page.blank()
    page.prose(cause.what_happened)
    draw_picture(page, shown.lifeline)
    _section(page, "Why", cause.why)
    _section(page, "How to check", cause.how_to_check)
    _places(page, cause)
    _fixes(page, shown)
    if shown.example:
        page.heading("Before and after", aside=shown.example.title)
        draw_change(page, shown.example.before, shown.example.after, View())
    _fails(page, shown)
    _section(page, "Next time", cause.prevent)
    _after(page, cause)


def _section(page: Page, title: str, text: str) -> None:
    if text:
        page.heading(title)
        page.prose(text, indent=page.body)


def _places(page: Page, cause: Cause) -> None:
    page.heading("The three places")
    reveals = dict(cause.reveals)
    for field, word in PLACES:
        lead = Text(f"{word}: " if page.look.plain else f"{word:<8}", style="bold")
        page.prose(reveals.get(field, ""), indent=page.body, first=lead)


def _fixes(page: Page, shown: CausePage) -> None:
    fixes = shown.cause.fixes
    page.heading("The fix", aside="the first that fits" if len(fixes) > 1 else "")
    for number, fix in enumerate(fixes, start=1):
        when = condition(fix.when, shown.labels) or ("in any other case" if len(fixes) > 1 else "")
        item(page, number, page.words(fix.title, "bold"), Text(when, style="dim"))
        page.prose(fix.summary, indent=page.body + 2)


def _fails(page: Page, shown: CausePage) -> None:
    advice = shown.cause.not_a_fix
    if advice:
        page.heading("What will not help")
    for number, one in enumerate(advice, start=1):
        text = Text.assemble(page.words(one.advice, "bold"), ": ", page.words(one.why_not))
        item(page, number, text, Text(condition(one.when, shown.labels), style="dim"))


def _after(page: Page, cause: Cause) -> None:
    if cause.next_errors:
        page.heading("What may come next")
    for number, one in enumerate(cause.next_errors, start=1):
        item(page, number, Text.assemble((short(one.type), "bold"), ": ", page.words(one.says)), Text())
    if cause.links:
        page.heading("Read more")
    for link in cause.links:
        page.prose(f"{link.title}:", indent=page.body)
        page.link(link.url)
