"""Which files does the walk list, and which does it leave out?"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from detachdoc.errors import InputError
from detachdoc.source import ignoring, open_project
from detachdoc.source.walking import walk

if TYPE_CHECKING:
    from pathlib import Path


def write(root: Path, *paths: str, text: str = "x = 1\n") -> None:
    for path in paths:
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def test_caches_and_environments_are_skipped(tmp_path: Path) -> None:
    write(tmp_path, "app/main.py", "app/__pycache__/main.py", "node_modules/a.py", "env/lib/x.py", ".git/hook.py")
    write(tmp_path, "env/pyvenv.cfg", "app/page.html", "uv.lock", "requirements-dev.txt")
    listing = walk(str(tmp_path))
    assert listing.sources == ("app/main.py",)
    assert listing.templates == ("app/page.html",)
    assert listing.locks == ("requirements-dev.txt", "uv.lock")


def test_a_root_that_is_itself_an_environment_is_still_listed(tmp_path: Path) -> None:
    write(tmp_path, "pyvenv.cfg", "main.py")
    assert walk(str(tmp_path)).sources == ("main.py",)


def test_symbolic_links_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "root", "a.py")
    write(tmp_path / "outside", "secret.py")
    os.symlink(tmp_path / "root", tmp_path / "root" / "loop")
    os.symlink(tmp_path / "outside", tmp_path / "root" / "out")
    os.symlink(tmp_path / "outside" / "secret.py", tmp_path / "root" / "secret.py")
    assert walk(str(tmp_path / "root")).sources == ("a.py",)


def test_gitignore_counts_at_every_level(tmp_path: Path) -> None:
    write(tmp_path, "a.py", "gen/b.py", "app/c.py", "app/tmp/d.py", "app/keep.py")
    (tmp_path / ".gitignore").write_text("/gen\n", encoding="utf-8")
    (tmp_path / "app" / ".gitignore").write_text("tmp/\nc.py\n", encoding="utf-8")
    assert walk(str(tmp_path)).sources == ("a.py", "app/keep.py")


def test_a_nearer_gitignore_takes_back(tmp_path: Path) -> None:
    write(tmp_path, "app/a.py", "app/b.py")
    (tmp_path / ".gitignore").write_text("a.py\nb.py\n", encoding="utf-8")
    (tmp_path / "app" / ".gitignore").write_text("!b.py\n", encoding="utf-8")
    assert walk(str(tmp_path)).sources == ("app/b.py",)


@pytest.mark.parametrize(
    ("pattern", "path", "ignored"),
    [
        ("*.log", "a/b.log", True),
        ("/a.py", "b/a.py", None),
        ("/a.py", "a.py", True),
        ("docs/*.py", "docs/a.py", True),
        ("docs/*.py", "docs/x/a.py", None),
        ("docs/**/a.py", "docs/a.py", True),
        ("docs/**/a.py", "docs/x/y/a.py", True),
        ("**/a.py", "x/a.py", True),
        ("docs/**", "docs/x/a.py", True),
        ("docs/**", "docs", None),
        ("build/", "build", None),
        ("# a.py", "# a.py", None),
        (r"\#a.py", "#a.py", True),
        ("a[0-9].py", "a1.py", True),
        ("a.py  ", "a.py", True),
        ("!a.py", "a.py", False),
        ("", "a.py", None),
    ],
)
def test_a_pattern(pattern: str, path: str, ignored: bool | None) -> None:
    rules = ignoring.parse(pattern)
    assert ignoring.decides(rules, tuple(path.split("/")), is_folder=False) is ignored


def test_a_folder_pattern_matches_folders_only() -> None:
    rules = ignoring.parse("build/")
    assert ignoring.decides(rules, ("build",), is_folder=True) is True


def test_many_stars_take_linear_time() -> None:
    rules = ignoring.parse("/".join(["**"] * 100) + "/x")
    assert ignoring.decides(rules, tuple("a" * 200), is_folder=False) is None


def test_one_file_is_a_project(tmp_path: Path) -> None:
    write(tmp_path, "a.py", "b.py")
    assert open_project(str(tmp_path / "a.py")).files == ("a.py",)


def test_a_missing_folder_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing: there is no such file or folder"):
        open_project(str(tmp_path / "nothing"))


def test_packages_installed_beside_the_code_are_left_out(tmp_path: Path) -> None:
    for path in (
        "app.py",
        "sqlalchemy/orm/session.py",
        "PyJWT-2.8.0.dist-info/METADATA",
        "pyjwt/api.py",
        "shop/main.py",
    ):
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("", encoding="utf-8")
    assert walk(str(tmp_path)).sources == ("app.py", "shop/main.py")
