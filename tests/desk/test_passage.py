"""A quote → its paragraph."""

from bot.desk.passage import AROUND, passage

REPORT = "\n\n".join(
    (
        "## 一、题目",
        "**以恢复消费激活力。**持续优化消费地标，推动北京路、\n环市东商圈联动发展。落实 5 项措施。",
        "长" * 200 + "。" + "句" * AROUND + "这里是原文" + "后。" * AROUND,
    )
)


def test_white_space_and_emphasis_do_not_matter() -> None:
    found = passage(REPORT, "推动北京路、环市东 商圈联动发展")
    assert found is not None
    assert (found.before, found.after) == ("以恢复消费激活力。持续优化消费地标，", "。落实 5 项措施。")
    assert found.quote == "推动北京路、环市东商圈联动发展"


def test_a_quote_may_cross_a_mark_of_emphasis() -> None:
    found = passage(REPORT, "激活力。持续优化")
    assert found is not None
    assert found.quote == "激活力。持续优化"


def test_long_paragraphs_are_cut_at_sentences() -> None:
    found = passage(REPORT, "这里是原文")
    assert found is not None
    assert found.before.startswith("…")
    assert found.after.endswith("。…")
    assert len(found.before) + len(found.after) <= 2 * AROUND + 2


def test_what_the_text_does_not_hold_is_not_found() -> None:
    assert passage(REPORT, "没有这句话") is None
    assert passage(REPORT, " ") is None
