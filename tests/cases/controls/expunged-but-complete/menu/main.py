from fastapi import FastAPI

from menu.repository import Menus

app = FastAPI()


@app.get("/menus/{day}")
def menu(day: str, menus: Menus):
    found = menus.of(day)
    return {"day": found.day, "dishes": [dish.name for dish in found.dishes]}
