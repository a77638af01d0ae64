"""SQLAlchemy's four texts, whole, wrapped, cut and in look-alikes."""

from __future__ import annotations

import pytest

from detachdoc.report import read_text
from detachdoc.report.message import read_detached_text

LAZY = "Parent instance <User at 0x7f1> is not bound to a Session; lazy load operation of attribute 'orders' cannot proceed"
DEFERRED = LAZY.replace("lazy load", "deferred load")
REFRESH = "Instance <Order at 0x7f1> is not bound to a Session; attribute refresh operation cannot proceed"
DYNAMIC = LAZY.replace("a Session;", "a Session, and no contextual session is established;")


@pytest.mark.parametrize(("text", "kind", "name", "attribute"), [
    (LAZY, "lazy-load", "User", "orders"), (DEFERRED, "deferred", "User", "orders"),
    (REFRESH, "refresh", "Order", None), (DYNAMIC, "dynamic", "User", "orders"),
])  # fmt: skip
@pytest.mark.parametrize("link", ["http://sqlalche.me/e/13/bhk3", "https://sqlalche.me/e/20/bhk3"])
def test_four_texts(text: str, kind: str, name: str, attribute: str | None, link: str) -> None:
    found = read_detached_text(f"{text} (Background on this error at: {link})")
    assert found is not None
    assert (found.kind, found.class_name, found.attribute, found.message) == (kind, name, attribute, text)
    assert found.link == link[-7:-5]


@pytest.mark.parametrize("text", [LAZY, DEFERRED, REFRESH, DYNAMIC])
@pytest.mark.parametrize("glue", ["\n", "\n    ", " \n", " "])
def test_broken_anywhere(text: str, glue: str) -> None:
    whole = read_detached_text(text)
    for position in range(len("Parent instance <"), len(text)):
        assert read_detached_text(text[:position] + glue + text[position:]) == whole


def test_cut_text_says_what_is_left() -> None:
    found = read_detached_text(LAZY[: LAZY.index("lazy")])
    assert found is not None
    assert (found.cut, found.kind, found.class_name) == (True, "unknown", "User")


@pytest.mark.parametrize("text", [
    "Instance <User at 0x7f1> is not present in this Session",
    "Instance '<User at 0x7f1>' is not persistent within this Session",
    "Can't attach instance <User at 0x7f1>; another instance with key x is already present in this session.",
    "Parent instance %s is not bound to a Session; lazy load operation of attribute '%s' cannot proceed",
    "Parent instance <x> is not bound to a Session; (lazy load/deferred load/refresh/etc.) operation cannot proceed",
])  # fmt: skip
def test_other_texts_are_not_taken_for_it(text: str) -> None:
    assert read_detached_text(text) is None


@pytest.mark.parametrize("text", [
    "DetachedInstanceError when using FastAPI BackgroundTasks",
    "What does `DetachedInstanceError` mean?",
    "DetachedInstanceError: how do I fix this?",
    "except DetachedInstanceError:\n    raise\n",
    "with pytest.raises(DetachedInstanceError):\n    user.orders\n",
    "raise orm_exc.DetachedInstanceError(\n    'Parent instance %s is not bound to a Session; '\n)",
    "| Error | Meaning |\n|---|---|\n| DetachedInstanceError | closed |\n",
    "- Fix DetachedInstanceError in the export (#12)\n- ValueError: now raised\n",
    "Error: Cannot find module x\n    at require (a.js:3:1)\n",
    'Stack (most recent call last):\n  File "/a.py", line 1, in <module>\n    f()\n',
    "",
])  # fmt: skip
def test_mere_mention_is_no_error(text: str) -> None:
    assert read_text(text).errors == ()


@pytest.mark.parametrize(("text", "wrapper"), [
    (f"request failed: {LAZY}", None),
    (f'request failed: DetachedInstanceError("{LAZY}")', None),
    (f"sqlalchemy.exc.StatementError: (sqlalchemy.orm.exc.DetachedInstanceError) {LAZY}\n[SQL: SELECT 1]", "sqlalchemy.exc.StatementError"),
    (f"1 validation error for UserOut\norders\n  Error extracting attribute: DetachedInstanceError: {LAZY} [type=get_attribute_error]", None),
    ((
        f"pydantic_core._pydantic_core.ValidationError: 1 validation error for UserOut\norders\n"
        f"  Error extracting attribute: DetachedInstanceError: {LAZY} [type=get_attribute_error]\n"
        f"    For further information visit https://errors.pydantic.dev/2.14/v/get_attribute_error"),
        "pydantic_core._pydantic_core.ValidationError",
    ),
    (f"shop.errors.ExportError: could not export: {LAZY}", "shop.errors.ExportError"),
])  # fmt: skip
def test_message_without_frames(text: str, wrapper: str | None) -> None:
    (error,) = read_text(text).errors
    assert error.type == "sqlalchemy.orm.exc.DetachedInstanceError"
    assert (error.kind, error.class_name, error.attribute, error.wrapped_in) == ("lazy-load", "User", "orders", wrapper)
    assert error.message == LAZY
    assert "no-frames" in error.damage


def test_neighbour_swallowed_by_fastapi_keeps_its_own_type() -> None:
    text = (
        "fastapi.exceptions.ResponseValidationError: 1 validation error:\n  {'type': 'get_attribute_error', 'msg': "
        "'Error extracting attribute: MissingGreenlet: greenlet_spawn has not been called; can't call await_only()'}"
    )
    (error,) = read_text(text).errors
    assert (error.is_detached, error.type) == (False, "sqlalchemy.exc.MissingGreenlet")
    assert error.wrapped_in == "fastapi.exceptions.ResponseValidationError"
