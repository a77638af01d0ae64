"""A cookbook turns a recipe into a shopping list."""

import asyncio
import logging
import sys

import httpx
from fastapi import FastAPI
from sqlalchemy import ForeignKey
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

engine = create_async_engine("sqlite+aiosqlite://")
SessionLocal = async_sessionmaker(engine)
app = FastAPI()


class Base(DeclarativeBase):
    pass


class Recipe(Base):
    __tablename__ = "recipe"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    ingredients: Mapped[list["Ingredient"]] = relationship()


class Ingredient(Base):
    __tablename__ = "ingredient"
    id: Mapped[int] = mapped_column(primary_key=True)
    recipe_id: Mapped[int] = mapped_column(ForeignKey("recipe.id"))
    name: Mapped[str]


# [show]
async def load_recipe(recipe_id: int) -> Recipe:
    async with SessionLocal() as session:
        return await session.get_one(Recipe, recipe_id)


@app.get("/recipes/{recipe_id}/shopping-list")
async def shopping_list(recipe_id: int) -> list[str]:
    recipe = await load_recipe(recipe_id)
    return [ingredient.name for ingredient in recipe.ingredients]


# [/show]


async def server(scope, receive, send):
    """Log what leaves the app, as uvicorn does."""
    try:
        await app(scope, receive, send)
    except Exception:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
        raise


async def main() -> bool:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with SessionLocal.begin() as session:
        session.add(Recipe(title="Pesto", ingredients=[Ingredient(name="basil"), Ingredient(name="pine nuts")]))
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://cookbook") as client:
        reply = await client.get("/recipes/1/shopping-list")
    await engine.dispose()
    print(reply.status_code, reply.text)
    return reply.text == '["basil","pine nuts"]'


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main()) else 1)
