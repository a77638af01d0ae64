"""Which facts follow from a recording, and which do not?"""

from __future__ import annotations

import pytest

from detachdoc.evidence.recorder import facts
from detachdoc.model.place import Place
from detachdoc.model.report import RecorderNote
from detachdoc.report import read_text

ERROR = read_text(
    "sqlalchemy.orm.exc.DetachedInstanceError: Parent instance <User at 0x7f> is not bound to a Session; lazy load "
    "operation of attribute 'orders' cannot proceed"
).errors[0]
LOAD, END, MADE, OTHER = (Place(f"{name}.py", 1, function=name) for name in ("load", "end", "made", "other"))


def note(by: str | None = "block-exit", **extra: str) -> RecorderNote:
    given = {
        "load_request": "1",
        "load_kind": "request",
        "use_request": "1",
        "use_kind": "request",
        "use_site": "request",
    }
    pairs = {**given, **extra}
    return RecorderNote(
        loaded=LOAD,
        detached=END,
        detached_by=by,
        made=MADE,
        other=OTHER if "other_for" in extra else None,
        extra=tuple((key.replace("_", "-"), value) for key, value in pairs.items() if value),
    )


def drawn(recorded: RecorderNote) -> dict[str, str]:
    return {fact.id: fact.value for fact in facts(recorded, ERROR)}


def test_every_fact_says_it_was_recorded() -> None:
    assert {fact.source for fact in facts(note(made_owner="own"), ERROR)} == {"recorder"}


@pytest.mark.parametrize("by", ["expunge", "expunge-all", "make-transient"])
def test_taken_out_wins_over_everything(by: str) -> None:
    assert drawn(note(by, use_request="9", use_site="background"))["journey"] == "taken-out"


@pytest.mark.parametrize("by", ["copy", "unpickled"])
def test_copy_in_one_request_is_taken_out(by: str) -> None:
    assert drawn(note(by))["journey"] == "taken-out"


@pytest.mark.parametrize("by", ["copy", "unpickled"])
def test_copy_kept_for_a_later_request_is_cached(by: str) -> None:
    assert drawn(note(by, use_request="2"))["journey"] == "cached"


def test_loaded_and_used_in_one_job_is_straight() -> None:
    job = {"load_kind": "job", "use_kind": "job", "use_site": "queue"}

    assert drawn(note(**job))["journey"] == "straight"
    assert drawn(note(**job, use_request="2"))["journey"] == "cached"
    assert drawn(note(use_kind="job", use_site="queue", use_request="2"))["journey"] == "handed-to-background"


def test_copy_handed_to_a_queue() -> None:
    assert (
        drawn(note("unpickled", use_site="queue", use_request="2", use_kind="job"))["journey"] == "handed-to-background"
    )


def test_unpickled_from_elsewhere_is_cached() -> None:
    recorded = note("unpickled", load_request="")._replace(loaded=None)

    assert drawn(recorded)["journey"] == "cached"


def test_deleted() -> None:
    assert drawn(note("deleted"))["journey"] == "row-deleted"


def test_fixture() -> None:
    found = drawn(note("fixture-teardown", made_for="fixture"))

    assert found["journey"] == "test-fixture"
    assert "detached-by" not in found


@pytest.mark.parametrize("load", ["1", "before"])
def test_loaded_earlier_is_cached(load: str) -> None:
    assert drawn(note(load_request=load, use_request="2", use_site="background"))["journey"] == "cached"


@pytest.mark.parametrize("load", ["2", "outside", "3"])
def test_loaded_in_or_after_the_request_of_the_use_is_not_cached(load: str) -> None:
    assert drawn(note(load_request=load, use_request="2"))["journey"] == "straight"


@pytest.mark.parametrize("site", ["background", "queue", "process"])
def test_used_beside(site: str) -> None:
    found = drawn(note(use_site=site))

    assert (found["journey"], found["access-site"]) == ("handed-to-background", site)


@pytest.mark.parametrize("site", ["task", "thread"])
def test_used_in_another_task_or_thread(site: str) -> None:
    assert drawn(note(use_site=site, load_task="Task-1"))["journey"] == "handed-to-background"
    assert drawn(note(use_site=site, use_over="yes"))["journey"] == "handed-to-background"
    assert drawn(note("dependency-teardown", use_site=site))["journey"] == "handed-to-background"


@pytest.mark.parametrize("site", ["task", "thread"])
def test_loaded_in_that_very_task_or_thread(site: str) -> None:
    found = drawn(note(use_site=site))

    assert found["journey"] == "straight"
    assert "access-site" not in found


def test_used_outside_any_request() -> None:
    assert drawn(note(use_request="none", use_kind="", use_site="script"))["journey"] == "handed-to-background"
    assert drawn(note(use_request="none", use_kind="", use_site="test"))["journey"] == "straight"


@pytest.mark.parametrize("owner", ["own", "request", "shared"])
def test_session_owner(owner: str) -> None:
    found = {fact.id: fact for fact in facts(note("close", made_owner=owner), ERROR)}

    assert found["session-owner"].value == owner
    assert found["session-owner"].where == MADE


def test_unknown_owner_is_no_fact() -> None:
    assert "session-owner" not in drawn(note(made_owner="unknown"))


def test_request_session() -> None:
    assert drawn(note(other_for="dependency"))["request-session"] == "yes"
    assert drawn(note(other_none="yes"))["request-session"] == "no"
    assert "request-session" not in drawn(note())


@pytest.mark.parametrize(
    ("by", "owner", "ended"),
    [
        ("block-exit", "own", "block"),
        ("block-exit", "request", "cleanup"),
        ("close", "request", "close-call"),
        ("remove", "request", "close-call"),
        ("invalidate", "own", "close-call"),
        ("reset", "own", "close-call"),
        ("dependency-teardown", "request", "cleanup"),
        ("collected", "own", "collected"),
    ],
)
def test_ended_by(by: str, owner: str, ended: str) -> None:
    assert drawn(note(by, made_owner=owner))["ended-by"] == ended


def test_expiry() -> None:
    recorded = note()._replace(expired=END, expired_by="commit")

    assert drawn(recorded)["expired-by"] == "commit"


def test_note_without_an_end_proves_little() -> None:
    assert drawn(note(None)) == {}


@pytest.mark.parametrize("site", ["request", "script", "task", "thread"])
def test_work_that_outlives_its_request_is_background_work(site: str) -> None:
    late = note("dependency-teardown", use_over="yes", use_site=site, made_owner="request")
    assert drawn(late)["journey"] == "handed-to-background"
    assert drawn(note("dependency-teardown", use_site="request"))["journey"] == "straight"


def test_a_registry_that_is_removed_held_the_session_of_the_request() -> None:
    removed = drawn(note("remove", made_for="registry", made_owner="own"))
    assert (removed["session-owner"], removed["ended-by"]) == ("request", "close-call")
    assert drawn(note("block-exit", made_for="registry", made_owner="own"))["session-owner"] == "own"


def test_a_registry_beside_the_session_of_a_dependency_is_a_helpers_own() -> None:
    removed = drawn(note("remove", made_for="registry", made_owner="own", other_for="dependency"))
    assert (removed["session-owner"], removed["request-session"]) == ("own", "yes")


def test_what_a_background_task_loads_itself_was_not_handed_to_it() -> None:
    loaded = drawn(note(use_site="background", load_background="yes", other_for="dependency", made_owner="own"))
    assert (loaded["journey"], loaded["request-session"]) == ("straight", "no")
    assert drawn(note(use_site="background", other_for="dependency"))["journey"] == "handed-to-background"


def test_a_session_made_at_module_level_for_start_up_is_not_shared() -> None:
    assert drawn(note("block-exit", made_owner="shared"))["session-owner"] == "own"
    assert drawn(note("close", made_owner="shared", load_request="before"))["session-owner"] == "own"
    assert drawn(note("close", made_owner="shared"))["session-owner"] == "shared"
