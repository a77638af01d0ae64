# ruff: noqa: INP001 - a folder for PYTHONPATH, no package
"""Starts the recorder in every Python that `detachdoc run` starts, then runs the sitecustomize it stands before.

Python imports a module of this name at start; the folder comes first on PYTHONPATH. Any Python may start it, so it
uses nothing new.
"""

import importlib.machinery
import os
import sys

_HERE = os.path.dirname(os.path.abspath(__file__))
_HOME = os.path.dirname(os.path.dirname(os.path.dirname(_HERE)))


class _OnlyDetachdoc:
    """Finds detachdoc where `detachdoc run` was started from, and nothing else that is installed there."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> "importlib.machinery.ModuleSpec | None":
        del path, target
        return importlib.machinery.PathFinder.find_spec(name, [_HOME]) if name == "detachdoc" else None


def _start() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - the app's Python may be older than detachdoc's
        sys.stderr.write("detachdoc recorder: nothing is recorded (needs Python 3.11 or newer)\n")
        return
    sys.meta_path.append(_OnlyDetachdoc)
    from detachdoc.recorder import install

    install()


def _chain() -> None:
    """Run the sitecustomize that Python would have found without this folder."""
    sys.path[:] = [folder for folder in sys.path if os.path.abspath(folder or os.curdir) != _HERE]
    own = sys.modules.pop("sitecustomize")
    if importlib.machinery.PathFinder.find_spec("sitecustomize") is None:
        sys.modules["sitecustomize"] = own
    else:
        __import__("sitecustomize")


try:
    _start()
finally:
    _chain()
