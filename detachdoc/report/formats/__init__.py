"""Renderings of a traceback that Python itself does not print, each translated into Python's own.

A new rendering is one file with a function `translate(list[Line]) -> list[Line]`, one sample and one line in
`RENDERINGS`. A file is loaded only when one of its marks occurs: its patterns cost time at every start.
"""

from collections.abc import Callable
from typing import NamedTuple

from detachdoc.report.lines import Line


class Rendering(NamedTuple):
    """A rendering and how to see that it may be there."""

    #: Name of the file in this folder.
    name: str
    #: Any of these occurs in every text of the kind.
    marks: tuple[str, ...]


RENDERINGS = (
    Rendering("rich", ("─ Traceback", "- Traceback", "━ Traceback")),
    Rendering("stackprinter", ("--> ",)),
    Rendering("pytest", ("E   ", "____ ", "==== ")),
    Rendering("ipython", ("--> ",)),
    Rendering("pdb", ("-> ",)),
    Rendering("pretty_errors", (".py ", ".pyw ")),
    Rendering("django", ("Exception Type: ",)),
    Rendering("twisted", ("*--- Failure", "Traceback: <class ")),
    Rendering("sanic", ("Traceback of ",)),
    Rendering("pretty_traceback", ("Aliases for entries in sys.path",)),
)


def translate(lines: list[Line]) -> list[Line]:
    """Rewrite every foreign rendering in the lines; the rest stays as it is."""
    text = "\n".join(line.text for line in lines)
    for rendering in RENDERINGS:
        if any(mark in text for mark in rendering.marks):
            lines = _translation(rendering.name)(lines)
    return lines


def _translation(name: str) -> Callable[[list[Line]], list[Line]]:
    from importlib import import_module

    function: Callable[[list[Line]], list[Line]] = import_module(f"{__name__}.{name}").translate
    return function
