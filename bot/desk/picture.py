"""The plan and its lamps as they stand now, made once for each change of the store and each new day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.config import Config
from bot.people.model import Room
from bot.plan.lookup import Index
from bot.plan.model import Plan
from bot.plan.pinyin import PinyinKeys
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
        self._kept: Picture | None = None
        self._index: tuple[Plan, Index] | None = None
        self._pinyin: PinyinKeys = {}

    def prepare(self, view: View, today: date, pinyin: PinyinKeys) -> None:
        """Make everything the first question would wait for: the index, with pinyin keys, and every standing."""
        self._pinyin, self._index, self._kept = pinyin, None, None
        picture = self.of(view, today)
        picture.index.prepare()
        picture.board.lamps(view.plan.all_tasks())

    def of(self, view: View, today: date) -> Picture:
        """Give the picture of a view on a day."""
        kept = self._kept  # read once: `prepare` may run in another thread
        if kept is None or kept.view is not view or kept.board.today != today:
            kept = self._kept = self._made(view, today, kept)
        return kept

    def _made(self, view: View, today: date, last: Picture | None) -> Picture:
        """Make a picture out of the last one: most commits change a report or two, or nothing that shows."""
        index = self._index_of(view.plan)
        if last is None or last.board.today != today or not _same_plan_and_rooms(last.view, view):
            bound = bound_dates(view.rooms, self._config.zone)
            board = Board(view.plan, view.summaries, today, bound, self._config.lamps)
            return Picture(view, board, index, {room.address: room for room in view.rooms.values()})
        reported = last.view.summaries is not view.summaries
        board = last.board.with_summaries(view.summaries) if reported else last.board
        return Picture(view, board, index, last.by_address)

    def _index_of(self, plan: Plan) -> Index:
        # An index costs more than a board (pinyin), and most commits leave the plan as it was.
        if self._index is None or self._index[0] is not plan:
            self._index = (plan, Index(plan, self._pinyin))
        return self._index[1]


def _same_plan_and_rooms(one: View, other: View) -> bool:
    # The store copies a mapping only where it changes one.
    return one.plan is other.plan and one.rooms is other.rooms


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
