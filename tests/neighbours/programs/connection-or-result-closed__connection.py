"""A connection is used after its block."""

from shop import open_shop
from sqlalchemy import text

with open_shop().connect() as connection:
    pass
connection.execute(text("select 1"))
