"""Is the right end named for objects that go from session to session, and for sessions that are used again?"""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, make_transient

from detachdoc import recorder
from tests.recorder.tools import Boat, Engine, line, note_of


def closed(engine: Engine) -> Boat:
    with Session(engine) as session:
        return session.get(Boat, 1)


@pytest.fixture
def found(recorded: None, engine: Engine) -> Boat:
    return closed(engine)


@pytest.mark.usefixtures("recorded")
def test_session_closed_twice_let_go_the_first_time(engine: Engine) -> None:
    with Session(engine) as session:
        found = session.get(Boat, 1)
        session.close()

    note = note_of(lambda: found.crew)
    assert (note.detached_by, line(note.detached)) == ("close", "session.close()")


@pytest.mark.usefixtures("recorded")
def test_session_used_again_has_two_ends(engine: Engine) -> None:
    session = Session(engine)
    first = session.get(Boat, 1)
    session.close()
    second = session.get(Boat, 1)
    session.expunge_all()

    assert line(note_of(lambda: first.crew).detached) == "session.close()"
    assert line(note_of(lambda: second.crew).detached) == "session.expunge_all()"


def test_added_to_another_session_is_let_go_by_that(found: Boat, engine: Engine) -> None:
    other = Session(engine)
    other.add(found)
    other.close()

    note = note_of(lambda: found.crew)
    assert line(note.detached) == "other.close()"
    assert line(note.loaded) == "return session.get(Boat, 1)"


def test_added_again_to_a_session_that_was_closed(found: Boat, engine: Engine) -> None:
    session = Session(engine)
    session.add(found)
    session.close()
    session.add(found)
    session.reset() if hasattr(session, "reset") else session.expunge_all()

    assert "hasattr" in line(note_of(lambda: found.crew).detached)


def test_merged_without_loading_is_let_go_by_its_new_session(found: Boat, engine: Engine) -> None:
    session = Session(engine)
    merged = session.merge(found, load=False)
    session.close()

    assert line(note_of(lambda: merged.crew).detached) == "session.close()"
    assert line(note_of(lambda: found.crew).detached) == "with Session(engine) as session:"


@pytest.mark.usefixtures("recorded")
def test_expunged_and_added_again(engine: Engine) -> None:
    session = Session(engine)
    found = session.get(Boat, 1)
    session.expunge(found)
    session.add(found)
    session.close()

    assert line(note_of(lambda: found.crew).detached) == "session.close()"


@pytest.mark.usefixtures("recorded")
def test_made_transient_and_added_as_a_new_object(engine: Engine) -> None:
    first = Session(engine)
    found = first.get(Boat, 1)
    make_transient(found)
    found.id = 2
    second = Session(engine)
    second.add(found)
    second.commit()
    second.close()

    assert line(note_of(lambda: found.crew).detached) == "second.close()"


@pytest.mark.usefixtures("recorded")
def test_refreshed_in_another_session_keeps_its_query(engine: Engine) -> None:
    found = closed(engine)
    session = Session(engine)
    session.add(found)
    session.refresh(found)
    session.close()

    note = note_of(lambda: found.crew)
    assert line(note.loaded) == "return session.get(Boat, 1)"
    assert line(note.detached) == "session.close()"


@pytest.mark.usefixtures("recorded")
def test_new_object_of_a_failed_transaction_added_again(engine: Engine) -> None:
    found = Boat(id=7)
    session = Session(engine)
    session.add(found)
    session.flush()
    session.rollback()
    session.add(found)
    session.commit()
    session.close()

    assert line(note_of(lambda: found.crew).detached) == "session.close()"


def test_loaded_before_the_recorder_came(engine: Engine) -> None:
    session = Session(engine)
    found = session.get(Boat, 1)
    recorder.install()
    try:
        session.close()
        note = note_of(lambda: found.crew)
    finally:
        recorder.uninstall()

    assert line(note.detached) == "session.close()"
    assert note.loaded is None


def test_loaded_while_the_recorder_was_away(engine: Engine) -> None:
    recorder.install()
    session = Session(engine)
    recorder.uninstall()
    found = session.scalars(select(Boat)).one()
    recorder.install()
    try:
        session.close()
        note = note_of(lambda: found.crew)
    finally:
        recorder.uninstall()

    assert line(note.detached) == "session.close()"
    assert note.loaded is None


@pytest.mark.usefixtures("recorded")
def test_loads_are_not_recorded_but_ends_are(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    from detachdoc.recorder import orm

    monkeypatch.setattr(orm._loads, "is_on", False)
    session = Session(engine)
    found = session.get(Boat, 1)
    session.close()

    note = note_of(lambda: found.crew)
    assert line(note.detached) == "session.close()"
    assert note.loaded is None
