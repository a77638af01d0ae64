"""How the object came into its session, from the line that loaded it or from a recording."""

from __future__ import annotations

import pytest

from detachdoc.evidence import loading
from detachdoc.model.place import Place
from detachdoc.model.report import RecorderNote


def _loaded(code: str | None) -> list[str]:
    return [f"{fact.id}={fact.value}" for fact in loading.traced(Place("app/db.py", 7, code=code))]


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("session.add(user)", "new"),
        ("session.add_all([user, other])", "new"),
        ('session.add(User(name=form.get("name")))', "new"),
        ("session.refresh(user)", "refresh"),
        ('await session.refresh(user, ["posts"])', "refresh"),
        ("return session.get(User, user_id)", "query"),
        ("user = await session.scalar(select(User))", "query"),
        ("statement = select(User)", "query"),
        ("seen.append(session.query(User).one())", "query"),
    ],
)
def test_the_first_of_sqlalchemys_calls_tells(code: str, value: str) -> None:
    assert _loaded(code) == [f"loaded-by={value}"]


@pytest.mark.parametrize("code", [None, "", "user = find(1)", "address(user)", "refresh(user)"])
def test_a_line_without_such_a_call_tells_nothing(code: str | None) -> None:
    assert _loaded(code) == []


def test_without_a_place_nothing_is_told() -> None:
    assert list(loading.traced(None)) == []


@pytest.mark.parametrize(
    ("extra", "facts"),
    [
        ((), []),
        ((("load-new", "yes"),), ["loaded-by=new"]),
        ((("made-for", "middleware"),), ["loaded-in=middleware"]),
        ((("made-for", "function"),), []),
    ],
)
def test_a_recording_tells_of_new_objects_and_middlewares(extra: tuple[tuple[str, str], ...], facts: list[str]) -> None:
    note = RecorderNote(loaded=Place("app/db.py", 7), extra=extra)
    assert [f"{fact.id}={fact.value}" for fact in loading.recorded(note)] == facts
