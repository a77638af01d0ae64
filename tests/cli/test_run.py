"""Does `detachdoc run` start the command as it is, with the recorder in every Python it starts?"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from detachdoc.cli.run import run, with_recorder
from detachdoc.errors import InputError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

ASK = "from detachdoc import recorder; print(recorder.is_installed())"
#: What the typer command does.
RUN = "import sys; from detachdoc.cli.run import run; sys.exit(run(sys.argv[1:]))"


def start(*words: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", RUN, *words], capture_output=True, encoding="utf-8", timeout=60, check=False, **options
    )


def test_recorder_is_on_in_the_command() -> None:
    assert start(sys.executable, "-c", ASK).stdout == "True\n"


def test_recorder_is_on_in_a_child_of_a_child() -> None:
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {ASK!r}])"

    assert start(sys.executable, "-c", child).stdout == "True\n"


def test_recorder_is_on_in_a_spawned_worker(tmp_path: Path) -> None:
    code = f"""
import multiprocessing
def work():
    {ASK}
if __name__ == "__main__":
    worker = multiprocessing.get_context("spawn").Process(target=work)
    worker.start(); worker.join()
"""
    (tmp_path / "app.py").write_text(code, encoding="utf-8")

    assert start(sys.executable, "app.py", cwd=tmp_path).stdout == "True\n"


def test_command_beside_this_python_is_found_without_a_path() -> None:
    done = start("pytest", "--version", env={**os.environ, "PATH": "/usr/bin:/bin"})

    assert done.returncode == 0


def test_exit_code_output_and_arguments_are_the_commands() -> None:
    code = "import sys; print(sys.argv[1:]); sys.stderr.write('err'); sys.exit(7)"

    done = start(sys.executable, "-c", code, "--reload", "-x", "a b")

    assert (done.returncode, done.stdout, done.stderr) == (7, "['--reload', '-x', 'a b']\n", "err")


@pytest.mark.skipif(os.name != "posix", reason="the command replaces this process on POSIX only")
def test_signals_reach_the_command() -> None:
    code = "import signal, sys, time; signal.signal(signal.SIGTERM, lambda *_: sys.exit(5)); print('up', flush=True); time.sleep(30)"
    with subprocess.Popen([sys.executable, "-c", RUN, sys.executable, "-c", code], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        child.send_signal(signal.SIGTERM)
        start_of_wait = time.monotonic()
        assert child.wait(10) == 5
        assert time.monotonic() - start_of_wait < 10


def test_no_command() -> None:
    with pytest.raises(UsageError, match="run what"):
        run([])


def test_unknown_command() -> None:
    with pytest.raises(InputError, match="cannot run `no-such-program`"):
        run(["no-such-program"])


def test_script_that_is_no_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "app.py").touch()

    with pytest.raises(InputError, match="write `detachdoc run python app"):
        run(["app.py"])


def test_file_that_is_no_program(tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_bytes(b"\x00\x01")
    program.chmod(0o755)

    with pytest.raises(InputError, match="cannot run"):
        run([str(program)])


def test_pythonpath_is_kept_behind_ours() -> None:
    once = with_recorder({"PYTHONPATH": os.pathsep.join(["/a", "/b"]), "HOME": "/h"})
    folder, *rest = once["PYTHONPATH"].split(os.pathsep)

    assert folder.endswith(os.path.join("recorder", "bootstrap"))
    assert rest == ["/a", "/b"]
    assert once["HOME"] == "/h"
    assert with_recorder(once) == once


def test_empty_pythonpath_does_not_become_the_current_folder() -> None:
    assert os.pathsep not in with_recorder({"PYTHONPATH": ""})["PYTHONPATH"]
