"""The pages of the causes, from the knowledge that ships."""

from __future__ import annotations

import io
import json

import pytest

from detachdoc.knowledge import load
from detachdoc.model.knowledge import Cause
from detachdoc.render import cause_json, markdown
from detachdoc.render.cause_page import condition, page_of
from detachdoc.render.terminal import Look, explain

CAUSES = {cause.id: cause for cause in load().causes}


def terminal(cause: Cause, width: int = 80, plain: bool = False) -> str:
    stream = io.StringIO()
    explain(cause, stream=stream, look=Look(width=width, screen=width, plain=plain))
    return stream.getvalue()


@pytest.mark.parametrize("name", CAUSES)
@pytest.mark.parametrize("width", [40, 80, 110])
def test_the_page_fits_and_has_every_section(name: str, width: int) -> None:
    text = terminal(CAUSES[name], width)
    assert max(len(line) for line in text.splitlines() if "https://" not in line) <= width
    for title in ("Why", "How to check", "The three places", "The fix", "What will not help", "Next time", "Read more"):
        assert f"\n  {title}" in text


@pytest.mark.parametrize("name", CAUSES)
def test_no_placeholder_is_left(name: str) -> None:
    page = page_of(CAUSES[name])
    texts = [page.cause.what_happened, page.cause.verdict, *(fix.summary for fix in page.cause.fixes)]
    assert not any("{object}" in text or "{class}" in text for text in texts)
    assert "{object}" not in markdown.explained(CAUSES[name])


@pytest.mark.parametrize("name", CAUSES)
def test_the_json_has_the_fixes_and_one_example(name: str) -> None:
    told = json.loads(json.dumps(cause_json.explanation(CAUSES[name], version="1")))
    assert told["cause"]["id"] == name
    assert [fix["id"] for fix in told["cause"]["fixes"]] == [fix.id for fix in CAUSES[name].fixes]
    assert told["cause"]["fixes"][-1]["when"] == {}


def test_the_example_marks_what_changed() -> None:
    page = page_of(CAUSES["session-not-shared"])
    assert page.example is not None
    lines = page.example.before.code.splitlines()
    assert page.example.before.highlight
    assert all(f"-{lines[at - 1]}" in page.example.diff.splitlines() for at in page.example.before.highlight)


def test_screen_readers_get_the_lifelines_as_sentences() -> None:
    assert "In the order of time:" in terminal(CAUSES["background-task"], plain=True)


def test_conditions_in_words() -> None:
    assert condition((("access-site", ("streaming", "middleware")),)) == "access site: streaming or middleware"
    assert condition(()) == ""


def test_causes_are_listed_by_number() -> None:
    listed = cause_json.listing(list(reversed(CAUSES.values())), version="1")["causes"]
    assert [cause["number"] for cause in listed] == [1, 2, 3, 4, 5, 6]
