"""Puts a log together that was exported as a list of records, one a line: Loki, Grafana, CloudWatch, `jq -s`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.report.classify import header_at

if TYPE_CHECKING:
    from collections.abc import Iterator

_TIMES = ("timestamp", "@timestamp", "ts", "time", "date", "tsNs", "__REALTIME_TIMESTAMP", "eventTime")
_DEPTH = 12
#: Share of the records that must have a text.
_MOSTLY = 0.8


def logs_in(value: object, messages: tuple[str, ...], depth: int = 0) -> Iterator[str]:
    """The text of each list of records that holds a traceback line by line, oldest line first.

    Args:
        value: a JSON value.
        messages: the keys under which a record may keep its line.
        depth: how deep in the document the value stands.
    """
    if depth > _DEPTH or not isinstance(value, dict | list):
        return
    if isinstance(value, list):
        text = _log(value, messages)
        if text is not None:
            yield text
            return
    for inner in value.values() if isinstance(value, dict) else value:
        yield from logs_in(inner, messages, depth + 1)


def _log(records: list[object], messages: tuple[str, ...]) -> str | None:
    if len(records) < 2:
        return None
    found = [text for record in records if (text := _line(record, messages)) is not None]
    if len(found) < 2 or len(found) < _MOSTLY * len(records) or not any(header_at(text) >= 0 for text in found):
        return None
    if any("\n" in text.strip() and header_at(text) >= 0 for text in found):
        return None
    first, last = _time(records[0]), _time(records[-1])
    newest_first = type(first) is type(last) and first is not None and first > last  # type: ignore[operator]
    return "\n".join(text.rstrip("\n") for text in (reversed(found) if newest_first else found))


def _line(record: object, messages: tuple[str, ...]) -> str | None:
    if isinstance(record, dict):
        return next((text for key in messages if isinstance(text := record.get(key), str)), None)
    if isinstance(record, list) and len(record) in {2, 3} and isinstance(record[1], str):
        return record[1]
    return None


def _time(record: object) -> object:
    if isinstance(record, dict):
        return next((time for key in _TIMES if isinstance(time := record.get(key), str | int | float)), None)
    return record[0] if isinstance(record, list) and isinstance(record[0], str | int | float) else None
