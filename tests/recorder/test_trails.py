"""Is a trail that was cut short, because the session was made in the same function, the trail a full walk would give?"""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from detachdoc import recorder
from detachdoc.recorder.orm import record_of
from detachdoc.recorder.sites import ends_for_itself
from detachdoc.recorder.trails import capture, innermost
from tests.recorder.tools import Boat, Engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import CodeType

    from detachdoc.recorder.trails import Trail


def here(maker: CodeType | None = None, callers: Trail = ()) -> Trail:
    return capture(sys._getframe(1), maker, callers)


class Service:
    """Makes a session in one call or in another, and queries."""

    def __init__(self) -> None:
        self.maker: CodeType | None = None
        self.callers: Trail = ()

    def query(self, *, makes: bool) -> tuple[Trail, Trail]:
        if makes:
            self.maker, self.callers = innermost(here())
        return here(), here(self.maker, self.callers)


def in_another_function(service: Service) -> tuple[Trail, Trail]:
    return service.query(makes=False)


def within_blocks() -> Iterator[None]:
    yield


def test_query_beside_its_session_has_the_full_trail() -> None:
    full, cut = Service().query(makes=True)

    assert cut[0] is full[0]
    assert cut[2:] == full[2:]
    assert len(full) > 4


def test_same_function_called_from_elsewhere_has_a_trail_of_its_own() -> None:
    service = Service()
    service.query(makes=True)

    full, cut = in_another_function(service)

    assert cut[2:] == full[2:]
    assert in_another_function.__code__ in cut


def test_same_function_called_on_another_line_has_a_trail_of_its_own() -> None:
    service = Service()
    first, _ = service.query(makes=True)
    full, cut = service.query(makes=False)

    assert cut[2:] == full[2:]
    assert cut[2:4] != first[2:4]


def test_without_callers_the_trail_ends_at_the_maker() -> None:
    maker, _ = innermost(here())

    assert here(maker)[0::2] == (maker,)


def test_maker_further_out_does_not_end_the_trail() -> None:
    maker, _ = innermost(here())

    def helper() -> Trail:
        return here(maker)

    assert helper()[:4:2] == (helper.__code__, maker)
    assert len(helper()) > 4


def test_no_app_no_maker() -> None:
    assert innermost(()) == (None, ())
    assert innermost((sys._getframe().f_code,)) == (None, ())


def test_called_by_a_library_there_are_no_callers_to_borrow() -> None:
    code = sys._getframe().f_code

    assert innermost((code, 2)) == (code, ())
    assert innermost((code, 2, code)) == (code, ())
    assert innermost((code, 2, code, code)) == (code, ())


def test_blocks_exit_and_generator_do_not_end_for_themselves() -> None:
    class Unit:
        def __exit__(self, *error: object) -> None: ...

    plain: Callable[[], None] = test_blocks_exit_and_generator_do_not_end_for_themselves

    assert ends_for_itself(plain.__code__)
    assert not ends_for_itself(Unit.__exit__.__code__)
    assert not ends_for_itself(within_blocks.__code__)


def test_ended_session_does_not_refer_to_itself(engine: Engine) -> None:
    recorder.install()
    try:
        with Session(engine) as session:
            session.get(Boat, 1)
        record = record_of(session)
    finally:
        recorder.uninstall()

    assert record.end is not None
    assert record.ended_by == "block-exit"
    assert record not in gc.get_referents(record.end)
