"""One message about several tasks, cut into the part about each."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.progress.reading import split_report

TASKS = [("1.2.1", "重点项目投资"), ("6.1.5", "招聘会"), ("6.2.3", "租赁补贴")]

TOLD = [
    ("1.2.1 完成60%；6.1.5 已办结", [("1.2.1", "完成60%"), ("6.1.5", "已办结")], []),
    ("1.2.1：完成60%\n6.2.3、发放1850户", [("1.2.1", "完成60%"), ("6.2.3", "发放1850户")], []),
    ("2 完成60%", [("6.1.5", "完成60%")], []),
    ("1、完成18.2亿元；3、发放1850户", [("1.2.1", "完成18.2亿元"), ("6.2.3", "发放1850户")], []),
    ("第3项已办结", [("6.2.3", "已办结")], []),
    ("重点项目投资完成60%\n招聘会已办52场", [("1.2.1", "完成60%"), ("6.1.5", "已办52场")], []),
    ("1.2.1 完成60%，资金紧张；预计10月底完成", [("1.2.1", "完成60%,资金紧张；预计10月底完成")], []),
    ("进展顺利\n2 完成60%", [("6.1.5", "完成60%")], ["进展顺利"]),
    ("9 完成60%", [], ["9 完成60%"]),
    ("2 个驿站已建成", [], ["2 个驿站已建成"]),
    ("进展顺利", [], ["进展顺利"]),
    ("", [], []),
    ("全部已办结", [("1.2.1", "全部已办结"), ("6.1.5", "全部已办结"), ("6.2.3", "全部已办结")], []),
    ("以上任务均正常推进", [(task, "以上任务均正常推进") for task, _ in TASKS], []),
    ("1已办结；其余正常推进", [("1.2.1", "已办结"), ("6.1.5", "正常推进"), ("6.2.3", "正常推进")], []),
    ("全部已办结，除第二项", [], ["全部已办结,除第二项"]),
    ("2完成5个；其余正常推进", [("6.1.5", "完成5个；其余正常推进")], []),
]


@pytest.mark.parametrize(("text", "parts", "unplaced"), TOLD)
def test_split(text: str, parts: list[tuple[str, str]], unplaced: list[str]) -> None:
    split = split_report(text, TASKS)
    assert list(split.parts) == parts
    assert list(split.unplaced) == unplaced


@settings(deadline=None)
@given(st.text(), st.lists(st.tuples(st.text(min_size=1), st.text()), max_size=4))
def test_no_text_raises(text: str, tasks: list[tuple[str, str]]) -> None:
    split_report(text, tasks)
