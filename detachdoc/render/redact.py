"""What must not be echoed? Passwords in URLs never; with `--redact` no secrets, e-mail addresses or values either.

The one place where a `Diagnosis` is masked, before any renderer sees it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.render.passwords import MASK, urls
from detachdoc.render.texts import mapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detachdoc.model.diagnosis import Diagnosis, Fix
    from detachdoc.model.place import Place
    from detachdoc.model.report import ErrorReport
    from detachdoc.render.excerpt import Lines

#: Fields that name things: ids of the contract, places in the code.
_NAMES = frozenset({
    "id", "outcome", "kind", "type", "wrapped_in", "class_name", "attribute", "file", "function", "source", "by",
    "question", "answer", "answers", "factors", "supports", "place", "scope", "safety", "package", "links", "replay",
    "link_to_next", "sqlalchemy_link", "damage", "detached_by", "expired_by",
})  # fmt: skip
_CODE = frozenset({"code", "diff"})
#: Fields that hold what the program or its log said.
_SAID = frozenset({"message", "notes", "headers"})


def redacted(diagnosis: Diagnosis, *, full: bool = True) -> Diagnosis:
    """`diagnosis` without secrets.

    Args:
        diagnosis: as decided.
        full: mask tokens, e-mail addresses and values too; otherwise only passwords in URLs.

    Returns:
        The same diagnosis; ids, paths, line numbers and names of code are as they were.
    """
    if not full:
        return mapped(diagnosis, lambda _field, text: urls(text))
    from detachdoc.render import masks

    diagnosis = _unnamed(diagnosis)
    error = diagnosis.error
    told = masks.message(error.message, _known(error))

    def masked(field: str, text: str) -> str:
        if field in _NAMES:
            return text
        if field == "code":
            return masks.code(text)
        if field in _SAID:
            return masks.message(text, _known(error))
        # A message may be quoted in a sentence of ours.
        return masks.secrets(text.replace(error.message, told) if error.message else text)

    rest = mapped(diagnosis._replace(fix=None), masked)
    return rest._replace(
        load=_placed(diagnosis.load, rest.load),
        detach=_placed(diagnosis.detach, rest.detach),
        access=_placed(diagnosis.access, rest.access),
        fix=_fix(diagnosis.fix) if diagnosis.fix else None,
    )


def _placed(before: Place | None, after: Place | None) -> Place | None:
    """A masked place; without columns where masking moved what they mean."""
    if before is None or after is None or before.code == after.code:
        return after
    return after._replace(column=None, end_column=None)


def _unnamed(diagnosis: Diagnosis) -> Diagnosis:
    """The class without its values, where the log printed an object's repr: `User(***)` for `User(name='Bob')`."""
    name = diagnosis.error.class_name or ""
    if not name or all(part.isidentifier() for part in name.split(".")):
        return diagnosis
    kind, bracket, _ = name.partition("(")
    short = f"{kind}({MASK})" if bracket and kind.isidentifier() else MASK
    kept = (_NAMES | _CODE) - {"class_name"}
    return mapped(diagnosis, lambda field, text: text if field in kept else text.replace(name, short))


def masked_lines(lines: Lines, *, full: bool = True) -> Lines:
    """A reader of source lines whose lines are masked in the same way.

    Args:
        lines: reads lines of a file.
        full: as for `redacted`.
    """
    if full:
        from detachdoc.render.masks import code as mask
    else:
        mask = urls

    def masking(file: str, first: int, last: int) -> Sequence[str] | None:
        found = lines(file, first, last)
        return None if found is None else mask("\n".join(line.rstrip("\r\n") for line in found)).split("\n")

    return masking


def _fix(fix: Fix) -> Fix:
    """An example holds no values of the user's; masking its literals would spoil the fix."""
    if fix.scope == "example":
        return mapped(fix, lambda _field, text: urls(text))
    from detachdoc.render import masks

    return fix._replace(
        before=fix.before._replace(code=masks.code(fix.before.code)),
        after=fix.after._replace(code=masks.code(fix.after.code)),
        diff=masks.diff(fix.diff),
    )


def _known(error: ErrorReport) -> frozenset[str]:
    names = {error.class_name, error.attribute, f"{error.class_name}.{error.attribute}"}
    return frozenset(name for name in names if name)
