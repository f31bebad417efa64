"""One form for the many ways the same text is typed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.normal import normal, one_for_one, original

TYPED = [
    ("已完成投资１９．２億元，佔全年目標的４９．２％", "已完成投资19.2亿元,占全年目标的49.2%"),
    ("截至 5 月底 ，完成 3650.18 亿元", "截至5月底,完成3650.18亿元"),
    ("完 成 七 成", "完成七成"),
    ("2 of 5 stations open", "2 of 5 stations open"),
    ("40% done,  expected by 31 Oct 2023", "40% done, expected by 31 Oct 2023"),
    ("第一行\r\n\r\n  第二行  ", "第一行\n第二行"),
    ("進\u200b展\u3000順利", "进展顺利"),
    ("【区人社局】５２场", "[区人社局]52场"),
    ("1—6月～", "1-6月~"),
    ("成效顯著，覆蓋率高", "成效显著,覆盖率高"),
    ("壹拾陆点肆亿元", "一十六点四亿元"),
    ("大陆地区陆续收拾", "大陆地区陆续收拾"),
    ("", ""),
]


@pytest.mark.parametrize(("typed", "plain"), TYPED)
def test_normal_form(typed: str, plain: str) -> None:
    assert normal(typed) == plain


@settings(deadline=None)
@given(st.text())
def test_normal_form_is_final_and_length_is_kept_where_promised(text: str) -> None:
    assert normal(normal(text)) == normal(text)
    assert len(one_for_one(text)) == len(text)


@pytest.mark.parametrize(
    ("typed", "part", "found"),
    [
        ("存在問題：場 地緊張，部分場次推遲。", "场地紧张,部分场次推迟", "場 地緊張，部分場次推遲"),
        ("“五一”前因資金停工", "因资金停工", "因資金停工"),
        ("进展顺利", "资金", "资金"),
    ],
)
def test_a_piece_is_found_again_in_the_text_as_typed(typed: str, part: str, found: str) -> None:
    assert original(typed, part) == found
