"""Sentences with the words of one error."""

from __future__ import annotations

from detachdoc.decision.words import about, fill
from detachdoc.model.place import Place
from tests.tools import an_error

PLACE = Place("billing/mail.py", 12, function="send")


def test_what_is_known_is_named() -> None:
    words = about(an_error(), PLACE)
    assert (
        fill("{attribute} of {class} at {access} in {function}", words)
        == "lines of Invoice at billing/mail.py:12 in send"
    )


def test_what_is_unknown_gets_a_neutral_phrase() -> None:
    words = about(an_error(class_name=None, attribute=None), None)
    assert fill("{attribute} of {class} at {access} in {function}", words) == (
        "an attribute of the object at the failing line in your function"
    )


def test_a_refresh_names_no_attribute_but_is_about_columns() -> None:
    assert about(an_error(kind="refresh", attribute=None), None)["attribute"] == "a column"


def test_what_comes_from_the_input_is_never_read_for_placeholders() -> None:
    words = about(an_error(class_name="{access}", attribute="{0.__class__}"), PLACE)
    assert fill("{class} {attribute}", words) == "{access} {0.__class__}"


def test_braces_that_are_no_placeholders_stay() -> None:
    assert fill("a dict {} and {Name} and {unheard}", {}) == "a dict {} and {Name} and unheard"
