"""Every before.py raises where its variant.yaml says so and nowhere else; every after.py answers everywhere."""

from __future__ import annotations

import pytest

from tests.variants.tools import MESSAGES, variants

VARIANTS = variants()
POPULAR = [variant for variant in VARIANTS if variant.script("popular").exists()]


@pytest.fixture(params=VARIANTS, ids=lambda variant: variant.id)
def variant(request):
    return _if_it_runs_here(request.param)


@pytest.fixture(params=POPULAR, ids=lambda variant: variant.id)
def advised(request):
    return _if_it_runs_here(request.param)


def _if_it_runs_here(variant):
    if not variant.runs_here():
        pytest.skip(f"written for {variant.spec['needs']}")
    return variant


def test_before_raises_exactly_where_it_says(variant, server):
    run = server.run(variant.script("before"))
    if variant.raises_here():
        assert (run.code, run.is_detached_error) == (1, True), run.log
        check_the_error_is_the_one_described(variant, run.log)
    else:
        assert (run.code, run.is_detached_error) == (0, False), run.log


def check_the_error_is_the_one_described(variant, log):
    found = MESSAGES[variant.spec["when"]["operation"]].search(log)
    assert found, log
    name, attribute = found.groups()
    assert name in variant.named("class")
    assert attribute in {*variant.named("attribute"), "attribute refresh"}


def test_after_answers_everywhere(variant, server):
    run = server.run(variant.script("after"))
    assert (run.code, run.is_detached_error) == (0, False), run.log


def test_popular_advice_fails_where_before_does(advised, server):
    run = server.run(advised.script("popular"))
    expected = (1, True) if advised.raises_here() else (0, False)
    assert (run.code, run.is_detached_error) == expected, run.log


def test_nothing_is_left_behind(variant, server):
    """No file in the working or temporary folder, and no connection, task or coroutine that nobody ended."""
    runs = [server.run(script) for script in variant.scripts()]
    assert [run.left for run in runs if run.left] == []
    assert [run.log for run in runs if "Warning" in run.log or "Task was destroyed" in run.log] == []
