"""The picture of the lifelines, with the reader's own names and lines."""

from __future__ import annotations

from detachdoc.decision import decide
from detachdoc.model.lifetime import Lifetime
from detachdoc.model.place import Place
from tests.decision.tools import KNOWN, person
from tests.tools import an_error, facts

OWN = facts("journey=straight", "session-owner=own", "request-session=yes", "ended-by=block", source="source")
TRACED = Lifetime(
    Place("app/auth.py", 13, function="current_user"),
    Place("app\\auth.py", 12, function="current_user"),
    Place("app/pricing.py", 7, function="average"),
)


def _says(lifetime: Lifetime | None) -> dict[str, str]:
    diagnosis = decide(an_error(), OWN, KNOWN, person(), lifetime=lifetime)
    return {bar.label: bar.says for bar in diagnosis.lifeline}


def test_what_let_it_go_and_the_use_stand_beside_their_lives() -> None:
    says = _says(TRACED)
    assert says["own session"] == "current_user, auth.py:12"
    assert says["Invoice"] == "lines, pricing.py:7"
    assert says["request"] == ""


def test_what_is_unknown_is_left_out() -> None:
    says = _says(None)
    assert says["own session"] == ""
    assert says["Invoice"] == "lines, mail.py:12"
