"""What one department answers for: its tasks with the worst first, each with how far it is, and its targets."""

from bot.plan.model import Target, Task
from bot.progress.board import Board
from bot.progress.model import Lamp, Standing
from bot.reports.pictures.blocks import INDENT, counts, target_rows
from bot.reports.pictures.sheet import LEFT, PLAIN, RIGHT, ROOM, SMALL, Sheet, Stroke
from bot.reports.pictures.wording import ORDER, say, title_of

SHOWN = 10  # tasks; the rest is counted
TRACK, NUMBER = 76.0, 42.0  # how wide the bar of a task is, and the percent behind it


def department(board: Board, department_id: str, language: str, dark: bool = False) -> str:
    """Draw what a department leads as SVG; KeyError where the plan has no such department."""
    sheet, plan = Sheet(language, dark), board.plan
    tasks, targets = _led(board, department_id), _targets(board, department_id)
    under = say("as_of", language, what=title_of(plan, language), day=board.as_of, year=plan.year)
    badge = say("demo", language) if invented(board, department_id) else ""
    sheet.head(headline(board, department_id, language), under, badge)
    if tasks:
        counts(sheet, board.lamps(tasks))
        _tasks(sheet, board, tasks)
    if targets:
        sheet.heading(say("targets", language))
        for target in targets:
            target_rows(sheet, board, target)
    return sheet.svg()


def headline(board: Board, department_id: str, language: str) -> str:
    """Say how a department's tasks stand in one sentence."""
    tasks = _led(board, department_id)
    lamps = board.lamps(tasks)
    return say(
        "workload",
        language,
        whose=board.plan.department_by_id[department_id],
        total=len(tasks),
        told=any(board.standing(task.id).last_report for task in tasks),
        done=lamps[Lamp.DONE],
        red=lamps[Lamp.RED],
        yellow=lamps[Lamp.YELLOW],
    )


def invented(board: Board, department_id: str) -> bool:
    """Whether demonstration data stands behind any figure of a department."""
    subjects = [*_led(board, department_id), *_targets(board, department_id)]
    return any(board.standing(subject.id).invented for subject in subjects)


def _led(board: Board, department_id: str) -> list[Task]:
    return [task for task in board.plan.all_tasks() if task.lead.department == department_id]


def _targets(board: Board, department_id: str) -> list[Target]:
    return [target for target in board.plan.targets if target.lead.department == department_id]


def _tasks(sheet: Sheet, board: Board, tasks: list[Task]) -> None:
    ordered = board.worst_first(tasks)
    shown, rest = ordered[:SHOWN], ordered[SHOWN:]
    sheet.heading(say("work", sheet.language))
    for task in shown:
        _task(sheet, task, board.standing(task.id))
    if rest:
        lamps = board.lamps(rest)
        counted = [(lamp, lamps[lamp]) for lamp in ORDER if lamps[lamp]]
        more = say("others", sheet.language, count=len(rest), counted=counted)
        sheet.write(LEFT, sheet.y + 12, more, SMALL, colour=sheet.colours.muted)
        sheet.y += 24


def _task(sheet: Sheet, task: Task, standing: Standing) -> None:
    """Write a task in two lines: what it is; why its lamp is as it is, and how far it is where somebody said."""
    sheet.mark(standing.lamp, LEFT + 5, sheet.y + 8)
    title = (sheet.language == "en" and task.title_en) or task.title
    sheet.write(LEFT + INDENT, sheet.y + 12, f"{task.id} {title}", PLAIN, room=ROOM - INDENT)
    sheet.y += 17
    used = _progress(sheet, standing)
    why = say("reason_beside_bar" if used > NUMBER else "reason", sheet.language, why=standing.why)
    colour = sheet.colours.words[standing.lamp]
    sheet.write(LEFT + INDENT, sheet.y + 12, why, SMALL, colour=colour, room=ROOM - INDENT - used)
    sheet.y += 23


def _progress(sheet: Sheet, standing: Standing) -> float:
    """Write how far a task is, with a bar where it is known how far it should be; return the room that takes."""
    if standing.percent is None or standing.lamp.finished:
        return 0.0
    words = say("gone_share", sheet.language, share=standing.percent)
    sheet.write(RIGHT, sheet.y + 12, words, SMALL, bold=True, anchor="end")
    if standing.trajectory is None:
        return NUMBER
    start = RIGHT - NUMBER - TRACK
    sheet.bar(start, sheet.y + 3, TRACK, 9, standing.percent, sheet.colours.lamps[standing.lamp])
    x = start + TRACK * min(standing.trajectory, 100.0) / 100
    sheet.strokes.append(Stroke(((x, sheet.y), (x, sheet.y + 15)), sheet.colours.ink, 1.5))
    return NUMBER + TRACK + 8
