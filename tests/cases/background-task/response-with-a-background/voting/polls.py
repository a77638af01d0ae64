from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse
from starlette.background import BackgroundTask

from voting.models import Poll
from voting.results import publish
from voting.session import current, with_session

router = APIRouter(dependencies=[Depends(with_session)])


@router.post("/{poll_id}/close")
async def close(poll_id: int):
    poll = await current().get_one(Poll, poll_id)
    poll.closed = True
    await current().commit()
    return JSONResponse({"closed": poll_id}, background=BackgroundTask(publish, poll))
