"""The real client library against the server over HTTP: what the bot's own platform layer builds on."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    ReactionTypeEmoji,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from bot.web.demo.faults import Fault, FaultKind
from bot.web.demo.limits import Limits
from bot.web.demo.local import LocalTelegram
from bot.web.demo.world import Trouble
from tests.web.conftest import CHEN, DRC, HR, LI, SMALL, WANG
from tests.web.pictures import PNG


async def test_the_bot_knows_itself(ptb: Bot) -> None:
    me = await ptb.get_me()
    assert (me.id, me.username, me.first_name, me.can_read_all_group_messages) == (1000, "plan_bot", "计划助手", False)


async def test_a_wrong_token_is_refused(address: str) -> None:
    bot = Bot("1000:another", base_url=f"{address}/bot")
    with pytest.raises(InvalidToken):
        await bot.initialize()
    await bot.shutdown()


async def test_a_message_with_markup_reply_and_buttons(ptb: Bot, local: LocalTelegram) -> None:
    asked = local.say(CHEN, DRC, "/target gdp")
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("撤销", callback_data="undo:1")]])
    sent = await ptb.send_message(
        DRC,
        "<b>🎯 地区生产总值</b>\n<blockquote expandable>增长 4.5%左右</blockquote>",
        parse_mode=ParseMode.HTML,
        reply_markup=markup,
        reply_parameters=ReplyParameters(asked.id),
    )
    assert sent.text == "🎯 地区生产总值\n增长 4.5%左右"
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [
        ("bold", 0, 9),
        ("expandable_blockquote", 10, 9),
    ]
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "/target gdp"
    assert sent.reply_markup == markup
    assert (sent.date.year, sent.date.month, sent.date.day) == (2023, 7, 3)


async def test_updates_come_in_order_and_are_confirmed_by_the_next_offset(ptb: Bot, local: LocalTelegram) -> None:
    local.say(CHEN, CHEN, "你好")
    local.say(CHEN, DRC, "/mine@plan_bot")
    first, second = await ptb.get_updates(timeout=1)
    assert first.message
    assert second.message
    assert (first.message.text, first.message.chat.type) == ("你好", "private")
    assert second.message.entities[0].type == "bot_command"
    assert [u.update_id for u in await ptb.get_updates(offset=second.update_id, timeout=1)] == [second.update_id]
    assert await ptb.get_updates(offset=second.update_id + 1, timeout=0) == ()


async def test_a_long_poll_ends_when_something_is_said(ptb: Bot, local: LocalTelegram) -> None:
    poll = asyncio.create_task(ptb.get_updates(timeout=20))
    await ptb.get_me()  # the poll went out before this came back
    assert not poll.done()
    local.say(CHEN, CHEN, "在吗")
    await poll
    assert poll.result()[0].effective_message is not None


async def test_the_older_of_two_pollers_is_sent_away(ptb: Bot, local: LocalTelegram) -> None:
    older = asyncio.create_task(ptb.get_updates(timeout=20))
    newer = asyncio.create_task(ptb.get_updates(timeout=20))
    done, _ = await asyncio.wait([older, newer], return_when=asyncio.FIRST_COMPLETED)
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await done.pop()
    local.say(CHEN, CHEN, "在")
    (left,) = {older, newer} - {task for task in (older, newer) if task.done() and task.exception()}
    assert len(await left) == 1


async def test_a_pressed_button_is_answered_with_a_toast(ptb: Bot, local: LocalTelegram) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("撤销", callback_data="undo:1")]])
    sent = await ptb.send_message(DRC, "已记录", reply_markup=markup)
    press = local.press(CHEN, DRC, sent.message_id, "undo:1")
    (update,) = await ptb.get_updates(timeout=1)
    query = update.callback_query
    assert query
    assert query.message
    assert (query.data, query.from_user.id, query.message.message_id) == ("undo:1", CHEN, sent.message_id)
    await query.answer("已撤销")
    assert press.answer == {"text": "已撤销", "show_alert": False}
    with pytest.raises(BadRequest, match="Query is too old"):
        await query.answer("又一次")


async def test_editing_and_deleting(ptb: Bot, local: LocalTelegram) -> None:
    sent = await ptb.send_message(DRC, "第一版")
    edited = await ptb.edit_message_text("第二版", DRC, sent.message_id)
    assert edited is not True
    assert edited.text == "第二版"
    assert edited.edit_date
    with pytest.raises(BadRequest, match="Message is not modified"):
        await ptb.edit_message_text("第二版", DRC, sent.message_id)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await ptb.edit_message_text("x", DRC, local.say(CHEN, DRC, "我的话").id)
    assert await ptb.delete_message(DRC, sent.message_id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await ptb.edit_message_text("第三版", DRC, sent.message_id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await ptb.delete_message(DRC, sent.message_id)


async def test_pictures_and_files_go_both_ways(ptb: Bot, local: LocalTelegram, tmp_path: Path) -> None:
    photo = await ptb.send_photo(DRC, PNG, caption="<b>图</b>", parse_mode=ParseMode.HTML)
    assert [(size.width, size.height, size.file_size) for size in photo.photo] == [(3, 2, len(PNG))]
    assert photo.caption == "图"
    document = await ptb.send_document(DRC, b"a;b", filename="台账.csv")
    assert document.document
    assert (document.document.file_name, document.document.mime_type) == ("台账.csv", "text/csv")
    local.send_document(CHEN, CHEN, b"%PDF-1.7", "验收单.pdf", "已完成")
    (update,) = await ptb.get_updates(timeout=1)
    assert update.message
    assert update.message.document
    assert update.message.caption == "已完成"
    file = await update.message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"%PDF-1.7"
    again = await ptb.send_document(DRC, update.message.document.file_id)
    assert again.document
    assert again.document.file_name == "验收单.pdf"


async def test_albums_both_ways(ptb: Bot, local: LocalTelegram) -> None:
    sent = await ptb.send_media_group(DRC, [InputMediaPhoto(PNG, caption="两张"), InputMediaPhoto(PNG)])
    assert len({message.media_group_id for message in sent}) == 1
    files = await ptb.send_media_group(DRC, [InputMediaDocument(b"1", filename="1.txt")])
    assert files[0].media_group_id is None
    local.send_album(CHEN, CHEN, [("a.png", PNG), ("b.png", PNG)], "现场照片")
    first, second = await ptb.get_updates(timeout=1)
    assert first.message
    assert second.message
    assert first.message.media_group_id == second.message.media_group_id
    assert (first.message.caption, second.message.caption) == ("现场照片", None)


async def test_the_menu_is_kept_by_scope_and_language(ptb: Bot, local: LocalTelegram) -> None:
    await ptb.set_my_commands([BotCommand("target", "查看指标")])
    await ptb.set_my_commands([BotCommand("target", "A target")], language_code="en")
    await ptb.set_my_commands([BotCommand("bind", "绑定")], scope=BotCommandScopeAllGroupChats())
    assert [c.description for c in await ptb.get_my_commands(language_code="en")] == ["A target"]
    assert [c.command for c in await ptb.get_my_commands(scope=BotCommandScopeAllGroupChats())] == ["bind"]
    assert await ptb.get_my_commands(scope=BotCommandScopeAllPrivateChats()) == ()
    await ptb.delete_my_commands(scope=BotCommandScopeAllGroupChats())
    assert await ptb.get_my_commands(scope=BotCommandScopeAllGroupChats()) == ()


async def test_chats_members_reactions_pins_and_leaving(ptb: Bot, local: LocalTelegram) -> None:
    assert (await ptb.get_chat(DRC)).title == "发改工作群"
    assert await ptb.get_chat_member_count(DRC) == 3
    assert (await ptb.get_chat_member(DRC, 1000)).status == "member"
    assert (await ptb.get_chat_member(HR, 1000)).status == "administrator"
    assert (await ptb.get_chat_member(DRC, CHEN)).status == "creator"
    assert [m.user.id for m in await ptb.get_chat_administrators(HR)] == [WANG, 1000]
    said = local.say(WANG, HR, "好的")
    assert await ptb.set_message_reaction(HR, said.id, ReactionTypeEmoji("👍"))
    assert said.reactions == ["👍"]
    assert await ptb.pin_chat_message(HR, said.id)
    pinned = (await ptb.get_chat(HR)).pinned_message
    assert pinned
    assert pinned.message_id == said.id
    assert await ptb.send_chat_action(DRC, "typing")
    assert await ptb.leave_chat(DRC)
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await ptb.send_message(DRC, "还在吗")


async def test_the_bot_hears_that_it_is_added_removed_promoted(ptb: Bot, local: LocalTelegram) -> None:
    group = local.new_group("新群", LI)
    local.bot_added(LI, group.id)
    local.set_privacy(LI, group.id, False)
    local.bot_removed(LI, group.id)
    updates = await ptb.get_updates(timeout=1)
    changes = [u.my_chat_member for u in updates if u.my_chat_member]
    assert [(c.old_chat_member.status, c.new_chat_member.status) for c in changes] == [
        ("left", "member"),
        ("member", "administrator"),
        ("administrator", "kicked"),
    ]
    joined = [u.message for u in updates if u.message and u.message.new_chat_members]
    assert [m.new_chat_members[0].id for m in joined] == [1000]
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await ptb.send_message(group.id, "x")


async def test_a_group_that_becomes_a_supergroup(ptb: Bot, local: LocalTelegram) -> None:
    old = await ptb.send_message(SMALL, "提醒")
    new = local.migrate(CHEN, SMALL)
    with pytest.raises(ChatMigrated) as moved:
        await ptb.send_message(SMALL, "还在吗")
    assert moved.value.new_chat_id == new.id
    first, second = await ptb.get_updates(timeout=1)
    assert first.message
    assert second.message
    assert first.message.migrate_to_chat_id == new.id
    assert second.message.migrate_from_chat_id == SMALL
    assert (await ptb.send_message(new.id, "在新群")).message_id == 2  # its own count, after the service message
    local.say(CHEN, new.id, "已完成", reply_to=local.message(SMALL, old.message_id))
    (update,) = await ptb.get_updates(offset=second.update_id + 1, timeout=1)
    assert update.message
    assert update.message.reply_to_message
    assert update.message.reply_to_message.message_id == old.message_id


async def test_chats_in_trouble(ptb: Bot, local: LocalTelegram) -> None:
    for trouble, error, text in (
        (Trouble.MUTED, BadRequest, "Not enough rights to send text messages"),
        (Trouble.CLOSED, BadRequest, "Topic_closed"),
        (Trouble.DELETED, Forbidden, "the group chat was deleted"),
    ):
        local.trouble(DRC, trouble)
        with pytest.raises(error, match=text):
            await ptb.send_message(DRC, "x")
    local.trouble(DRC, Trouble.NONE)
    assert await ptb.send_message(DRC, "x")
    assert local.chat(LI).private
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await ptb.send_message(LI, "x")
    local.start(LI)
    local.bot_removed(LI, LI)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await ptb.send_message(LI, "x")


async def test_everything_a_person_can_send_can_be_read(ptb: Bot, local: LocalTelegram) -> None:
    for kind in ("voice", "sticker", "video", "location"):
        local.send_other(CHEN, CHEN, kind)
    local.say(CHEN, CHEN, "匿名", anonymous=True)
    messages = [update.message for update in await ptb.get_updates(timeout=1)]
    assert all(messages)
    voice, sticker, video, location, anonymous = [message for message in messages if message]
    assert voice.voice
    assert sticker.sticker
    assert video.video
    assert location.location
    assert anonymous.sender_chat


async def test_limits_refuse_with_a_time_to_wait(ptb: Bot, local: LocalTelegram) -> None:
    local.limits = Limits(local.world.clock.monotonic, "window")
    await ptb.send_message(DRC, "1")
    with pytest.raises(RetryAfter) as refused:
        await ptb.send_message(DRC, "2")
    assert refused.value._retry_after == timedelta(seconds=1)
    assert await ptb.send_message(HR, "another chat")


@pytest.mark.parametrize(
    ("kind", "error", "arrives"),
    [
        (FaultKind.TOO_MANY, RetryAfter, False),
        (FaultKind.SERVER_ERROR, NetworkError, False),
        (FaultKind.DROP_BEFORE, NetworkError, False),
        (FaultKind.DROP_AFTER, NetworkError, True),
        (FaultKind.BAD_JSON, Exception, True),
        (FaultKind.EMPTY, Exception, True),
    ],
)
async def test_faults_on_purpose(
    ptb: Bot, local: LocalTelegram, kind: FaultKind, error: type[Exception], arrives: bool
) -> None:
    local.faults.plan(Fault(kind, method="sendMessage", chat=DRC))
    with pytest.raises(error):
        await ptb.send_message(DRC, "第一次")
    assert [message["text"] for message in local.messages(DRC)] == (["第一次"] if arrives else [])
    assert await ptb.send_message(HR, "别的群照常")
    assert local.faults.suffered == {kind: 1}
