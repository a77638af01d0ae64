"""Reads one example of a cause: variant.yaml with the shown parts of its before.py and after.py."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detachdoc.knowledge.excerpt import read_excerpt
from detachdoc.knowledge.nodes import Record
from detachdoc.knowledge.references import read_when
from detachdoc.knowledge.versions import specifier
from detachdoc.knowledge.yaml_file import open_text, open_yaml
from detachdoc.model.knowledge import VariantSpec

if TYPE_CHECKING:
    from detachdoc.knowledge.nodes import Value
    from detachdoc.knowledge.problems import Problems
    from detachdoc.knowledge.references import Names

_ROLES = ("class", "attribute", "object", "function")
_PACKAGES = ("fastapi", "sqlalchemy", "starlette", "pydantic", "python")


def read_variant(folder: str, place: str, names: Names, problems: Problems) -> VariantSpec:
    """Read one example.

    Args:
        folder: the knowledge folder.
        place: the example's folder below it, e.g. `causes/background-task/lazy`.
        names: what tree.yaml declares.
        problems: receives what is wrong.
    """
    top = open_yaml(folder, f"{place}/variant.yaml", problems)
    record = top.record(("title", "names"), ("when", "raises_when", "needs")) if top else Record({})
    before, after = (_excerpt(folder, f"{place}/{side}.py", problems) for side in ("before", "after"))
    return VariantSpec(
        id=place.rpartition("/")[2],
        title=record.text("title"),
        when=read_when(record.get("when"), names),
        names=_names(record, f"{before}\n{after}"),
        raises_when=_ranges(record.get("raises_when")),
        needs=_ranges(record.get("needs")),
        before=before,
        after=after,
    )


def _excerpt(folder: str, file: str, problems: Problems) -> str:
    text = open_text(folder, file, problems)
    return "" if text is None else read_excerpt(text, file, problems)


def _names(record: Record, shown: str) -> tuple[tuple[str, str], ...]:
    entries = record.entries("names")
    for name, role in entries.items():
        if not re.search(rf"\b{re.escape(name)}\b", shown):
            role.complain(f'the name "{name}" is not in the shown part of before.py or after.py')
    return tuple((name, role.one_of(_ROLES, "role")) for name, role in entries.items())


def _ranges(value: Value | None) -> tuple[tuple[str, str], ...]:
    if value is None:
        return ()
    value.record((), _PACKAGES)
    return tuple((package, specifier(versions)) for package, versions in value.entries().items())
