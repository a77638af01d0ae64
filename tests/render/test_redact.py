"""The one choke point of masking."""

from __future__ import annotations

import pytest

from detachdoc.model.place import Place
from detachdoc.model.report import Block, Frame
from detachdoc.render.redact import masked_lines, redacted
from tests.render import samples

SECRET = samples.DIAGNOSED._replace(
    error=samples.LAZY._replace(
        message="attribute 'orders' of 'bob' at pg://u:pw@h",
        blocks=(
            Block("a.B", "m 'bob'", (Frame("/srv/1/a.py", 5, "f", "f('bob', 7)", is_app=True),), notes=("n 'bob'",)),
        ),
        headers=("token=bob",),
    ),
    access=Place("app/1.py", 7, code="f('bob', pg='pg://u:pw@h')", says="mail bob@example.org, pg://u:pw@h"),
    remarks=("seen: attribute 'orders' of 'bob' at pg://u:pw@h",),
)


def test_passwords_in_urls_never_get_out() -> None:
    told = repr(redacted(SECRET, full=False))
    assert "u:pw@" not in told
    assert "u:***@h" in told
    assert "'bob'" in told


def test_with_redact_no_value_gets_out() -> None:
    told = repr(redacted(SECRET))
    assert "bob" not in told
    assert "u:pw" not in told


def test_names_paths_and_lines_are_as_they_were() -> None:
    told = redacted(SECRET)
    assert told.access is not None
    assert told.access.ref == "app/1.py:7"
    assert told.error.blocks[0].frames[0].file == "/srv/1/a.py"
    assert told.error.class_name == "User"
    assert "'orders'" in told.error.message
    assert told.cause == SECRET.cause
    assert told.replay == SECRET.replay


def test_a_message_quoted_in_a_sentence_is_masked_there_too() -> None:
    assert redacted(SECRET).remarks == ("seen: attribute 'orders' of '***' at pg://u:***@h",)


@pytest.mark.parametrize(
    ("printed", "kept"),
    [('Nurse(name="Eve Smith", ssn=123-45-6789)', "Nurse(***)"), ("Eve Smith <eve@example.org>", "***")],
)
def test_an_objects_repr_is_no_class_name(printed: str, kept: str) -> None:
    error = samples.LAZY._replace(class_name=printed, message=f"Instance <{printed} at 0x7f3a2c1d5e50> is not bound")
    told = redacted(samples.DIAGNOSED._replace(error=error, headline=f"a column of {printed} was needed"))
    assert told.error.class_name == kept
    assert told.headline == f"a column of {kept} was needed"
    assert not [word for word in ("Eve", "Smith", "6789", "45") if word in repr((told.error.message, told.headline))]


def test_columns_are_kept_only_where_masking_moved_nothing() -> None:
    moved = samples.ACCESS._replace(code="f('bob', user.orders)", column=9, end_column=20)
    told = redacted(samples.DIAGNOSED._replace(access=moved))
    assert told.access is not None
    assert told.load is not None
    assert (told.access.column, told.access.end_column) == (None, None)
    assert told.load.column == samples.LOAD.column


def test_a_dotted_class_name_stays() -> None:
    error = samples.LAZY._replace(class_name="models.User")
    assert redacted(samples.DIAGNOSED._replace(error=error)).error.class_name == "models.User"


@pytest.mark.parametrize("name", samples.ALL)
def test_every_sample_keeps_its_shape(name: str) -> None:
    before, after = samples.ALL[name], redacted(samples.ALL[name])
    assert after.outcome == before.outcome
    assert after.candidates == before.candidates
    if before.fix and after.fix:
        assert after.fix.before.code.count("\n") == before.fix.before.code.count("\n")


def test_the_literals_of_an_example_stay() -> None:
    example = samples.TRACEBACK_ONLY.fix
    assert example is not None
    with_text = example._replace(after=example.after._replace(code="Depends(f, scope='function')\n"))
    told = redacted(samples.TRACEBACK_ONLY._replace(fix=with_text)).fix
    assert told is not None
    assert told.after.code == "Depends(f, scope='function')\n"


def test_lines_read_for_the_frames_are_masked_alike() -> None:
    lines = masked_lines(lambda *_: ["x = 'bob'\n", "pg = 'pg://u:pw@h'"])
    assert lines("a.py", 1, 2) == ["x = '***'", "pg = '***'"]
    lines = masked_lines(lambda *_: ["pg = 'pg://u:pw@h'  # bob"], full=False)
    assert lines("a.py", 1, 1) == ["pg = 'pg://u:***@h'  # bob"]
    assert masked_lines(lambda *_: None)("a.py", 1, 1) is None
