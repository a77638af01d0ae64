"""Which renderer prints a run, and what it may show: one place for the formats, each imported only when used."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detachdoc.cli.options import DiagnoseOptions
    from detachdoc.cli.surroundings import Surroundings
    from detachdoc.model.diagnosis import Diagnosis
    from detachdoc.model.knowledge import Cause, Knowledge
    from detachdoc.render.color import ColorFlag
    from detachdoc.render.terminal import Look, View
    from detachdoc.source import Project


def rendered(
    options: DiagnoseOptions,
    around: Surroundings,
    diagnoses: Sequence[Diagnosis],
    known: Knowledge,
    project: Project | None = None,
) -> str:
    """The diagnoses in the format the user wants.

    Args:
        options: of this run.
        around: whether the result must be plain.
        diagnoses: already masked.
        known: for its version.
        project: the user's code, if it was looked at.
    """
    if options.format == "json":
        from detachdoc import __version__
        from detachdoc.render import json_v1

        return json_v1.dumps(json_v1.document(diagnoses, version=__version__, knowledge=known.version)) + "\n"
    if options.format == "markdown":
        from detachdoc.cli.replay import command
        from detachdoc.render import markdown

        return markdown.render(diagnoses, command=command(options))
    return _drawn(options, around, diagnoses, project)


def explained(cause: Cause, known: Knowledge, wanted: str, *, color: ColorFlag, plain: bool) -> str:
    """The page of one cause.

    Args:
        cause: which.
        known: for its version and the words of its facts.
        wanted: `text`, `json` or `markdown`.
        color: `--color`.
        plain: no drawings.
    """
    from detachdoc.knowledge import proof

    if wanted == "json":
        from detachdoc import __version__
        from detachdoc.render import cause_json, json_v1

        return (
            json_v1.dumps(cause_json.explanation(cause, proof(cause.id), version=__version__, knowledge=known.version))
            + "\n"
        )
    if wanted == "markdown":
        from detachdoc.render import markdown

        return markdown.explained(cause, known.tree.facts, proof(cause.id))
    import io

    from detachdoc.render import terminal

    page = io.StringIO()
    terminal.explain(cause, known.tree.facts, proof(cause.id), stream=page, look=_look(color, plain=plain))
    return page.getvalue()


def _drawn(
    options: DiagnoseOptions, around: Surroundings, diagnoses: Sequence[Diagnosis], project: Project | None
) -> str:
    import io

    from detachdoc.render import terminal

    page = io.StringIO()
    terminal.show(diagnoses, stream=page, look=_look(options.color, plain=around.plain), view=_view(options, project))
    return page.getvalue()


def _look(color: ColorFlag, *, plain: bool) -> Look:
    from detachdoc.cli.streams import open_stdout
    from detachdoc.render import terminal

    return terminal.look_at(open_stdout(), os.environ, color=color, plain=plain)


def _view(options: DiagnoseOptions, project: Project | None) -> View:
    from detachdoc.cli.replay import command
    from detachdoc.render import terminal

    view = terminal.View(brief=options.brief, trace=options.trace, why=options.why, command=command(options))
    if project is None:
        return view
    from detachdoc.cli.sources import Sources
    from detachdoc.render.redact import masked_lines

    sources = Sources(project)
    return view._replace(lines=masked_lines(sources.lines, full=options.redact), locate=sources.locate)
