"""Counts equal errors instead of repeating them, and puts the likeliest root error first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.patterns import pattern
from detachdoc.report.errors import Found
from detachdoc.report.names import bare

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detachdoc.model.report import Block, ErrorReport

#: Views of one error that are compared.
_VIEWS = 20
#: What differs between two prints of the same error.
_VOLATILE = pattern(r"0x[0-9a-fA-F]+|\d{2,}")


class Groups:
    """The distinct errors seen so far, each with its count."""

    def __init__(self) -> None:
        self._seen: dict[tuple[object, ...], Found] = {}

    def add(self, found: Iterable[Found]) -> None:
        """Take the errors of one piece of the input, in order."""
        for one in found:
            key = _key(one.report)
            known = self._seen.get(key)
            self._seen[key] = one if known is None else _counted(known, one)

    def in_order(self) -> tuple[ErrorReport, ...]:
        """Detached errors with a traceback first, then other tracebacks, then bare mentions; else by place."""
        found = _without_echoes(_without_shorter_views(list(self._seen.values())))
        return tuple(sorted((one.report for one in found), key=_rank))


def _without_shorter_views(found: list[Found]) -> list[Found]:
    """Of an error that was logged where it was caught and again further out, leave the view with most frames."""
    views: dict[tuple[object, ...], list[Found]] = {}
    for one in found:
        views.setdefault((one.address, one.report.type, one.report.message), []).append(one)
    return [one for key, same in views.items() for one in (same if key[0] is None else _fullest(same))]


def _fullest(same: list[Found]) -> list[Found]:
    kept: list[Found] = []
    for one in sorted(same, key=lambda found: -len(found.report.app_frames)):
        if not any(_ends_with(longer.report, one.report) for longer in kept[:_VIEWS]):
            kept.append(one)
    return kept


def _ends_with(longer: ErrorReport, shorter: ErrorReport) -> bool:
    inner = shorter.app_frames
    return bool(inner) and longer.wrapped_in == shorter.wrapped_in and longer.app_frames[-len(inner) :] == inner


def _without_echoes(found: list[Found]) -> list[Found]:
    """Leave out a message without frames that a traceback says too: a log header, a test summary, a repr."""
    told = {saying for one in found if one.report.frames for saying in (_saying(one.report), *_sayings(one.report))}
    detached = any(one.report.is_detached and one.report.frames for one in found)
    inner = {_view(block) for one in found if len(one.report.blocks) > 1 for block in one.report.blocks}
    return [
        one
        for one in found
        if (not _is_link(one.report, inner) if one.report.frames else not _is_echo(one.report, told, detached=detached))
    ]


def _is_link(report: ErrorReport, inner: set[tuple[object, ...]]) -> bool:
    """Whether it is a lone exception that another report shows with what it was raised from."""
    return len(report.blocks) == 1 and not report.is_detached and _view(report.blocks[0]) in inner


def _view(block: Block) -> tuple[object, ...]:
    places = tuple((frame.file, frame.line) for frame in block.frames)
    return (bare(block.type), _VOLATILE.sub("0", block.message)[:80], places)


def _is_echo(report: ErrorReport, told: set[tuple[object, ...]], *, detached: bool) -> bool:
    if _saying(report) in told:
        return True
    vague = report.is_detached and report.attribute is None and report.kind == "unknown"
    return vague and detached


def _sayings(report: ErrorReport) -> list[tuple[object, ...]]:
    """What the other exceptions of the chain say."""
    return [(bare(block.type), _VOLATILE.sub("0", block.message)[:80]) for block in report.blocks]


def _saying(report: ErrorReport) -> tuple[object, ...]:
    if report.is_detached:
        return (report.kind, report.class_name, report.attribute)
    return (bare(report.type), _VOLATILE.sub("0", report.message)[:80])


def _counted(known: Found, again: Found) -> Found:
    """Count it, unless it is the same object once more: two loggers, or a page and its plain copy."""
    if again.address is not None and again.address == known.address:
        return known
    report = known.report._replace(occurrences=known.report.occurrences + 1)
    return Found(report, again.address)


def _rank(report: ErrorReport) -> tuple[int, int]:
    if report.is_detached:
        return (0 if report.frames else 2, report.first_line)
    return (1 if report.frames else 3, report.first_line)


def _key(report: ErrorReport) -> tuple[object, ...]:
    frames = tuple((frame.file, frame.line, frame.function) for frame in report.app_frames)
    message = _VOLATILE.sub("0", report.message)
    return (report.type, report.wrapped_in, message, frames, report.endpoint)
