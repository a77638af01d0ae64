"""What a library user calls: text in, diagnoses out. The commands are thin layers over this."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, BinaryIO

from detachdoc import evidence, fixes, knowledge, report
from detachdoc.ask.silent import SilentAsker
from detachdoc.decision import decide
from detachdoc.model.diagnosis import Diagnosis
from detachdoc.model.lifetime import Lifetime
from detachdoc.model.place import Place
from detachdoc.model.report import ErrorReport, Frame

if TYPE_CHECKING:
    from detachdoc.model.asking import Asker
    from detachdoc.model.knowledge import Knowledge
    from detachdoc.model.report import Report
    from detachdoc.source import Project

__all__ = ["diagnose", "open_source", "read", "read_text"]

#: The current folder is looked at unasked, and may be somebody's whole home: no more than this many files are listed.
_FILES_HERE = 20_000

_WITHOUT_SOURCE = "Your source would usually settle it: add --source and the folder your code lies in."
_PASTE_ALL = "Give all of it, from `Traceback (most recent call last):` to the error's message."
_NOT_RECORDED = (
    "Recording it would settle it: start your app with `detachdoc run` in front of its command, "
    "let the error happen again, and diagnose that log."
)


def read(stream: BinaryIO) -> Report:
    """Return what the bytes of `stream` say; memory stays flat however long it is."""
    return report.read(stream)


def read_text(text: str) -> Report:
    """Return what `text` says."""
    return report.read_text(text)


def open_source(what: Report, source: str | None = None) -> Project | None:
    """Return the code that the errors are looked up in; None when there is none, or no error.

    Args:
        what: from `read` or `read_text`.
        source: file or folder with the user's code; default: the current folder, if frames map into it.

    Raises:
        InputError: `source` does not exist or cannot be read.
    """
    from detachdoc.source import open_project

    if not what.errors:
        return None
    if source is not None:
        return open_project(source)
    try:
        here = open_project(os.getcwd(), limit=_FILES_HERE)
    except FileNotFoundError:
        # The shell stands in a folder that was deleted meanwhile.
        return None
    return here if any(_comes_from(here, error) for error in what.errors) else None


def _comes_from(here: Project, error: ErrorReport) -> bool:
    """Whether an error is that of a project nobody named: by lines of its frames, else by names that are printed."""
    located = [here.locate(frame) for frame in error.app_frames]
    if located:
        return any(found is not None and found.match in {"confirmed", "moved"} for found in located)
    hint = error.endpoint
    if hint is not None and hint.file is not None:
        return here.locate(Frame(hint.file, hint.line, hint.function, is_app=True)) is not None
    defined = f"class {error.class_name}" if error.class_name else None
    found = here.mentions(error.class_name, "", within=_FILES_HERE // 50) if error.class_name else ()
    return any(defined in here.text(path) for path in found) if defined else False


def diagnose(
    what: Report,
    *,
    source: str | Project | None = None,
    use_source: bool = True,
    fastapi_version: str | None = None,
    asker: Asker | None = None,
    known: Knowledge | None = None,
) -> tuple[Diagnosis, ...]:
    """Return one diagnosis per distinct error, in the report's order; one `no-error` diagnosis when there is none.

    Answers, given beforehand or in a dialogue, are about the first error; the others are judged by facts alone.

    Args:
        what: from `read` or `read_text`.
        source: as for `open_source`, or what that returned.
        use_source: False to look at no source at all.
        fastapi_version: of the machine the error comes from, when the text does not show it.
        asker: who may be asked; default: nobody.
        known: the knowledge; default: what ships with detachdoc.

    Raises:
        InputError: `source` does not exist or cannot be read.
        KnowledgeError: the knowledge folder is wrong.
        Interrupted: the person asked pressed Ctrl-C.
    """
    base = known or knowledge.load()
    if not what.errors:
        return (_nothing(),)
    project = _project(what, source) if use_source else None
    first, *rest = what.errors
    nobody = SilentAsker()
    verdicts = [_one(first, base, project, fastapi_version, asker or nobody)]
    verdicts += [_one(error, base, project, fastapi_version, nobody) for error in rest]
    return tuple(verdicts)


def _one(
    error: ErrorReport, base: Knowledge, project: Project | None, fastapi_version: str | None, asker: Asker
) -> Diagnosis:
    error = _recorded_here(error, project)
    locked = project.locked_near(project.failing_file(error.frames)) if project else {}
    release = evidence.release(error, fastapi_version=fastapi_version, locked=locked)
    lifetime = _traced(error, project, release) if project else None
    facts = evidence.collect(error, base, fastapi_version=fastapi_version, locked=locked, lifetime=lifetime)
    remarks = evidence.remarks(error, base, fastapi_version=fastapi_version, locked=locked)
    verdict = decide(error, facts, base, asker, lifetime=lifetime, remarks=remarks)
    if verdict.outcome == "undecided" and (hint := _hint(error, project)):
        verdict = verdict._replace(remarks=(*verdict.remarks, hint))
    return fixes.propose(verdict, facts, base)


def _recorded_here(error: ErrorReport, project: Project | None) -> ErrorReport:
    """The error, with the recording's places in the project's files."""
    if project is None or error.recorder is None:
        return error
    from detachdoc.source.recorded import mapped

    return error._replace(recorder=mapped(error.recorder, error.frames, project))


def _hint(error: ErrorReport, project: Project | None) -> str:
    """What to try next, the cheaper first; empty when both were tried."""
    if project is None:
        return _WITHOUT_SOURCE
    return "" if error.recorder else _NOT_RECORDED


def _project(what: Report, source: str | Project | None) -> Project | None:
    return open_source(what, source) if source is None or isinstance(source, str) else source


def _traced(error: ErrorReport, project: Project, fastapi_version: str | None) -> Lifetime:
    """What the source says; of an error that is none of ours only where it happened."""
    if error.is_detached:
        from detachdoc.lifetime import trace

        return trace(error, project, fastapi_version=fastapi_version)
    frame = error.access
    found = project.locate(frame) if frame else None
    access = Place(found.file, found.line, function=frame.function, code=frame.code) if frame and found else None
    return Lifetime(None, None, access)


def _nothing() -> Diagnosis:
    empty = ErrorReport(
        is_detached=False,
        type="",
        wrapped_in=None,
        kind="unknown",
        class_name=None,
        attribute=None,
        message="",
        sqlalchemy_link=None,
        blocks=(),
        subject=None,
    )
    return Diagnosis("no-error", empty, "There is no Python error in this text.", None, _PASTE_ALL, 0.0)
