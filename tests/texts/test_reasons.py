"""Every reason a lamp can have is worded in both languages, with nobody's markup let through."""

import re

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.progress import lamps
from bot.progress.model import Reason
from bot.texts.render import FOLDER, day, day_en, number, quoted
from tests.progress.reports import on

SHARES = {"expected": 50.5, "actual": 38.2, "points": 12.3}
RATE = {"value": 4.4, "goal": 4.5, "gap": -0.1, "unit": "%", "period_end": on(6, 30), "tolerated": True}

WORDED = [
    ("done", {"on": on(6, 28)}, "6月28日报告完成", "reported done on 28 Jun"),
    ("done", {"on": None}, "已报告完成", "reported done"),
    ("overdue", {"due": on(6, 30), "days": 3}, "已逾期3天（时限6月30日）", "3 days overdue (due 30 Jun)"),
    ("no_record", {}, "无反馈记录", "no report on record"),
    ("blocked", {"stopped": True, "text": ""}, "工作受阻", "work is blocked"),
    ("blocked", {"stopped": False, "text": "a<b"}, "有堵点，a&lt;b", "an obstacle is reported: a&lt;b"),
    (
        "behind",
        SHARES,
        "落后序时12.3个百分点（应达50.5%，现为38.2%）",
        "12.3 points behind schedule (38.2%, should be 50.5%)",
    ),
    (
        "on_track",
        {"expected": 50.5, "actual": 60, "points": -9.5},
        "达到序时（应达50.5%，现为60%）",
        "on schedule (60%, should be 50.5%)",
    ),
    (
        "on_track",
        {"expected": 50.5, "actual": 46, "points": 4.5},
        "略低于序时（应达50.5%，现为46%）",
        "slightly behind schedule (46%, should be 50.5%)",
    ),
    (
        "done",
        {"on": on(7, 5), "accepted": on(7, 7)},
        "7月5日报告完成，7月7日办结",
        "reported done on 5 Jul, accepted on 7 Jul",
    ),
    (
        "awaiting_acceptance",
        {"on": on(7, 5)},
        "7月5日报完成，待督办核",
        "reported done on 5 Jul, to be accepted",
    ),
    ("returned", {"on": on(7, 6), "text": "缺验收单"}, "7月6日退回：缺验收单", "returned on 6 Jul: 缺验收单"),
    (
        "milestone",
        {"date": on(6, 30), "text": "完成投资过半", "missed": 1},
        "6月30日节点“完成投资过半”已过，未报完成",
        "milestone of 30 Jun “完成投资过半” passed, not reported met",
    ),
    (
        "milestone",
        {"date": on(4, 28), "text": "启动年度“欢乐购”", "missed": 1},
        "4月28日节点“启动年度‘欢乐购’”已过，未报完成",
        "milestone of 28 Apr “启动年度‘欢乐购’” passed, not reported met",
    ),
    (
        "milestone",
        {"date": on(6, 30), "text": "开工", "missed": 3},
        "6月30日节点“开工”已过，未报完成（此前还有2个）",
        "milestone of 30 Jun “开工” passed, not reported met (2 more before it)",
    ),
    (
        "not_started",
        {"gone": 62.4, "left": 120},
        "尚未启动（时间已过62%）",
        "not started, 62% of the time gone",
    ),
    (
        "not_started",
        {"gone": 95, "left": 1},
        "尚未启动（时间已过95%，距时限1天）",
        "not started, 95% of the time gone, 1 day left",
    ),
    ("reported", {"days": 0}, "无量化，按单位反馈（今天）", "nothing to count; as reported today"),
    ("no_figure", {"days": 5}, "已反馈，未报数（5天前）", "reported 5 days ago, no figure given"),
    ("never", {}, "尚未反馈", "no report yet"),
    ("silent", {"days": 40}, "40天未反馈", "no report for 40 days"),
    (
        "stale",
        {"days": 60},
        "上次反馈在60天前，牵头单位尚未建群",
        "last report 60 days ago; the lead department has no group yet",
    ),
    ("no_goal", {}, "目标数待上级下达", "the city has still to set the number"),
    ("no_comparison", {}, "对比数据待定", "the figure to compare with is not known"),
    (
        "awaiting",
        {"period_end": on(6, 30), "release": on(7, 20)},
        "待发布（上半年数据7月20日前后发布）",
        "not yet published (first half: about 20 Jul)",
    ),
    (
        "figure_due",
        {"period_end": on(6, 30), "released": on(7, 20)},
        "上半年数据7月20日应已发布，未报",
        "the first half figure was due 20 Jul, not reported",
    ),
    (
        "met",
        RATE,
        "上半年4.4%，比目标4.5%低0.1个百分点，在允许范围内",
        "4.4% (first half), 0.1 points below the goal of 4.5%, within tolerance",
    ),
    (
        "below",
        RATE | {"value": 4, "gap": -0.5, "period_end": None},
        "4%，比目标4.5%低0.5个百分点",
        "4%, 0.5 points below the goal of 4.5%",
    ),
    (
        "goal_met",
        {"value": 30500, "goal": 30000, "unit": "人", "period_end": on(11, 30)},
        "1—11月30500人，达到目标30000人",
        "30500 人 (Jan–Nov), goal of 30000 人 reached",
    ),
]


def worded(reason: Reason, language: str) -> str:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(number=number, day=day, day_en=day_en, quoted=quoted)
    template = '{% from "' + language + '/_reasons.html.j2" import reason %}{{ reason(why) }}'
    return environment.from_string(template).render(why=reason)


@pytest.mark.parametrize(("code", "values", "chinese", "english"), WORDED)
def test_reasons_are_worded(code: str, values: dict[str, object], chinese: str, english: str) -> None:
    assert worded(Reason(code, values), "zh") == chinese
    assert worded(Reason(code, values), "en") == english


def test_every_documented_code_is_worded() -> None:
    documented = set(re.findall(r"^  ([a-z_]+)  ", lamps.__doc__ or "", re.MULTILINE))

    assert documented == {code for code, *_ in WORDED}


def test_every_code_that_is_given_is_documented() -> None:
    folder = FOLDER.parent / "progress"
    given = {
        code
        for name in ("lamps", "headline", "verdicts")
        for code in re.findall(r'Reason\(\s*"([a-z_]+)"', (folder / f"{name}.py").read_text("utf-8"))
    }

    assert given - {code for code, *_ in WORDED} == set()
