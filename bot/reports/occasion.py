"""For whom, when and of what a paper is made, and its words."""

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from bot.language.patterns import compiled_later
from bot.people.model import Viewer
from bot.plan.model import Plan
from bot.progress.board import Board
from bot.progress.model import LampChange
from bot.reports.rows import Row, TargetRow, rows, target_rows
from bot.supervision.model import Matter
from bot.texts.render import CUT, Texts, tidy

# What XML and a terminal cannot hold, and marks that turn the direction of writing around.
_UNWRITABLE = compiled_later("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Occasion:
    """Everything a paper is made from, for one who looks; `now` has the bureau's zone."""

    board: Board
    viewer: Viewer
    matters: tuple[Matter, ...]
    lamps: Mapping[str, LampChange]
    texts: Texts
    language: str
    now: datetime

    @property
    def plan(self) -> Plan:
        """The plan it is about."""
        return self.board.plan

    @property
    def today(self) -> date:
        """The day the lamps are of."""
        return self.board.as_of

    @cached_property
    def rows(self) -> list[Row]:
        """A row for every task, as far as this viewer may see it."""
        return rows(self.board, self.viewer, self.matters, self.lamps)

    @cached_property
    def targets(self) -> list[TargetRow]:
        """A row for every headline target."""
        return target_rows(self.board, self.viewer)

    @property
    def invented(self) -> bool:
        """Whether demonstration data stands behind any of it."""
        shown: Iterable[Row | TargetRow] = (*self.rows, *self.targets)
        return any(row.standing is not None and row.standing.invented for row in shown)

    def start_of(self, day: date) -> datetime:
        """Give the moment a day begins, in the bureau's zone."""
        return datetime.combine(day, time(), self.now.tzinfo)

    def label(self, name: str, **values: Any) -> str:
        """Word a heading, a name of a sheet, a mark."""
        return self.cells("paper_label", name=name, **values)[0]

    def cells(self, template: str, **values: Any) -> list[str]:
        """Word the texts of a row; the template separates them with `cut`."""
        made = self.texts.text(template, self.language, plan=self.plan, today=self.today, **values)
        return [writable(html.unescape(tidy(piece))).strip() for piece in made.split(CUT)]


def writable(text: str) -> str:
    """Leave out what an office file cannot hold: control characters, lone halves of a pair, turned writing."""
    return _UNWRITABLE.sub("", text)
