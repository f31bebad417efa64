"""Messages cut to size: nothing lost, nothing cut in half, every part valid by itself."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chats.telegram.packing import atoms, cut, pack, parts, plain, width
from bot.texts.message import Button, File, Message

UNDO = ((Button("撤销", "undo:1"),),)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("任务", 2),
        ("<b>任务</b>", 2),
        ("a &lt; b &amp; c", 9),
        ("👍", 2),
        ('<a href="https://e.org/?a=1&amp;b=2">x</a>', 1),
        ("&#39;", 1),
    ],
)
def test_width_is_counted_after_parsing_in_utf16(text: str, units: int) -> None:
    assert width(text) == units


def test_a_short_message_stays_whole() -> None:
    assert parts(Message("头", ("一", "二"), "尾", UNDO)) == (Message("头\n一\n二\n尾", buttons=UNDO),)


def test_items_are_never_cut_while_they_fit() -> None:
    items = tuple(f"<b>{number}</b> " + "字" * 1500 for number in range(7))
    sent = parts(Message("头", items, "尾", UNDO))
    assert "\n".join(part.head for part in sent) == Message("头", items, "尾").html
    assert all(width(part.head) <= 4096 for part in sent)
    assert [bool(part.buttons) for part in sent] == [False] * (len(sent) - 1) + [True]


def test_exactly_the_limit_fits() -> None:
    assert len(parts(Message("字" * 4096))) == 1
    assert len(parts(Message("字" * 4097))) == 2
    assert len(parts(Message("👍" * 2048))) == 1
    assert len(parts(Message("👍" * 2049))) == 2


def test_an_empty_message_has_no_parts() -> None:
    assert parts(Message("", ("", " "), "<b></b>")) == ()


def test_a_long_piece_is_cut_at_a_line_end() -> None:
    lines = [f"第{number}行" + "字" * 40 for number in range(100)]
    first, *_ = cut("\n".join(lines), 1000)
    assert first.split("\n")[-1] in lines


def test_tags_are_closed_and_opened_again() -> None:
    link = '<a href="https://e.org">'
    text = f"<blockquote expandable>{link}<b>" + "字" * 30 + "</b></a></blockquote>"
    first, second = pack([text], 20)
    assert first == f"<blockquote expandable>{link}<b>" + "字" * 20 + "</b></a></blockquote>"
    assert second == f"<blockquote expandable>{link}<b>" + "字" * 10 + "</b></a></blockquote>"


def test_a_tag_that_runs_over_several_items_is_mended_too() -> None:
    assert pack(["<blockquote>甲甲甲", "乙乙乙</blockquote>"], 5) == [
        "<blockquote>甲甲甲</blockquote>",
        "<blockquote>乙乙乙</blockquote>",
    ]


@pytest.mark.parametrize(
    "character",
    ["&amp;", "&#128077;", "👍🏽", "👩‍👩‍👧‍👦", "e\u0301", "🇨🇳", "1\ufe0f\u20e3", "𠮷", "नि", "<br>"],
)
def test_what_a_reader_sees_as_one_stays_one(character: str) -> None:
    assert list(atoms(f"字{character}字")) == ["字", character, "字"]


def test_files() -> None:
    photo, ledger = File("图.png", b"1", "photo"), File("台账.xlsx", b"2")
    assert parts(Message("看图", files=(photo,), buttons=UNDO)) == (Message("看图", files=(photo,), buttons=UNDO),)
    long = parts(Message("字" * 1100, files=(photo,), buttons=UNDO))
    assert [(bool(p.head), p.files, p.buttons) for p in long] == [(True, (), UNDO), (False, (photo,), ())]
    several = parts(Message("两个", files=(photo, ledger), buttons=UNDO))
    assert [p.files for p in several] == [(), (photo,), (ledger,)]
    assert parts(Message("", files=(photo,), buttons=UNDO))[0].buttons == UNDO


def test_a_picture_opens_a_message_too_long_to_stand_under_it() -> None:
    photo = File("图.png", b"1", "photo")
    long = Message("【周报】", ("红灯" * 600, "黄灯" * 600, "完成" * 1500), "怎样报送", buttons=UNDO, files=(photo,))
    cut = parts(long, spare=96)
    assert [(part.head[:4], part.files, part.buttons) for part in cut] == [
        ("【周报】", (photo,), ()),
        ("红灯红灯", (), ()),
        ("完成完成", (), UNDO),
    ]
    assert "".join(part.html for part in cut).replace("\n", "") == long.html.replace("\n", "")
    caption = parts(Message("字" * 1000, ("另一件",), files=(photo,)), spare=96)
    assert [part.files for part in caption] == [(), (photo,)], "a head over the limit of a caption is a text"


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60).map(html.escape)
TAGGED = st.tuples(st.sampled_from(["b", "i", "code", "blockquote", ""]), WORDS).map(
    lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>" if pair[0] else pair[1]
)
PIECES = st.lists(st.lists(TAGGED, min_size=1, max_size=4).map("".join), max_size=6)


@given(PIECES, st.integers(10, 60))
def test_every_part_fits_and_nothing_is_lost(pieces: list[str], limit: int) -> None:
    packed = pack(pieces, limit)
    for part in packed:
        # One character may be wider than any limit this small.
        assert width(part) <= max(limit, max(width(atom) for atom in atoms(part)))
        assert plain(part).strip()
        opened = re.findall(r"<([a-z]+)>", part)
        assert sorted(opened) == sorted(re.findall(r"</([a-z]+)>", part))
    whole = re.sub(r"\s", "", plain("\n".join(pieces)))
    assert re.sub(r"\s", "", "".join(map(plain, packed))) == whole


@given(WORDS, st.integers(2, 9))
def test_an_entity_is_never_cut(text: str, limit: int) -> None:
    assert "".join(html.unescape(part) for part in cut(text, limit)).replace("\n", "") == html.unescape(text).replace(
        "\n", ""
    )
