"""Are files read as Python reads them, imports resolved, and frames mapped to lines?"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from detachdoc.model.report import Frame
from detachdoc.source import Project, decoding, locking, open_project

if TYPE_CHECKING:
    from pathlib import Path

PYTHON = f"Python {sys.version_info.major}.{sys.version_info.minor}"


def project(root: Path, files: dict[str, str | bytes]) -> Project:
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
    return open_project(str(root))


def frame(path: str, line: int, code: str | None = None, *, is_app: bool = True) -> Frame:
    return Frame(path, line, "f", code, is_app=is_app)


class TestReading:
    def test_the_declared_encoding_counts(self, tmp_path: Path) -> None:
        opened = project(tmp_path, {"a.py": "# coding: latin-1\nname = 'é'\n".encode("latin-1")})
        assert opened.lines("a.py")[1] == "name = 'é'"
        assert opened.unread == {}

    @pytest.mark.parametrize(
        ("content", "why"),
        [
            (b"# coding: utf-8\nname = '\xff'\n", "not in the encoding it declares"),
            (b"# coding: no-such-thing\n", "not in the encoding it declares"),
            (b"# coding: undefined\n", "not in the encoding it declares"),
            (b"print 'hello'\n", "Python 2 (line 1)"),
            (b"def f(:\n", f"not valid for {PYTHON}, which detachdoc runs on (line 1: invalid syntax)"),
            (b"x = 1\n\0\n", "not text"),
            (b"(" * 100_000, f"not valid for {PYTHON}, which detachdoc runs on (line 1: too many nested parentheses)"),
        ],
    )
    def test_what_cannot_be_read_is_said(self, tmp_path: Path, content: bytes, why: str) -> None:
        opened = project(tmp_path, {"a.py": content})
        assert opened.tree("a.py") is None
        assert opened.unread == {"a.py": why}

    def test_deep_nesting_is_not_fatal(self, tmp_path: Path) -> None:
        opened = project(tmp_path, {"a.py": "x = " + "-" * 50_000 + "1\n"})
        opened.tree("a.py")
        assert set(opened.unread.values()) <= {"cannot be parsed"}

    def test_a_large_file_is_said_to_be_left_out(self, tmp_path: Path) -> None:
        opened = project(tmp_path, {"a.py": b"#" * (decoding.MAX_SIZE + 1)})
        assert opened.tree("a.py") is None
        assert opened.unread == {"a.py": "larger than 2 MB"}

    def test_a_notebook_is_said_to_be_left_out(self, tmp_path: Path) -> None:
        assert project(tmp_path, {"a.ipynb": "{}"}).unread == {"a.ipynb": "a notebook"}

    def test_nothing_outside_the_root_is_read(self, tmp_path: Path) -> None:
        (tmp_path / "secret.py").write_text("secret = 1\n", encoding="utf-8")
        opened = project(tmp_path / "root", {"a.py": ""})
        assert opened.text("../secret.py") == ""
        assert opened.unread["../secret.py"] == "outside the source folder"

    def test_a_file_swapped_for_a_link_is_not_followed(self, tmp_path: Path) -> None:
        (tmp_path / "secret.py").write_text("secret = 1\n", encoding="utf-8")
        opened = project(tmp_path / "root", {"a.py": ""})
        os.unlink(tmp_path / "root" / "a.py")
        os.symlink(tmp_path / "secret.py", tmp_path / "root" / "a.py")
        assert opened.text("a.py") == ""

    def test_nothing_is_parsed_before_it_is_asked_for(self, tmp_path: Path) -> None:
        opened = project(tmp_path, {"a.py": "x = 1\n", "b.py": "y = 1\n"})
        opened.tree("a.py")
        assert opened.parsed == ["a.py"]

    def test_names_are_found_as_whole_words_nearest_first(self, tmp_path: Path) -> None:
        files = {"a/x.py": "user", "b/y.py": "user", "b/z.py": "users", "b/test_y.py": "user"}
        assert list(project(tmp_path, files).mentions("user", "b/main.py")) == ["b/y.py", "a/x.py", "b/test_y.py"]


class TestImports:
    FILES = {  # noqa: RUF012
        "src/app/__init__.py": "",
        "src/app/db/__init__.py": "",
        "src/app/db/session.py": "",
        "src/app/redis.py": "",
        "src/tools/helper.py": "",
        "tests/helper.py": "",
    }

    @pytest.mark.parametrize(
        ("dotted", "near", "found"),
        [
            ("app.db.session", "src/app/main.py", "src/app/db/session.py"),
            ("app.db", "src/app/main.py", "src/app/db/__init__.py"),
            ("app.db.session", "tests/test_x.py", "src/app/db/session.py"),
            ("redis", "tests/test_x.py", None),
            ("tools.helper", "src/app/main.py", "src/tools/helper.py"),
            ("helper", "tests/test_x.py", "tests/helper.py"),
            ("sqlalchemy.orm", "src/app/main.py", None),
        ],
    )
    def test_absolute(self, tmp_path: Path, dotted: str, near: str, found: str | None) -> None:
        assert project(tmp_path, dict(self.FILES)).modules.find(dotted, near) == found

    @pytest.mark.parametrize(
        ("level", "dotted", "near", "found"),
        [
            (1, "session", "src/app/db/__init__.py", "src/app/db/session.py"),
            (2, "redis", "src/app/db/session.py", "src/app/redis.py"),
            (1, "", "src/app/db/session.py", "src/app/db/__init__.py"),
            (1, "nothing", "src/app/db/session.py", None),
        ],
    )
    def test_relative(self, tmp_path: Path, level: int, dotted: str, near: str, found: str | None) -> None:
        assert project(tmp_path, dict(self.FILES)).modules.relative(level, dotted, near) == found


class TestFrames:
    FILES = {"src/shop/api/users.py": "import a\n\nx = user.orders\n", "src/shop/users.py": "import b\n"}  # noqa: RUF012

    @pytest.mark.parametrize(
        ("path", "is_app"),
        [
            ("/code/src/shop/api/users.py", True),
            ("/srv/shop/api/users.py", True),
            (r"C:\work\shop\api\users.py", True),
            ("api/users.py", True),
            ("/usr/lib/python3.11/site-packages/shop/api/users.py", False),
        ],
    )
    def test_a_path_from_elsewhere_is_mapped_by_its_tail(self, tmp_path: Path, path: str, is_app: bool) -> None:
        found = project(tmp_path, dict(self.FILES)).locate(frame(path, 3, "x = user.orders", is_app=is_app))
        assert found is not None
        assert (found.file, found.line, found.match) == ("src/shop/api/users.py", 3, "confirmed")

    def test_another_package_of_the_same_file_name_is_not_taken(self, tmp_path: Path) -> None:
        opened = project(tmp_path, dict(self.FILES))
        assert opened.locate(frame("/x/site-packages/django/users.py", 1, "import b", is_app=False)) is None

    def test_equal_tails_are_decided_by_the_printed_line(self, tmp_path: Path) -> None:
        opened = project(tmp_path, {"a/main.py": "import a\n", "b/main.py": "import b\n"})
        found = opened.locate(frame("/srv/main.py", 1, "import b"))
        assert found is not None
        assert found.file == "b/main.py"

    def test_a_moved_line_is_found(self, tmp_path: Path) -> None:
        found = project(tmp_path, dict(self.FILES)).locate(frame("/x/shop/api/users.py", 1, "x = user.orders"))
        assert found is not None
        assert (found.line, found.match) == (3, "moved")

    def test_a_changed_file_is_said_to_be(self, tmp_path: Path) -> None:
        found = project(tmp_path, dict(self.FILES)).locate(frame("/x/shop/api/users.py", 3, "y = user.items"))
        assert found is not None
        assert found.match == "changed"

    def test_a_line_the_log_cut_short_is_recognised(self, tmp_path: Path) -> None:
        opened = project(tmp_path, {"a.py": "value = compute(first_argument, second_argument)\n"})
        found = opened.locate(frame("/x/a.py", 1, "value = compute(first_argum..."))
        assert found is not None
        assert found.match == "confirmed"

    def test_the_copy_with_the_printed_line_is_taken(self, tmp_path: Path) -> None:
        opened = project(tmp_path, {"a/app/x.py": "old()\n", "b/app/x.py": "new()\n"})
        found = opened.locate(Frame("/srv/app/x.py", 1, "f", "new()", is_app=True))
        assert found is not None
        assert (found.file, found.match, found.rivals) == ("b/app/x.py", "confirmed", ())

    def test_copies_that_fit_equally_well_are_told(self, tmp_path: Path) -> None:
        opened = project(tmp_path, {"a/app/x.py": "same()\n", "b/app/x.py": "same()\n"})
        found = opened.locate(Frame("/srv/app/x.py", 1, "f", "same()", is_app=True))
        assert found is not None
        assert (found.file, found.rivals) == ("a/app/x.py", ("b/app/x.py",))

    def test_code_that_stands_in_no_file_is_not_unread(self, tmp_path: Path) -> None:
        opened = project(tmp_path, {"x.py": "x = 1\n"})
        assert opened.lines("") == ("",)
        assert opened.unread == {}


class TestLocks:
    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("requirements.txt", "fastapi[standard]==0.115.12\nSQLAlchemy == 2.0.41  # pinned\nhttpx>=1\n"),
            ("uv.lock", '[[package]]\nname = "fastapi"\nversion = "0.115.12"\n[[package]]\nname = "sqlalchemy"\nversion = "2.0.41"\n'),
            ("poetry.lock", '[[package]]\nname = "fastapi"\nversion = "0.115.12"\n\n[[package]]\nname = "SQLAlchemy"\nversion = "2.0.41"\n'),
            ("Pipfile.lock", '{"default": {"fastapi": {"version": "==0.115.12"}, "sqlalchemy": {"version": "==2.0.41"}}}'),
        ],
    )  # fmt: skip
    def test_a_format(self, name: str, text: str) -> None:
        assert locking.versions(name, text) == {"fastapi": "0.115.12", "sqlalchemy": "2.0.41"}

    @pytest.mark.parametrize(
        ("name", "text"),
        [("Pipfile.lock", "{"), ("Pipfile.lock", "[]"), ("Pipfile.lock", "[" * 200_000), ("uv.lock", "\0")],
    )
    def test_a_damaged_file_gives_nothing(self, name: str, text: str) -> None:
        assert locking.versions(name, text) == {}

    @pytest.mark.parametrize(
        ("file", "version"),
        [
            ("backend/app/api.py", "0.115.0"),
            ("backend/main.py", "0.115.0"),
            ("worker/main.py", "0.110.0"),
            ("old/main.py", "0.90.0"),
            (None, "0.110.0"),
        ],
    )
    def test_the_lock_beside_or_above_a_file_counts(self, file: str | None, version: str, tmp_path: Path) -> None:
        opened = project(
            tmp_path,
            {
                "requirements.txt": "fastapi==0.110.0\n",
                "old/requirements.txt": "fastapi==0.90.0\n",
                "backend/requirements.txt": "fastapi==0.115.0\n",
            },
        )
        assert opened.locked_near(file) == {"fastapi": version}

    def test_of_two_lock_files_in_a_folder_the_lock_counts(self, tmp_path: Path) -> None:
        lock = '[[package]]\nname = "fastapi"\nversion = "0.118.0"\n'
        opened = project(tmp_path, {"requirements.txt": "fastapi==0.110.0\n", "uv.lock": lock})
        assert opened.locked_near("main.py") == {"fastapi": "0.118.0"}

    def test_the_failing_file_is_the_innermost_that_is_there(self, tmp_path: Path) -> None:
        opened = project(tmp_path, {"a/api.py": "call()\n", "a/deep.py": "load()\n"})
        frames = [
            Frame("/srv/a/api.py", 1, "f", "call()", is_app=True),
            Frame("/srv/a/deep.py", 1, "g", "load()", is_app=True),
            Frame("/usr/lib/python3/site-packages/sqlalchemy/orm/x.py", 1, "h", "raise"),
        ]
        assert opened.failing_file(frames) == "a/deep.py"
        assert opened.failing_file(frames[2:]) is None


def test_a_copy_of_a_library_is_not_the_users_code(tmp_path: Path) -> None:
    opened = project(tmp_path, {"vendor/sqlalchemy/orm/strategies.py": "raise Error\n", "app.py": ""})
    printed = frame("/venv/lib/python3.12/site-packages/sqlalchemy/orm/strategies.py", 1, "raise Error", is_app=False)
    assert opened.locate(printed) is None


def test_the_very_file_a_frame_names_wins(tmp_path: Path) -> None:
    opened = project(tmp_path, {"app/main.py": "x = 1\n", "deep/er/app/main.py": "x = 1\n"})
    found = opened.locate(frame(str(tmp_path / "deep/er/app/main.py"), 1, "x = 1"))
    assert found is not None
    assert (found.file, found.rivals) == ("deep/er/app/main.py", ())


def test_a_name_alone_is_not_enough_for_a_file_that_has_changed(tmp_path: Path) -> None:
    opened = project(tmp_path, {"api/main.py": "x = 1\n", "web/main.py": "def f(): ...\n"})
    assert opened.locate(frame("/srv/other/main.py", 35, "return plan.features")) is None
    one = project(tmp_path / "one", {"api/main.py": "x = 1\n"})
    assert one.locate(frame("/srv/other/main.py", 35, "return plan.features")) is None
    two = project(tmp_path / "two", {"web/main.py": "def f(): ...\n"})
    assert two.locate(frame("/srv/other/main.py", 35, "return plan.features")) is not None
