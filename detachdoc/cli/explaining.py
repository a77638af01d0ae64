"""What `pytest --detachdoc` says under a failing test: the short form, and of what was said before only where."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

from detachdoc import api, knowledge
from detachdoc.cli.sources import Sources
from detachdoc.render.redact import masked_lines, redacted

if TYPE_CHECKING:
    from detachdoc.model.diagnosis import Diagnosis
    from detachdoc.model.report import Report
    from detachdoc.render.terminal import Look, View
    from detachdoc.source import Project

_MORE = "  More about this cause: detachdoc explain {number}"
_IN_FULL = "  All of this diagnosis: save pytest's output, then detachdoc diagnose FILE"


class Explaining:
    """Explains the errors of one test run, equal ones once.

    Args:
        columns: how wide lines may be.
    """

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self._known = knowledge.load()
        self._project: Project | None = None
        #: What was explained, and under which test.
        self._told: dict[tuple[object, ...], str] = {}

    def of(self, test: str, text: str) -> str:
        """The lines that belong under a failing test.

        Args:
            test: its node id. A test that runs again is told everything again.
            text: what pytest reports of it.
        """
        report = api.read_text(text)
        project = self._source(report)
        found = api.diagnose(report, source=project, use_source=project is not None, known=self._known)
        return "".join(self._one(test, redacted(one, full=False)) for one in found if one.error.is_detached)

    def _source(self, report: Report) -> Project | None:
        self._project = self._project or api.open_source(report)
        return self._project

    def _one(self, test: str, diagnosis: Diagnosis) -> str:
        first = self._told.setdefault(_reason(diagnosis), test)
        if first == test:
            return self._drawn(diagnosis)
        from detachdoc.render.words import recap

        used = f", used at {diagnosis.access.ref}" if diagnosis.access else ""
        return f"  {recap(diagnosis)}\n  The same as under {first}{used}.\n"

    def _drawn(self, diagnosis: Diagnosis) -> str:
        from detachdoc.render import terminal

        page = io.StringIO()
        terminal.show([diagnosis], stream=page, look=self._look(), view=self._view())
        more = [_MORE.format(number=diagnosis.cause.number)] if diagnosis.cause else []
        return "\n".join([page.getvalue().rstrip("\n"), *more, _IN_FULL, ""])

    def _look(self) -> Look:
        from detachdoc.render import terminal

        # pytest has put other streams in the place of these; it writes to the first one.
        look = terminal.look_at(sys.__stdout__ or io.StringIO(), os.environ, color="never")
        return look._replace(width=min(self._columns, look.width), screen=self._columns)

    def _view(self) -> View:
        from detachdoc.render import terminal

        lines = masked_lines(Sources(self._project).lines, full=False) if self._project else None
        return terminal.View(brief=True, code=True, command=(), lines=lines)


def _reason(diagnosis: Diagnosis) -> tuple[object, ...]:
    """What two errors have in common that one change mends: where the object comes from, or else where it is used."""
    cause = diagnosis.cause.id if diagnosis.cause else diagnosis.headline
    if diagnosis.cause and diagnosis.load and diagnosis.detach:
        return cause, diagnosis.error.class_name, diagnosis.load.ref, diagnosis.detach.ref
    return cause, diagnosis.error.class_name, diagnosis.error.attribute, diagnosis.access and diagnosis.access.ref
