"""Which example is shown with a fix: the nearest to the situation, among those the fix names."""

from __future__ import annotations

import itertools

import pytest

from detachdoc.fixes import nearest
from tests.decision.tools import KNOWN

CAUSES = {cause.id: cause for cause in KNOWN.causes}
OPERATIONS = ("lazy-load", "deferred", "refresh")
#: Where the objects of each cause are read most often.
SITES = dict.fromkeys(CAUSES, ("handler", "streaming", "exception-handler")) | {
    "background-task": ("background", "task", "thread"),
    "session-closed-by-dependency": ("handler", "exception-handler"),
}


def _shown(cause: str, *words: str) -> tuple[str, str]:
    """Fix and example for a situation, given as `fact=value`."""
    stated = {fact: {value} for fact, value in (word.split("=") for word in words)}
    fix = nearest.advice(CAUSES[cause], stated)
    example = nearest.variant(CAUSES[cause], fix, stated)
    assert example is not None
    return fix.id, example.id


def _mode(cause: str, example: str) -> str:
    [when] = [dict(one.when) for one in CAUSES[cause].variants if one.id == example]
    return when["mode"][0]


@pytest.mark.parametrize("mode", ["sync", "async"])
@pytest.mark.parametrize(
    ("cause", "operation", "site"),
    [(cause, *rest) for cause in CAUSES for rest in itertools.product(OPERATIONS, SITES[cause])],
)
def test_code_is_sync_for_sync_readers_and_async_for_async_ones(
    cause: str, operation: str, site: str, mode: str
) -> None:
    _, example = _shown(cause, f"operation={operation}", f"access-site={site}", f"mode={mode}")
    assert _mode(cause, example) == mode


@pytest.mark.parametrize(
    ("cause", "words", "shown"),
    [
        ("context-block-exited", "operation=lazy-load mode=sync", ("eager-load-in-the-block", "return-inside-with")),
        (
            "context-block-exited",
            "operation=lazy-load mode=async",
            ("eager-load-in-the-block", "return-inside-async-with"),
        ),
        (
            "context-block-exited",
            "operation=lazy-load mode=sync loaded-by=new expired-by=commit",
            ("refresh-with-the-relationship", "created-then-relationship"),
        ),
        (
            "context-block-exited",
            "operation=lazy-load mode=async loaded-by=refresh",
            ("refresh-with-the-relationship", "created-then-relationship-async"),
        ),
        (
            "context-block-exited",
            "operation=lazy-load mode=sync loaded-by=query expired-by=commit",
            ("eager-load-and-keep", "commit-then-relationship"),
        ),
        (
            "session-not-shared",
            "operation=lazy-load mode=async loaded-in=middleware",
            ("keep-the-id-in-the-middleware", "loaded-in-middleware-async"),
        ),
        (
            "session-closed-by-dependency",
            "operation=lazy-load mode=sync ended-by=close-call detached-by=block-exit",
            ("borrow-without-the-block", "with-on-a-borrowed-session"),
        ),
        (
            "session-closed-by-dependency",
            "operation=lazy-load mode=sync ended-by=close-call detached-by=close",
            ("remove-early-close", "helper-closes-session"),
        ),
        ("context-block-exited", "operation=deferred mode=sync", ("undefer-in-the-block", "deferred-after-block")),
        ("explicitly-expunged", "operation=refresh mode=sync", ("refresh-before-expunge", "expunged-by-repository")),
        (
            "explicitly-expunged",
            "operation=deferred mode=sync",
            ("undefer-before-expunge", "expunged-without-its-text"),
        ),
        (
            "explicitly-expunged",
            "operation=lazy-load mode=async",
            ("eager-load-before-expunge", "expunged-for-reading"),
        ),
        (
            "session-not-shared",
            "operation=lazy-load mode=sync access-site=streaming",
            ("load-before-the-stream", "streamed-from-own-session"),
        ),
        (
            "session-not-shared",
            "operation=lazy-load mode=sync access-site=exception-handler",
            ("copy-before-raising", "raised-from-own-session"),
        ),
        (
            "session-not-shared",
            "operation=refresh mode=sync expired-by=commit",
            ("share-the-session", "committed-in-own-session-sync"),
        ),
    ],
)
def test_the_nearest_example_of_the_fix_is_shown(cause: str, words: str, shown: tuple[str, str]) -> None:
    assert _shown(cause, *words.split()) == shown


def test_without_a_situation_the_first_example_the_fix_names_is_shown() -> None:
    assert _shown("session-not-shared") == ("share-the-session", "current-user-in-own-session")


def test_an_example_of_another_fix_is_not_shown_however_near() -> None:
    """The merge example has the very same facts, but shows another change."""
    fix, example = _shown(
        "session-not-shared", "operation=lazy-load", "mode=sync", "access-site=handler", "session-owner=own"
    )
    assert (fix, example) == ("share-the-session", "current-user-in-own-session")


@pytest.mark.parametrize("cause", CAUSES)
def test_every_example_is_one_a_fix_can_show(cause: str) -> None:
    """A fix that names none shows any, so only the others are looked at."""
    fixes = CAUSES[cause].fixes
    named = {example for fix in fixes for example in fix.variants}
    forgotten = {example.id for example in CAUSES[cause].variants} - named
    assert not forgotten or not all(fix.variants for fix in fixes), forgotten


def _steps(*words: str) -> tuple[str, ...]:
    stated = {fact: {value} for fact, value in (word.split("=") for word in words)}
    return nearest.steps(CAUSES["session-not-shared"].fixes[-1], stated)


@pytest.mark.parametrize(
    ("words", "is_there"),
    [(["mode=sync"], False), (["mode=async"], True), (["mode=unknown"], True), ([], True)],
)
def test_a_step_is_left_out_where_it_is_known_not_to_apply(words: list[str], is_there: bool) -> None:
    assert any("AsyncSession" in step for step in _steps(*words)) == is_there


def test_a_step_for_certain_sites_is_there_for_each_of_them_only() -> None:
    told = {
        site: any("may run when" in step for step in _steps(f"access-site={site}"))
        for site in ("handler", "middleware")
    }
    assert told == {"handler": False, "middleware": True}


@pytest.mark.parametrize(
    ("words", "fix"),
    [
        ((), "keep-columns-over-commit"),
        (("earlier-error=other",), "read-before-the-error"),
        (("earlier-error=database",), "read-before-the-error"),
    ],
)
def test_after_another_error_the_setting_for_commits_is_not_the_fix(words: tuple[str, ...], fix: str) -> None:
    """The other error may have left the block, and then it was a rollback that expired the object."""
    assert _shown("context-block-exited", "operation=refresh", "expired-by=commit", *words)[0] == fix
