"""A result is read after it was closed."""

from shop import open_shop
from sqlalchemy import text

with open_shop().connect() as connection:
    result = connection.execute(text("select 1"))
    result.close()
    print(result.all())
