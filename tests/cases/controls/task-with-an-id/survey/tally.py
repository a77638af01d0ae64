import asyncio

from survey.db import Survey, maker

go = asyncio.Event()
results: dict[int, int] = {}


async def points(survey: Survey) -> int:
    return sum(answer.points for answer in await survey.awaitable_attrs.answers)


async def tally(survey_id: int) -> None:
    await go.wait()
    async with maker() as session:
        survey = await session.get_one(Survey, survey_id)
        results[survey_id] = await points(survey)
