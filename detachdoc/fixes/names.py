"""Puts the user's own names into an example, so that it reads like their code; or leaves it alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detachdoc.fixes import stems
from detachdoc.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detachdoc.model.place import Place
    from detachdoc.model.report import ErrorReport

_WORD = pattern(r"[A-Za-z_][A-Za-z0-9_]*")
#: A string in one piece, or a word. Triple quotes do not occur in what an example shows.
_STRING_OR_WORD = pattern(r"([A-Za-z]{0,2})(\"[^\"\n]*\"|'[^'\n]*')|[A-Za-z_][A-Za-z0-9_]*")
_BRACED = pattern(r"\{[^{}\n]*\}")
_READ = pattern(r"([A-Za-z_]\w{0,60})\.([A-Za-z_]\w{0,60})")


def known(error: ErrorReport, access: Place | None) -> dict[str, str]:
    """Return role -> the user's name for it: `class`, `attribute`, `object` and `function`, where known.

    The function of an example is an endpoint or a task, so the user's is one only when nothing of theirs called it.
    """
    variable, attribute = _underlined(access)
    names = {"class": error.class_name, "attribute": error.attribute or attribute}
    if access is not None and len(error.app_frames) == 1:
        names["function"] = access.function
    if error.class_name:
        before = variable if attribute == names["attribute"] else None
        names["object"] = before or _variable(error, access) or stems.snake(error.class_name)
    return {role: name for role, name in names.items() if name and _WORD.fullmatch(name)}


def _underlined(access: Place | None) -> tuple[str | None, str | None]:
    """Variable and attribute of an underlined `variable.attribute`: a refresh names no attribute, its marker does."""
    if access is None or not access.code or access.column is None or access.end_column is None:
        return None, None
    # The columns count the indentation of the file, which the code comes without: the length tells as well.
    width = access.end_column - access.column
    found = {match.groups() for match in _READ.finditer(access.code) if len(match[0]) == width}
    variable, attribute = found.pop() if len(found) == 1 else (None, None)
    return (None, None) if variable in {"self", "cls"} else (variable, attribute)


def _variable(error: ErrorReport, access: Place | None) -> str | None:
    """The variable in front of the attribute on the failing line."""
    if access is None or not access.code or not error.attribute:
        return None
    found = re.search(rf"(?<![\w.])([A-Za-z_]\w{{0,60}})\.{re.escape(error.attribute)}\b", access.code)
    return found[1] if found and found[1] not in {"self", "cls"} else None


def renaming(names: Sequence[tuple[str, str]], roles: Mapping[str, str], line: str, *codes: str) -> dict[str, str]:
    """Return example name -> the user's name; empty when only a part of them would fit.

    Half of the user's names make sentences about things that do not exist, such as a column of the example on a class
    of theirs.

    Args:
        names: example name and the role it plays; the first of a role gets the user's name.
        roles: role -> the user's name.
        line: the user's failing line, which shows whether their attribute is one object or several.
        codes: the texts the names are going to be put into.
    """
    first = {role: name for name, role in reversed(names)}
    needed = {"class", "attribute", "object"} & first.keys()
    if not needed <= roles.keys() or not _alike(first.get("attribute"), codes, roles.get("attribute"), line):
        return {}
    wanted = {name: roles[role] for role, name in first.items() if role in roles}
    taken = {word for code in codes for word in _WORD.findall(code)} - wanted.keys()
    fits = taken.isdisjoint(wanted.values()) and len(set(wanted.values())) == len(wanted)
    return wanted if fits else {}


def _alike(example: str | None, codes: Sequence[str], users: str | None, line: str) -> bool:
    """Whether both attributes are read alike: `user.orders.x` is nonsense for a list, `in user.profile` for one object.

    A line that does not show whether the user's attribute is a list leaves it to its name.
    """
    if example is None or users is None:
        return True
    code = "\n".join(codes)
    if _is_hop(example, code) != _is_hop(users, line):
        return False
    return not _is_iterated(example, code) or _is_iterated(users, line) or users.endswith("s")


def _is_hop(attribute: str, code: str) -> bool:
    return re.search(rf"\.{re.escape(attribute)}\.[A-Za-z_]", code) is not None


def _is_iterated(attribute: str, code: str) -> bool:
    return re.search(rf"\bin [\w.]{{1,120}}\.{re.escape(attribute)}\b", code) is not None


def parts(names: Mapping[str, str], roles: Sequence[tuple[str, str]], *codes: str) -> dict[str, str]:
    """Return the parts of the example's other names that follow from the user's; empty where two would become one.

    Args:
        names: example name -> the user's.
        roles: example name and the role it plays; others are named after class and attribute only.
        codes: the texts the names are going to be put into.
    """
    leading = {name for name, role in roles if role in {"class", "attribute"}}
    found = stems.derived({name: users for name, users in names.items() if name in leading})
    words = {word for code in codes for word in _WORD.findall(code)}
    put = {word: names.get(word) or stems.replaced(word, found) for word in words}
    return found if len(set(put.values())) == len(put) else {}


def renamed(code: str, names: Mapping[str, str], other: Mapping[str, str]) -> str:
    """Return `code` with identifiers replaced, all at once; text in strings stays, names and paths in them do not.

    Args:
        code: of an example.
        names: whole identifiers.
        other: parts of all others.
    """
    return _STRING_OR_WORD.sub(lambda match: _renamed(match, names, other), code)


def _renamed(match: re.Match[str], names: Mapping[str, str], other: Mapping[str, str]) -> str:
    if match[2] is None:
        return _word(match[0], names, other)
    text = match[2][1:-1]
    if "f" in match[1].lower():
        return match[1] + _fields(match[2], names, other)
    if text.startswith("/") or text.isidentifier():
        return match[1] + stems.replaced(_fields(match[2], names, other), other)
    return match[0]


def _fields(text: str, names: Mapping[str, str], other: Mapping[str, str]) -> str:
    return _BRACED.sub(lambda field: _WORD.sub(lambda word: _word(word[0], names, other), field[0]), text)


def _word(word: str, names: Mapping[str, str], other: Mapping[str, str]) -> str:
    return names.get(word) or stems.replaced(word, other)
