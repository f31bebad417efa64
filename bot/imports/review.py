"""review.md: the page on which a clerk finds every decision in doubt and every number that was not taken."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bot.imports.draft import Draft
from bot.imports.notes import Note
from bot.plan.model import Basis, Comparator, Measure, Plan

SHORT = 40  # signs of a quote in a list


def review_of(draft: Draft, source: str) -> str:
    """Write the review page of a draft made from the file named `source`."""
    return "\n".join(_lines(draft, source)).rstrip() + "\n"


def summary_of(plan: Plan) -> str:
    """Say in one line what a plan holds."""
    measured = sum(bool(task.measures) for task in plan.all_tasks())
    return (
        f"{plan.title}：{len(plan.targets)} 项主要目标，{len(plan.sections)} 个部分，"
        f"{len(plan.tasks)} 项任务（{measured} 项有量化要求），{len(plan.departments)} 个单位"
    )


def _lines(draft: Draft, source: str) -> Iterator[str]:
    plan, notes = draft.plan, draft.notes
    yield from (f"# 导入审核：{plan.title}", "")
    yield from (f"来源文件：{source}；导入日期：{draft.on.isoformat()}。行号指 report.md 的行。", "")
    yield from (summary_of(plan) + "。", "")
    yield from ("改动直接写在 plan.toml 里，改完运行 `python -m bot plan check 文件夹`。", "")
    yield from _doubts(notes.doubts)
    yield from _targets(plan)
    yield from _assigned(draft)
    yield from _left_out(notes.left_out)
    yield from _uncommitted(plan)


def _doubts(doubts: Sequence[Note]) -> Iterator[str]:
    yield from (f"## 一、需要您定的（{len(doubts)} 处）", "")
    for note in doubts:
        quote = f"“{_short(note.words)}”：" if note.words else ""
        yield f"- 第 {note.line} 行 {quote}{note.what}"
    yield from _none(doubts)


def _targets(plan: Plan) -> Iterator[str]:
    yield from (f"## 二、主要目标（{len(plan.targets)} 项）", "", "| 编号 | 指标 | 目标 | 原文 |", "|---|---|---|---|")
    for target in plan.targets:
        yield f"| {target.id} | {target.name} | {shown_measure(target.measure)} | {_short(target.quote)} |"
    yield ""


_WITHOUT_NUMBER = {
    Comparator.POSITIVE: "正增长或好转",
    Comparator.WITH: "与另一项同步或持平",
    Comparator.ASSIGNED: "完成上级下达数",
}
_BEFORE = {Comparator.MORE: "超过", Comparator.LESS: "低于"}
_BEHIND = {Comparator.ABOUT: "左右", Comparator.AT_LEAST: "以上", Comparator.AT_MOST: "以内"}


def shown_measure(measure: Measure) -> str:
    """Write a measure as reports do: 增长4.5%左右."""
    if measure.value is None:
        return _WITHOUT_NUMBER.get(measure.comparator, "")
    low, unit = f"{measure.value:.12g}", measure.unit
    value = f"{low}{unit}" if measure.value_max is None else f"{low}—{measure.value_max:.12g}{unit}"
    before, behind = _BEFORE.get(measure.comparator, ""), _BEHIND.get(measure.comparator, "")
    return f"{'增长' if measure.growth else ''}{before}{value}{behind}"


def _assigned(draft: Draft) -> Iterator[str]:
    plan = draft.plan
    tasks = [task for task in plan.all_tasks() if task.lead.basis is Basis.ASSIGNED]
    yield from (f"## 三、导入时拟定的牵头单位（目标 {len(draft.notes.assigned)} 项，任务 {len(tasks)} 项）", "")
    yield from ("文中没有写明，按内容拟定，依据记为 assigned，请逐项确认。", "")
    for note in draft.notes.assigned:
        yield f"- 第 {note.line} 行 {note.words}：{note.what}"
    for department in plan.departments:
        own = [task.id for task in tasks if task.lead.department == department.id]
        if own:
            yield f"- {department.name}：{'、'.join(own)}"
    yield ""


def _left_out(left_out: Sequence[Note]) -> Iterator[str]:
    yield from (f"## 四、没有采用的数字（{len(left_out)} 处）", "")
    by_reason = sorted(left_out, key=lambda note: (note.what, note.line))
    for reason, group in groupby(by_reason, key=lambda note: note.what):
        notes = list(group)
        yield from (f"### {reason}（{len(notes)} 处）", "")
        yield from (f"- 第 {note.line} 行 “{_short(note.words)}”" for note in notes)
        yield ""
    yield from _none(left_out)


def _uncommitted(plan: Plan) -> Iterator[str]:
    yield from (f"## 五、没有列为任务的表述（{len(plan.uncommitted)} 处）", "")
    yield from (f"- “{_short(one.quote)}”：{one.reason}" for one in plan.uncommitted)
    yield from _none(plan.uncommitted)


def _none(items: Sequence[object]) -> Iterable[str]:
    return ("",) if items else ("无。", "")


def _short(words: str) -> str:
    words = " ".join(words.split()).replace("|", "｜")
    return words if len(words) <= SHORT else words[: SHORT - 1] + "…"
