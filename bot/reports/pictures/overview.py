"""The plan at a glance: the year against what is done, six sections of lamps, the headline targets."""

from collections.abc import Sequence
from math import ceil, floor

from bot.plan.model import Section, Target
from bot.progress.board import Board
from bot.progress.model import Lamp
from bot.reports.pictures.blocks import counts, target_rows
from bot.reports.pictures.lettering import width
from bot.reports.pictures.sheet import LEFT, PLAIN, RIGHT, ROOM, SMALL, Sheet
from bot.reports.pictures.wording import ORDER, say, title_of

MARK, LEAST_PITCH, PITCH = 10.0, 7.0, 11.5  # of the marks in a row, from middle to middle
ROWS = 2  # of marks a section may fill
NAME = 78.0  # for what a bar is of


def glance(board: Board, language: str, dark: bool = False, demo: bool = False) -> str:
    """Draw the plan at a glance as SVG; `demo` marks it as demonstration data, also where the figures do not."""
    sheet, plan = Sheet(language, dark), board.plan
    lamps = board.lamps(plan.all_tasks())
    under = say("as_of", language, what=title_of(plan, language), day=board.as_of, year=plan.year)
    sheet.head(headline(board, language), under, say("demo", language) if demo or invented(board) else "")
    _bars(sheet, board.share_of_year, lamps[Lamp.DONE], len(plan.tasks))
    counts(sheet, lamps)
    _sections(sheet, board)
    _targets(sheet, board)
    return sheet.svg()


def headline(board: Board, language: str) -> str:
    """Say how the plan stands in one sentence."""
    tasks = list(board.plan.all_tasks())
    lamps = board.lamps(tasks)
    return say(
        "glance",
        language,
        gone=board.share_of_year,
        total=len(tasks),
        told=any(board.standing(task.id).last_report for task in tasks),
        done=lamps[Lamp.DONE],
        red=lamps[Lamp.RED],
        yellow=lamps[Lamp.YELLOW],
    )


def invented(board: Board) -> bool:
    """Whether demonstration data stands behind any figure of the plan."""
    return any(board.standing(subject).invented for subject in (*board.plan.tasks, *board.plan.target_by_id))


def _bars(sheet: Sheet, gone: float, done: int, total: int) -> None:
    """Draw the part of the year that is gone above the part of the tasks that are done, on one scale."""
    colours, language = sheet.colours, sheet.language
    rows = [(say("time", language), gone, say("gone_share", language, share=gone), colours.muted)]
    if total:
        share = done / total * 100
        words = say("done_share", language, share=share, done=done, total=total)
        rows.append((say("done", language), share, words, colours.lamps[Lamp.DONE]))
    start = LEFT + NAME
    room = RIGHT - start - max(width(words, PLAIN, bold=True) for *_, words, _ in rows) - 8
    for name, percent, words, colour in rows:
        sheet.write(LEFT, sheet.y + 12, name, PLAIN)
        sheet.bar(start, sheet.y + 2, room, 12, percent, colour)
        sheet.write(RIGHT, sheet.y + 13, words, PLAIN, bold=True, anchor="end")
        sheet.y += 22
    sheet.y += 6


def _sections(sheet: Sheet, board: Board) -> None:
    sections = board.plan.sections
    most = max((len(section.tasks) for section in sections), default=0)
    if not most:
        return
    unit = max(1, ceil(most / (int(ROOM / LEAST_PITCH) * ROWS)))
    # On whole pixels, or every mark of a row would look a little different.
    pitch = min(PITCH, max(LEAST_PITCH, floor(ROOM / ceil(most / unit) * 2) / 2))
    sheet.heading(say("sections", sheet.language), say("each", sheet.language, unit=unit))
    for section in sections:
        _section(sheet, board, section, unit, pitch)
    sheet.y += 4


def _section(sheet: Sheet, board: Board, section: Section, unit: int, pitch: float) -> None:
    lamps = board.lamps(section.tasks)
    count = say("tasks", sheet.language, count=len(section.tasks))
    used = width(count, SMALL)
    sheet.write(RIGHT, sheet.y + 11, count, SMALL, colour=sheet.colours.muted, anchor="end")
    sheet.write(LEFT, sheet.y + 11, say("section", sheet.language, section=section), PLAIN, room=ROOM - used - 8)
    per_row, size = max(1, int(ROOM / pitch)), MARK * pitch / PITCH
    marks = [lamp for lamp in ORDER for _ in range(_marks(lamps[lamp], unit))]
    for number, lamp in enumerate(marks):
        row, column = divmod(number, per_row)
        sheet.mark(lamp, LEFT + MARK / 2 + column * pitch, sheet.y + 23 + row * pitch, size)
    sheet.y += 34 + (max(1, ceil(len(marks) / per_row)) - 1) * pitch


def _marks(count: int, unit: int) -> int:
    """Say how many marks stand for a count; what there is has one at least."""
    return 0 if not count else max(1, round(count / unit))


def _targets(sheet: Sheet, board: Board) -> None:
    targets: Sequence[Target] = board.plan.targets
    if not targets:
        return
    sheet.heading(say("targets", sheet.language))
    for target in targets:
        target_rows(sheet, board, target)
