"""What the loader makes of a folder without mistakes."""

from __future__ import annotations

import pytest

from detachdoc import knowledge
from detachdoc.model.knowledge import FixStep, LifelineRow, Link, TeardownRow, Wording
from tests.knowledge.tools import CAUSES, TREE, replace, write


@pytest.fixture
def loaded(folder):
    return knowledge.load(folder)


def test_the_valid_folder_has_no_mistakes(folder):
    assert knowledge.check(folder) == ()


def test_version_and_top_of_the_tree(loaded):
    assert loaded.version == "2026.1"
    assert loaded.tree.root == "journey"
    assert loaded.tree.threshold == 0.85
    assert loaded.tree.precedence[0] == "explicitly-expunged"
    assert dict(loaded.tree.priors)["session-not-shared"] == 31
    assert loaded.tree.priors_source == "a count"


def test_facts_keep_their_order_and_weights(loaded):
    site = loaded.tree.facts[0]
    assert [value.id for value in site.values] == ["handler", "streaming"]
    assert site.values[0].supports == (("background-task", 0.5), ("row-deleted", 2.0))
    assert site.values[1].says == ""
    assert site.values[1].supports == ()


def test_a_fact_may_have_labels_for_some_of_its_values(folder):
    replace(
        folder,
        "tree.yaml",
        "    values:\n      handler:",
        "    labels: {handler: in the endpoint}\n    values:\n      handler:",
    )
    loaded = knowledge.load(folder)
    assert loaded.tree.facts[0].labels == (("handler", "in the endpoint"),)
    assert loaded.tree.facts[1].labels == ()


def test_a_situation_accepts_one_value_or_several(loaded):
    assert loaded.tree.situations[0].when == (
        ("access-site", ("streaming", "handler")),
        ("operation", ("refresh",)),
    )


def test_answers_say_where_they_lead(loaded):
    answers = {answer.id: answer for answer in loaded.tree.questions[0].answers}
    assert (answers["taken-out"].kind, answers["taken-out"].leads_to) == ("cause", "explicitly-expunged")
    assert (answers["deleted"].kind, answers["deleted"].leads_to) == ("outside", "row-deleted")
    assert (answers["straight"].kind, answers["straight"].leads_to) == ("next", "owner")
    assert answers["taken-out"].facts == (("access-site", "handler"),)
    assert (answers["deleted"].share, answers["cached"].share) == (0.5, 1.0)


def test_a_wording_without_how_to_check_keeps_it_empty(loaded):
    assert loaded.tree.questions[1].wordings == (
        Wording(
            when=(("access-site", ("streaming",)),),
            ask="Whose session, while streaming?",
            how_to_check="",
            labels=(("own", "One of its own"),),
        ),
    )


def test_a_factor_holds_one_row_per_alternative(loaded):
    assert loaded.tree.factors[0].when == ((("operation", ("lazy-load",)),), (("access-site", ("streaming",)),))


def test_the_six_causes_come_in_the_order_of_their_numbers(loaded):
    assert [(cause.number, cause.id) for cause in loaded.causes] == sorted(CAUSES.items())


def test_a_cause_is_read_completely(loaded):
    cause = loaded.causes[0]
    assert cause.verdict == "{class}.{attribute} was used too late."
    assert cause.places == (("load", "loaded"), ("detach", "let go"), ("access", "used at {access}"))
    assert cause.lifeline[2] == LifelineRow("{object}", 20, 45, 80, "{attribute}")
    assert cause.lifeline[0].used is None
    assert [(fix.id, fix.safety, fix.variants) for fix in cause.fixes] == [
        ("reload", "safe", ("example",)),
        ("keep", "review", ()),
    ]
    assert cause.fixes[0].steps == (
        FixStep("First"),
        FixStep("Second"),
        FixStep("Third {class}", (("operation", ("refresh",)),)),
    )
    assert cause.fixes[0].when == (("operation", ("refresh", "lazy-load")),)
    assert cause.not_a_fix[0].when == (("operation", ("refresh",)),)
    assert cause.links == (Link("Docs", "https://docs.sqlalchemy.org/"),)
    assert cause.next_errors[0].type == "sqlalchemy.orm.exc.StaleDataError"


def test_a_variant_shows_only_what_is_marked(loaded):
    variant = loaded.causes[0].variants[0]
    assert variant.id == "example"
    assert variant.before == "class User:\n    pass\n    ...\n    print(user.orders)"
    assert variant.names == (("User", "class"), ("orders", "attribute"))
    assert variant.raises_when == (("fastapi", ">=0.106,<0.118"),)
    assert variant.needs == (("sqlalchemy", ">=2.0"),)


def test_a_variant_is_shown_without_its_common_indentation(folder):
    text = "def f():\n    # [show]\n    with a:\n\n        b\n    # [/show]\n    User.orders\n"
    write(folder, "causes/background-task/example/before.py", text)
    assert knowledge.load(folder).causes[3].variants[0].before == "with a:\n\n    b"


def test_neighbours_and_teardown(loaded):
    assert loaded.neighbours[0].types == ("MissingGreenlet",)
    assert loaded.neighbours[0].message_has == ("greenlet_spawn has not been called",)
    assert loaded.teardown.verified_until == "0.165.0"
    assert loaded.teardown.rows == (
        TeardownRow(">=0.106,<0.118", "request", (("streaming", "after"), ("handler", "before"))),
    )


@pytest.mark.parametrize("word", ["no", "on", "yes", "null", "~", "1.10", "0o17", "2026-11-22", "1e3"])
def test_plain_words_of_yaml_stay_text(folder, word):
    replace(folder, "tree.yaml", 'label: "Cached"', f"label: {word}")
    assert knowledge.load(folder).tree.questions[0].answers[1].label == word


def test_a_fact_value_may_be_called_no(folder):
    write(folder, "tree.yaml", TREE.replace("streaming", "no"))
    replace(folder, "teardown.yaml", "streaming", "no")
    assert [value.id for value in knowledge.load(folder).tree.facts[0].values] == ["handler", "no"]


def test_a_byte_order_mark_is_ignored(folder):
    with open(f"{folder}/teardown.yaml", "rb") as stream:
        text = stream.read()
    with open(f"{folder}/teardown.yaml", "wb") as stream:
        stream.write(b"\xef\xbb\xbf" + text)
    assert knowledge.check(folder) == ()


def test_anchors_are_allowed(folder):
    replace(folder, "tree.yaml", "supports: {background-task: 3}", "supports: &three {background-task: 3}")
    replace(folder, "tree.yaml", 'streaming: {says: ""}', 'streaming: {says: ""}\n      other: {says: ""}')
    replace(
        folder,
        "tree.yaml",
        "questions:",
        "  - when: {operation: refresh}\n    supports: *three\nquestions:",
    )
    situations = knowledge.load(folder).tree.situations
    assert situations[0].supports == situations[1].supports == (("background-task", 3.0),)


def test_folders_of_python_and_editors_are_no_variants(folder):
    write(folder, "causes/background-task/__pycache__/x.pyc", "")
    write(folder, "causes/.idea/x", "")
    assert knowledge.check(folder) == ()
