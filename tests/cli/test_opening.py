"""What a dialogue says before its first question."""

from __future__ import annotations

import pytest

from detachdoc import api
from detachdoc.cli.opening import opening
from tests.cli.tools import LAZY, NOTHING

REFRESH = """\
sqlalchemy.orm.exc.DetachedInstanceError: Instance <Order at 0x7f2> is not bound to a Session; attribute refresh \
operation cannot proceed (Background on this error at: https://sqlalche.me/e/20/bhk3)
"""


def test_it_names_the_attribute_and_the_line() -> None:
    assert opening(api.read_text(LAZY)) == (
        "Read: a DetachedInstanceError, from a lazy load of User.orders, at /srv/shop/api/orders.py:44 in list_orders."
    )


def test_without_attribute_and_frames_it_names_the_class() -> None:
    assert opening(api.read_text(REFRESH)) == "Read: a DetachedInstanceError, from a refresh of Order."


def test_with_several_errors_it_says_which_one_is_meant() -> None:
    text = opening(api.read_text(LAZY + "\n" + REFRESH))
    assert text.endswith("The questions are about this one of 2 errors.")


def test_a_source_that_was_not_read_is_mentioned_last() -> None:
    text = opening(api.read_text(LAZY), unread=True)
    assert text.endswith(
        "Your source was not read. It usually answers the questions: press Ctrl-C and add --source with your "
        "project's folder."
    )
    assert "--source" not in opening(api.read_text(LAZY))


@pytest.mark.parametrize("text", [NOTHING, ""])
def test_without_an_error_there_is_nothing_to_say(text: str) -> None:
    assert opening(api.read_text(text)) == ""
