"""Parts that several pictures share: how many tasks show which lamp, and a headline target in two lines."""

from collections.abc import Mapping

from bot.plan.model import Target
from bot.progress.board import Board
from bot.progress.model import Lamp, Standing
from bot.progress.outlook import rest_of_year
from bot.reports.pictures.lettering import width
from bot.reports.pictures.sheet import LEFT, PLAIN, RIGHT, ROOM, SMALL, Sheet
from bot.reports.pictures.wording import ORDER, say

INDENT = 16.0  # behind a mark
FIGURE = 15.0  # the size of a newest figure


def counts(sheet: Sheet, lamps: Mapping[Lamp, int]) -> None:
    """Name each lamp there is, with its sign and how many tasks show it."""
    x = LEFT
    for lamp in ORDER:
        if not lamps[lamp]:
            continue
        words = f"{say('lamp', sheet.language, lamp=lamp)} {lamps[lamp]}"
        taken = 15 + width(words, SMALL, bold=True) + 12
        if x > LEFT and x + taken - 12 > RIGHT:
            x, sheet.y = LEFT, sheet.y + 20
        sheet.mark(lamp, x + 5, sheet.y + 8)
        sheet.write(x + 15, sheet.y + 12, words, SMALL, bold=True, colour=sheet.colours.words[lamp])
        x += taken
    sheet.y += 26


def target_rows(sheet: Sheet, board: Board, target: Target) -> None:
    """Write a target in two lines: its name and newest figure; its goal, and how far off it is."""
    standing = board.standing(target.id)
    sheet.mark(standing.lamp, LEFT + 5, sheet.y + 8)
    used = _figure(sheet, target, standing)
    name = say("target", sheet.language, target=target)
    sheet.write(LEFT + INDENT, sheet.y + 12, name, PLAIN, bold=True, room=ROOM - INDENT - 8 - used)
    sheet.y += 17
    off = _off(target, standing, sheet.language)
    colour = sheet.colours.words[standing.lamp]
    used = sheet.write(RIGHT, sheet.y + 12, off, SMALL, colour=colour, anchor="end") if off else 0.0
    room = ROOM - INDENT - 8 - used
    sheet.write(
        LEFT + INDENT,
        sheet.y + 12,
        _goal(target, standing, sheet.language),
        SMALL,
        colour=sheet.colours.muted,
        room=room,
    )
    sheet.y += 23


def _figure(sheet: Sheet, target: Target, standing: Standing) -> float:
    """Write the newest figure with its period at the right, or why there is none; return how wide that is."""
    language, muted = sheet.language, sheet.colours.muted
    if standing.value is None:
        words = say("no_figure", language, why=standing.why)
        return sheet.write(RIGHT, sheet.y + 12, words, PLAIN, colour=muted, anchor="end")
    value = say("value", language, value=standing.value, unit=target.measure.unit)
    used = sheet.write(RIGHT, sheet.y + 13, value, FIGURE, bold=True, anchor="end")
    if standing.period_end is None:
        return used
    period = say("period", language, end=standing.period_end)
    return used + 6 + sheet.write(RIGHT - used - 6, sheet.y + 12, period, SMALL, colour=muted, anchor="end")


def _off(target: Target, standing: Standing, language: str) -> str:
    """Say how far a target is from its trajectory or goal; nothing where that cannot be said."""
    if standing.percent is not None and standing.trajectory is not None:
        return say("share", language, percent=standing.percent, expected=standing.trajectory)
    if standing.gap is not None:
        return say("gap", language, measure=target.measure, gap=standing.gap)
    return ""


def _goal(target: Target, standing: Standing, language: str) -> str:
    """Say the goal; where the figure is short of it, also what the rest of the year must do."""
    rest = rest_of_year(target, standing.value, standing.period_end)
    if rest is None or standing.lamp not in (Lamp.RED, Lamp.YELLOW):
        return say("goal", language, measure=target.measure)
    needed = round(rest.needed, 1)
    return say("goal_and_rest", language, measure=target.measure, end=standing.period_end, needed=needed)
