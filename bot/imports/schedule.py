"""Due dates that a task's words give, and milestones by rule where the plan gives none."""

from datetime import date, timedelta

from bot.language import dates
from bot.language.patterns import compiled_later
from bot.plan.model import Basis, Due, Milestone

_END_OF_YEAR = compiled_later(
    r"年底(?:前)?|年末|年内|全年|今年(?!.{0,6}(?:起|以来|上半年|一季度))|本年度|20\d\d年内|12月(?:底|末)"
)
_BY = compiled_later(
    r"前|底|末|上半年|下半年|季度|内|上旬|中旬|下旬|月份?(?:完成|建成|投用|竣工|开工|启动|上线|运营|通车)|\d日"
)
_NOT_DUE = compiled_later(r"^(?:以?后|起|以来|至|到|—|-)")
_PAPER = compiled_later(r"制定|出台|编制|印发|修订|拟定|研究(?:提出|出台)|完善.{0,8}(?:政策|方案|办法)|规划编制")
_BUILT = compiled_later(r"建成|竣工|完工|投用|投产|通车|建设|改造|新建|修建|开工|扩建|工程")
_HELD = compiled_later(r"举办|组织|开展|办好|培训|招聘|宣传|承办")


def due_of(words: str, year: int) -> tuple[Due, str]:
    """Read the day a task's words set as its end, and the words; the last day of the year where they set none.

    A day beyond the year after the plan's is no date of this plan.
    """
    first = date(year, 1, 1)
    found = [
        (deadline.day, words[when.start : when.end])
        for when in dates.find(words, first)
        if _sets_an_end(words, when.start, when.end)
        if (deadline := dates.deadline(when, first)) and first < deadline.day <= date(year + 1, 12, 31)
    ]
    if found:
        day, said = max(found)
        return Due(day, Basis.SOURCE), said
    if match := _END_OF_YEAR.search(words):
        return Due(date(year, 12, 31), Basis.SOURCE), match[0]
    return Due(date(year, 12, 31), Basis.DERIVED), ""


def due_of_cell(cell: str, year: int) -> Due | None:
    """Read the day that a cell of a column of dates sets, where 2025年11月 is enough; None where it sets none."""
    due, said = due_of(cell, year)
    if not said and (found := dates.find(cell, date(year, 1, 1))):
        deadline = dates.deadline(found[-1], date(year, 1, 1))
        if deadline and deadline.day.year in (year, year + 1):
            return Due(deadline.day, Basis.SOURCE)
    return due if said else None


def _sets_an_end(words: str, start: int, end: int) -> bool:
    said = words[start : end + 4]
    return (
        bool(_BY.search(said))
        and not _NOT_DUE.match(words[end:])
        and not words[:start].endswith(("自", "从", "“", "的"))
    )


def milestones_of(
    words: str, due: date, year: int, *, counted: bool, start: date | None = None
) -> tuple[Milestone, ...]:
    """Set milestones by rule: the middle of the time for all, a draft for papers, the structure for buildings.

    The time runs from the year's first day, or from `start`; then 30 June is no middle, and none stands on that day.
    """
    first, middle = start or date(year, 1, 1), date(year, 6, 30)
    middle = _between(first, due, 0.5) if start else min(middle, _between(first, due, 0.5))
    steps: list[tuple[date, str, float | None]] = []
    if _PAPER.search(words) and not counted:
        early = _between(first, due, 0.3)
        early = early if start else min(date(year, 3, 31), early)
        steps = [(early, "形成初稿", None), (middle, "完成征求意见", None)]
    elif counted:
        steps = [(middle, "完成过半", 50.0)]
    elif _BUILT.search(words):
        steps = [(middle, "年度建设任务过半", None), (_between(first, due, 0.8), "主体内容基本完成", None)]
    elif _HELD.search(words):
        steps = [(middle, "已组织实施，进度过半", None)]
    else:
        steps = [(middle, "工作推进过半", None)]
    return tuple(
        Milestone(day, text, percent, basis=Basis.DERIVED)
        for day, text, percent in {step[0]: step for step in steps}.values()
        if (first < day if start else first <= day) and day < due
    )


def _between(start: date, due: date, share: float) -> date:
    last = min(due, date(start.year, 12, 31))
    return start + timedelta(days=int((last - start).days * share))
