"""Lines and paths of the user's files for the terminal view, never from outside the folder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from detachdoc.cli.sources import Sources
from tests.cli.tools import LAZY, run

if TYPE_CHECKING:
    from pathlib import Path

CODE = "def list_orders(user):\n    # the newest first\n    for order in user.orders:\n        print(order)\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "shop"
    root.mkdir()
    (root / "orders.py").write_text(CODE, encoding="utf-8")
    (tmp_path / "secret.py").write_text("password = 1\n", encoding="utf-8")
    os.symlink(tmp_path / "secret.py", root / "link.py")
    return root


def test_lines_are_counted_from_one_and_include_the_last(folder: Path) -> None:
    assert Sources(str(folder)).lines("orders.py", 2, 3) == ("    # the newest first", "    for order in user.orders:")


def test_a_file_is_located_by_its_real_path(folder: Path) -> None:
    assert Sources(str(folder)).locate("orders.py") == os.path.realpath(folder / "orders.py")


def test_without_a_folder_the_current_one_is_meant(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert Sources(None).locate("orders.py") is not None


@pytest.mark.parametrize("file", ["missing.py", "../secret.py", "link.py", "/etc/passwd", "", ".", "<string>"])
def test_what_is_not_in_the_folder_is_not_read(folder: Path, file: str) -> None:
    sources = Sources(str(folder))
    assert sources.locate(file) is None
    assert sources.lines(file, 1, 1) is None


def test_the_view_shows_the_line_before_the_use(folder: Path) -> None:
    text = LAZY.replace("/srv/shop/api/orders.py", "/srv/shop/orders.py").replace("line 44", "line 3")
    result = run("diagnose", "--source", str(folder), stdin=text)
    assert "the newest first" in result.stdout
    assert "the newest first" not in run("diagnose", "--no-source", stdin=text).stdout
