"""Renderings of a traceback that Python itself does not print, each translated into Python's own.

A new rendering is one file with one function `list[Line] -> list[Line]`, one sample and one line here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.report.formats.django import translate_django
from detachdoc.report.formats.ipython import translate_ipython
from detachdoc.report.formats.pdb import translate_pdb
from detachdoc.report.formats.pretty_errors import translate_pretty_errors
from detachdoc.report.formats.pytest import translate_pytest
from detachdoc.report.formats.rich import translate_rich
from detachdoc.report.formats.stackprinter import translate_stackprinter

if TYPE_CHECKING:
    from detachdoc.report.lines import Line

TRANSLATIONS = (
    translate_rich,
    translate_stackprinter,
    translate_pytest,
    translate_ipython,
    translate_pdb,
    translate_pretty_errors,
    translate_django,
)


def translate(lines: list[Line]) -> list[Line]:
    """Rewrite every foreign rendering in the lines; the rest stays as it is."""
    for translation in TRANSLATIONS:
        lines = translation(lines)
    return lines
