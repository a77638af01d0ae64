from fastapi import FastAPI

from timetable.plan import described, lessons

app = FastAPI()


@app.get("/rooms")
def rooms():
    return sorted(lessons())


@app.get("/rooms/{room}")
def room(room: str):
    plan = {name: [described(one) for one in found] for name, found in lessons().items() if name == room}
    return plan
