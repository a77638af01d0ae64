"""The JSON contract, version 1: every document fits the schema, and says what the contract says."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from detachdoc.model.diagnosis import Candidate
from detachdoc.render import json_v1, schema
from tests.render import samples, tools

STRICT = Draft202012Validator(tools.closed_schema())
SHIPPED = Draft202012Validator(json.loads(schema.text()))


def the_one(diagnosis: Any) -> dict[str, Any]:
    return json_v1.document([diagnosis], version="1.2.3")["diagnoses"][0]


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json.loads(schema.text()))


@pytest.mark.parametrize("name", samples.ALL)
def test_every_outcome_fits_the_schema_and_brings_no_undeclared_field(name: str) -> None:
    document = json.loads(json_v1.dumps(json_v1.document([samples.ALL[name]], version="1", knowledge="2026.1")))
    assert [error.message for error in STRICT.iter_errors(document)] == []


def test_no_diagnosis_at_all_is_a_no_error_document() -> None:
    document = json_v1.document([], version="1")
    STRICT.validate(document)
    assert [item["outcome"] for item in document["diagnoses"]] == ["no-error"]


def test_a_failed_run_is_a_document_too() -> None:
    document = json_v1.problem("cannot read x", 2, version="1")
    STRICT.validate(document)
    assert document["problem"] == {"message": "cannot read x", "exit_code": 2}
    assert document["diagnoses"] == []


def test_the_shipped_schema_allows_fields_that_later_releases_add() -> None:
    document = json_v1.document([samples.DIAGNOSED], version="1")
    document["diagnoses"][0]["new"] = 1
    SHIPPED.validate(document)
    assert not STRICT.is_valid(document)


@pytest.mark.parametrize(
    ("path", "value"),
    [(("outcome",), "maybe"), (("cause", "id"), "gremlins"), (("error", "kind"), "lazy"), (("confidence",), 2)],
)
def test_the_shipped_schema_refuses_unknown_words(path: tuple[str, ...], value: object) -> None:
    document = json_v1.document([samples.DIAGNOSED], version="1")
    part = document["diagnoses"][0]
    for name in path[:-1]:
        part = part[name]
    part[path[-1]] = value
    assert not SHIPPED.is_valid(document)


def test_the_shipped_schema_refuses_an_empty_result_without_a_problem() -> None:
    assert not SHIPPED.is_valid({**json_v1.document([], version="1"), "diagnoses": []})


def test_the_names_of_the_contract() -> None:
    told = the_one(samples.DIAGNOSED)
    assert told["error"]["class"] == "User"
    assert told["cause"] == {"id": "session-not-shared", "number": 2, "title": samples.TITLES["session-not-shared"][1]}
    assert told["locations"]["detach"]["line"] == 18
    assert told["locations"]["detach"]["end_line"] == 20
    assert told["evidence"][0]["from"] == "source"
    assert told["evidence"][0]["supports"] == {"session-not-shared": 12.0, "context-block-exited": 6.0}
    assert told["fix"]["before"]["highlight"] == [1, 3, 4, 5]
    assert told["answers"][2]["by"] == "user"


def test_an_unknown_place_is_null_and_says_what_would_reveal_it() -> None:
    told = the_one(samples.UNDECIDED)
    assert told["locations"]["load"] is None
    assert set(told["reveals"]) == {"load", "detach"}


def test_an_undecided_verdict_names_no_cause_and_keeps_its_questions() -> None:
    told = the_one(samples.UNDECIDED)
    assert told["cause"] is None
    assert [question["id"] for question in told["questions"]] == ["journey", "session-owner"]


def test_the_confidence_is_the_probability_of_the_cause() -> None:
    told = the_one(samples.DIAGNOSED)
    assert told["confidence"] == told["candidates"][0]["probability"]


@given(st.lists(st.floats(min_value=1e-9, max_value=1), min_size=6, max_size=6))
def test_probabilities_sum_to_exactly_one_and_keep_their_order(weights: list[float]) -> None:
    ranked = sorted(weights, reverse=True)
    names = sorted(samples.TITLES)
    given_ = tuple(Candidate(name, 1, "", weight / sum(ranked)) for name, weight in zip(names, ranked, strict=True))
    told = the_one(samples.UNDECIDED._replace(candidates=given_))["candidates"]
    shares = [Fraction(str(item["probability"])) for item in told]
    assert sum(shares) == 1
    assert shares == sorted(shares, reverse=True)


def test_the_text_is_ascii_and_reads_back_as_it_was() -> None:
    text = json_v1.dumps(json_v1.document([samples.HOSTILE], version="1"))
    assert text.isascii()
    assert text.replace("\n", "").isprintable()
    assert json.loads(text)["diagnoses"][0]["error"]["class"] == samples.EVIL


def test_text_that_is_not_unicode_becomes_unicode() -> None:
    broken = samples.DIAGNOSED._replace(headline="a\udc80b \U0001f600")
    text = json_v1.dumps(json_v1.document([broken], version="1"))
    assert json.loads(text)["diagnoses"][0]["headline"] == "a\ufffdb \U0001f600"


def test_the_frozen_document(snapshot: Any) -> None:
    diagnoses = [samples.DIAGNOSED, samples.UNDECIDED, samples.NEIGHBOUR]
    assert json_v1.dumps(json_v1.document(diagnoses, version="1.2.3", knowledge="2026.1")) == snapshot
