"""Questions about the plan: /targets, /target, /sections, /section, /task, /find, /source."""

from dataclasses import dataclass
from datetime import date

from bot.desk.base import Answer, Ask, Tools
from bot.desk.closing import ruling_buttons
from bot.desk.finding import SAID_BACK, label, labels, which
from bot.desk.lines import Line, line, lines, page, split_page, tally
from bot.desk.passage import passage
from bot.desk.rows import in_rows, stacked, step, to_tasks, turn
from bot.notices.milestones import is_met
from bot.people.rights import may_report, sees_progress
from bot.plan.model import Section, Target, Task
from bot.plan.names import name_key
from bot.progress.model import Standing
from bot.progress.outlook import implied_level, rest_of_year
from bot.progress.releases import next_awaited, release_of
from bot.supervision import nudge
from bot.supervision.coordination import open_on
from bot.supervision.extension import pending_of, times_extended
from bot.supervision.support import waited_for
from bot.texts.message import Button, Message

LONGEST_NAME = 40  # characters; what is longer is no name alone


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A headline target in a list; `standing` is None where the viewer sees the plan only."""

    target: Target
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Release:
    """The next figure to come: the last day of its period, and about when it is published."""

    period_end: date
    date: date


def since(ask: Ask, standing: Standing | None) -> date | None:
    """Say since when a lamp shows what it shows; None where that was never written down."""
    change = ask.view.lamps.get(standing.subject) if standing else None
    if change is None or standing is None or change.after is not standing.lamp:
        return None
    return change.at.astimezone(ask.now.tzinfo).date()


def name_of(ask: Ask, person: str) -> str:
    """Name who decided something: a person of ours by name, anyone else as written in the plan's files."""
    known = ask.view.people.get(person)
    return known.name if known else person


async def targets(ask: Ask, tools: Tools) -> list[Answer]:
    """Show every headline target in a short block."""
    shown = [_target_line(ask, target) for target in ask.view.plan.targets]
    named = zip(shown, labels([each.target for each in shown], ask.language), strict=True)
    buttons = in_rows([Button(name, f"/target {each.target.id}") for each, name in named], 2)
    message = tools.texts.render("targets", ask.language, plan=ask.view.plan, shown=shown, buttons=buttons)
    return [Answer(message, tuple(each.target.id for each in shown))]


def _target_line(ask: Ask, target: Target) -> TargetLine:
    return TargetLine(target, ask.board.standing(target.id) if sees_progress(ask.viewer, target) else None)


async def target(ask: Ask, tools: Tools) -> list[Answer]:
    """Show one headline target with all that is known of it."""
    words = ask.words or next((s for s in ask.subjects if s in ask.view.plan.target_by_id), "")
    if not words:
        return await targets(ask, tools)
    found = ask.index.target(words)
    if found.exact is not None:
        return [_card(ask, tools, found.exact)]
    if not found.candidates and words in ask.view.plan.tasks:
        return [_card(ask, tools, ask.view.plan.tasks[words])]
    return [which(ask, tools, "target", found, "/target", words)]


def _card(ask: Ask, tools: Tools, subject: Target | Task) -> Answer:
    card = task_card(ask, tools, subject) if isinstance(subject, Task) else target_card(ask, tools, subject)
    return Answer(card, (subject.id,))


def target_card(ask: Ask, tools: Tools, target: Target) -> Message:
    """Write the card of a target."""
    standing = _target_line(ask, target).standing
    value, period_end = (standing.value, standing.period_end) if standing else (None, None)
    return tools.texts.render(
        "target",
        ask.language,
        plan=ask.view.plan,
        target=target,
        standing=standing,
        since=since(ask, standing),
        implied=implied_level(target),
        rest=rest_of_year(target, value, period_end),
        next_release=_next_release(ask, target),
        decided_by=name_of(ask, target.lead.by),
        zone=tools.config.zone,
        buttons=stacked(
            tuple(
                step(tools.texts, ask.language, name, f"/{name} {target.id}")
                for name in ("source", "history", "chart")
                if name == "source" or standing
            ),
            (step(tools.texts, ask.language, "targets", "/targets"),),
        ),
    )


def _next_release(ask: Ask, target: Target) -> Release | None:
    period_end = next_awaited(target, ask.view.plan.year, ask.board.as_of)
    return Release(period_end, release_of(target, period_end)) if period_end else None


def named(ask: Ask, tools: Tools, said: str) -> Answer | None:
    """Show the card of what is named by its id or name and nothing else: what "gdp" or "1.2.1" in private wants."""
    key = name_key(said) if len(said) <= LONGEST_NAME else ""
    plan = ask.view.plan
    if said.strip() in plan.tasks:
        return _card(ask, tools, plan.tasks[said.strip()])
    known = (t for t in plan.targets if key in {name_key(name) for name in (t.id, t.name, *t.aliases)})
    target = next(known, None) if key else None
    return _card(ask, tools, target) if target else None


async def sections(ask: Ask, tools: Tools) -> list[Answer]:
    """Show the sections of the plan with their tasks counted by lamp."""
    plan = ask.view.plan
    shown = [(section, tally(ask, section.tasks)) for section in plan.sections]
    buttons = in_rows([Button(section.number, f"/section {section.id}") for section in plan.sections], 6)
    total = tally(ask, plan.all_tasks())
    return [Answer(tools.texts.render("sections", ask.language, plan=plan, shown=shown, total=total, buttons=buttons))]


async def section(ask: Ask, tools: Tools) -> list[Answer]:
    """Show the tasks of one section by initiative, the worst first, in pages."""
    if not ask.words:
        return await sections(ask, tools)
    words, number = split_page(ask.words)
    found = ask.index.section(words)
    if found.exact is None:
        return [which(ask, tools, "section", found, "/section", words)]
    return [_section_page(ask, tools, found.exact, number)]


def _section_page(ask: Ask, tools: Tools, section: Section, number: int) -> Answer:
    shown = page(by_initiative(ask, section), number)
    return Answer(
        tools.texts.render(
            "section",
            ask.language,
            plan=ask.view.plan,
            section=section,
            total=tally(ask, section.tasks),
            page=shown,
            buttons=stacked(
                *to_tasks(shown.items),
                turn(tools.texts, ask.language, shown, f"/section {section.id}"),
                (step(tools.texts, ask.language, "sections", "/sections"),),
            ),
        ),
        tuple(each.task.id for each in shown.items),
    )


def by_initiative(ask: Ask, section: Section) -> list[Line]:
    """Order a section's tasks: the initiative with the worst task first, in it the worst first."""
    ordered = lines(ask, section.tasks)
    of = ask.view.plan.initiative_of
    rank: dict[str, int] = {}
    for each in ordered:
        rank.setdefault(of[each.task.id].id, len(rank))
    return sorted(ordered, key=lambda each: rank[of[each.task.id].id])


async def task(ask: Ask, tools: Tools) -> list[Answer]:
    """Show one task with all that is known of it."""
    words = ask.words or next((s for s in ask.subjects if s in ask.view.plan.tasks), "")
    if not words:
        return [Answer(tools.texts.render("task_which", ask.language, example=next(ask.view.plan.all_tasks(), None)))]
    found = ask.index.task(words)
    if found.exact is not None:
        return [_card(ask, tools, found.exact)]
    target = None if found.candidates else ask.index.target(words).exact
    return [_card(ask, tools, target) if target else which(ask, tools, "task", found, "/task", words)]


def task_card(ask: Ask, tools: Tools, task: Task) -> Message:
    """Write the card of a task."""
    plan, standing = ask.view.plan, line(ask, task).standing
    section = plan.section_of[task.id]
    names = ("source", "history") if standing else ("source",)
    return tools.texts.render(
        "task",
        ask.language,
        plan=plan,
        task=task,
        section=section,
        standing=standing,
        since=since(ask, standing),
        met=[each for each in task.milestones if standing and is_met(task, each, standing)],
        can_report=may_report(ask.room, ask.person, task, only_leads=tools.config.report.only_leads),
        today=ask.board.as_of,
        lead_by=name_of(ask, task.lead.by),
        due_by=name_of(ask, task.due.by),
        times=times_extended(ask.view.matters.values(), task.id),
        asked=pending_of(ask.view.matters.values(), task.id),
        nudges=nudge.on(ask.view.matters.values(), task.id),
        helping=open_on(ask.view.matters.values(), task.id),
        waits=waited_for(ask.view.matters.values(), task.id),
        zone=tools.config.zone,
        buttons=stacked(
            ruling_buttons(ask, tools, task),
            tuple(step(tools.texts, ask.language, name, f"/{name} {task.id}") for name in names),
            (step(tools.texts, ask.language, "section", f"/section {section.id}", number=section.number),),
        ),
    )


async def find(ask: Ask, tools: Tools) -> list[Answer]:
    """List the tasks in which the words occur."""
    if not ask.words:
        return [Answer(tools.texts.render("find_what", ask.language))]
    words, number = split_page(ask.words)
    found = ask.index.find(words)
    if not found and number > 1:  # the number was one of the words
        words, number, found = ask.words, 1, ask.index.find(ask.words)
    shown = page([line(ask, each) for each in found], number)
    target = ask.index.target(words).exact
    buttons = turn(tools.texts, ask.language, shown, f"/find {words}")
    if target is not None:
        buttons = (Button(label(target, ask.language), f"/target {target.id}"), *buttons)
    message = tools.texts.render(
        "find",
        ask.language,
        plan=ask.view.plan,
        said=words[:SAID_BACK],
        page=shown,
        target=target,
        buttons=stacked(*to_tasks(shown.items), buttons),
    )
    return [Answer(message, tuple(each.task.id for each in shown.items))]


async def source(ask: Ask, tools: Tools) -> list[Answer]:
    """Show the plan's own words for a task or target, in their paragraph."""
    words = ask.words or next(iter(ask.subjects), "")
    subject = ask.view.plan.subject(words) or ask.index.task(words).exact or ask.index.target(words).exact
    if subject is None:
        return [which(ask, tools, "task", ask.index.task(words), "/source", words)]
    command = "task" if isinstance(subject, Task) else "target"
    message = tools.texts.render(
        "source",
        ask.language,
        plan=ask.view.plan,
        subject=subject,
        title=label(subject, ask.language),
        passage=passage(ask.view.plan.report, subject.quote),
        buttons=((step(tools.texts, ask.language, "back", f"/{command} {subject.id}"),),),
    )
    return [Answer(message, (subject.id,))]
