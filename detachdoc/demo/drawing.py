"""Draws a demo for a person, section by section, so that each appears as soon as its script has ended."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from detachdoc.demo.folding import folded
from detachdoc.model.diagnosis import Snippet
from detachdoc.render.terminal.code import folded as wrapped
from detachdoc.render.terminal.fix import draw_change
from detachdoc.render.terminal.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detachdoc.demo.examples import Example
    from detachdoc.demo.installed import Installed
    from detachdoc.demo.running import Ran
    from detachdoc.demo.verdict import Verdict
    from detachdoc.render.terminal.page import Page

_ERROR = "DetachedInstanceError: "
_SHOWN_VERSIONS = (("python", "Python"), ("fastapi", "FastAPI"), ("sqlalchemy", "SQLAlchemy"))


def draw_opening(page: Page, example: Example, here: Installed) -> None:
    """What is going to run, on what."""
    page.heading(f"Cause {example.cause.number} of 6: {example.cause.title}")
    page.prose(f"{example.variant.title}. Example {example.id}.", indent=page.body)
    versions = ", ".join(f"{name} {here.versions[package]}" for package, name in _SHOWN_VERSIONS)
    page.prose(f"Installed here: {versions}.", indent=page.body)
    ranges = ranges_of(example)
    if not here.must_raise(example.variant):
        page.prose(f"before.py raises on {ranges}, so not on what is installed here.", indent=page.body)
    elif ranges:
        page.prose(f"before.py raises on {ranges}.", indent=page.body)


def draw_run(page: Page, ran: Ran) -> None:
    """What a script printed and how it ended."""
    page.heading(f"python {ran.name}", aside=f"exit code {ran.exit_code}")
    lines = list(folded(ran.log, ran.folder))
    for text in lines:
        for part in wrapped(page.words(text), page.look.width - page.body):
            page.line(part, indent=page.body)
    page.blank()
    page.prose(_ending(ran), indent=page.body)


def draw_popular(page: Page, ran: Ran, example: Example) -> None:
    """What popular advice changes, and that the error is still there."""
    page.heading("What is often advised", aside=f"python {ran.name}, exit code {ran.exit_code}")
    for text in example.advice():
        for part in wrapped(page.words(text), page.look.width - page.body):
            page.line(part, indent=page.body)
    page.blank()
    error = next((line for line in ran.log.splitlines() if _ERROR in line), "")
    page.prose(error, indent=page.body)
    page.prose(_ending(ran), indent=page.body)


def draw_verdict_opening(page: Page, verdict: Verdict) -> None:
    """What the diagnosis after it was made from."""
    page.heading("What detachdoc says about that log")
    if verdict.answered:
        words = " ".join(f"--answer {word}" for word in verdict.answered)
        page.prose(f"Log and source leave it open. Answered for you: `{words}`", indent=page.body)


def draw_verdict_closing(page: Page, verdict: Verdict, example: Example) -> None:
    """Whether the diagnosis is the cause the example was written for."""
    if not verdict.is_right:
        page.blank()
        page.prose(f"This is not the cause the example was written for, which is {example.cause.id}.", indent=page.body)


def draw_fix(page: Page, example: Example) -> None:
    """The change from before.py to after.py."""
    page.heading("The fix")
    before, after = sides(example.variant.before, example.variant.after)
    draw_change(page, before, after, View())


def sides(old: str, new: str) -> tuple[Snippet, Snippet]:
    """Return both sides of a change, with their changed lines marked."""
    matcher = difflib.SequenceMatcher(None, old.splitlines(), new.splitlines(), autojunk=False)
    changes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    return (
        Snippet(old, None, 1, tuple(_numbers((start, end) for _, start, end, _, _ in changes))),
        Snippet(new, None, 1, tuple(_numbers((start, end) for _, _, _, start, end in changes))),
    )


def ranges_of(example: Example) -> str:
    """Return the versions on which before.py raises, e.g. `FastAPI >=0.106,<0.118`; empty for all."""
    names = dict(_SHOWN_VERSIONS)
    return ", ".join(f"{names.get(package, package)} {wanted}" for package, wanted in example.variant.raises_when)


def _numbers(spans: Iterable[tuple[int, int]]) -> list[int]:
    return [number + 1 for start, end in spans for number in range(start, end)]


def _ending(ran: Ran) -> str:
    if ran.raised:
        return "There is a DetachedInstanceError in the log."
    return "No DetachedInstanceError." if ran.exit_code == 0 else "It failed in another way."
