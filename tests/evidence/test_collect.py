"""Facts of several sources about one error."""

from __future__ import annotations

from detachdoc.evidence import collect
from detachdoc.model.facts import Fact
from detachdoc.model.lifetime import Lifetime
from detachdoc.model.place import Place
from tests.decision.tools import KNOWN
from tests.tools import an_error

HERE = Place("src/mail.py", 12, function="send")


def test_the_line_of_use_is_named_as_on_this_machine() -> None:
    found = collect(an_error(), KNOWN, lifetime=Lifetime(None, None, HERE))
    [site] = [fact for fact in found if fact.id == "access-site"]
    assert site.where == HERE


def test_without_source_it_is_named_as_printed() -> None:
    [site] = [fact for fact in collect(an_error(), KNOWN) if fact.id == "access-site"]
    assert site.where is not None
    assert site.where.ref == "billing/mail.py:12"


def test_what_the_source_shows_replaces_what_the_text_suggests() -> None:
    traced = Fact("access-site", "streaming", "source", HERE)
    found = collect(an_error(), KNOWN, lifetime=Lifetime(None, None, HERE, facts=(traced,)))
    assert [fact for fact in found if fact.id == "access-site"] == [traced]


def test_what_the_source_does_not_know_replaces_nothing() -> None:
    traced = Fact("operation", "unknown", "source")
    found = collect(an_error(), KNOWN, lifetime=Lifetime(None, None, HERE, facts=(traced,)))
    assert "lazy-load" in {fact.value for fact in found if fact.id == "operation"}
