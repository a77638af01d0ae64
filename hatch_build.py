"""Puts the compiled knowledge into the wheel, so that an installed detachdoc never reads YAML at start.

A mistake in the knowledge folder stops the build, with its file and line.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: As `detachdoc.knowledge.cache` looks for it.
_SHIPPED = "compiled.json"


class CompiledKnowledge(BuildHookInterface):
    """The build hook; hatchling finds it through `[tool.hatch.build.targets.wheel.hooks.custom]`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile; an editable install has its checkout, and compiles at its first start."""
        if version == "editable":
            return
        compiled = self._compiled()
        path = os.path.join(self.directory, _SHIPPED)
        os.makedirs(self.directory, exist_ok=True)
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(compiled)
        build_data["force_include"][path] = f"detachdoc/knowledge/data/{_SHIPPED}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - hatchling's
        """Remove the compiled file; it is in the wheel now."""
        if version != "editable":
            os.remove(os.path.join(self.directory, _SHIPPED))

    def _compiled(self) -> str:
        sys.path.insert(0, self.root)
        from detachdoc.errors import KnowledgeError
        from detachdoc.knowledge import data_folder, load
        from detachdoc.knowledge.compiled import encode

        try:
            return encode(load(data_folder()))
        except KnowledgeError as error:
            sys.exit(f"The knowledge has mistakes:\n{error}")
