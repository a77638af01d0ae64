"""The three places, from the source or else from the traceback."""

from __future__ import annotations

from detachdoc.decision.places import found
from detachdoc.model.lifetime import Lifetime
from detachdoc.model.place import Place
from detachdoc.model.report import ErrorReport
from detachdoc.report import read_text

TEXT = """Traceback (most recent call last):
  File "/srv/clinic/main.py", line 71, in start
    return nurse.name, nurse.ward
           ^^^^^^^^^^
sqlalchemy.orm.exc.DetachedInstanceError: Instance <Nurse at 0x7f1> is not bound to a Session; attribute refresh \
operation cannot proceed
"""
TRACED = Place("clinic/main.py", 70, function="start", code="return nurse.name, nurse.ward")


def _error() -> ErrorReport:
    return read_text(TEXT).errors[0]


def _columns(access: Place) -> tuple[int | None, int | None]:
    place = found(_error(), Lifetime(None, None, access)).access
    assert place is not None
    assert place.ref == access.ref
    return place.column, place.end_column


def test_without_source_the_place_is_the_one_that_is_printed() -> None:
    place = found(_error(), None).access
    assert place is not None
    assert (place.ref, place.column, place.end_column) == ("/srv/clinic/main.py:71", 7, 17)


def test_a_traced_line_gets_the_printed_underline() -> None:
    assert _columns(TRACED) == (7, 17)


def test_what_the_tracing_found_wins() -> None:
    assert _columns(TRACED._replace(column=19, end_column=29)) == (19, 29)


def test_another_line_does_not_get_it() -> None:
    assert _columns(TRACED._replace(code="return nurse.name")) == (None, None)
