"""What `diagnose` does: read, ask, decide, print. Both parsers of its arguments end here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc import api, knowledge
from detachdoc.ask.scripted import ScriptedAsker, parse
from detachdoc.ask.silent import SilentAsker
from detachdoc.cli import exit_codes, inputs
from detachdoc.cli.options import check
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
    from detachdoc.model.report import Report


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
    with inputs.opened(options, around) as stream:
        not_text = inputs.not_text(stream, options.file)
        report = api.read(stream)
    _remark_on(report, inputs.name(options.file), not_text)
    project = None if options.no_source else api.open_source(report, options.source)
    diagnoses = api.diagnose(
        report,
        source=project,
        use_source=project is not None,
        fastapi_version=options.fastapi_version,
        asker=_asker(answers, around, report),
        known=known,
    )
    diagnoses = tuple(redacted(diagnosis, full=options.redact) for diagnosis in diagnoses)
    emit(rendered(options, around, diagnoses, known, project))
    if around.watched and options.format != "json" and diagnoses[0].error.is_detached:
        _tell_how_to_replay(options)
    return exit_codes.of(diagnoses)


def _remark_on(report: Report, name: str, not_text: str) -> None:
    """Say why there may be nothing to diagnose."""
    if not report.size:
        remark(f"detachdoc: {name} is empty.")
    elif not_text and not report.errors:
        remark(f"detachdoc: {not_text}")


def _asker(answers: Mapping[str, str], around: Surroundings, report: Report) -> Asker:
    """Who answers: `--answer` first, then a person, if one can be asked."""
    return ScriptedAsker(answers, _person(around, report) if around.can_ask else SilentAsker())


def _person(around: Surroundings, report: Report) -> Asker:
    from detachdoc.cli.opening import opening

    if around.plain_prompts:
        from detachdoc.ask.plain import PlainAsker

        return PlainAsker(opening(report))
    from detachdoc.ask.terminal import TerminalAsker

    return TerminalAsker(color=around.prompt_color, opening=opening(report))


def _tell_how_to_replay(options: DiagnoseOptions) -> None:
    """A pasted or piped text has no name that the printed command could hold."""
    from detachdoc.cli.replay import feeding

    if hint := feeding(options):
        remark(hint)
