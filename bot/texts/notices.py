"""Notices become messages, in the room's language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from bot.notices.daily import Daily
from bot.notices.digest import Digest
from bot.notices.model import Item, Kind, Notice
from bot.notices.reminders import Reminders
from bot.plan.model import Basis, Measure, Plan, Target, Task
from bot.progress.outlook import is_rate
from bot.progress.releases import newest_released
from bot.texts.message import Button, Message
from bot.texts.render import Texts

# An example names a figure a little past half of the measure, or near the whole where the date is past.
USUAL_SHARE, LATE_SHARE = 0.55, 0.9
PER_ROW = 3
TAPS = ("same", "done", "stuck", "later")  # what one tap under a reminder says


@dataclass(frozen=True, slots=True)
class Example:
    """A report as a department might write it. `value` is None where nothing is counted.

    `month` is by the end of which it might say to finish, `through` the last day of the period a growth rate is for.
    """

    month: int
    through: date
    value: float | None = None
    unit: str = ""
    growth: bool = False


def notice_message(
    notice: Notice, texts: Texts, language: str, *, buttons: tuple[tuple[Button, ...], ...] | None = None
) -> Message:
    """Word a notice. `buttons` stand under it in place of its own."""
    plan = cast(Plan, notice.values["plan"])
    today = cast(date, notice.values["today"])
    subjects = [subject for name in notice.subjects if (subject := plan.subject(name))]
    # Whoever replies writes of tasks; of a target only where the message names nothing else.
    asked = [subject for subject in subjects if isinstance(subject, Task)] or subjects
    values: dict[str, Any] = {
        **notice.values,
        "audience": notice.audience,
        "departments": notice.departments,
        "subjects": notice.subjects,
        "late": notice.late,
        "lead": notice.audience != "department" or len(notice.departments) > 1,
        "ids": [subject.id for subject in asked],
        "example": example_for(asked[0] if asked else None, today, plan.year),
        "assigned_by": assigned_by(subjects),
    }
    own = notice_buttons(notice, texts, language) if buttons is None else buttons
    return texts.render(str(notice.kind), language, buttons=own, **values)


def notice_buttons(notice: Notice, texts: Texts, language: str) -> tuple[tuple[Button, ...], ...]:
    """Make the buttons under a notice.

    For the office one to each task it has to accept; for a department that is reminded the reports of one tap.
    """
    if notice.audience == "department" and _reminds(notice):
        return (*tap_buttons(texts, language), *_requests(notice, texts, language))
    if notice.audience == "department":
        return _requests(notice, texts, language)
    told = notice.values.get("daily") or notice.values.get("digest")
    if notice.audience != "office" or not isinstance(told, (Daily, Digest)):
        return ()
    tasks = [line.task.id for line in told.to_accept.lines]
    made = [Button(texts.plain("step", language, name="decide", number=task), f"/task {task}") for task in tasks]
    return tuple(tuple(made[n : n + PER_ROW]) for n in range(0, len(made), PER_ROW))


def tap_buttons(texts: Texts, language: str) -> tuple[tuple[Button, ...], ...]:
    """Make the buttons that report with one tap on what the message above them is about."""
    names = [Button(texts.plain("button", language, name=name, day=None), f"tap:{name}") for name in TAPS]
    return (tuple(names[:2]), tuple(names[2:]))


def _items(notice: Notice) -> Sequence[Item]:
    digest = notice.values.get("digest")
    told = digest.reminders if isinstance(digest, Digest) else notice.values.get("reminders")
    return told.items if isinstance(told, Reminders) else ()


def answers_wanted(notice: Notice) -> int:
    """Count the tasks and targets a department is asked about; what is listed for information asks nothing."""
    if notice.audience != "department":
        return 0
    return len(notice.subjects) if notice.kind is Kind.MONTHLY else len(_items(notice))


def _reminds(notice: Notice) -> bool:
    """Whether a notice reminds of a task: then a tap can be about it."""
    return any(isinstance(item.subject, Task) and not item.request for item in _items(notice))


def _requests(notice: Notice, texts: Texts, language: str) -> tuple[tuple[Button, ...], ...]:
    """Make a button for each part asked of the department; behind it the request stands alone, to be answered."""
    asked = [item for item in _items(notice) if item.request]
    return tuple(
        (Button(texts.plain("step", language, name="answer", number=item.subject.id), f"/matters {item.request.id}"),)
        for item in asked[:PER_ROW]
        if item.request
    )


def preview_line(notice: Notice, plan: Plan, text: str) -> dict[str, object]:
    """Map a notice and its plain text to the JSON of a preview.

    `department` has the full official names, joined where a room holds several; None for the office and the leaders.
    """
    names = [plan.department_by_id[d].name for d in notice.departments if d in plan.department_by_id]
    return {
        "key": notice.key,
        "kind": str(notice.kind),
        "at": notice.at.isoformat(),
        "room": notice.room,
        "department": "、".join(names) or None,
        "text": text,
    }


def assigned_by(subjects: Iterable[Task | Target]) -> tuple[str, ...]:
    """Name those who decided who leads, once each; an empty name where nobody is named, nothing where the plan says."""
    return tuple(dict.fromkeys(s.lead.by for s in subjects if s.lead.basis is Basis.ASSIGNED))


def example_for(subject: Task | Target | None, today: date, year: int) -> Example:
    """Make an example that fits what is counted of a subject of the plan of `year`."""
    month, through = _month_to_finish(subject, today), _period_over(subject, today, year)
    measure = subject.measure if subject else None
    if measure is None or not measure.value:
        return Example(month, through)
    if measure.growth:
        return Example(month, through, measure.value, measure.unit, growth=True)
    share = LATE_SHARE if isinstance(subject, Task) and subject.due.date < today else USUAL_SHARE
    return Example(month, through, _rounded(measure, share), measure.unit)


def _month_to_finish(subject: Task | Target | None, today: date) -> int:
    """Choose the end of the next quarter, or the month of the due date where that is sooner."""
    quarter_end = min(12, (today.month // 3 + 1) * 3)
    if isinstance(subject, Task) and today < subject.due.date < date(today.year, quarter_end, 28):
        return subject.due.date.month
    return quarter_end


def _period_over(subject: Task | Target | None, today: date, year: int) -> date:
    """Find the last period a rate can be known for: of a target the newest published, otherwise the last month."""
    published = newest_released(subject, year, today) if isinstance(subject, Target) else None
    return published or today.replace(day=1) - timedelta(days=1)


def _rounded(measure: Measure, share: float) -> float:
    """Round an example as people would: halves of money and rates, whole things, tens of hundreds."""
    value = (measure.value or 0) * share
    if value >= 100:
        return round(value / 10) * 10
    if "元" in measure.unit or is_rate(measure):
        return round(value * 2) / 2 if value >= 10 else round(value, 1)
    return max(1, round(value))
