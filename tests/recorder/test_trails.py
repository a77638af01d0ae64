"""Is a trail that was cut short, because the session was made in the same function, the trail a full walk would give?"""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from detachdoc import recorder
from detachdoc.recorder.orm import record_of
from detachdoc.recorder.trails import NOWHERE, capture, ends_for_itself, steps
from tests.recorder.tools import Boat, Engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detachdoc.recorder.trails import Trail


def here(made: Trail = NOWHERE, *, ends: bool = False) -> Trail:
    return capture(sys._getframe(1), made, ends=ends)


class Service:
    """Makes a session in one call or in another, and queries."""

    def __init__(self) -> None:
        self.made = NOWHERE

    def query(self, *, makes: bool) -> tuple[Trail, Trail]:
        if makes:
            self.made = here()
        return here(), here(self.made)


def in_another_function(service: Service) -> tuple[Trail, Trail]:
    return service.query(makes=False)


def within_blocks() -> Iterator[None]:
    yield


def test_query_beside_its_session_shares_its_callers() -> None:
    service = Service()
    full, cut = service.query(makes=True)

    assert cut[1] is full[1]
    assert cut[3] == full[3]
    assert cut[3] is service.made[3]
    assert len(full[3]) > 2


def test_same_function_called_from_elsewhere_has_a_trail_of_its_own() -> None:
    service = Service()
    service.query(makes=True)

    full, cut = in_another_function(service)

    assert cut[3] == full[3]
    assert in_another_function.__code__ in cut[3]


def test_same_function_called_on_another_line_has_a_trail_of_its_own() -> None:
    service = Service()
    first, _ = service.query(makes=True)
    full, cut = service.query(makes=False)

    assert cut[3] == full[3]
    assert cut[3][:2] != first[3][:2]


def test_end_in_the_function_that_made_the_session_needs_no_callers() -> None:
    made = here()

    assert here(made, ends=True)[1::2] == (made[1], ())


def test_end_in_a_generator_has_its_callers() -> None:
    def scope() -> Iterator[Trail]:
        made = here()
        yield here(made, ends=True)

    assert test_end_in_a_generator_has_its_callers.__code__ in next(scope())[3]


def test_maker_further_out_does_not_end_the_trail() -> None:
    made = here()

    def helper() -> Trail:
        return here(made, ends=True)

    assert helper()[1] is helper.__code__
    assert helper()[3][0] is made[1]
    assert len(helper()[3]) > 2


def test_steps_of_a_trail_go_outward() -> None:
    trail = here()

    found = steps(trail)

    assert found[0].code is trail[1]
    assert found[0].spot[2] == "test_steps_of_a_trail_go_outward"
    assert [step.code for step in found[1:]] == [item for item in trail[3] if not isinstance(item, int)]
    assert steps(NOWHERE) == []


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

    assert record.ended_by == "block-exit"
    assert not any(held is record for end in record.life for held in gc.get_referents(end))
