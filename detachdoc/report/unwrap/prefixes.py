"""Takes a prefix off every line and separates the streams that were woven together.

No list of tools: whatever stands before `Traceback` and `File "..."` on several lines is the prefix, be it
a container's name, a time, a line number, a `> ` or all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.patterns import pattern
from detachdoc.report import classify, names
from detachdoc.report.frames import read_frame
from detachdoc.report.unwrap.softwrap import is_cut_short
from detachdoc.report.unwrap.templates import Template, template_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detachdoc.report.lines import Line

_LONGEST = 300
_MOST = 64
#: Share of the lines that carry a prefix from which on the others are taken for continuations.
_MOSTLY = 0.4
#: Nothing, pytest's mark of an error line.
_NO_PREFIX = {"", "E"}
_PATH = 1000
#: Of a box around another.
_EDGES = {"│", "┃"}
_FRAME = pattern(rf"""File ["']?[^"'\n]{{1,{_PATH}}}["']?(?:, line |:)\d""")
#: Where a box opens whose title is the header, and what the drawn frames behind a prefix look like.
_BOX = pattern(r"(?:[╭┌][─━ ]{0,400}|\+-[- ]{1,400})$")
_SHOWN = pattern(r"[│|┃] {0,4}\S{1,1000}:\d{1,9} in \S|E {3,}\S|\S{1,1000}\.py:\d{1,9}: ")
_GUTTER = pattern(r"^(?: {2,40}|\t[ \t]{0,40})[|+] ?$")
_GROUP = pattern(r"(?: {2}[|+]){1,20} ?$")


def split_streams(lines: list[Line]) -> list[list[Line]]:
    """Group the lines by the prefix they carry, without it; one group when there is none."""
    templates = _templates(lines)
    if not templates:
        return [lines]
    matched = [_match(line.text, templates) for line in lines]
    mostly = sum(1 for found, _, _ in matched if found is not None) >= _MOSTLY * len(lines)
    for template in templates:
        template.learn(values for found, values, _ in matched if found is template)
    streams: dict[tuple[object, ...], list[Line]] = {}
    stream: list[Line] = []
    for line, (found, values, rest) in zip(lines, matched, strict=True):
        if found is None and stream and not classify.is_log_line(rest) and (mostly or is_cut_short(stream[-1].text)):
            _continue(stream, line)
            continue
        key = (id(found), *found.identity(values)) if found is not None else (None,)
        stream = streams.setdefault(key, [])
        stream.append(line._replace(text=rest))
    return list(streams.values())


def _continue(stream: list[Line], line: Line) -> None:
    """A line without the prefix among lines that have it was broken off the line above."""
    last = stream[-1]
    if is_cut_short(last.text):
        stream[-1] = last._replace(text=f"{last.text.rstrip()} {line.text.strip()}")
    else:
        stream.append(line)


def _match(text: str, templates: list[Template]) -> tuple[Template | None, tuple[str, ...], str]:
    for template in templates:
        taken = template.take_off(text)
        if taken is not None:
            return template, *taken
    return None, (), text


def _templates(lines: list[Line]) -> list[Template]:
    """The prefixes that several lines share, among them at least one frame; longest first."""
    known: dict[str, Template] = {}
    for prefix in _candidates(lines, _header_prefix):
        _add(known, prefix)
    known = {pattern: template for pattern, template in known.items() if _is_real(template, lines)}
    for prefix in (*_candidates(lines, _frame_prefix), *_candidates(lines, _mark_prefix)):
        if not any(template.take_off(prefix + "x") for template in known.values()):
            _add(known, prefix)
    return [template for template in known.values() if _is_real(template, lines)]


def _add(known: dict[str, Template], prefix: str) -> None:
    if len(known) < _MOST:
        template = template_of(prefix)
        known.setdefault(template.pattern, template)


def _candidates(lines: list[Line], prefix_of: object) -> Iterator[str]:
    seen = set()
    for line in lines:
        prefix = prefix_of(line.text)  # type: ignore[operator]
        if prefix.strip() not in _NO_PREFIX and prefix not in seen and len(prefix) <= _LONGEST:
            seen.add(prefix)
            yield prefix


def _header_prefix(text: str) -> str:
    column = classify.header_at(text)
    if column <= 0 or text[column:].strip().endswith(("}", "'", '"', "]")):
        return ""
    box = _BOX.search(text, 0, column)
    if box is not None:
        return "" if text[: box.start()].rstrip()[-1:] in _EDGES else text[: box.start()]
    group = text.rfind("  + Exception Group ", 0, column)
    prefix = text[:group] if group >= 0 else text[:column]
    return "" if _GUTTER.match(prefix) else prefix


def _mark_prefix(text: str) -> str:
    """What stands before pytest's `E   module.Type: message`."""
    column = text.find("E   ", 0, _LONGEST)
    match = names.EXCEPTION_LINE.match(text[column + 4 :].strip()) if column > 0 else None
    return text[:column] if match is not None and names.looks_certain(match["type"]) else ""


def _frame_prefix(text: str) -> str:
    match = _FRAME.search(text, 0, _LONGEST + _PATH)
    if match is None or match.start() < 2 or match.start() > _LONGEST:
        return ""
    prefix = text[: match.start()]
    if prefix.endswith("  "):
        prefix = prefix[:-2]
    elif prefix.endswith("\t"):
        prefix = prefix[:-1]
    elif not prefix.endswith(" "):
        return ""
    return "" if _GUTTER.match(prefix) else _GROUP.sub("", prefix)


def _is_real(template: Template, lines: list[Line]) -> bool:
    """A prefix is one when it uncovers a frame and stands on another line too; a mark at some frames is none."""
    uncovered = count = marked = 0
    for line in lines:
        taken = template.take_off(line.text)
        if taken is not None:
            is_frame = read_frame(taken[1]) is not None
            count += 1
            uncovered += is_frame and classify.without_gutter(taken[1])[0][:1] in " \tF"
            uncovered += _SHOWN.match(taken[1]) is not None
            marked += is_frame and taken[1].startswith("File ")
        if uncovered and count > max(marked, 1):
            return True
    return False
