"""Pictures, documents and what cannot be read: attached to a report, asked about, or answered with one sentence."""

from dataclasses import replace

import pytest

from bot.progress.model import Evidence
from tests.desk.cast import words
from tests.desk.dialogue import Dialogue

PHOTO, SECOND, THIRD = Evidence("photo", "p1"), Evidence("photo", "p2"), Evidence("photo", "p3")
REPORT = Evidence("document", "d1", "进展.docx")


async def test_a_caption_is_read_as_text_and_the_picture_is_kept(chat: Dialogue) -> None:
    answer = await chat.report("drc", "drc", "1.1.1", "已完成21.5亿元", evidence=(PHOTO,))
    assert "21.5亿元" in answer
    assert "附件：1个" in answer
    assert chat.reports[0].evidence == (PHOTO,)


async def test_a_picture_alone_is_attached_to_what_it_answers(chat: Dialogue) -> None:
    answer = await chat.report("drc", "drc", "1.1.1", "", evidence=(REPORT,))
    assert "附件：1个" in answer
    (update,) = chat.reports
    assert (update.text, update.evidence, update.reading.is_update) == ("", (REPORT,), True)
    assert "（附件1个）" in await chat.read("drc", "drc", "/task 1.1.1")
    assert "附件1个" in await chat.read("drc", "drc", "/history 1.1.1")
    assert "（附件1个）" in await chat.press("drc", "drc", "撤销")


async def test_files_are_named_in_the_history_and_on_the_card(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "已完成21.5亿元", evidence=(PHOTO, REPORT))
    (update,) = chat.reports
    known = (replace(PHOTO, size=2048, sha256="3f2a9c1e00"), replace(REPORT, fault="too big"))
    await chat.store.write(lambda change: change.attest(update.id, known))
    shown = "照片（2 KB，校验码3f2a9c1e）、进展.docx（未能取回核验）"
    assert f"附件2个：{shown}" in await chat.read("drc", "drc", "/history 1.1.1")
    assert f"附件：{shown}" in await chat.read("office", "office", "/task 1.1.1")


async def test_a_picture_that_answers_a_list_is_asked_about(chat: Dialogue) -> None:
    asked = await chat.reply("drc", "drc", "", await chat.told("drc", "1.1.1", "1.1.2"), evidence=(PHOTO,))
    assert "（图片或文件）" in asked
    await chat.press("drc", "drc", "1.1.2")
    assert [(u.subject, u.evidence) for u in chat.reports] == [("1.1.2", (PHOTO,))]


async def test_a_picture_with_an_id_alone_is_attached_in_private(chat: Dialogue) -> None:
    assert "附件：1个" in await chat.read("hr", "private", "2.1.1", evidence=(PHOTO,))
    assert "附件：1个" in await chat.read("hr", "private", "/update 2.1.1", evidence=(PHOTO,))
    assert [(u.subject, u.evidence) for u in chat.reports] == [("2.1.1", (PHOTO,))] * 2


async def test_a_picture_in_a_group_that_is_no_reply_is_none_of_its_business(chat: Dialogue) -> None:
    assert await chat.read("drc", "drc", "", evidence=(PHOTO,)) == ""
    assert chat.reports == []


async def test_thanks_under_a_picture_do_not_count_as_words(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "请看附件", evidence=(PHOTO,))
    (update,) = chat.reports
    assert (update.text, update.reading.state, update.reading.value) == ("请看附件", None, None)


async def test_an_album_gets_one_answer_and_all_its_pictures_are_kept(chat: Dialogue) -> None:
    reply = {"reply_to": await chat.told("drc", "1.1.1"), "reply_to_bot": True, "group_id": "album"}
    answers = [words(await chat.say("drc", "drc", "已完成21.5亿元", evidence=(PHOTO,), **reply))]
    answers += [words(await chat.say("drc", "drc", "", evidence=(each,), **reply)) for each in (SECOND, THIRD)]
    assert ["21.5亿元" in answers[0], *answers[1:]] == [True, "", ""]
    assert [e for u in chat.reports for e in u.evidence] == [PHOTO, SECOND, THIRD]
    assert chat.summary("1.1.1").value == 21.5


async def test_an_album_that_is_asked_about_is_recorded_whole(chat: Dialogue) -> None:
    reply = {"reply_to": await chat.told("drc", "1.1.1", "1.1.2"), "reply_to_bot": True, "group_id": "album"}
    await chat.say("drc", "drc", "", evidence=(PHOTO,), **reply)
    for _ in range(2):  # the second picture arrives twice
        assert await chat.say("drc", "drc", "", evidence=(SECOND,), message_id="77", **reply) == []
    await chat.press("drc", "drc", "1.1.2")
    assert await chat.say("drc", "drc", "", evidence=(THIRD,), **reply) == []
    assert [u.evidence for u in chat.reports] == [(PHOTO, SECOND), (THIRD,)]
    assert {u.subject for u in chat.reports} == {"1.1.2"}


async def test_an_album_overheard_by_its_id_is_recorded_whole(chat: Dialogue) -> None:
    await chat.say("drc", "drc", "1.1.1 已完成21.5亿元", evidence=(PHOTO,), group_id="album")
    assert await chat.say("drc", "drc", "", evidence=(SECOND,), group_id="album") == []
    assert [u.evidence for u in chat.reports] == [(PHOTO,), (SECOND,)]


async def test_an_album_that_is_not_theirs_is_refused_once(chat: Dialogue) -> None:
    reply = {"reply_to": await chat.told("hr", "1.1.1"), "reply_to_bot": True, "group_id": "album"}
    assert "没有记录" in words(await chat.say("98", "hr", "完成60%", evidence=(PHOTO,), **reply))
    assert await chat.say("98", "hr", "", evidence=(SECOND,), **reply) == []
    assert chat.reports == []


async def test_pictures_that_come_after_their_album_was_taken_back_are_let_pass(chat: Dialogue) -> None:
    await chat.report("drc", "drc", "1.1.1", "推进中", evidence=(PHOTO,), group_id="album")
    await chat.press("drc", "drc", "撤销")
    assert await chat.say("drc", "drc", "", evidence=(SECOND,), group_id="album") == []
    assert len(chat.reports) == 1


async def test_a_picture_is_no_correction(chat: Dialogue) -> None:
    await chat.say("hr", "private", "2.1.1 已办52场")
    await chat.press("hr", "private", "更正")
    assert "这是哪一项的进展？" in await chat.read("hr", "private", "", evidence=(PHOTO,))


async def test_two_albums_are_told_apart(chat: Dialogue) -> None:
    for album, subject in (("a", "1.1.1"), ("b", "1.1.2")):
        await chat.report("drc", "drc", subject, "推进中", evidence=(PHOTO,), group_id=album)
    await chat.say("drc", "drc", "", evidence=(SECOND,), group_id="a")
    assert [u.subject for u in chat.reports if u.evidence == (SECOND,)] == ["1.1.1"]


@pytest.mark.parametrize(
    ("kind", "named"), [("voice", "语音"), ("sticker", "表情"), ("video", "视频"), ("dice", "这类消息")]
)
async def test_what_cannot_be_read_gets_one_sentence(chat: Dialogue, kind: str, named: str) -> None:
    answer = await chat.report("drc", "drc", "1.1.1", "", other_media=kind)
    assert answer == f"{named}读不了，没有记录。请用文字回复，例：已完成60%，9月底前全部完成"
    assert named in await chat.read("hr", "private", "", other_media=kind)
    assert await chat.read("drc", "drc", "", other_media=kind) == ""
    assert chat.reports == []


async def test_the_words_under_a_video_are_read(chat: Dialogue) -> None:
    assert "60%" in await chat.report("drc", "drc", "1.1.1", "完成60%", other_media="video")
