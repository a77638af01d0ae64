"""Finds the note that detachdoc's recorder wrote into an error message."""

from __future__ import annotations

from detachdoc.model.report import RecorderNote


def extract(text: str) -> tuple[str, RecorderNote | None]:
    """Split a message into the text without the note, and the note; None when there is none."""
    return text, None
