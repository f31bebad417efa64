"""HTML of messages: written → kept text and entities, or the platform's complaint."""

import html
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.demo.entities import cleaned, found, piece, split, trimmed, units
from bot.web.demo.markup import parse_html
from bot.web.demo.refusals import Refusal


def shown(source: str) -> tuple[str, list[tuple[str, str]]]:
    """Give the text and each entity's kind with the words it covers."""
    text, entities = parse_html(source)
    return text, [(one["type"], piece(text, one)) for one in entities]


@pytest.mark.parametrize(
    ("written", "text", "entities"),
    [
        ("进展", "进展", []),
        ("<b>GDP</b> 增长", "GDP 增长", [("bold", "GDP")]),
        ("<strong>x</strong><em>y</em><ins>z</ins>", "xyz", [("bold", "x"), ("italic", "y"), ("underline", "z")]),
        ("<s>旧</s><del>旧</del><u>新</u>", "旧旧新", [("strikethrough", "旧")] * 2 + [("underline", "新")]),
        ("🟡 <b>提醒🎯</b>", "🟡 提醒🎯", [("bold", "提醒🎯")]),
        ("<b>a<i>b</i>c</b>", "abc", [("bold", "abc"), ("italic", "b")]),
        ("<a href='https://e.org/?a=1&amp;b=2'>文</a>", "文", [("text_link", "文")]),
        ("<a>无处</a>", "无处", []),
        ("<blockquote>引</blockquote>", "引", [("blockquote", "引")]),
        ("<blockquote expandable>长</blockquote>", "长", [("expandable_blockquote", "长")]),
        ('<pre><code class="language-py">x=1</code></pre>', "x=1", [("pre", "x=1")]),
        ("<code>1.2.1</code>", "1.2.1", [("code", "1.2.1")]),
        ('<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span>', "ab", [("spoiler", "a"), ("spoiler", "b")]),
        ("3 &lt; 5 &amp; 7 &gt; 2 &quot;x&quot; &#20013;", '3 < 5 & 7 > 2 "x" 中', []),
        ("&copy; &nbsp; & x", "&copy; &nbsp; & x", []),
        ("<B>大写</B>", "大写", [("bold", "大写")]),
        ("<b></b>", "", []),
    ],
)
def test_written_and_kept(written: str, text: str, entities: list[tuple[str, str]]) -> None:
    assert shown(written) == (text, entities)


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("中<int>", 'Unsupported start tag "int" at byte offset 3'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<i>a</em>", 'Unmatched end tag at byte offset 4, expected "</i>", found "</em>"'),
        ("<i>a</i ", "Unclosed end tag at byte offset 4"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<a href='x", "Unclosed start tag at byte offset 0"),
        ("<i =x>", 'Empty attribute name in the tag "i" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_complaints(written: str, complaint: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_html(written)
    expected = f"Bad Request: can't parse entities: {complaint}"
    # An attribute left open may be read as an empty name; the place is what helps.
    assert refused.value.description in (
        expected,
        expected.replace("Unclosed start tag", 'Empty attribute name in the tag "a"'),
    )


@given(st.text())
def test_escaped_text_comes_back_unchanged(text: str) -> None:
    assert parse_html(html.escape(text)) == (text, [])


def read_or_refused(text: str) -> tuple[str, list[dict[str, Any]]]:
    try:
        return parse_html(text)
    except Refusal:
        return "", []


@given(st.text(alphabet="<>/abi &;\"'=中🎯 \n"))
def test_anything_is_read_or_refused_but_never_breaks(text: str) -> None:
    kept, entities = read_or_refused(text)
    assert all(one["offset"] >= 0 and one["offset"] + one["length"] <= units(kept) for one in entities)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("/target gdp", [("bot_command", "/target")]),
        ("/mine@plan_bot", [("bot_command", "/mine@plan_bot")]),
        ("请发 /help", [("bot_command", "/help")]),
        ("/目标 gdp", []),
        ("1/2 和 a/b", []),
        ("/home/user", []),
        ("看 https://e.org/a?b=1，谢谢", [("url", "https://e.org/a?b=1")]),
        ("t.me/plan_bot?start=X7.", [("url", "t.me/plan_bot?start=X7")]),
        ("@plan_bot 你好", [("mention", "@plan_bot")]),
        ("a@e.org", [("email", "a@e.org")]),
        ("🎯🎯 #重点", [("hashtag", "#重点")]),
        ("javascript:alert(1)", []),
    ],
)
def test_what_is_found_in_plain_text(text: str, kinds: list[tuple[str, str]]) -> None:
    assert [(one["type"], piece(text, one)) for one in found(text)] == kinds


def test_nothing_is_found_inside_code_and_links() -> None:
    text, entities = parse_html("<code>/update 1.2.1 完成60%</code> /mine")
    assert [one["type"] for one in found(text, entities)] == ["code", "bot_command"]


def test_white_space_around_a_text_is_dropped_and_entities_move() -> None:
    text, entities = trimmed(*parse_html("\n <b> 进展 </b><i> </i>\n"))
    assert (text, [(one["type"], piece(text, one)) for one in entities]) == ("进展", [("bold", "进展")])


def test_what_the_platform_does_not_keep() -> None:
    assert cleaned("a\r\nb\x00c\x07d\ud800") == "a\nb c d?"


@given(st.text(alphabet="a中🎯\n "), st.integers(min_value=4, max_value=12))
def test_a_long_text_is_cut_without_loss(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert all(units(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
