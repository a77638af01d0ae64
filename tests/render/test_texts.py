"""One function reaches every string of a value and nothing else."""

from __future__ import annotations

from detachdoc.render.texts import mapped
from tests.render import samples


def test_every_string_is_reached_with_the_name_of_its_field() -> None:
    seen: list[tuple[str, str]] = []

    def note(field: str, text: str) -> str:
        seen.append((field, text))
        return text

    assert mapped(samples.DIAGNOSED, note) == samples.DIAGNOSED
    assert ("file", "app/auth.py") in seen
    assert ("factors", "lazy-relationship") in seen
    assert ("supports", "session-not-shared") in seen
    assert ("steps", samples.FIX.steps[0]) in seen


def test_types_and_numbers_stay() -> None:
    upper = mapped(samples.LOAD, lambda _field, text: text.upper())
    assert type(upper) is type(samples.LOAD)
    assert upper.file == "APP/AUTH.PY"
    assert (upper.line, upper.end_line) == (19, None)
