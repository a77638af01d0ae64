"""Which sections does the page of a cause have in Markdown?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.render.cause_page import condition, page_of
from detachdoc.render.markdown.syntax import bullets, escape, fence, numbered, prose, span
from detachdoc.render.words import PLACES, short

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detachdoc.model.knowledge import Cause, FactSpec, FixAdvice, Proof
    from detachdoc.render.cause_page import CausePage


def explained(cause: Cause, facts: Sequence[FactSpec], proof: Proof) -> str:
    """The page of a cause as GitHub-flavoured Markdown.

    Args:
        cause: from the knowledge folder.
        facts: the tree's, for the words of conditions.
        proof: what its examples were run on, and a test.

    Returns:
        Text that ends with a line feed.
    """
    return "\n\n".join(part for part in _sections(page_of(cause, facts, proof)) if part) + "\n"


def _sections(page: CausePage) -> Iterator[str]:
    told = page.cause
    yield f"# Cause {told.number} of 6: {prose(told.title)}"
    yield span(told.id)
    yield prose(told.what_happened)
    yield from _section("Why", prose(told.why))
    yield from _section("How to check", prose(told.how_to_check))
    reveals = dict(told.reveals)
    rows = [f"**{word}**: {prose(reveals.get(field, ''))}" for field, word in PLACES]
    yield from _section("The three places", bullets(rows))
    yield from _section("The fix", "")
    for fix in told.fixes:
        yield from _fix(fix, condition(fix.when, page.labels))
    if page.example:
        yield from _section(f"Before and after: {prose(page.example.title)}", fence(page.example.diff, "diff"))
    fails = [
        f"**{prose(item.advice)}**{_when(condition(item.when, page.labels))}: {prose(item.why_not)}"
        for item in told.not_a_fix
    ]
    yield from _section("What will not help", bullets(fails))
    yield from _section("Next time", prose(told.prevent))
    if page.test:
        yield from _section("A test that keeps it away", fence(page.test, "python"))
    if page.run_on:
        yield from _section("Proven", f"Run on {escape(page.run_on)}:")
        yield bullets(map(escape, page.proven))
    coming = [f"{span(short(item.type))}: {prose(item.says)}" for item in told.next_errors]
    yield from _section("What may come next", bullets(coming))
    yield from _section("Read more", bullets(f"[{escape(link.title)}](<{link.url}>)" for link in told.links))


def _fix(fix: FixAdvice, when: str) -> Iterator[str]:
    yield f"**{prose(fix.title)}**{_when(when or 'in any other case')}"
    yield prose(fix.summary)
    yield numbered(prose(step.do) for step in fix.steps)
    yield prose(fix.why)


def _when(words: str) -> str:
    return f" (*{escape(words)}*)" if words else ""


def _section(title: str, text: str) -> Iterator[str]:
    if text or title == "The fix":
        yield f"## {title}"
        yield text
