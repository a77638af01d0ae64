"""Does the app behave as without the recorder: same results, same errors, nothing kept alive, flat memory?"""

from __future__ import annotations

import gc
import inspect
import os
import subprocess
import sys
import types
import warnings
import weakref

import pytest
from sqlalchemy import event, exc, select, text, util
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import DetachedInstanceError

from detachdoc import recorder
from detachdoc.recorder import context, tables
from detachdoc.recorder.orm import record_of
from detachdoc.recorder.trails import NOWHERE
from tests.recorder.tools import ROOT, Boat, Engine

pytestmark = pytest.mark.usefixtures("recorded")


def test_objects_and_sessions_are_freed(engine: Engine) -> None:
    session = Session(engine)
    found = session.get(Boat, 1)
    session.commit()
    dead = [weakref.ref(session), weakref.ref(found), weakref.ref(found._sa_instance_state)]
    session.close()
    with pytest.raises(DetachedInstanceError):
        _ = found.crew

    del session, found
    gc.collect()

    assert [reference() for reference in dead] == [None, None, None]


def test_session_nobody_closed_is_freed(engine: Engine) -> None:
    session = Session(engine)
    session.get(Boat, 1)
    dead = weakref.ref(session)

    del session
    gc.collect()

    assert dead() is None


def test_frames_are_freed(engine: Engine) -> None:
    class Payload:
        pass

    def handle() -> weakref.ref[Payload]:
        payload = Payload()
        with Session(engine) as session:
            session.get(Boat, 1)
        return weakref.ref(payload)

    assert handle()() is None


def test_errors_pass_through_unchanged(engine: Engine) -> None:
    with Session(engine) as session, pytest.raises(exc.OperationalError, match="no such column: nowhere"):
        session.scalars(select(Boat).where(text("nowhere = 1")))


def test_warnings_are_attributed_to_the_apps_line(engine: Engine) -> None:
    def warned() -> list[tuple[str, int]]:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            session = Session(engine)
            kept = session.get(Boat, 1)
            session.close()
            assert kept is not None
        return [(warning.filename, warning.lineno) for warning in caught]

    def inside(_session: Session, _boat: Boat) -> None:
        sqlalchemys_warn("from inside _detach_states")  # noqa: F821 - among its own globals, below

    # Looks like a function of SQLAlchemy, so that the first frame outside it is the app's, or else the recorder's.
    names = {"__name__": "sqlalchemy.orm.state", "sqlalchemys_warn": util.warn}
    warn = types.FunctionType(inside.__code__, names)
    event.listen(Session, "persistent_to_detached", warn)
    try:
        on = warned()
        recorder.uninstall()
        off = warned()
        assert [place[0] for place in off] == [__file__]
        assert on == off
    finally:
        event.remove(Session, "persistent_to_detached", warn)


def test_error_in_a_listener_of_the_app_passes_through(engine: Engine) -> None:
    factory = sessionmaker(engine)

    @event.listens_for(factory, "persistent_to_detached")
    def broken(_session: Session, _boat: Boat) -> None:
        raise LookupError("the app's own")

    session = factory()
    found = session.get(Boat, 1)
    with pytest.raises(LookupError, match="the app's own"):
        session.expunge(found)
    event.remove(factory, "persistent_to_detached", broken)
    session.close()


def test_signatures_stay() -> None:
    on = [inspect.signature(function) for function in (Session.__init__, Session.expire, Session.expire_all)]
    recorder.uninstall()

    assert [inspect.signature(function) for function in (Session.__init__, Session.expire, Session.expire_all)] == on


def test_no_frame_of_the_recorder_stands_in_the_traceback_of_the_error(engine: Engine) -> None:
    with Session(engine) as session:
        found = session.get(Boat, 1)
    with pytest.raises(DetachedInstanceError) as caught:
        _ = found.crew

    files = [entry.path for entry in caught.traceback]
    assert not any("detachdoc" in str(file) and "recorder" in str(file) and "tests" not in str(file) for file in files)


def test_objects_of_a_closed_session_carry_nothing_more(engine: Engine) -> None:
    with Session(engine) as session:
        found = session.get(Boat, 1)

    assert not any("detachdoc" in name for name in (*vars(found._sa_instance_state), *vars(found), *vars(session)))


def test_objects_that_were_added_or_let_go_alone_carry_two_attributes_at_most(engine: Engine) -> None:
    with Session(engine) as session:
        found = Boat()
        session.add(found)
        session.commit()
        session.expunge(found)

    assert {name for name in vars(found._sa_instance_state) if "detachdoc" in name} == {
        "_detachdoc",
        "_detachdoc_new",
    }
    assert not any("detachdoc" in name for name in vars(found))


def test_numbers_are_still_numbers(engine: Engine) -> None:
    with Session(engine) as first, Session(engine) as second:
        found = first.get(Boat, 1)
        state = found._sa_instance_state

        assert second.hash_key == first.hash_key + 1
        assert isinstance(state.runid, int)
        with pytest.raises(exc.InvalidRequestError) as caught:
            second.add(found)

    assert f"already attached to session '{int(first.hash_key)}' (this is '{int(second.hash_key)}')" in str(
        caught.value
    )


def test_pickled_bytes_are_the_same(engine: Engine) -> None:
    import pickle

    with Session(engine) as session:
        found = session.get(Boat, 1)
        on = pickle.dumps(found)
        recorder.uninstall()

        assert pickle.dumps(found) == on


def test_note_holds_no_values(engine: Engine) -> None:
    with Session(engine) as session:
        secret = "hunter2-4711"
        found = Boat(name=secret)
        session.add(found)
        session.commit()
        session.scalars(select(Boat).where(Boat.name == secret)).one()

    with pytest.raises(DetachedInstanceError) as caught:
        _ = found.crew

    assert secret not in str(caught.value)


def test_copies_are_bounded() -> None:
    size = len(tables._copies)
    for number in range(3 * size):
        tables.remember_copy(number, ((NOWHERE, "copy", NOWHERE, 0, (0, None, 0), None, None), None))

    assert len(tables._copies) == size


def test_life_of_a_session_that_is_closed_again_and_again_is_bounded(engine: Engine) -> None:
    session = Session(engine)
    for _ in range(5):
        session.get(Boat, 1)
        session.close()
        session.close()
        session.close()

    assert len(record_of(session).life) == 2


def test_sessions_of_a_request_are_bounded() -> None:
    request = context.Request("job")
    for number in range(1000):
        record = tables.SessionRecord(number)
        record.made, record.life = (NOWHERE, 0, request.number), []
        request.add(record)

    assert len(request.sessions) <= context._SESSIONS


@pytest.mark.slow
def test_memory_is_flat_over_many_requests() -> None:
    done = subprocess.run(
        [sys.executable, os.path.join(ROOT, "benchmarks", "recorder_soak.py"), "2400"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": ROOT},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
