import os

from sqlmodel import Field, Relationship, SQLModel, create_engine

engine = create_engine(os.environ["KITCHEN_DB"])


class RecipeBase(SQLModel):
    title: str


class Recipe(RecipeBase, table=True):
    id: int | None = Field(default=None, primary_key=True)
    steps: list["Step"] = Relationship(back_populates="recipe")


class StepBase(SQLModel):
    text: str


class Step(StepBase, table=True):
    id: int | None = Field(default=None, primary_key=True)
    recipe_id: int | None = Field(default=None, foreign_key="recipe.id")
    recipe: Recipe | None = Relationship(back_populates="steps")


class RecipePublic(RecipeBase):
    steps: list[StepBase]
