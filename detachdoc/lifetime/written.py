"""What does a name in the source say, as it is written there and without looking up what it stands for?"""

from __future__ import annotations

import ast


def last_name(node: ast.AST | None) -> str:
    """Return the last part of a name, also of one that is called: `Depends` for `fastapi.Depends(...)`; else empty."""
    if isinstance(node, ast.Call):
        node = node.func
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
