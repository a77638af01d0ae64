"""A fix for a named cause, with the user's names only where they make sense."""

from __future__ import annotations

import pytest

from detachdoc.fixes import propose
from detachdoc.model.diagnosis import Candidate, Diagnosis
from detachdoc.model.place import Place
from tests.decision.tools import KNOWN
from tests.tools import an_error, facts


def _fixed(cause: str, *words: str, code: str, **error: object) -> Diagnosis:
    [named] = [one for one in KNOWN.causes if one.id == cause]
    seen = an_error(class_name="Dog", **error)
    access = Place("kennel.py", 12, function="show", code=code)
    candidate = Candidate(named.id, named.number, named.title, 0.9)
    diagnosis = Diagnosis("diagnosed", seen, "", candidate, "", 0.9, access=access)
    return propose(diagnosis, facts(*words), KNOWN)


TAKEN_OUT = ("detached-by=expunge", "session-owner=request", "mode=sync", "access-site=handler")


def test_names_are_put_in_when_the_example_reads_what_the_user_reads() -> None:
    fix = _fixed(
        "explicitly-expunged", *TAKEN_OUT, "operation=lazy-load", code="for toy in dog.toys:", attribute="toys"
    ).fix
    assert fix is not None
    assert "[toy.year for toy in dog.toys]" in fix.before.code


@pytest.mark.parametrize("kind", ["refresh", "deferred"])
def test_a_column_is_not_put_where_the_example_reads_a_relationship(kind: str) -> None:
    fix = _fixed(
        "explicitly-expunged", *TAKEN_OUT, f"operation={kind}", code="return dog.name", attribute="name", kind=kind
    ).fix
    assert fix is not None
    assert fix.id == "take-the-expunge-out"
    assert "Dog" not in fix.before.code + fix.after.code


def test_without_a_cause_there_is_no_fix() -> None:
    diagnosis = Diagnosis("undecided", an_error(), "", None, "", 0.0)
    assert propose(diagnosis, (), KNOWN) is diagnosis


@pytest.mark.parametrize(("expired_by", "told"), [("commit", True), ("nothing", False)])
def test_an_error_of_concurrent_writers_is_worth_its_lines_only_where_something_was_written(
    expired_by: str, *, told: bool
) -> None:
    words = ("session-owner=own", "request-session=yes", "mode=sync", f"expired-by={expired_by}")
    diagnosis = _fixed("session-not-shared", *words, "operation=refresh", code="return dog.name", kind="refresh")
    assert any(one.type.endswith(".StaleDataError") for one in diagnosis.next_errors) == told
