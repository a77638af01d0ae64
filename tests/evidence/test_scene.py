"""The stack of an error whose chain shows its upper part elsewhere."""

from __future__ import annotations

from detachdoc.evidence.scene import Scene
from detachdoc.model.report import Block, Frame
from tests.tools import an_error

SERVER = Frame("/lib/site-packages/fastapi/routing.py", 1, "run_endpoint_function", package="fastapi")
HANDLER = Frame("/srv/orders.py", 20, "checkout", is_app=True)
USED = Frame("/srv/orders.py", 8, "total", is_app=True)
DETACHED = "sqlalchemy.orm.exc.DetachedInstanceError"


def _functions(*blocks: Block, subject: int) -> list[str | None]:
    return [frame.function for frame in Scene(an_error(blocks=blocks, subject=subject), None, {}).stack]


def test_a_chained_error_gets_the_callers_of_the_error_that_followed() -> None:
    first = Block(DETACHED, "", (HANDLER, USED), link_to_next="cause")
    then = Block("CheckoutError", "", (SERVER, HANDLER._replace(line=23)))
    assert _functions(first, then, subject=0) == ["run_endpoint_function", "checkout", "total"]


def test_a_following_error_from_elsewhere_adds_nothing() -> None:
    first = Block(DETACHED, "", (HANDLER, USED), link_to_next="context")
    then = Block("CheckoutError", "", (SERVER, Frame("/srv/other.py", 1, "retry", is_app=True)))
    assert _functions(first, then, subject=0) == ["checkout", "total"]


def test_a_member_of_a_group_gets_the_frames_of_the_group() -> None:
    group = Block("ExceptionGroup", "", (SERVER, HANDLER), link_to_next="group")
    sibling = Block("ValueError", "", (Frame("/srv/x.py", 1, "sibling", is_app=True),), link_to_next="group")
    assert _functions(group, sibling, Block(DETACHED, "", (USED,)), subject=2) == [
        "run_endpoint_function",
        "checkout",
        "total",
    ]
