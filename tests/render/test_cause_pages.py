"""The pages of the causes, from the knowledge that ships."""

from __future__ import annotations

import io
import json
import re

import pytest
from jsonschema import Draft202012Validator

from detachdoc.knowledge import load, proof
from detachdoc.model.knowledge import Cause, When
from detachdoc.render import cause_json, json_v1, markdown, schema
from detachdoc.render.cause_page import condition, page_of
from detachdoc.render.terminal import Look, explain
from tests.render import tools

KNOWN = load()
FACTS = KNOWN.tree.facts
CAUSES = {cause.id: cause for cause in KNOWN.causes}
PROOF = proof("background-task")
LABELS = tuple((fact.id, fact.labels) for fact in FACTS)


def terminal(cause: Cause, width: int = 80, plain: bool = False) -> str:
    stream = io.StringIO()
    explain(cause, FACTS, PROOF, stream=stream, look=Look(width=width, screen=width, plain=plain))
    return stream.getvalue()


@pytest.mark.parametrize("name", CAUSES)
@pytest.mark.parametrize("width", [40, 80, 110])
def test_the_page_fits_and_has_every_section(name: str, width: int) -> None:
    text = terminal(CAUSES[name], width)
    assert max(len(line) for line in text.splitlines() if "https://" not in line) <= width
    for title in (
        "Why",
        "How to check",
        "The three places",
        "The fix",
        "What will not help",
        "Next time",
        "Proven",
        "Read more",
    ):
        assert f"\n  {title}" in text


@pytest.mark.parametrize("name", CAUSES)
def test_no_placeholder_is_left(name: str) -> None:
    page = page_of(CAUSES[name], FACTS, PROOF)
    texts = [page.cause.what_happened, page.cause.verdict, *(fix.summary for fix in page.cause.fixes)]
    assert not any("{object}" in text or "{class}" in text for text in texts)
    assert "{object}" not in markdown.explained(CAUSES[name], FACTS, PROOF)


@pytest.mark.parametrize("name", CAUSES)
def test_the_json_has_the_fixes_and_one_example(name: str) -> None:
    told = json.loads(json.dumps(cause_json.explanation(CAUSES[name], PROOF, version="1")))
    assert told["cause"]["id"] == name
    assert [fix["id"] for fix in told["cause"]["fixes"]] == [fix.id for fix in CAUSES[name].fixes]
    assert told["cause"]["fixes"][-1]["when"] == {}


def test_the_example_marks_what_changed() -> None:
    page = page_of(CAUSES["session-not-shared"], FACTS, PROOF)
    assert page.example is not None
    lines = page.example.before.code.splitlines()
    assert page.example.before.highlight
    assert all(f"-{lines[at - 1]}" in page.example.diff.splitlines() for at in page.example.before.highlight)


def test_screen_readers_get_the_lifelines_as_sentences() -> None:
    assert "In the order of time:" in terminal(CAUSES["background-task"], plain=True)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ((), ""),
        ((("access-site", ("streaming", "middleware")),), "while the response streams or in a middleware"),
        ((("access-site", ("middleware", "template")),), "in a middleware or template"),
        ((("operation", ("refresh", "deferred")),), "for an expired column or a deferred column"),
        ((("fastapi-era", ("from-0.106", "from-0.121")),), "on FastAPI 0.106 to 0.117 or 0.121 and newer"),
        ((("mode", ("async",)), ("operation", ("lazy-load",))), "with an AsyncSession; for a relationship"),
        ((("unheard-of", ("strange",)),), "strange"),
    ],
)
def test_conditions_in_words(when: When, words: str) -> None:
    assert condition(when, LABELS) == words


def test_every_condition_that_is_shown_has_words() -> None:
    shown = [one.when for cause in CAUSES.values() for one in (*cause.fixes, *cause.not_a_fix)]
    used = {(fact, value) for when in shown for fact, values in when for value in values}
    assert used <= {(fact, value) for fact, labels in LABELS for value, _ in labels}


@pytest.mark.parametrize("name", CAUSES)
def test_the_places_are_said_once_and_no_id_is_left(name: str) -> None:
    for text in (terminal(CAUSES[name], 110), markdown.explained(CAUSES[name], FACTS, PROOF)):
        assert "loaded here" not in text
        assert not re.search(r"an attribute|lazy-load|from-0\.|access.site|fastapi.era", text)


@pytest.mark.parametrize("name", CAUSES)
def test_the_json_of_a_page_fits_its_schema_and_brings_no_undeclared_field(name: str) -> None:
    document = json.loads(json.dumps(cause_json.explanation(CAUSES[name], proof(name), version="1")))
    Draft202012Validator(tools.closed_schema("explain")).validate(document)


def test_the_json_of_the_list_fits_its_schema_and_brings_no_undeclared_field() -> None:
    document = json.loads(json.dumps(cause_json.listing(KNOWN.causes, version="1", knowledge="2026.1")))
    Draft202012Validator(tools.closed_schema("causes")).validate(document)


@pytest.mark.parametrize("command", ["explain", "causes"])
def test_a_failed_command_is_a_document_too_but_an_empty_one_is_none(command: schema.Command) -> None:
    shape = json.loads(schema.text(command))
    Draft202012Validator.check_schema(shape)
    assert Draft202012Validator(shape).is_valid(json_v1.problem("there is no cause 'x'", 2, version="1"))
    assert not Draft202012Validator(shape).is_valid({**json_v1.problem("", 2, version="1"), "problem": None})
    assert not Draft202012Validator(shape).is_valid({"schema_version": 1})


def test_a_fix_without_steps_does_not_fit() -> None:
    document = json.loads(json.dumps(cause_json.explanation(CAUSES["background-task"], PROOF, version="1")))
    del document["cause"]["fixes"][0]["steps"]
    assert not Draft202012Validator(json.loads(schema.text("explain"))).is_valid(document)


def test_causes_are_listed_by_number() -> None:
    listed = cause_json.listing(list(reversed(CAUSES.values())), version="1")["causes"]
    assert [cause["number"] for cause in listed] == [1, 2, 3, 4, 5, 6]


def test_the_page_has_a_test_to_paste_that_is_python() -> None:
    compile(PROOF.test, "test_regression.py", "exec")
    assert "# example:" not in PROOF.test
    assert PROOF.test in markdown.explained(CAUSES["background-task"], FACTS, PROOF)
    told = cause_json.explanation(CAUSES["background-task"], PROOF, version="1")
    assert told["cause"]["regression_test"] == PROOF.test
    shown = terminal(CAUSES["background-task"], 110)
    assert all(line.strip() in shown for line in PROOF.test.splitlines())


def test_the_page_says_what_the_examples_were_run_on() -> None:
    shown = " ".join(terminal(CAUSES["background-task"], 110).split())
    assert f"FastAPI {', '.join(PROOF.fastapi)} and the newest, with SQLAlchemy {', '.join(PROOF.sqlalchemy)}" in shown
    assert "fails on FastAPI >=0.106,<0.118" in shown
