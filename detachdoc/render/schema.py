"""What shape has the JSON output? The schema that `detachdoc schema` prints and the tests validate against."""

from __future__ import annotations

import os

from detachdoc.errors import DetachdocError

_FILE = os.path.join(os.path.dirname(__file__), "schema_v1.json")


def text() -> str:
    """JSON Schema (2020-12) of `json_v1.document`, as a document that ends with a line feed.

    Raises:
        DetachdocError: the file was not installed.
    """
    try:
        with open(_FILE, encoding="utf-8") as file:
            return file.read()
    except OSError as error:
        raise DetachdocError(f"cannot read the schema {_FILE}: {error.strerror}. Install detachdoc again.") from None
