"""Is the query named that loaded an object, and what expired it?"""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tests.recorder.tools import Boat, Engine, Sailor, line, note_of

pytestmark = pytest.mark.usefixtures("recorded")


def test_get(engine: Engine) -> None:
    with Session(engine) as session:
        found = session.get(Boat, 1)

    assert line(note_of(lambda: found.crew).loaded) == "found = session.get(Boat, 1)"


def test_legacy_query(engine: Engine) -> None:
    with Session(engine) as session:
        found = session.query(Boat).filter_by(id=1).one()

    assert line(note_of(lambda: found.crew).loaded) == "found = session.query(Boat).filter_by(id=1).one()"


def test_eagerly_loaded_object_names_the_query(engine: Engine) -> None:
    with Session(engine) as session:
        session.add(Sailor(id=5, boat_id=1))
        session.commit()
        query = select(Boat).options(selectinload(Boat.crew))
        found = session.scalars(query).one().crew[0]
        session.expire(found)

    note = note_of(lambda: found.boat_id)
    assert line(note.loaded) == "found = session.scalars(query).one().crew[0]"


def test_new_object_names_its_add(engine: Engine) -> None:
    with Session(engine) as session:
        found = Boat(name="Puck")
        session.add(found)
        session.commit()

    note = note_of(lambda: found.name)
    assert line(note.loaded) == "session.add(found)"
    assert note.get("load-new") == "yes"


def test_new_object_names_its_refresh_instead(engine: Engine) -> None:
    with Session(engine) as session:
        found = Boat(name="Puck")
        session.add(found)
        session.commit()
        session.refresh(found)

    assert line(note_of(lambda: found.crew).loaded) == "session.refresh(found)"


def test_refresh_of_a_loaded_object_keeps_the_query(engine: Engine) -> None:
    with Session(engine) as session:
        found = session.get(Boat, 1)
        session.commit()
        session.refresh(found)

    assert line(note_of(lambda: found.crew).loaded) == "found = session.get(Boat, 1)"


def test_reading_an_expired_column_keeps_the_query(engine: Engine) -> None:
    with Session(engine) as session:
        found = session.get(Boat, 1)
        session.commit()
        assert found.name == "Ariel"

    assert line(note_of(lambda: found.crew).loaded) == "found = session.get(Boat, 1)"


@pytest.mark.parametrize("by", ["commit", "rollback", "expire_all"])
def test_expired_by_the_session(engine: Engine, by: str) -> None:
    with Session(engine) as session:
        found = session.get(Boat, 1)
        getattr(session, by)()

    note = note_of(lambda: found.name)
    assert note.expired_by == by.removesuffix("_all")
    assert line(note.expired) == "getattr(session, by)()"


def test_expired_alone_after_a_commit(engine: Engine) -> None:
    with Session(engine) as session:
        found = session.get(Boat, 1)
        session.commit()
        assert found.name == "Ariel"
        session.expire(found)

    note = note_of(lambda: found.name)
    assert note.expired_by == "expire"
    assert line(note.expired) == "session.expire(found)"


def test_refreshing_another_object_does_not_hide_the_commit(engine: Engine) -> None:
    with Session(engine) as session:
        other = Boat(name="Puck")
        session.add(other)
        found = session.get(Boat, 1)
        session.commit()
        session.refresh(other)

    assert note_of(lambda: found.name).expired_by == "commit"


def test_commit_before_the_load_expired_nothing(engine: Engine) -> None:
    with Session(engine) as session:
        session.commit()
        found = session.get(Boat, 1)

    assert note_of(lambda: found.crew).expired_by is None


def test_commit_of_a_savepoint_expires_nothing(engine: Engine) -> None:
    with Session(engine) as session:
        found = session.get(Boat, 1)
        with session.begin_nested():
            found.name = "Ariel II"

    assert note_of(lambda: found.crew).expired_by is None


def test_query_of_long_ago_is_not_forgotten(engine: Engine) -> None:
    session = Session(engine)
    found = session.get(Boat, 1)
    for _ in range(50):
        session.scalars(select(Sailor)).all()
    session.close()

    assert line(note_of(lambda: found.crew).loaded) == "found = session.get(Boat, 1)"
