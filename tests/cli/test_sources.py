"""Lines and paths of the user's files for the terminal view, never from outside the folder."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from detachdoc.cli.sources import Sources
from detachdoc.source import open_project
from tests.cli.tools import LAZY, run, run_here

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
    assert Sources(open_project(str(folder))).lines("orders.py", 2, 3) == (
        "    # the newest first",
        "    for order in user.orders:",
    )


def test_a_file_is_located_by_its_real_path(folder: Path) -> None:
    assert Sources(open_project(str(folder))).locate("orders.py") == os.path.realpath(folder / "orders.py")


@pytest.mark.parametrize("file", ["missing.py", "../secret.py", "link.py", "/etc/passwd", "", ".", "<string>"])
def test_what_is_not_in_the_folder_is_not_read(folder: Path, file: str) -> None:
    sources = Sources(open_project(str(folder)))
    assert sources.locate(file) is None
    assert sources.lines(file, 1, 1) is None


def test_the_view_shows_the_line_before_the_use(folder: Path) -> None:
    text = LAZY.replace("/srv/shop/api/orders.py", "/srv/shop/orders.py").replace("line 44", "line 3")
    result = run("diagnose", "--source", str(folder), stdin=text)
    assert "the newest first" in result.stdout
    assert "the newest first" not in run("diagnose", "--no-source", stdin=text).stdout


#: Python tells an audit hook about every folder it lists and every file it opens.
WATCHED = """
import collections, sys
seen = collections.Counter()
sys.addaudithook(lambda event, about: seen.update([str(about[0])]) if event in ("os.scandir", "open") else None)
from detachdoc.__main__ import main
sys.argv[1:] = ["diagnose", "--source", {root!r}, {text!r}]
try:
    main()
finally:
    print(seen[{root!r}], seen[{file!r}], file=sys.stderr)
"""


def test_the_folder_is_listed_and_the_failing_file_read_once_for_tracing_and_view(folder: Path) -> None:
    text = folder.parent / "log.txt"
    text.write_text(LAZY.replace("/srv/shop/api/orders.py", "/srv/shop/orders.py").replace("line 44", "line 3"))
    root = os.path.realpath(folder)
    script = WATCHED.format(root=root, text=str(text), file=os.path.join(root, "orders.py"))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "the newest first" in done.stdout
    assert done.stderr.splitlines()[-1] == "1 1"


def test_a_current_folder_that_is_not_the_projects_lends_no_lines(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A file of the same name whose line 3 is another one."""
    (folder / "orders.py").write_text("\n\nprint('unrelated')\n", encoding="utf-8")
    text = tmp_path / "log.txt"
    text.write_text(LAZY.replace("/srv/shop/api/orders.py", "orders.py").replace("line 44", "line 3"), encoding="utf-8")
    monkeypatch.chdir(folder)
    assert "unrelated" not in run_here(capfd, "diagnose", str(text))[1]
