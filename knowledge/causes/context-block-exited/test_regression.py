# example: return-inside-async-with
"""What a function returns is complete: everything its callers read was loaded before its block ended."""

import asyncio

from app import Base, Ingredient, Recipe, SessionLocal, engine, load_recipe  # your application
from sqlalchemy import inspect


async def stored_and_loaded() -> Recipe:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with SessionLocal.begin() as session:
        session.add(Recipe(title="Pesto", ingredients=[Ingredient(name="basil")]))
    recipe = await load_recipe(1)
    await engine.dispose()
    return recipe


def test_recipe_can_be_read_after_its_block():
    recipe = asyncio.run(stored_and_loaded())
    assert inspect(recipe).detached
    assert [ingredient.name for ingredient in recipe.ingredients] == ["basil"]
