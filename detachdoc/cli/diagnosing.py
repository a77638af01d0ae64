"""What `diagnose` does: read, ask, decide, print. Both parsers of its arguments end here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc import api, knowledge
from detachdoc.ask.scripted import ScriptedAsker, parse
from detachdoc.ask.silent import SilentAsker
from detachdoc.cli import exit_codes, inputs
from detachdoc.cli.options import check
from detachdoc.cli.patience import FirstAsking, Stop, said_if_slow
from detachdoc.cli.rendering import rendered
from detachdoc.cli.streams import emit, remark
from detachdoc.cli.surroundings import look
from detachdoc.errors import Interrupted
from detachdoc.render.redact import redacted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detachdoc.cli.options import DiagnoseOptions
    from detachdoc.cli.surroundings import Surroundings
    from detachdoc.model.asking import Asker
    from detachdoc.model.diagnosis import Diagnosis
    from detachdoc.model.knowledge import Knowledge
    from detachdoc.model.report import Report
    from detachdoc.source import Project

#: Seconds after which a search through a source is mentioned.
_SLOW = 1.0
_LOOKING = "Looking through the source in {where}. A smaller folder, named with --source, is faster. (Ctrl-C cancels.)"


def run(options: DiagnoseOptions) -> int:
    """Diagnose one input.

    Args:
        options: what the user wants.

    Returns:
        The exit code.

    Raises:
        DetachdocError: what is wrong with the options, the input or the output; Interrupted on Ctrl-C.
    """
    try:
        return _run(options)
    except KeyboardInterrupt:
        raise Interrupted("cancelled") from None


def _run(options: DiagnoseOptions) -> int:
    check(options)
    around = look(options)
    known = knowledge.load()
    answers = parse(options.answer, known.tree.questions)
    stop = Stop()
    with inputs.opened(options, around, stop) as stream:
        not_text = inputs.not_text(stream, options.file)
        report = api.read(stream)
    if stop.pressed:
        _remark_on_stop(report, around)
    else:
        _remark_on(report, inputs.name(options.file), not_text)
    project, diagnoses = _diagnosed(options, around, report, known, answers)
    emit(rendered(options, around, diagnoses, known, project))
    if stop.pressed:
        stop.see_off()
        return exit_codes.INTERRUPTED
    if around.watched and options.format != "json" and diagnoses[0].error.is_detached:
        _tell_how_to_replay(options)
    return exit_codes.of(diagnoses)


def _diagnosed(
    options: DiagnoseOptions, around: Surroundings, report: Report, known: Knowledge, answers: Mapping[str, str]
) -> tuple[Project | None, tuple[Diagnosis, ...]]:
    """The code that was looked at, if any, and what was found, with secrets masked."""
    looking = _LOOKING.format(where=options.source or "the current folder")
    watched = around.watched and options.format != "json" and not options.no_source
    with said_if_slow(_SLOW, looking, watched=watched) as over:
        project = None if options.no_source else api.open_source(report, options.source)
        unread = project is None and not options.no_source
        found = api.diagnose(
            report,
            source=project,
            use_source=project is not None,
            fastapi_version=options.fastapi_version,
            asker=ScriptedAsker(answers, FirstAsking(_person(around, report, unread=unread), over)),
            known=known,
        )
    return project, tuple(redacted(diagnosis, full=options.redact) for diagnosis in found)


def _remark_on(report: Report, name: str, not_text: str) -> None:
    """Say why there may be nothing to diagnose."""
    if not report.size:
        remark(f"detachdoc: {name} is empty.")
    elif not_text and not report.errors:
        remark(f"detachdoc: {not_text}")


def _remark_on_stop(report: Report, around: Surroundings) -> None:
    """Say that what follows is about a part; where that has no error, Ctrl-C cancels."""
    if not report.errors:
        raise Interrupted("cancelled")
    if around.watched:
        # The terminal has written ^C.
        remark("")
    remark("detachdoc: stopped reading. This is about what had come by then.")


def _person(around: Surroundings, report: Report, *, unread: bool) -> Asker:
    """A person who answers what `--answer` does not, if one can be asked."""
    if not around.can_ask:
        return SilentAsker()
    from detachdoc.cli.opening import opening

    told = opening(report, unread=unread)
    if around.plain_prompts:
        from detachdoc.ask.plain import PlainAsker

        return PlainAsker(told)
    from detachdoc.ask.terminal import TerminalAsker

    return TerminalAsker(color=around.prompt_color, opening=told)


def _tell_how_to_replay(options: DiagnoseOptions) -> None:
    """A pasted or piped text has no name that the printed command could hold."""
    from detachdoc.cli.replay import feeding

    if hint := feeding(options):
        remark(hint)
