
from ads.caching import remember
from ads.store import Campaign, maker


@remember
async def campaign(number: int) -> Campaign | None:
    async with maker() as session:
        found = await session.get(Campaign, number)
    return found


@remember
async def weights(number: int) -> tuple[int, int]:
    return number, number * 2
