"""Pages about the error are those of the release that printed it."""

from __future__ import annotations

import pytest

from detachdoc.decision import decide
from detachdoc.report import read_text
from tests.decision.tools import KNOWN, person

LAZY = (
    "sqlalchemy.orm.exc.DetachedInstanceError: Parent instance <User at 0x7f1> is not bound to a Session; lazy load "
    "operation of attribute 'orders' cannot proceed"
)


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        (" (Background on this error at: https://sqlalche.me/e/21/bhk3)", "https://sqlalche.me/e/21/bhk3"),
        (" (Background on this error at: http://sqlalche.me/e/14/bhk3)", "https://sqlalche.me/e/14/bhk3"),
        ("", "https://sqlalche.me/e/20/bhk3"),
    ],
)
def test_the_link_is_of_the_printed_release(link: str, shown: str) -> None:
    error = read_text(LAZY + link).errors[0]
    told = decide(error, (), KNOWN, person({"journey": "taken-out"}))
    assert shown in told.links
    assert sum("sqlalche.me" in url for url in told.links) == 1
