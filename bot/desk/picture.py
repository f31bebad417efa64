"""The plan and its lamps as they stand now, made once for each change of the store and each new day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.config import Config
from bot.people.model import Room
from bot.plan.lookup import Index
from bot.plan.model import Plan
from bot.plan.pinyin import PinyinKeys, pinyin_keys, spoken_names
from bot.progress.board import Board
from bot.stores.base import View


@dataclass(frozen=True)
class Picture:
    """What every answer of one moment looks at."""

    view: View
    board: Board
    index: Index
    by_address: Mapping[str, Room]


class Pictures:
    """Keeps the newest picture, so that a question costs no new board while nothing has changed."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._kept: tuple[tuple[View, date], Picture] | None = None
        self._index: tuple[Plan, Index] | None = None
        self._pinyin: PinyinKeys = {}

    def prepare(self, view: View, today: date) -> None:
        """Make everything the first question would wait for: the index with its pinyin, and every standing."""
        self._pinyin = pinyin_keys(spoken_names(view.plan))
        picture = self.of(view, today)
        picture.index.prepare()
        picture.board.lamps(view.plan.all_tasks())

    def of(self, view: View, today: date) -> Picture:
        """Give the picture of a view on a day."""
        if self._kept is None or self._kept[0][0] is not view or self._kept[0][1] != today:
            self._kept = ((view, today), self._made(view, today))
        return self._kept[1]

    def _made(self, view: View, today: date) -> Picture:
        bound = bound_dates(view.rooms, self._config.zone)
        board = Board(view.plan, view.summaries, today, bound, self._config.lamps)
        return Picture(view, board, self._index_of(view.plan), {room.address: room for room in view.rooms.values()})

    def _index_of(self, plan: Plan) -> Index:
        # An index costs more than a board (pinyin), and most commits leave the plan as it was.
        if self._index is None or self._index[0] is not plan:
            self._index = (plan, Index(plan, self._pinyin))
        return self._index[1]


def bound_dates(rooms: Mapping[str, Room], zone: ZoneInfo) -> dict[str, date]:
    """Say since when each department has a room that can be written to: the first binding counts."""
    bound: dict[str, date] = {}
    for room in rooms.values():
        if room.bound_at is None or room.gone:
            continue
        day = room.bound_at.astimezone(zone).date()
        for department in room.departments:
            bound[department] = min(day, bound.get(department, day))
    return bound
