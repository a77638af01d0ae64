"""How measurements of single releases become the ranges of teardown.yaml."""

from __future__ import annotations

import pytest
import yaml

from tests.variants.test_measured import script

BEFORE, AFTER = {"streaming": "before"}, {"streaming": "after"}


@pytest.fixture(scope="module")
def teardown():
    return script("measure_teardown")


def ranges(rows):
    return [(row.fastapi, row.scope, row.places) for row in rows]


def test_neighbours_that_behave_alike_share_a_row(teardown):
    measured = {"0.105.0": {"request": BEFORE}, "0.95.2": {"request": BEFORE}}
    assert ranges(teardown.rows(measured)) == [(">=0.95.2", "request", BEFORE)]


def test_a_change_ends_the_range(teardown):
    measured = {
        "0.105.0": {"request": BEFORE},
        "0.106.0": {"request": AFTER},
        "0.117.1": {"request": AFTER},
        "0.118.0": {"request": BEFORE},
    }
    assert ranges(teardown.rows(measured)) == [
        (">=0.105,<0.106", "request", BEFORE),
        (">=0.106,<0.118", "request", AFTER),
        (">=0.118", "request", BEFORE),
    ]


def test_a_scope_begins_where_it_first_exists(teardown):
    measured = {"0.120.4": {"request": BEFORE}, "0.121.0": {"request": BEFORE, "function": AFTER}}
    assert ranges(teardown.rows(measured)) == [(">=0.120.4", "request", BEFORE), (">=0.121", "function", AFTER)]


def test_releases_are_ordered_as_versions(teardown):
    measured = {"0.100.0": {"request": AFTER}, "0.99.0": {"request": BEFORE}}
    assert ranges(teardown.rows(measured)) == [(">=0.99,<0.100", "request", BEFORE), (">=0.100", "request", AFTER)]


def test_the_file_says_what_was_measured(teardown):
    text = teardown.document({"0.117.1": {"request": AFTER}, "0.118.0": {"request": BEFORE}})
    assert yaml.safe_load(text) == {
        "verified_until": "0.118.0",
        "rows": [
            {"fastapi": ">=0.117.1,<0.118", "scope": "request", "places": AFTER},
            {"fastapi": ">=0.118", "scope": "request", "places": BEFORE},
        ],
    }
    assert "# 0.117.1, 0.118.0." in text


def test_expected_is_read_back_from_the_file(teardown):
    measured = {"0.120.4": {"request": BEFORE}, "0.121.0": {"request": BEFORE, "function": AFTER}}
    table = yaml.safe_load(teardown.document(measured))
    assert {release: teardown.expected(release, table) for release in measured} == measured


@pytest.mark.parametrize(
    ("published", "middles"),
    [
        (["0.105.0", "0.106.0"], []),
        (["0.106.0", "0.105.2", "0.105.1", "0.105.0"], ["0.105.2"]),
        (["0.107.0", "0.106.0", "0.105.0", "0.104.0"], []),
    ],
    ids=["adjacent", "two between", "others outside"],
)
def test_a_change_between_distant_releases_is_looked_for(teardown, published, middles):
    measured = {"0.105.0": {"request": BEFORE}, "0.106.0": {"request": AFTER}}
    assert teardown.gaps(measured, published) == middles


def test_between_releases_that_behave_alike_nothing_is_looked_for(teardown):
    measured = {"0.105.0": {"request": BEFORE}, "0.107.0": {"request": BEFORE}}
    assert teardown.gaps(measured, ["0.105.0", "0.106.0", "0.107.0"]) == []
