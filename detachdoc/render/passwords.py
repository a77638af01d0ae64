"""Which part of a URL is its password? Masked in everything that is echoed, with or without `--redact`."""

from __future__ import annotations

import re

MASK = "***"

#: `://user:password@`. The password may hold `/` and `@`, so the last `@` ends it. A port with a path is none.
_URL = r"(://[^\s:/@'\"<>]{0,200}:)(?!\d{1,5}(?:[/?#\s]|$))[^\s'\"<>]{1,256}@"


def urls(text: str) -> str:
    """Passwords in URLs masked, the rest of the URL kept."""
    # Compiled by `re` at the first URL, not at import: most runs see none.
    return re.sub(_URL, rf"\1{MASK}@", text) if "://" in text else text
