"""Where does the compiled knowledge lie, and does it still fit the YAML?

A wheel ships it beside the YAML, made by hatch_build.py. A checkout keeps it where Python keeps its own compiled
files, and makes it anew when any file of the knowledge or of its loader has changed.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

from detachdoc import __version__
from detachdoc.knowledge.compiled import LAYOUT, decode, encode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detachdoc.model.knowledge import Knowledge

#: Its name inside the knowledge folder of a wheel.
SHIPPED = "compiled.json"

_HERE = os.path.dirname(os.path.abspath(__file__))


def read_compiled(folder: str) -> Knowledge | None:
    """The compiled form of a knowledge folder; None when there is none, or none that fits."""
    shipped = _read(os.path.join(folder, SHIPPED))
    if shipped is not None:
        return decode(shipped)
    stamp, newline, text = (_read(_cache_file()) or "").partition("\n")
    return decode(text) if newline and stamp == _stamp(folder) else None


def write_compiled(folder: str, knowledge: Knowledge) -> None:
    """Keep the compiled form for the next start; does nothing where Python may not keep its own."""
    path = _cache_file()
    if not path or sys.dont_write_bytecode:
        return
    unfinished = f"{path}.{os.getpid()}"
    try:
        with open(unfinished, "w", encoding="utf-8") as stream:
            stream.write(f"{_stamp(folder)}\n{encode(knowledge)}")
        os.replace(unfinished, path)
    except OSError:
        # A read-only checkout or a full disk: the YAML is read each time, which is slower and as good.
        _remove(unfinished)


def _cache_file() -> str | None:
    # Python decides: beside the source, below PYTHONPYCACHEPREFIX, or nowhere (from a zip file).
    compiled_module = __spec__.cached
    return os.path.join(os.path.dirname(compiled_module), "knowledge.json") if compiled_module else None


def _read(path: str | None) -> str | None:
    try:
        with open(path or "", encoding="utf-8") as stream:
            return stream.read()
    except (OSError, UnicodeDecodeError):
        return None


def _remove(path: str) -> None:
    try:
        os.remove(path)
    except OSError:
        return


def _stamp(folder: str) -> str:
    """One line that changes with every file the compiled form depends on."""
    files = [
        f"{entry.path} {status.st_size} {status.st_mtime_ns}"
        for place in (folder, _HERE)
        for entry in _files(place)
        for status in (entry.stat(),)
    ]
    return json.dumps([__version__, LAYOUT, sorted(files)])


def _files(folder: str) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name[0] in "._" and entry.name != "__init__.py":
                continue
            if entry.is_dir():
                yield from _files(entry.path)
            else:
                yield entry
