"""What shape has the JSON output? The schemas that `detachdoc schema` prints and the tests validate against."""

from __future__ import annotations

import os
from typing import Literal

from detachdoc.errors import DetachdocError

#: The commands whose `--json` has a published shape.
Command = Literal["diagnose", "explain", "causes"]

_FILES: dict[Command, str] = {
    "diagnose": "schema_v1.json",
    "explain": "schema_explain_v1.json",
    "causes": "schema_causes_v1.json",
}


def text(command: Command = "diagnose") -> str:
    """JSON Schema (2020-12) of what `command --json` prints, as a document that ends with a line feed.

    Raises:
        DetachdocError: the file was not installed.
    """
    path = os.path.join(os.path.dirname(__file__), _FILES[command])
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError as error:
        raise DetachdocError(f"cannot read the schema {path}: {error.strerror}. Install detachdoc again.") from None
