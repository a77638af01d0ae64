"""Reads tree.yaml: precedence, priors, threshold, factors and reasons outside the six."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.knowledge.contract import CAUSE_NUMBERS
from detachdoc.knowledge.facts import read_facts, read_situations
from detachdoc.knowledge.graph import check_paths
from detachdoc.knowledge.nodes import Record
from detachdoc.knowledge.questions import read_questions
from detachdoc.knowledge.references import Names, read_when
from detachdoc.knowledge.texts import prose
from detachdoc.model.knowledge import Factor, OutsideReason, Tree

if TYPE_CHECKING:
    from detachdoc.knowledge.nodes import Value

_KEYS = (
    "version", "root", "precedence", "threshold", "priors", "facts", "situations", "questions", "factors",
    "outside",
)  # fmt: skip

#: A weight in `priors` is a count of reports.
_MOST_REPORTS = 1_000_000


def read_tree(top: Value | None) -> tuple[Tree, str, Names]:
    """Read the whole file.

    Args:
        top: the outermost value of tree.yaml; None when the file cannot be read.

    Returns:
        The tree, the version of the knowledge, and the names other files may refer to.
    """
    record = top.record(_KEYS) if top else Record({})
    facts = read_facts(record)
    outside = record.named("outside", "reason")
    names = Names(
        facts={fact.id: tuple(value.id for value in fact.values) for fact in facts},
        outside=tuple(outside),
        questions=tuple(record.entries("questions")),
    )
    priors, priors_source = _priors(record)
    tree = Tree(
        root=_root(record, names),
        precedence=_precedence(record),
        threshold=_threshold(record),
        priors=priors,
        priors_source=priors_source,
        facts=tuple(fact.spec(names) for fact in facts),
        situations=read_situations(record, names),
        questions=read_questions(record, names),
        factors=tuple(_factor(id_, value, names) for id_, value in record.named("factors", "factor").items()),
        outside=tuple(_outside(id_, value) for id_, value in outside.items()),
    )
    check_paths(tree, record)
    return tree, record.text("version"), names


def _root(record: Record, names: Names) -> str:
    value = record.get("root")
    return value.one_of(names.questions, "question") if value else ""


def _precedence(record: Record) -> tuple[str, ...]:
    order = tuple(item.one_of(CAUSE_NUMBERS, "cause") for item in record.items("precedence"))
    value = record.get("precedence")
    if value and sorted(order) != sorted(CAUSE_NUMBERS):
        value.complain("precedence must name each of the six causes once")
    return order


def _threshold(record: Record) -> float:
    # Below one half, a cause would be named that is less likely than not.
    value = record.get("threshold")
    return value.number(0.5, 1) if value else 1.0


def _priors(record: Record) -> tuple[tuple[tuple[str, float], ...], str]:
    value = record.get("priors")
    priors = value.record(("source", "weights")) if value else Record({})
    weights = priors.get("weights")
    # The six causes are the keys, so that a missing or unknown one is reported as any other key is.
    counted = weights.record(tuple(CAUSE_NUMBERS)) if weights else Record({})
    found = ((cause, counted.get(cause)) for cause in CAUSE_NUMBERS)
    return tuple((cause, weight.number(0, _MOST_REPORTS)) for cause, weight in found if weight), priors.text("source")


def _factor(factor_id: str, value: Value, names: Names) -> Factor:
    factor = value.record(("says", "when"))
    rows = tuple(read_when(row, names) for row in factor.items("when"))
    return Factor(factor_id, prose(factor, "says"), rows)


def _outside(reason_id: str, value: Value) -> OutsideReason:
    reason = value.record(("title", "says", "prior"))
    prior = reason.get("prior")
    return OutsideReason(reason_id, prose(reason, "title"), prose(reason, "says"), prior.number(0, 1) if prior else 1.0)
