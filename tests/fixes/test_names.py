"""The user's names in an example."""

from __future__ import annotations

import pytest

from detachdoc.fixes import names
from detachdoc.model.place import Place
from tests.tools import an_error

EXAMPLE = "def export(db):\n    article = db.get(Article, 1)\n    return article.comments\n"
ROLES = (("Article", "class"), ("article", "object"), ("comments", "attribute"), ("export", "function"))


def _put(code: str | None, **error: object) -> str:
    known = names.known(an_error(**error), Place("a.py", 3, function="send", code=code))
    return names.renamed(EXAMPLE, names.renaming(ROLES, known, EXAMPLE))


def test_class_attribute_variable_and_function_are_the_users() -> None:
    code = _put("for line in bill.lines:", class_name="Invoice", attribute="lines")
    assert code == "def send(db):\n    bill = db.get(Invoice, 1)\n    return bill.lines\n"


def test_a_function_that_was_called_by_another_one_is_no_endpoint() -> None:
    error = an_error()
    [block] = error.blocks
    called = error._replace(blocks=(block._replace(frames=block.frames * 2),))
    place = Place("a.py", 3, function="send")
    assert "function" not in names.known(called, place)
    assert names.known(error, place)["function"] == "send"


@pytest.mark.parametrize("line", [None, "return render(self.lines)", "total(rows)"])
def test_without_a_variable_on_the_line_the_class_gives_its_name(line: str | None) -> None:
    assert "order_line = db.get(OrderLine, 1)" in _put(line, class_name="OrderLine", attribute="lines")


def test_what_is_unknown_keeps_the_names_of_the_example() -> None:
    assert "return user.comments" in _put(None, class_name="User", attribute=None)


def test_a_name_the_example_uses_otherwise_is_left_alone() -> None:
    assert "return db.comments" not in _put("db.comments", class_name="User", attribute="comments")


def test_the_first_name_of_a_role_gets_the_users() -> None:
    roles = (("confirm", "function"), ("book", "function"))
    assert names.renaming(roles, {"function": "send"}, "confirm book") == {"confirm": "send"}


def test_two_names_never_become_one() -> None:
    assert names.renaming((("Article", "class"), ("article", "object")), {"class": "x", "object": "x"}, "") == {}


def test_names_swap_in_one_go() -> None:
    assert names.renamed("a = b", {"a": "b", "b": "a"}) == "b = a"


@pytest.mark.parametrize("hostile", ["[bold]", "x; import os", "a b", "1x", ""])
def test_what_is_no_identifier_is_not_put_into_code(hostile: str) -> None:
    assert hostile not in names.known(an_error(class_name=hostile, attribute=hostile), None).values()
