"""Does the recorder come and go without a trace, whatever was imported when?"""

from __future__ import annotations

import functools
import importlib
import os
import pickle
import sys
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import session as async_session
from sqlalchemy.orm import Session, loading, state
from sqlalchemy.orm import session as orm_session
from sqlalchemy.orm.exc import DetachedInstanceError
from starlette.middleware.errors import ServerErrorMiddleware

from detachdoc import recorder
from tests.recorder.tools import Boat, Engine, error_of, line, note_of, run

if TYPE_CHECKING:
    from pathlib import Path

OWNERS = (
    loading,
    orm_session,
    Session,
    state.InstanceState,
    DetachedInstanceError,
    async_session.AsyncSession,
    async_session._AsyncSessionContextManager,
    ServerErrorMiddleware,
)


def everything() -> list[dict[str, Any]]:
    return [dict(vars(owner)) for owner in OWNERS]


def detached(engine: Engine) -> Boat:
    with Session(engine) as session:
        return session.get(Boat, 1)


def test_uninstall_restores_everything_exactly() -> None:
    before, finders = everything(), list(sys.meta_path)

    recorder.install()
    assert everything() != before
    recorder.uninstall()

    assert everything() == before
    assert sys.meta_path == finders
    assert not Session.dispatch.after_commit._clslevel[Session]


def test_install_twice_is_once(engine: Engine) -> None:
    recorder.install()
    once = everything()
    recorder.install()
    try:
        assert everything() == once
        assert error_of(lambda: detached(engine).crew).count("[detachdoc:") == 1
    finally:
        recorder.uninstall()
    assert not recorder.is_installed()


def test_uninstall_without_install_does_nothing() -> None:
    before = everything()

    recorder.uninstall()

    assert everything() == before


def test_off_again_the_message_is_sqlalchemys(engine: Engine) -> None:
    found = detached(engine)
    plain = error_of(lambda: found.crew)

    recorder.install()
    recorder.uninstall()

    assert error_of(lambda: found.crew) == plain


def test_object_detached_before_install_raises_without_a_place(engine: Engine) -> None:
    found = detached(engine)
    recorder.install()
    try:
        note = note_of(lambda: found.crew)
    finally:
        recorder.uninstall()

    assert note.detached is None
    assert note.used is not None


def test_session_made_before_install_is_recorded_from_then_on(engine: Engine) -> None:
    session = Session(engine)
    recorder.install()
    try:
        found = session.get(Boat, 1)
        session.close()
        note = note_of(lambda: found.crew)
    finally:
        recorder.uninstall()

    assert line(note.detached) == "session.close()"
    assert note.made is None


def test_somebody_elses_wrapper_around_ours_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    recorder.install()
    ours = loading.instances
    monkeypatch.setattr(loading, "instances", functools.partial(ours))
    theirs = loading.instances

    recorder.uninstall()

    assert loading.instances is theirs


def test_another_copy_of_the_recorder_does_not_wrap_again(engine: Engine) -> None:
    recorder.install()
    names = [name for name in sys.modules if name == "detachdoc.recorder" or name.startswith("detachdoc.recorder.")]
    kept = {name: sys.modules.pop(name) for name in names}
    try:
        copy = importlib.import_module("detachdoc.recorder")
        assert copy is not recorder
        copy.install()
        assert error_of(lambda: detached(engine).crew).count("[detachdoc:") == 1
        copy.uninstall()
    finally:
        for name in [name for name in sys.modules if name.startswith("detachdoc.recorder")]:
            del sys.modules[name]
        sys.modules.update(kept)
        recorder.uninstall()
    assert "[detachdoc:" not in error_of(lambda: detached(engine).crew)


def test_error_that_was_pickled_keeps_its_one_note(engine: Engine) -> None:
    recorder.install()
    try:
        with pytest.raises(DetachedInstanceError) as caught:
            _ = detached(engine).crew
        again = pickle.loads(pickle.dumps(caught.value))
    finally:
        recorder.uninstall()

    assert str(again) == str(caught.value)


def test_error_the_app_raises_itself_is_left_alone() -> None:
    recorder.install()
    try:
        assert str(DetachedInstanceError("mine")).startswith("mine (Background")
    finally:
        recorder.uninstall()


def test_missing_private_name_is_said_once_and_the_rest_works(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from detachdoc.recorder import orm

    monkeypatch.setattr(orm._loads, "is_on", True)
    monkeypatch.delattr(orm_session, "_new_sessionid")
    # Session itself needs it; what is tested is a SQLAlchemy that calls it something else.
    monkeypatch.setattr(Session, "__init__", _init_without_id)

    recorder.install()
    try:
        found = detached(engine)
        note = note_of(lambda: found.crew)
    finally:
        recorder.uninstall()
        orm._sessions.is_on = True

    said = capsys.readouterr().err
    assert said == "detachdoc recorder: sessions are not recorded (sqlalchemy.orm.session has no _new_sessionid)\n"
    assert note.detached_by == "block-exit"
    assert note.made is None


_ORIGINAL_INIT = Session.__init__
_ORIGINAL_ID = orm_session._new_sessionid


def _init_without_id(self: Session, *arguments: Any, **options: Any) -> None:
    orm_session._new_sessionid = _ORIGINAL_ID
    try:
        _ORIGINAL_INIT(self, *arguments, **options)
    finally:
        del orm_session._new_sessionid


def test_failure_inside_the_recorder_never_reaches_the_app(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from detachdoc.recorder import orm

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("ours")

    recorder.install()
    monkeypatch.setattr(orm, "capture", broken)
    monkeypatch.setattr(orm, "capture_again", broken)
    try:
        with Session(engine) as session:
            assert session.get(Boat, 1).name == "Ariel"
            session.commit()
            assert session.get(Boat, 1).name == "Ariel"
    finally:
        recorder.uninstall()
        orm._loads.is_on = orm._sessions.is_on = orm._ends.is_on = True
        from detachdoc.recorder import expiry

        expiry._expiries.is_on = True

    said = capsys.readouterr().err.splitlines()
    assert len(said) == len(set(said)) == 4
    assert all("ZeroDivisionError: ours" in text for text in said)


def test_listeners_of_the_app_stay(engine: Engine) -> None:
    seen: list[str] = []

    def mine(_session: Session) -> None:
        seen.append("commit")

    event.listen(Session, "after_commit", mine)
    try:
        recorder.install()
        with Session(engine) as session:
            session.get(Boat, 1)
            session.commit()
        recorder.uninstall()
        with Session(engine) as session:
            session.get(Boat, 1)
            session.commit()
    finally:
        event.remove(Session, "after_commit", mine)

    assert seen == ["commit", "commit"]


APP = """
    {before}
    from sqlalchemy import Column, Integer, String, create_engine
    from sqlalchemy.orm import Session, declarative_base
    {after}
    Base = declarative_base()
    class Boat(Base):
        __tablename__ = "boat"
        id = Column(Integer, primary_key=True)
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    session = Session(engine)
    session.add(Boat(id=1))
    session.commit()
    boat = session.get(Boat, 1)
    session.commit()
    session.close()
    {use}
    boat.id
"""


@pytest.mark.parametrize("where", ["before", "after"])
def test_install_in_one_line_before_or_after_sqlalchemy(tmp_path: Path, where: str) -> None:
    import subprocess
    import textwrap

    texts = {"before": "", "after": "", "use": "", where: "import detachdoc.recorder; detachdoc.recorder.install()"}
    code = textwrap.dedent(APP.format(**texts))

    done = subprocess.run([sys.executable, "-c", code], cwd=os.getcwd(), capture_output=True, text=True, check=False)

    assert "let go somewhere, by close" in done.stderr


def test_run_installs_in_the_process(tmp_path: Path) -> None:
    done = run(APP.format(before="", after="", use=""), tmp_path)

    assert f"[detachdoc: under {tmp_path}; loaded at app.py:15 in (module)" in done.stderr
    assert "let go at app.py:17 in (module), by close" in done.stderr


def test_run_installs_in_a_forked_child(tmp_path: Path) -> None:
    use = """
    import os, sys
    child = os.fork()
    if child:
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    """
    done = run(APP.format(before="", after="", use=use.replace("\n    ", "\n    ").strip()), tmp_path)

    assert done.returncode == 1
    assert "let go at app.py:17" in done.stderr


def test_run_chains_to_an_existing_sitecustomize(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text("import sys; sys.chained = True\n", encoding="utf-8")
    code = """
    import sys, sitecustomize
    from detachdoc import recorder
    print(sys.chained, sitecustomize.__file__, recorder.is_installed(), any("bootstrap" in part for part in sys.path))
    """
    done = run(code, tmp_path, PYTHONPATH=str(tmp_path / "site"))

    assert done.stdout.split() == ["True", str(tmp_path / "site" / "sitecustomize.py"), "True", "False"]


def test_run_imports_nothing_the_app_does_not(tmp_path: Path) -> None:
    code = """
    import sys
    print([name for name in ("sqlalchemy", "typer", "rich", "asyncio", "yaml", "starlette") if name in sys.modules])
    """
    assert run(code, tmp_path).stdout == "[]\n"


def test_older_python_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from importlib.machinery import SourceFileLoader
    from importlib.util import module_from_spec, spec_from_loader

    path = os.path.join(os.path.dirname(recorder.__file__), "bootstrap", "sitecustomize.py")
    monkeypatch.setattr(sys, "version_info", (3, 10, 0))
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    loader = SourceFileLoader("sitecustomize", path)
    spec = spec_from_loader("sitecustomize", loader)
    assert spec is not None
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "sitecustomize", module)

    loader.exec_module(module)

    assert capsys.readouterr().err == "detachdoc recorder: nothing is recorded (needs Python 3.11 or newer)\n"
    assert not recorder.is_installed()
