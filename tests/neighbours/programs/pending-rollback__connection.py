"""A connection is invalidated in the middle of its transaction and used again."""

from shop import open_shop
from sqlalchemy import text

with open_shop().connect() as connection:
    transaction = connection.begin()
    connection.execute(text("select 1"))
    connection.invalidate()
    connection.execute(text("select 1"))
