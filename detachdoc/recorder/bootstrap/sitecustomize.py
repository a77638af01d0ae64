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
    def find_spec(name, path=None, target=None):
        if name != "detachdoc":
            return None
        return importlib.machinery.PathFinder.find_spec(name, [_HOME])


def _start():
    if sys.version_info < (3, 11):
        sys.stderr.write("detachdoc recorder: nothing is recorded (needs Python 3.11 or newer)\n")
        return
    sys.meta_path.append(_OnlyDetachdoc)
    from detachdoc.recorder import install

    install()


def _chain():
    """Run the sitecustomize that Python would have found without this folder."""
    sys.path[:] = [folder for folder in sys.path if os.path.abspath(folder) != _HERE]
    own = sys.modules.pop("sitecustomize", None)
    spec = importlib.machinery.PathFinder.find_spec("sitecustomize")
    if spec is None:
        sys.modules["sitecustomize"] = own
    else:
        __import__("sitecustomize")


try:
    _start()
finally:
    _chain()
