"""Which evidence is told, and under which title."""

from __future__ import annotations

from detachdoc.model.place import Place
from detachdoc.render.weighing import titled, weighed
from tests.render import samples


def _titles(diagnosis, **wanted):  # type: ignore[no-untyped-def]
    return {title: [piece.id for piece in pieces] for title, pieces in titled(diagnosis, **wanted)}


def test_what_speaks_for_a_cause_and_against_it_stands_apart() -> None:
    assert _titles(samples.TRACEBACK_ONLY) == {"What speaks for it": ["access-site"], "What speaks against it": ["era"]}


def test_what_speaks_neither_way_is_told_only_when_all_is_wanted() -> None:
    assert list(_titles(samples.DIAGNOSED)) == ["What speaks for it"]
    assert _titles(samples.DIAGNOSED, all_of_it=True)["What else is known"] == ["operation"]


def test_what_speaks_neither_way_is_told_when_there_is_nothing_else() -> None:
    alone = samples.DIAGNOSED._replace(evidence=samples.DIAGNOSED.evidence[2:])
    assert _titles(alone) == {"What is known": ["operation"]}


def test_while_it_is_undecided_all_is_told() -> None:
    assert _titles(samples.UNDECIDED) == {"What is known": ["operation", "access-site", "fastapi-era"]}


def test_outside_the_six_the_source_counts_for_more_than_the_traceback() -> None:
    both = samples.OUTSIDE._replace(evidence=(samples.UNDECIDED.evidence[0], *samples.OUTSIDE.evidence))
    assert _titles(both) == {"What is known": ["journey"]}
    assert _titles(both, all_of_it=True) == {"What is known": ["operation", "journey"]}
    assert _titles(both._replace(evidence=both.evidence[:1])) == {"What is known": ["operation"]}


def test_nothing_known_has_no_title() -> None:
    assert _titles(samples.NO_ERROR) == {}


def test_one_observation_is_told_once_and_the_order_stays() -> None:
    first, *others = samples.UNDECIDED.evidence
    elsewhere = first._replace(where=Place("app/b.py", 1))
    many = samples.UNDECIDED._replace(evidence=(first, elsewhere, *others, first._replace(id="again")))
    assert weighed(many).rest == (first, elsewhere, *others)
