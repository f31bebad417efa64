"""Papers in chat: said → the words and the file."""

import pytest

from tests.desk.cast import Talk, report, words
from tests.reports.conftest import sheets


@pytest.mark.parametrize(
    ("who", "where", "said", "answer"),
    [
        ("office", "private", "/ledger", "任务台账\n5项任务，数据截至7月5日。"),
        ("hr", "hr", "/台账", "任务台账\n5项任务，数据截至7月5日。\n其中2项列有进展，其余只列计划内容。"),
        ("guest", "private", "/ledger", "任务台账\n5项任务，数据截至7月5日。\n只列计划内容，进展不对外显示。"),
    ],
)
async def test_the_ledger_comes_as_a_file(talk: Talk, who: str, where: str, said: str, answer: str) -> None:
    await talk.recorded(report("1.1.1", "已完成21亿元", value=21.0))
    (answered,) = await talk.say(who, where, said)
    assert words([answered]) == answer
    assert answered.message is not None
    (file,) = answered.message.files
    assert (file.name, file.kind) == ("任务台账_20230705.xlsx", "document")
    assert ("已完成21亿元" in str(sheets(file.content))) is (who == "office")
