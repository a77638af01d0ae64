"""Errors that are not DetachedInstanceError."""

from __future__ import annotations

import pytest

from detachdoc.decision import decide
from detachdoc.model.report import Block
from tests.decision.tools import KNOWN, person
from tests.tools import an_error

GREENLET = "greenlet_spawn has not been called; can't call await_only() here. Was IO attempted in an unexpected place?"


def _verdict(kind: str, message: str, *blocks: Block):  # type: ignore[no-untyped-def]
    error = an_error(
        is_detached=False, type=kind, message=message, blocks=blocks, subject=len(blocks) - 1 if blocks else None
    )
    return decide(error, (), KNOWN, person())


@pytest.mark.parametrize(
    ("kind", "message", "named"),
    [
        ("sqlalchemy.exc.MissingGreenlet", GREENLET, "MissingGreenlet"),
        ("sqlalchemy.exc.StatementError", f"(sqlalchemy.exc.MissingGreenlet) {GREENLET}", "MissingGreenlet"),
        (
            "sqlalchemy.exc.InvalidRequestError",
            "Object '<Ship at 0x1>' is already attached to session '1' (this is '2')",
            "another session",
        ),
        (
            "sqlalchemy.orm.exc.StaleDataError",
            "UPDATE statement on table 't' expected to update 1 row(s); 0 were matched.",
            "StaleDataError",
        ),
    ],
)
def test_look_alikes_are_named_and_explained(kind: str, message: str, named: str) -> None:
    diagnosis = _verdict(kind, message)
    assert diagnosis.outcome == "other-error"
    assert named in diagnosis.headline
    assert len(diagnosis.reason) > 100
    assert diagnosis.candidates == ()


def test_what_nobody_knows_is_only_quoted() -> None:
    diagnosis = _verdict("shop.errors.CheckoutError", "no such cart")
    assert diagnosis.headline == "CheckoutError. This is not a DetachedInstanceError."
    assert diagnosis.reason == "shop.errors.CheckoutError: no such cart"


def test_the_last_error_of_a_chain_counts_first() -> None:
    first = Block("sqlalchemy.exc.MissingGreenlet", GREENLET, link_to_next="cause")
    assert (
        "MissingGreenlet"
        in _verdict("shop.errors.CheckoutError", "no", first, Block("shop.errors.CheckoutError", "no")).headline
    )


def test_a_traceback_without_its_last_line_claims_nothing() -> None:
    diagnosis = _verdict("", "")
    assert "does not say which error" in diagnosis.headline
    assert "not a DetachedInstanceError" not in diagnosis.headline + diagnosis.reason
