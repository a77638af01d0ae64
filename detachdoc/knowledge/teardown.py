"""Reads teardown.yaml: by FastAPI version, what runs before and after the cleanup of a dependency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.knowledge.nodes import Record
from detachdoc.knowledge.problems import did_you_mean
from detachdoc.knowledge.versions import common_version, specifier, version
from detachdoc.model.knowledge import Teardown, TeardownRow

if TYPE_CHECKING:
    from detachdoc.knowledge.nodes import Value
    from detachdoc.knowledge.references import Names

_ACCESS_SITE = "access-site"


def read_teardown(top: Value | None, names: Names) -> Teardown:
    """Read the whole file; None when it cannot be read."""
    record = top.record(("verified_until", "rows")) if top else Record({})
    newest = record.get("verified_until")
    items = record.items("rows")
    rows = tuple(_row(item, names.facts.get(_ACCESS_SITE, ())) for item in items)
    for number, item in enumerate(items):
        _check_overlap(item, rows[number], rows[:number])
    return Teardown(rows, version(newest) if newest else "")


def _row(item: Value, sites: tuple[str, ...]) -> TeardownRow:
    record = item.record(("fastapi", "scope", "places"))
    versions, scope = record.get("fastapi"), record.get("scope")
    return TeardownRow(
        fastapi=specifier(versions) if versions else "",
        scope=scope.one_of(("request", "function"), "scope") if scope else "",
        places=tuple(_place(site, value, sites) for site, value in record.entries("places").items()),
    )


def _place(site: str, value: Value, sites: tuple[str, ...]) -> tuple[str, str]:
    if sites and site not in sites:
        value.complain(f'the fact {_ACCESS_SITE} has no value "{site}"{did_you_mean(site, sites)}')
    return site, value.one_of(("before", "after"), "order")


def _check_overlap(item: Value, row: TeardownRow, earlier: tuple[TeardownRow, ...]) -> None:
    same_scope = [other for other in earlier if other.scope == row.scope]
    shared = next((both for other in same_scope if (both := common_version(row.fastapi, other.fastapi))), None)
    if shared:
        item.complain(f"FastAPI {shared} with scope {row.scope} is in a row above too")
