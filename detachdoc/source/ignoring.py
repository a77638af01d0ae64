"""Which files does git ignore? Follows gitignore(5): later lines win, `!` takes back, `**` crosses folders."""

from __future__ import annotations

import fnmatch
import re
from typing import NamedTuple

#: Longer patterns are hostile or useless; they are skipped.
_MAX_PATTERN = 250
_MAX_RULES = 2_000


class Rule(NamedTuple):
    """One line of a `.gitignore`."""

    #: Path segments as regular expressions; None stands for `**`.
    segments: tuple[re.Pattern[str] | None, ...]
    negated: bool
    folders_only: bool
    #: Whether the pattern is tied to the folder of its file; otherwise it matches at any depth.
    anchored: bool


def parse(text: str) -> tuple[Rule, ...]:
    """Read the text of one `.gitignore`; lines that are not patterns are left out."""
    rules = (_rule(line) for line in text.splitlines()[:_MAX_RULES])
    return tuple(rule for rule in rules if rule is not None)


def _rule(line: str) -> Rule | None:
    pattern = line.rstrip("\r\n")
    while pattern.endswith(" ") and not pattern.endswith("\\ "):
        pattern = pattern[:-1]
    if not pattern or pattern.startswith("#") or len(pattern) > _MAX_PATTERN:
        return None
    negated = pattern.startswith("!")
    pattern = pattern.removeprefix("!")
    if pattern.startswith(("\\#", "\\!")):
        pattern = pattern[1:]
    folders_only = pattern.endswith("/")
    pattern = pattern.rstrip("/")
    anchored = "/" in pattern
    parts = [part for part in pattern.split("/") if part]
    if not parts:
        return None
    segments = tuple(None if part == "**" else re.compile(fnmatch.translate(part)) for part in parts)
    return Rule(segments, negated, folders_only, anchored)


def decides(rules: tuple[Rule, ...], path: tuple[str, ...], *, is_folder: bool) -> bool | None:
    """What one file's rules say about a path.

    Args:
        rules: the parsed `.gitignore`.
        path: segments relative to the folder of that `.gitignore`.
        is_folder: whether the path is a folder.

    Returns:
        True for ignored, False for taken back with `!`, None when no rule matches.
    """
    for rule in reversed(rules):
        if rule.folders_only and not is_folder:
            continue
        if _matches(rule, path):
            return not rule.negated
    return None


def _matches(rule: Rule, path: tuple[str, ...]) -> bool:
    if not rule.anchored:
        only = rule.segments[0]
        return only is None or only.match(path[-1]) is not None
    return _walk(rule.segments, path)


def _walk(segments: tuple[re.Pattern[str] | None, ...], path: tuple[str, ...]) -> bool:
    """Match by filling a row of reachable positions, so that many `**` stay linear in each segment."""
    reachable = {0}
    for index, segment in enumerate(segments):
        if segment is None:
            last = index == len(segments) - 1
            first = min(reachable, default=len(path) + 1)
            below = {len(path)} if first < len(path) else set()  # `docs/**`: what is in it, not itself
            reachable = below if last else set(range(first, len(path) + 1))
            continue
        reachable = {at + 1 for at in reachable if at < len(path) and segment.match(path[at])}
    return len(path) in reachable
