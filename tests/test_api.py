"""What a library user is told when a verdict is open: the next thing to try, the cheaper first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc import api
from tests.cli.tools import LAZY

if TYPE_CHECKING:
    from pathlib import Path

RECORDED = f"{LAZY.rstrip()}\n[detachdoc: used at api/orders.py:44 in list_orders, site request]\n"


def _remarks(text: str, source: Path | None = None) -> str:
    [diagnosis] = api.diagnose(api.read_text(text), source=str(source) if source else None, use_source=bool(source))
    assert diagnosis.outcome == "undecided"
    return " ".join(diagnosis.remarks)


def test_without_source_the_source_is_asked_for() -> None:
    told = _remarks(LAZY)
    assert "add --source" in told
    assert "detachdoc run" not in told


def test_when_the_source_leaves_it_open_the_recorder_is_proposed(tmp_path: Path) -> None:
    (tmp_path / "empty.py").write_text("", encoding="utf-8")
    told = _remarks(LAZY, tmp_path)
    assert "detachdoc run" in told
    assert "add --source" not in told


def test_when_it_was_recorded_already_nothing_more_is_proposed(tmp_path: Path) -> None:
    (tmp_path / "empty.py").write_text("", encoding="utf-8")
    assert api.read_text(RECORDED).errors[0].recorder is not None
    assert "detachdoc run" not in _remarks(RECORDED, tmp_path)


def test_opened_source_is_what_the_diagnosis_looks_at(tmp_path: Path) -> None:
    (tmp_path / "empty.py").write_text("", encoding="utf-8")
    report = api.read_text(LAZY)
    project = api.open_source(report, str(tmp_path))
    assert api.diagnose(report, source=project) == api.diagnose(report, source=str(tmp_path))


def test_without_an_error_no_source_is_opened(tmp_path: Path) -> None:
    assert api.open_source(api.read_text("all is well\n"), str(tmp_path / "missing")) is None


def test_recorded_places_are_given_like_those_of_the_source(tmp_path: Path) -> None:
    api_folder = tmp_path / "api"
    api_folder.mkdir()
    lines = [""] * 42 + ["def list_orders(user):", "    for order in user.orders:", "        pass"]
    (api_folder / "orders.py").write_text("\n".join(lines), encoding="utf-8")
    (api_folder / "users.py").write_text(
        "def find():\n    with make() as session:\n        return session.get(User, 1)\n"
    )
    note = (
        "[detachdoc: under /srv/shop; loaded at api/users.py:3 in find, request 1; let go at api/users.py:2 in find, "
        "by block-exit, request 1; session made at api/users.py:2 in find, for function, owner own; no other session; "
        "used at api/orders.py:44 in list_orders, request 1, site request]"
    )
    [found] = api.diagnose(api.read_text(f"{LAZY.rstrip()} {note}\n"), source=str(tmp_path))
    assert found.load
    assert found.detach
    assert found.access
    assert (found.load.ref, found.load.code) == ("api/users.py:3", "return session.get(User, 1)")
    assert (found.detach.ref, found.detach.code) == ("api/users.py:2", "with make() as session:")
    assert found.access.ref == "api/orders.py:44"
    assert not [item.where for item in found.evidence if item.where and item.where.file.startswith("/srv")]
