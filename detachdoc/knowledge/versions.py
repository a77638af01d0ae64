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
