from sqlalchemy.ext.asyncio import AsyncSession

from jukebox.songs import Song


class Jukebox:
    def __init__(self) -> None:
        self.volume = 5
        self.playing: Song | None = None

    async def play(self, session: AsyncSession, title: str) -> int:
        song = Song(title=title, played=1)
        session.add(song)
        await session.commit()
        self.playing = song
        return self.volume

    def display(self) -> str:
        return self.playing.title if self.playing else "silence"


jukebox = Jukebox()
