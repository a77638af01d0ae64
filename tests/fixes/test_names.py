"""The user's names in an example."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from detachdoc.fixes import names
from detachdoc.model.place import Place
from tests.decision.tools import KNOWN
from tests.tools import an_error

if TYPE_CHECKING:
    from detachdoc.model.knowledge import VariantSpec

EXAMPLE = "def export(db):\n    article = db.get(Article, 1)\n    return list(article.comments)\n"
ROLES = (("Article", "class"), ("article", "object"), ("comments", "attribute"), ("export", "function"))


def _put(code: str | None, example: str = EXAMPLE, **error: object) -> str:
    known = names.known(an_error(**error), Place("a.py", 3, function="send", code=code))
    new = names.renaming(ROLES, known, code or "", example)
    return names.renamed(example, new, names.parts(new, ROLES, example))


def test_class_attribute_variable_and_function_are_the_users() -> None:
    code = _put("for line in bill.lines:", class_name="Invoice", attribute="lines")
    assert code == "def send(db):\n    bill = db.get(Invoice, 1)\n    return list(bill.lines)\n"


@pytest.mark.parametrize("line", [None, "return render(self.lines)", "total(rows)"])
def test_without_a_variable_on_the_line_the_class_gives_its_name(line: str | None) -> None:
    assert "order_line = db.get(OrderLine, 1)" in _put(line, class_name="OrderLine", attribute="lines")


def test_a_function_that_was_called_by_another_one_is_no_endpoint() -> None:
    error = an_error()
    [block] = error.blocks
    called = error._replace(blocks=(block._replace(frames=block.frames * 2),))
    place = Place("a.py", 3, function="send")
    assert "function" not in names.known(called, place)
    assert names.known(error, place)["function"] == "send"


def test_when_the_attribute_is_unknown_the_example_stays_whole() -> None:
    assert _put(None, class_name="User", attribute=None) == EXAMPLE


def test_a_marker_under_variable_and_attribute_names_what_a_refresh_does_not() -> None:
    place = Place("a.py", 3, function="send", code='return {"name": nurse.name}', column=16, end_column=26)
    known = names.known(an_error(kind="refresh", class_name="Nurse", attribute=None), place)
    assert (known["object"], known["attribute"]) == ("nurse", "name")


def test_a_marker_under_something_else_names_nothing() -> None:
    place = Place("a.py", 3, function="send", code="return render(nurse)", column=7, end_column=20)
    assert "attribute" not in names.known(an_error(kind="refresh", class_name="Nurse", attribute=None), place)


def test_a_name_the_example_uses_otherwise_leaves_it_alone() -> None:
    assert _put("db.comments", class_name="User", attribute="comments") == EXAMPLE


@pytest.mark.parametrize(
    ("line", "fits"), [("user.address.city", True), ("for order in user.orders:", False), ("len(user.orders)", False)]
)
def test_one_object_and_several_are_not_mixed_up(line: str, fits: bool) -> None:
    example = "article = db.get(Article, 1)\nreturn article.author.name\n"
    roles = (("Article", "class"), ("article", "object"), ("author", "attribute"))
    attribute = "address" if "address" in line else "orders"
    known = names.known(an_error(class_name="User", attribute=attribute), Place("a.py", 1, code=line))
    assert bool(names.renaming(roles, known, line, example)) is fits


def test_text_in_strings_stays_and_fields_of_f_strings_do_not() -> None:
    example = 'Response(article, media_type="article/plain", name=f"article {article.comments}")'
    code = names.renamed(example, {"article": "bill", "comments": "lines"}, {})
    assert code == 'Response(bill, media_type="article/plain", name=f"article {bill.lines}")'


def test_two_names_never_become_one() -> None:
    assert names.renaming((("Article", "class"), ("article", "object")), {"class": "x", "object": "x"}, "") == {}


def test_the_first_name_of_a_role_gets_the_users() -> None:
    roles = (("confirm", "function"), ("book", "function"))
    assert names.renaming(roles, {"function": "send"}, "", "confirm book") == {"confirm": "send"}


def test_names_swap_in_one_go() -> None:
    assert names.renamed("a = b", {"a": "b", "b": "a"}, {}) == "b = a"


def test_a_marker_counted_from_the_margin_of_the_file_is_understood() -> None:
    place = Place("a.py", 3, code="return nurse.name, nurse.department.title", column=4 + 7, end_column=4 + 17)
    assert names.known(an_error(kind="refresh", class_name="Nurse", attribute=None), place)["attribute"] == "name"


@pytest.mark.parametrize("hostile", ["[bold]", "x; import os", "a b", "1x", ""])
def test_what_is_no_identifier_is_not_put_into_code(hostile: str) -> None:
    assert hostile not in names.known(an_error(class_name=hostile, attribute=hostile), None).values()


LOOP = "def export(db):\n    article = db.get(Article, 1)\n    return [comment.text for comment in article.comments]\n"


@pytest.mark.parametrize(
    ("attribute", "line", "fits"),
    [
        ("lines", "return render(invoice.lines)", True),
        ("children", "for child in node.children:", True),
        ("profile", "return render(user.profile)", False),
        ("profile", "return user.profile.photo", False),
        ("profile", "", False),
    ],
)
def test_one_object_is_not_put_where_the_example_goes_through_a_list(attribute: str, line: str, fits: bool) -> None:
    assert (_put(line, LOOP, class_name="User", attribute=attribute) != LOOP) == fits


ROUTE = """\
def load_article(article_id: int) -> Article:
    with_comments = [selectinload(Article.comments)]
    return session.get(Article, article_id, options=with_comments)


@app.get("/articles/{article_id}")
def export(article_id: int):
    article = load_article(article_id)
    return {"article": article_id, "comments": [comment.text for comment in article.comments], "note": "an article"}
"""


def test_what_is_named_after_class_and_attribute_follows_them() -> None:
    assert (
        _put("for line in bill.lines:", ROUTE, class_name="Invoice", attribute="lines")
        == """\
def load_invoice(invoice_id: int) -> Invoice:
    with_lines = [selectinload(Invoice.lines)]
    return session.get(Invoice, invoice_id, options=with_lines)


@app.get("/invoices/{invoice_id}")
def send(invoice_id: int):
    bill = load_invoice(invoice_id)
    return {"invoice": invoice_id, "lines": [line.text for line in bill.lines], "note": "an article"}
"""
    )


def test_a_derived_name_that_is_taken_leaves_the_derived_ones_alone() -> None:
    example = EXAMPLE + "invoice_id = article_id\n"
    code = _put("for line in bill.lines:", example, class_name="Invoice", attribute="lines")
    assert code.endswith("invoice_id = article_id\n")
    assert "bill = db.get(Invoice, 1)" in code


def test_a_path_and_its_parameter_keep_one_name() -> None:
    example = '@app.get("/articles/{article}")\ndef export(article: int): ...\n'
    code = names.renamed(example, {"article": "bill"}, {"article": "invoice", "articles": "invoices"})
    assert code == '@app.get("/invoices/{bill}")\ndef export(bill: int): ...\n'


VARIANTS = [variant for cause in KNOWN.causes for variant in cause.variants]


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.id)
@pytest.mark.parametrize(("cls", "attribute"), [("Invoice", "lines"), ("OrderLine", "classes"), ("Team", "owner")])
def test_every_example_is_still_python_with_the_users_names(variant: VariantSpec, cls: str, attribute: str) -> None:
    roles = {"class": cls, "attribute": attribute, "object": "thing", "function": "send"}
    new = {name: roles[role] for role, name in {role: name for name, role in reversed(variant.names)}.items()}
    other = names.parts(new, variant.names, variant.before, variant.after)
    for code in (variant.before, variant.after):
        ast.parse(names.renamed(code, new, other))
