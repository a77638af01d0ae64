from fastapi import FastAPI, Request

from clinic.model import Visit
from clinic.resources import resources

app = FastAPI()
app.middleware("http")(resources)


@app.get("/visits/{visit_id}/letter")
def letter(visit_id: int, request: Request):
    visit = request.state.db.get_one(Visit, visit_id)
    # the letter service is slow: do not keep the connection
    request.state.stack.close()
    greeting = f"Dear {visit.patient.surname}, "
    return {"letter": greeting + visit.finding}
