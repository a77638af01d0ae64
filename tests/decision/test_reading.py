"""The field a model was reading, and who read it."""

from __future__ import annotations

import pytest

from detachdoc.decision.reading import field, reader
from detachdoc.decision.words import about, fill
from detachdoc.model.report import Block
from tests.tools import an_error

ERROR = "DetachedInstanceError: Instance <Plan at 0x1> is not bound to a Session; attribute refresh operation cannot"


def _listed(loc: str) -> str:
    return f"1 validation error:\n  {{'type': 'get_attribute_error', 'loc': {loc}, 'msg': 'Error extracting attribute: {ERROR}"


def _printed(path: str) -> str:
    return f"1 validation error for Out\n{path}\n  Error extracting attribute: {ERROR}"


@pytest.mark.parametrize(
    ("message", "name"),
    [
        (_listed("('response', 'price')"), "price"),
        (_listed("('response', 0, 'owner', 'price')"), "price"),
        (_listed("('response',)"), ""),
        (_printed("price"), "price"),
        (_printed("owner.0.price"), "price"),
        (f"1 validation error:\n  {{'loc': ('response', 'price'), 'msg': 'Field required'}} {ERROR}", ""),
        (ERROR, ""),
    ],
)
def test_the_last_name_of_the_path_is_the_field(message: str, name: str) -> None:
    error = an_error(kind="refresh", attribute=None, blocks=(Block("x.ValidationError", message),))
    assert field(error) == name
    assert about(error, None)["attribute"] == (name or "a column")


def test_of_several_fields_the_one_that_failed_like_this_is_named() -> None:
    other = "{'type': 'missing', 'loc': ('response', 'id'), 'msg': 'Field required', 'input': 1}"
    error = an_error(
        kind="refresh", attribute=None, blocks=(Block("x.E", f"2:\n  {other}\n{_listed(repr(('response', 'price')))}"),)
    )
    assert field(error) == "price"


def test_sqlalchemys_own_name_comes_first() -> None:
    error = an_error(attribute="lines", blocks=(Block("x.E", _listed("('response', 'rows')")),))
    assert about(error, None)["attribute"] == "lines"


@pytest.mark.parametrize(
    ("wrapped_in", "who"),
    [
        ("fastapi.exceptions.ResponseValidationError", "FastAPI's response model asked"),
        ("pydantic_core._pydantic_core.ValidationError", "a pydantic model asked"),
        ("sqlalchemy.exc.StatementError", "the code asked"),
        (None, "the code asked"),
    ],
)
def test_who_asked_is_the_model_that_was_being_built(wrapped_in: str | None, who: str) -> None:
    error = an_error(wrapped_in=wrapped_in)
    assert fill("{reader} asked", about(error, None)) == who
    assert reader(error) == ("" if who == "the code asked" else who.removesuffix(" asked"))
