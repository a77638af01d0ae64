"""What is masked, what is kept, and that hostile text costs linear time."""

from __future__ import annotations

import time

import pytest

from detachdoc.render import masks
from detachdoc.render.passwords import urls


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("postgresql+asyncpg://app:s3cr3t@db:5432/x", "postgresql+asyncpg://app:***@db:5432/x"),
        ("redis://:pw@cache", "redis://:***@cache"),
        ("mysql://u:p@ss/w@h/db", "mysql://u:***@h/db"),
        ("'a://u:p@h' 'b://u:p@h'", "'a://u:***@h' 'b://u:***@h'"),
        ("http://host:8000/path?mail=me@x.com", "http://host:8000/path?mail=me@x.com"),
        ("http://host:8000 me@x.com", "http://host:8000 me@x.com"),
        ("https://sqlalche.me/e/20/bhk3", "https://sqlalche.me/e/20/bhk3"),
    ],
)
def test_passwords_in_urls(raw: str, kept: str) -> None:
    assert urls(raw) == kept


@pytest.mark.parametrize(
    "secret",
    [
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
        "AKIAABCDEFGHIJKLMNOP",
        "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
        "sk-proj-abcdefghijklmnopqrstu",
        "0123456789abcdef0123456789abcdef",
        "123e4567-e89b-12d3-a456-426614174000",
        "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY00w",
        "bob.smith+x@example.co.uk",
    ],
)
def test_secrets_by_their_looks(secret: str) -> None:
    assert masks.secrets(f"seen {secret} there") == "seen *** there"


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("Authorization: Bearer abcdef123", "Authorization: ***"),
        ("sent bearer abcdef123", "sent bearer ***"),
        ("password=hunter2&x=1", "password=***&x=1"),
        ("{'api_key': 'x y', 'n': 1}", "{'api_key': ***, 'n': 1}"),
        ("DB_PASSWORD: hunter2", "DB_PASSWORD: ***"),
        ('secret="unterminated', "secret=***"),
        ("user.token was read at app/auth.py:18", "user.token was read at app/auth.py:18"),
        ("test_a_very_long_function_name_that_says_the_case", "test_a_very_long_function_name_that_says_the_case"),
    ],
)
def test_secrets_by_their_names(raw: str, kept: str) -> None:
    assert masks.secrets(raw) == kept


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("user = get(User, 42, name='bob')", "user = get(User, ***, name='***')"),
        ('f"hello {user.name}" + r"\\d"', 'f"***" + r"***"'),
        ("x2 = y[0x1F] * 3.5", "x2 = y[***] * ***"),
        ("x = 1  # don't call bob@example.org", "x = ***  # don't call ***"),
        ('return {"nurse": nurse.name, "n": "bob"}', 'return {"nurse": nurse.name, "n": "***"}'),
        ('"nurse": "bob",\n    "ward": 5,', '"nurse": "***",\n    "ward": ***,'),
        ('{"a b": 1, "x@y.zz": 2, **d["k"]}', '{"***": ***, "***": ***, **d["***"]}'),
        ('{"k": [("bob"), {"j": "eve"}]}', '{"k": [("***"), {"j": "***"}]}'),
        ('if name == "bob": pass', 'if name == "***": pass'),
        ('x["bob":"eve"]', 'x["***":"***"]'),
        ('{"ghp_abcdefghijklmnopqrstuvwxyz0123456789": 1}', '{"***": ***}'),
        ("token: str = Depends(scheme)", "token: str = Depends(scheme)"),
        ('"""doc\nmore""" + x', '"""***"""\n + x'),
        ("'unterminated", "'***'"),
        ("'it\\'s' + y", "'***' + y"),
        ('e = create_engine("pg://u:pw@h")', 'e = create_engine("***")'),
    ],
)
def test_literals_of_code(raw: str, kept: str) -> None:
    assert masks.code(raw) == kept


def test_the_message_keeps_its_names_and_its_link() -> None:
    raw = (
        "Parent instance <User at 0x7f3a2c1d5e50> is not bound to a Session; lazy load operation of attribute 'orders' "
        "cannot proceed (Background on this error at: https://sqlalche.me/e/20/bhk3)"
    )
    assert masks.message(raw, {"orders"}) == raw


def test_sql_its_parameters_and_details_are_masked() -> None:
    raw = "x can't. Key (email)=(bob) exists.\n[SQL: INSERT INTO t VALUES ('bob', 5)]\n[parameters: {'a': 'bob'}]"
    assert masks.message(raw) == (
        "x can't. Key (email)=(***) exists.\n[SQL: INSERT INTO t VALUES ('***', ***)]\n[parameters: ***]"
    )


@pytest.mark.parametrize("number", ["123-45-6789", "+49 30 123-456", "2026-01-05", "4111-1111-1111-1111", "1,5", "7"])
def test_numbers_with_hyphens_are_masked_whole(number: str) -> None:
    assert not any(map(str.isdigit, masks.message(f"no row for {number} there")))


def test_a_diff_keeps_its_shape() -> None:
    raw = "--- a/1.py\n+++ b/1.py\n@@ -1 +1 @@\n-x = 'a'\n+x = 2\n y = z"
    assert masks.diff(raw) == "--- a/1.py\n+++ b/1.py\n@@ -1 +1 @@\n-x = '***'\n+x = ***\n y = z"


HOSTILE = [
    "'",
    '"',
    '"""',
    "a@",
    "eyJ",
    "token=",
    "a.",
    "\\'",
    "A",
    "1",
    "bearer ",
    "'''\\",
    "(",
    ")=(",
    "0a-",
    "1-",
    "1-1,",
    "{",
    '{"a":',
    '"a"' + " " * 100,
    "://a:",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_with_the_length_and_not_with_its_square(unit: str) -> None:
    def cost(length: int) -> float:
        text = unit * (length // len(unit))
        start = time.process_time()
        masks.message(text)
        masks.code(text)
        return time.process_time() - start

    short, long = cost(20_000), cost(160_000)
    # Eight times the text; its square would be 64 times.
    assert long < max(short, 0.005) * 24
