import logging

from fastapi import FastAPI, Request

from app.api.routes import router

log = logging.getLogger("app.access")
app = FastAPI()
app.include_router(router)


@app.middleware("http")
async def access_log(request: Request, call_next):
    response = await call_next(request)
    account = getattr(request.state, "account", None)
    if account is not None:
        log.warning("%s %s plan=%s", response.status_code, request.url.path, account.plan.code)
    return response
