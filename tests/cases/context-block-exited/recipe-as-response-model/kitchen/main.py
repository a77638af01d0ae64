from fastapi import FastAPI, HTTPException
from sqlmodel import Session, select

from kitchen.tables import Recipe, RecipePublic, engine

app = FastAPI()


@app.get("/recipes", response_model=list[str])
def titles():
    with Session(engine) as session:
        return session.exec(select(Recipe.title)).all()


@app.get("/recipes/{title}", response_model=RecipePublic)
def recipe(title: str):
    with Session(engine) as session:
        found = session.exec(select(Recipe).where(Recipe.title == title)).first()
        if found is None:
            raise HTTPException(404)
        return found
