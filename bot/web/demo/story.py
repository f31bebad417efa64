"""Half a year of invented reports, so that the demo's lamps are not all grey. Everything here is made up and says so.

Each task gets a character by a stable hash of its id; what a department of that character would have written by each
month is told in plain words and later read by the same grammar as real replies.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.plan.model import Measure, Milestone, Plan, Task

SURNAMES = "陈李黄张梁林何刘吴罗郑叶谢杨曾邓彭冯苏蔡"
# Share of the tasks with each character, in 100.
CHARACTERS = (("steady", 46), ("ahead", 14), ("late", 14), ("stuck", 7), ("silent", 7), ("mute", 5), ("early", 7))
PACE = {"steady": 1.0, "ahead": 1.18, "late": 0.62, "stuck": 0.4, "silent": 0.9, "early": 1.9}
FIGURE_FORMS = (
    "截至{day}，累计完成{value}{unit}",
    "已完成{value}{unit}，按计划推进",
    "{what}累计{value}{unit}",
    "目前完成{value}{unit}，占全年任务的{percent}%",
)
WORD_FORMS = (  # by how far the year has gone
    ("工作方案已印发，正在推进", "已完成前期摸底，正在抓落实", "已启动，正在制定细化措施"),
    ("按计划推进中，完成{percent}%", "各项举措正在落实", "已完成阶段性工作，正在推进"),
    ("推进顺利，下一步按节点抓好落实", "完成{percent}%，下一步抓收尾", "各项举措有序落实，正在推进下半年任务"),
)
OBSTACLES = ("存在问题：现场条件未具备，正在协调", "存在问题：部分资金未到位", "存在问题：审批时间较长，进度滞后")


@dataclass(frozen=True, slots=True)
class Told:
    """One invented report: who said what about which subject, when. `milestone` is the one it says is met."""

    subject: str
    at: datetime
    department: str
    person_name: str
    text: str
    milestone: date | None = None


def story(plan: Plan, until: datetime) -> list[Told]:
    """Tell what the departments would have reported from the plan's start until then, oldest first."""
    zone = until.tzinfo
    assert isinstance(zone, ZoneInfo)
    told = [t for task in plan.all_tasks() for t in _of_task(task, plan, zone)] + list(_of_targets(plan, zone))
    return sorted((t for t in told if t.at < until), key=lambda t: (t.at, t.subject))


def lead_name(department: str) -> str:
    """Name the invented lead of a department."""
    return f"{SURNAMES[_hash(department) % len(SURNAMES)]}科长"


def _hash(*words: object) -> int:
    return int.from_bytes(hashlib.sha256("/".join(map(str, words)).encode()).digest()[:6])


def _character(task: Task) -> str:
    place = _hash(task.id, "character") % 100
    for name, share in CHARACTERS:
        if place < share:
            return name
        place -= share
    return "steady"


def _at(day: date, zone: ZoneInfo, *words: object) -> datetime:
    """A moment of a working morning or afternoon, stable for the same words."""
    return datetime.combine(day, time(9, 30), zone) + timedelta(minutes=_hash(*words) % 430)


def _of_task(task: Task, plan: Plan, zone: ZoneInfo) -> Iterator[Told]:
    if task.id in FIXED:
        for day, text in FIXED[task.id]:
            yield _told(task, _at(day, zone, task.id, day), text)
        return
    character = _character(task)
    if character == "mute":
        return
    months = (3, 5) if character == "silent" else (2, 4, 6)
    for month in months:
        day = date(plan.year, month, 20 + _hash(task.id, month) % 8)
        if character == "silent" and month == 5:
            day = date(plan.year, 5, 8 + _hash(task.id) % 8)
        yield _told(task, _at(day, zone, task.id, month), _words(task, character, day, plan))
    if character in ("steady", "ahead"):
        for milestone in task.milestones:
            if milestone.percent is None and milestone.value is None:
                yield _met(task, milestone, zone)
    if character == "early" and task.measure is None:
        yield _told(task, _at(date(plan.year, 6, 28), zone, task.id, "done"), "已全部完成，申请办结")


def _met(task: Task, milestone: Milestone, zone: ZoneInfo) -> Told:
    day = milestone.date - timedelta(days=1 + _hash(task.id, milestone.date) % 4)
    text = f"节点已完成：{milestone.text}"
    return Told(
        task.id,
        _at(day, zone, task.id, day),
        task.lead.department,
        lead_name(task.lead.department),
        text,
        milestone.date,
    )


def _told(task: Task, at: datetime, text: str) -> Told:
    return Told(task.id, at, task.lead.department, lead_name(task.lead.department), text)


def _words(task: Task, character: str, day: date, plan: Plan) -> str:
    gone = (day - plan.start).days / 365
    share = min(gone * PACE[character] * (0.96 + _hash(task.id, day) % 9 / 100), 1.04)
    form = _hash(task.id, day, "form")
    measure = task.measure
    if measure is None or measure.value is None or measure.growth:
        forms = WORD_FORMS[min(int(gone * 5), len(WORD_FORMS) - 1)]
        text = forms[form % len(forms)].format(percent=round(share * 100 / 5) * 5)
    else:
        text = _figure(measure, share, day, FIGURE_FORMS[form % len(FIGURE_FORMS)])
    if character == "stuck":
        text += "；" + OBSTACLES[form % len(OBSTACLES)]
    return text


def _figure(measure: Measure, share: float, day: date, form: str) -> str:
    assert measure.value
    counted = measure.unit not in ("亿元", "万元", "万平方米")
    amount = measure.value * share
    value = f"{int(amount)}" if counted else f"{amount:.1f}"
    if float(value) == 0:
        return "前期工作已启动，暂未形成数量"
    percent = f"{float(value) / measure.value * 100:.1f}"
    return form.format(
        day=f"{day.month}月{day.day}日", what=measure.what, value=value, unit=measure.unit, percent=percent
    )


def _of_targets(plan: Plan, zone: ZoneInfo) -> Iterator[Told]:
    for target in plan.targets:
        for day, text in TARGETS.get(target.id, ()):
            department = target.lead.department
            yield Told(target.id, _at(day, zone, target.id, day), department, lead_name(department), text)


# The walk through the demo relies on it: 1.2.1 stands below its half-year milestone and is asked about on 5 July.
FIXED: dict[str, tuple[tuple[date, str], ...]] = {
    "1.2.1": (
        (date(2023, 4, 6), "截至3月底完成投资7.9亿元"),
        (date(2023, 5, 31), "截至5月底完成投资162000万元，预计10月底完成全年任务"),
        (date(2023, 6, 21), "完成投资18.2亿元，占全年目标的46.7%"),
    ),
}
TARGETS: dict[str, tuple[tuple[date, str], ...]] = {
    "gdp": ((date(2023, 4, 24), "一季度地区生产总值同比增长4.3%"),),
    "retail": (
        (date(2023, 4, 20), "1-3月社会消费品零售总额增长4.9%"),
        (date(2023, 6, 20), "1-5月社会消费品零售总额增长5.6%"),
    ),
    "revenue": (
        (date(2023, 4, 12), "1-3月一般公共预算收入增长4.2%"),
        (date(2023, 6, 13), "1-5月一般公共预算收入增长5.1%"),
    ),
}
