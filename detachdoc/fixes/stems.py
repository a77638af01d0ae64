"""Which parts of an example's other names follow from the user's, e.g. `customer_id` and `/customers` from a class."""

from __future__ import annotations

import re
from keyword import iskeyword
from typing import TYPE_CHECKING

from detachdoc.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Mapping

_HUMP = pattern(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
#: Ends of a plural that are two letters longer than its singular.
_LONG_ENDS = ("sses", "xes", "ches", "shes", "zes")


def derived(wanted: Mapping[str, str]) -> dict[str, str]:
    """Return part of an example's name -> the user's, in lower case, singular and plural.

    Args:
        wanted: example name -> the user's name: classes begin with a capital, what ends in `s` may be a list.
    """
    parts: dict[str, str] = {}
    for example, users in wanted.items():
        old, new = snake(example), snake(users)
        if example[:1].isupper():
            parts |= {old: new, plural(old): plural(new)}
        elif (one := singular(old)) and (of_theirs := singular(new)):
            parts |= {old: new, one: of_theirs}
    return {old: new for old, new in parts.items() if old != new and not iskeyword(new)}


def replaced(text: str, parts: Mapping[str, str]) -> str:
    """Return `text` with whole parts replaced: the `customer` of `load_customer`, not that of `customers`."""
    if not parts:
        return text
    words = "|".join(sorted(map(re.escape, parts), key=len, reverse=True))
    return re.sub(rf"(?<![A-Za-z0-9])(?:{words})(?![A-Za-z0-9])", lambda match: parts[match[0]], text)


def snake(name: str) -> str:
    """`order_line` of `OrderLine`."""
    return _HUMP.sub("_", name).lower()


def plural(word: str) -> str:
    """The word for several, as far as it is regular."""
    if word.endswith("y") and word[-2:-1] not in {*"aeiou", ""}:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh", "z")) else "s")


def singular(word: str) -> str:
    """The word for one of several, as far as it is regular; empty when `word` is no plural."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(_LONG_ENDS):
        return word[:-2]
    return "" if not word.endswith("s") or word.endswith(("ss", "us", "is")) else word[:-1]
