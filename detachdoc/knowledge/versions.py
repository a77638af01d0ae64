"""Reads version numbers and ranges, by the rules pip uses (PEP 440)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

if TYPE_CHECKING:
    from detachdoc.knowledge.nodes import Value


def specifier(value: Value) -> str:
    """A range such as `>=0.106,<0.118`, as written."""
    text = value.text()
    try:
        SpecifierSet(text)
    except InvalidSpecifier:
        value.complain(f'{value.trail} is no version range: "{text}"; write for example ">=0.106,<0.118"')
    return text


def version(value: Value) -> str:
    """A version such as `0.165.0`, as written."""
    text = value.text()
    try:
        Version(text)
    except InvalidVersion:
        value.complain(f'{value.trail} is no version: "{text}"; write for example "0.165.0"')
    return text


def common_version(one: str, other: str) -> str | None:
    """A version two ranges share, out of those they are written with; None when they share none of these."""
    try:
        ranges = [SpecifierSet(one), SpecifierSet(other)]
        bounds = [Version(part.version) for both in ranges for part in both]
    except (InvalidSpecifier, InvalidVersion):
        return None
    return next((str(bound) for bound in bounds if all(bound in both for both in ranges)), None)
