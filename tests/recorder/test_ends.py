"""Is the right line named for every way of leaving a session, and by what?"""

from __future__ import annotations

import contextlib
import copy
import gc
import pickle

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, make_transient_to_detached, scoped_session, sessionmaker

from tests.recorder.tools import Boat, Engine, line, note_of

pytestmark = pytest.mark.usefixtures("recorded")


def boat(session: Session) -> Boat:
    return session.scalars(select(Boat)).one()  # load


def in_block(engine: Engine) -> Boat:
    with Session(engine) as session:
        return boat(session)


def in_begin(engine: Engine) -> Boat:
    with sessionmaker(engine, expire_on_commit=False).begin() as session:
        return boat(session)


def in_closing(engine: Engine) -> Boat:
    with contextlib.closing(Session(engine)) as session:
        return boat(session)


def by_close(engine: Engine) -> Boat:
    session = Session(engine)
    found = boat(session)
    session.close()
    return found


def by_reset(engine: Engine) -> Boat:
    session = Session(engine)
    found = boat(session)
    session.reset()
    return found


def by_invalidate(engine: Engine) -> Boat:
    session = Session(engine)
    found = boat(session)
    session.invalidate()
    return found


def by_remove(engine: Engine) -> Boat:
    session = scoped_session(sessionmaker(engine))
    found = session.scalars(select(Boat)).one()  # load
    session.remove()
    return found


def by_expunge(engine: Engine) -> Boat:
    with Session(engine) as session:
        found = boat(session)
        session.expunge(found)
        return found


def by_expunge_all(engine: Engine) -> Boat:
    with Session(engine) as session:
        found = boat(session)
        session.expunge_all()
        return found


def by_deep_copy(engine: Engine) -> Boat:
    with Session(engine) as session:
        return copy.deepcopy(boat(session))


def by_pickle(engine: Engine) -> Boat:
    with Session(engine) as session:
        data = pickle.dumps(boat(session))
    return pickle.loads(data)


@contextlib.contextmanager
def scope(engine: Engine):
    session = Session(engine)
    try:
        yield session
    finally:
        session.close()


def in_scope(engine: Engine) -> Boat:
    with scope(engine) as session:
        return boat(session)


class UnitOfWork:
    def __init__(self, engine: Engine) -> None:
        self.session = Session(engine)

    def __enter__(self) -> Session:
        return self.session

    def __exit__(self, *error: object) -> None:
        self.finish()

    def finish(self) -> None:
        self.session.close()


def in_unit_of_work(engine: Engine) -> Boat:
    with UnitOfWork(engine) as session:
        return boat(session)


def close_quietly(session: Session) -> None:
    session.close()


def by_helper(engine: Engine) -> Boat:
    session = Session(engine)
    found = boat(session)
    close_quietly(session)
    return found


@pytest.mark.parametrize(
    ("load", "by", "expected"),
    [
        (in_block, "block-exit", "with Session(engine) as session:"),
        (in_begin, "block-exit", "with sessionmaker(engine, expire_on_commit=False).begin() as session:"),
        (in_closing, "block-exit", "with contextlib.closing(Session(engine)) as session:"),
        (by_close, "close", "session.close()"),
        pytest.param(
            by_reset,
            "reset",
            "session.reset()",
            marks=pytest.mark.skipif(not hasattr(Session, "reset"), reason="since 2.0.22"),
        ),
        (by_invalidate, "invalidate", "session.invalidate()"),
        (by_remove, "remove", "session.remove()"),
        (by_expunge, "expunge", "session.expunge(found)"),
        (by_expunge_all, "expunge-all", "session.expunge_all()"),
        (by_deep_copy, "copy", "return copy.deepcopy(boat(session))"),
        (by_pickle, "unpickled", "data = pickle.dumps(boat(session))"),
        (in_scope, "block-exit", "with scope(engine) as session:"),
        (in_unit_of_work, "block-exit", "with UnitOfWork(engine) as session:"),
        (by_helper, "close", "session.close()"),
    ],
)
def test_end_is_named(engine: Engine, load, by: str, expected: str) -> None:
    found = load(engine)

    note = note_of(lambda: found.crew)

    assert note.detached_by == by
    assert line(note.detached) == expected
    assert note.loaded is not None
    assert "session.scalars(select(Boat)).one()" in line(note.loaded)


def test_line_that_closes_on_behalf_of_a_block_is_named_too(engine: Engine) -> None:
    found = in_unit_of_work(engine)

    assert line(note_of(lambda: found.crew).through) == "self.session.close()"


def test_place_where_it_was_unpickled_is_named_too(engine: Engine) -> None:
    found = by_pickle(engine)

    assert line(note_of(lambda: found.crew).through) == "return pickle.loads(data)"


def test_session_nobody_closed_is_named_where_it_was_made(engine: Engine) -> None:
    def forget() -> Boat:
        session = Session(engine)
        found = boat(session)
        session.commit()
        return found

    found = forget()
    gc.collect()

    note = note_of(lambda: found.name)
    assert note.detached_by == "collected"
    assert line(note.detached) == "session = Session(engine)"


def test_deleted_row(engine: Engine) -> None:
    with Session(engine) as session:
        found = boat(session)
        session.delete(found)
        session.commit()

        note = note_of(lambda: found.log)

    assert note.detached_by == "deleted"
    assert line(note.detached) == "session.commit()"


def test_made_detached_from_nothing() -> None:
    found = Boat(id=7)
    make_transient_to_detached(found)

    note = note_of(lambda: found.name)

    assert note.detached_by == "make-transient"
    assert line(note.detached) == "make_transient_to_detached(found)"


def test_rolled_back_new_object(engine: Engine) -> None:
    session = Session(engine)
    found = Boat(name="Puck")
    session.add(found)
    session.flush()
    session.expire(found)
    session.rollback()

    note = note_of(lambda: found.name)

    assert note.detached_by == "rollback-new"
    assert line(note.detached) == "session.rollback()"


def test_attached_again_and_closed_again_names_the_last_end(engine: Engine) -> None:
    found = in_block(engine)
    second = Session(engine)
    second.add(found)
    second.close()  # the last

    note = note_of(lambda: found.crew)

    assert note.detached_by == "close"
    assert line(note.detached) == "second.close()"
    assert line(note.loaded) == "return session.scalars(select(Boat)).one()"


@pytest.mark.parametrize("attribute", ["crew", "log"])
def test_every_kind_of_operation_carries_a_note(engine: Engine, attribute: str) -> None:
    found = in_block(engine)

    assert note_of(lambda: getattr(found, attribute)).detached_by == "block-exit"


def test_dynamic_relationship_carries_a_note(engine: Engine) -> None:
    found = in_block(engine)

    assert note_of(lambda: found.watches.filter_by(id=1)).detached_by == "block-exit"
