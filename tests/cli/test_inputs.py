"""What can be wrong with the input, each in one clear line."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
from typing import TYPE_CHECKING

import pytest

from tests.cli.tools import needs_permissions, one_line, run, shell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_a_missing_file() -> None:
    result = run("diagnose", "no/such/file.txt")
    assert result.returncode == 2
    assert one_line(result.stderr) == "detachdoc: cannot read no/such/file.txt: No such file or directory."


def test_a_folder(tmp_path: Path) -> None:
    result = run("diagnose", str(tmp_path))
    assert result.returncode == 2
    assert one_line(result.stderr).startswith(f"detachdoc: cannot read {tmp_path}: it is a folder.")


@needs_permissions()
def test_a_forbidden_file(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.touch(mode=0o000)
    result = run("diagnose", str(path))
    assert one_line(result.stderr) == f"detachdoc: cannot read {path}: Permission denied."


def test_a_name_with_a_line_break_stays_one_line() -> None:
    result = run("diagnose", "no\nsuch\x1b[31mfile")
    assert result.returncode == 2
    assert "\x1b" not in result.stderr
    assert one_line(result.stderr)


def test_a_name_that_is_no_valid_text() -> None:
    result = shell("$detachdoc diagnose $'no-\\xff-file'; echo $?")
    assert result.stdout == "2\n"
    assert one_line(result.stderr).startswith("detachdoc: cannot read no-")


@pytest.mark.parametrize("words", [[], ["-"]])
def test_an_empty_pipe(words: list[str]) -> None:
    result = run("diagnose", *words, stdin=b"")
    assert result.returncode == 4
    assert one_line(result.stderr) == "detachdoc: standard input is empty."


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.touch()
    result = run("diagnose", str(path))
    assert result.returncode == 4
    assert one_line(result.stderr) == f"detachdoc: {path} is empty."


def test_a_binary_file(tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + os.urandom(3000) + b"\0" * 100)
    result = run("diagnose", str(path))
    assert result.returncode == 4
    assert one_line(result.stderr) == f"detachdoc: {path} looks like a binary file, not like text."


@pytest.mark.parametrize(
    ("pack", "program"), [(gzip.compress, "zcat"), (bz2.compress, "bzcat"), (lzma.compress, "xzcat")]
)
def test_a_compressed_file_is_named_with_what_unpacks_it(
    pack: Callable[[bytes], bytes], program: str, lazy: str, tmp_path: Path
) -> None:
    path = tmp_path / "my log.gz"
    with open(lazy, "rb") as text:
        path.write_bytes(pack(text.read()))
    result = run("diagnose", str(path))
    assert result.returncode == 4
    assert one_line(result.stderr) == (
        f"detachdoc: {path} is compressed. Unpack it on the way: {program} '{path}' | detachdoc diagnose"
    )
    piped = run("diagnose", stdin=path.read_bytes())
    assert one_line(piped.stderr).endswith(
        f"standard input is compressed. Unpack it on the way: … | {program} | detachdoc diagnose"
    )


def test_a_log_with_nulls_in_it_is_read(tmp_path: Path, lazy: str) -> None:
    path = tmp_path / "rotated.log"
    with open(lazy, "rb") as text:
        path.write_bytes(b"\0" * 5000 + b"\n" + text.read())
    result = run("diagnose", str(path), "--no-source")
    assert (result.returncode, result.stderr) == (1, "")


def test_a_name_that_begins_with_a_dash(lazy: str, tmp_path: Path) -> None:
    os.rename(lazy, tmp_path / "-tb.txt")
    result = run("diagnose", "--no-source", "--", "-tb.txt", cwd=str(tmp_path))
    assert result.returncode == 1
    assert "detachdoc diagnose ./-tb.txt --no-source" in result.stdout


def test_a_named_pipe_is_read(tmp_path: Path, lazy: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    result = shell('cat "$1" > "$2" & $detachdoc diagnose "$2" --no-source; echo CODE $?', lazy, str(tmp_path / "pipe"))
    assert result.stdout.endswith("CODE 1\n")


def test_a_source_that_does_not_exist(lazy: str) -> None:
    result = run("diagnose", lazy, "--source", "no/such/folder")
    assert result.returncode == 2
    assert one_line(result.stderr) == "detachdoc: --source no/such/folder: there is no such file or folder."


def test_a_source_that_is_no_python(lazy: str) -> None:
    result = run("diagnose", lazy, "--source", lazy)
    assert result.returncode == 2
    assert one_line(result.stderr) == (
        f"detachdoc: --source {lazy} is not a Python file. Name the folder your code lies in."
    )


def test_a_source_that_is_one_python_file_behind_a_link(lazy: str, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("pass\n", encoding="utf-8")
    os.symlink("app.py", tmp_path / "app")
    assert run("diagnose", lazy, "--source", str(tmp_path / "app")).returncode == 1


def test_a_link_to_itself_is_called_what_it_is(lazy: str, tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    os.symlink("loop", loop)
    for words, named in ((["--source", str(loop)], f"--source {loop}: "), ([str(loop)], f"cannot read {loop}: ")):
        result = run("diagnose", *([lazy] if len(words) > 1 else []), *words)
        assert result.returncode == 2
        assert one_line(result.stderr) == f"detachdoc: {named}Too many levels of symbolic links."


def test_a_source_in_a_folder_that_is_gone(lazy: str, tmp_path: Path) -> None:
    result = shell('mkdir "$2" && cd "$2" && rmdir "$2" && $detachdoc diagnose "$1" --source .', lazy, f"{tmp_path}/x")
    assert result.returncode == 2
    assert one_line(result.stderr) == "detachdoc: --source .: the current folder is gone."


def test_without_a_terminal_ctrl_c_ends_a_pipe_too(lazy: str) -> None:
    script = '(cat "$1"; exec sleep 60) | $detachdoc diagnose --json --no-source & sleep 2; kill -INT -$(jobs -p); wait $!; echo CODE $?'
    result = shell("set -m; " + script, lazy)
    document, _, code = result.stdout.rpartition("CODE ")
    assert code.strip() == "130"
    assert json.loads(document)["diagnoses"][0]["outcome"] == "undecided"
    assert result.stderr.splitlines()[0] == "detachdoc: stopped reading. This is about what had come by then."
