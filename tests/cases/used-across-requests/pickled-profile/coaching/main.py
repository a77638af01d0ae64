from fastapi import Depends, FastAPI

from coaching.profiles import Profiles
from coaching.schemas import ProfileOut

app = FastAPI()


@app.put("/profiles/{nick}", status_code=204)
def goal(nick: str, goal: str, profiles: Profiles = Depends()):
    profiles.set_goal(nick, goal)


@app.get("/profiles/{nick}")
def show(nick: str, profiles: Profiles = Depends()):
    profile = profiles.cached(nick)
    return {"profile": ProfileOut.model_validate(profile)}
