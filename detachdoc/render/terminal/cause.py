"""How is the page of a cause drawn? What happens, why, how to check, the fixes by situation, one change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from detachdoc.render.cause_page import condition, page_of
from detachdoc.render.sanitise import sanitised
from detachdoc.render.terminal.code import folded, highlighted
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

    from detachdoc.model.knowledge import Cause, FactSpec, Proof
    from detachdoc.render.cause_page import CausePage
    from detachdoc.render.terminal.look import Look


def explain(cause: Cause, facts: Sequence[FactSpec], proof: Proof, *, stream: TextIO, look: Look) -> None:
    """Write the page of a cause.

    Args:
        cause: from the knowledge folder.
        facts: the tree's, for the words of conditions.
        proof: what its examples were run on, and a test.
        stream: where to.
        look: what the stream can show.
    """
    page = Page(look)
    _draw(page, sanitised(page_of(cause, facts, proof), look.encoding))
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
    _proof(page, shown)
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


def _proof(page: Page, shown: CausePage) -> None:
    if shown.test:
        page.heading("A test that keeps it away")
        for line in highlighted(shown.test, page.look):
            for part in folded(line, page.look.width - page.body):
                page.line(part, indent=page.body)
    if shown.run_on:
        page.heading("Proven", aside="each example is run, before and after")
        page.prose(f"on {shown.run_on}", indent=page.body)
        for number, sentence in enumerate(shown.proven, start=1):
            item(page, number, sentence, Text())


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
