"""Applies the small unified diffs that lie beside the cases, exactly or not at all."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator


def apply(patch: str, root: str) -> None:
    """Apply the text of a unified diff (`a/`, `b/` prefixes) to the files below `root`. Raises ValueError if it does not fit."""
    for path, hunks in _files(patch):
        target = os.path.join(root, path)
        with open(target, encoding="utf-8") as file:
            lines = file.read().splitlines(keepends=True)
        for start, old, new in reversed(hunks):
            if lines[start : start + len(old)] != old:
                raise ValueError(f"{path}:{start + 1}: the patch does not fit")
            lines[start : start + len(old)] = new
        with open(target, "w", encoding="utf-8") as file:
            file.writelines(lines)


def _files(patch: str) -> Iterator[tuple[str, list[tuple[int, list[str], list[str]]]]]:
    for part in re.split(r"^--- a/.*\n\+\+\+ b/", patch, flags=re.MULTILINE)[1:]:
        path, _, rest = part.partition("\n")
        yield path, [_hunk(text) for text in re.split(r"^@@ -", rest, flags=re.MULTILINE)[1:]]


def _hunk(text: str) -> tuple[int, list[str], list[str]]:
    head, _, body = text.partition("\n")
    lines = body.splitlines(keepends=True)
    old = [line[1:] for line in lines if line[0] in " -"]
    new = [line[1:] for line in lines if line[0] in " +"]
    start = int(head.partition(",")[0].partition(" ")[0])
    return (start - 1 if old else start), old, new
