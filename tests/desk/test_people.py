"""Binding rooms and giving roles: /invite, /start CODE, /bind, /unbind, /lead."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.people.model import Person, Role
from tests.desk.cast import words
from tests.desk.dialogue import Dialogue


async def invited(chat: Dialogue, grants: str) -> str:
    """Let the office invite, and give the code."""
    answer = await chat.read("office", "office", f"/invite {grants}")
    return re.search(r"[A-Z2-9]{8}", answer)[0]  # type: ignore[index]


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("/invite 区人社局", "邀请：某区人力资源和社会保障局"),
        ("/邀请 人社局", "24小时内有效，用一次"),
        ("/invite office", "邀请：督办"),
        ("/invite 区领导", "邀请：区领导"),
        ("/invite", "例：/invite 区发改局"),
        ("/invite 区", "有几个单位"),
        ("/invite 卫健局", "没有找到单位“卫健局”"),
    ],
)
async def test_the_office_invites(chat: Dialogue, said: str, answered: str) -> None:
    assert answered in await chat.read("office", "private", said)


@pytest.mark.parametrize("who", ["hr", "leader", "guest"])
async def test_nobody_else_invites(chat: Dialogue, who: str) -> None:
    assert "只有督办人员可用" in await chat.read(who, "private", "/invite 区人社局")
    assert not chat.store.view.invitations


async def test_an_invitation_has_links_where_the_platform_makes_them(chat: Dialogue) -> None:
    class Links:
        def link(self, start: str, *, group: bool = False) -> str:
            return f"https://t.example/{'startgroup' if group else 'start'}={start}"

    chat.tools = replace(chat.tools, chat=Links())  # type: ignore[arg-type]
    chat.desk = type(chat.desk)(chat.tools)
    answer = await chat.read("office", "private", "/invite 人社局")
    assert "startgroup=" in answer
    assert "/start=" in answer


async def test_a_button_completes_an_unclear_invitation(chat: Dialogue) -> None:
    await chat.say("office", "private", "/invite 区")
    assert "邀请：某区住房和建设局" in await chat.press("office", "private", "某区住房和建设局")


@pytest.mark.parametrize("command", ["/bind {}", "/start {}", "/start@plan_desk_bot {}", "/绑定 {}", "/bind  {} "])
async def test_a_code_binds_a_group(chat: Dialogue, command: str) -> None:
    code = await invited(chat, "人社局")
    answer = await chat.read("98", "new", command.format(code))
    for part in (
        "本群已绑定：某区人力资源和社会保障局",
        "每周第一个工作日09:00发周报",
        "每天最多一条",
        "责任人：李人社",
    ):
        assert part in answer
    room = chat.store.view.rooms["r-new"]
    assert (room.departments, room.audience, room.bound_at) == (("hr",), "", chat.clock.at)
    assert chat.store.view.invitations[code].used_by == "telegram:98"
    assert "2.1.1" in await chat.read("98", "new", "/mine")


async def test_a_code_in_lower_case_will_do(chat: Dialogue) -> None:
    code = await invited(chat, "leaders")
    assert "本群已绑定：区领导" in await chat.read("98", "new", f"/bind {code.lower()}")
    assert chat.store.view.rooms["r-new"].audience == "leaders"


@pytest.mark.parametrize(
    ("grants", "role", "departments", "answered"),
    [
        ("人社局", Role.LEAD, ("hr",), "您现在是某区人力资源和社会保障局的责任人"),
        ("office", Role.OFFICE, (), "您现在是督办"),
        ("leaders", Role.LEADER, (), "您现在可看全部进展"),
    ],
)
@pytest.mark.parametrize("said", ["/start {}", "{}"])
async def test_a_code_gives_a_person_a_role(
    chat: Dialogue, grants: str, role: Role, departments: tuple[str, ...], answered: str, said: str
) -> None:
    code = await invited(chat, grants)
    assert answered in await chat.read("guest", "private", said.format(code))
    person = chat.store.view.people["telegram:4"]
    assert (person.role, person.departments) == (role, departments)


async def test_a_code_is_good_once(chat: Dialogue) -> None:
    code = await invited(chat, "人社局")
    await chat.say("98", "new", f"/bind {code}")
    message = chat.last
    assert "已经用过" in await chat.read("97", "-99", f"/bind {code}")
    assert message
    assert "本群已绑定" in words(await chat.hear(message)), "the same message arrives twice"
    assert len(await chat.store.read(lambda reader: reader.audit("r-new"))) == 1


async def test_a_code_is_good_for_a_day(chat: Dialogue) -> None:
    code = await invited(chat, "人社局")
    chat.clock.at += timedelta(hours=25)
    assert "已过24小时" in await chat.read("98", "new", f"/bind {code}")
    assert not chat.store.view.rooms["r-new"].bound


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("/bind", "请写绑定码，例：/bind K7M2QX9P"),
        ("/bind ABCD", "没有绑定码“ABCD”"),
        ("/bind 人社局", "没有绑定码“人社局”"),
        ("/start " + "X" * 100_000, "没有绑定码“XXXXXXXXXXXXXXXXXXXX”"),
    ],
)
async def test_a_code_that_is_none(chat: Dialogue, said: str, answered: str) -> None:
    assert answered in await chat.read("98", "new", said)


async def test_nobody_binds_without_a_name(chat: Dialogue) -> None:
    code = await invited(chat, "人社局")
    nobody = {"anonymous": True, "person": "", "person_name": ""}
    assert "请以本人身份发言" in await chat.read("", "new", f"/bind {code}", **nobody)
    assert not chat.store.view.rooms["r-new"].bound


async def test_the_office_binds_by_name(chat: Dialogue) -> None:
    assert "本群已绑定：某区人力资源和社会保障局" in await chat.read("office", "new", "/bind 人社局")
    assert "、某区住房和建设局" in await chat.read("office", "new", "/bind 住建局")
    assert chat.store.view.rooms["r-new"].departments == ("hr", "housing")
    assert not chat.store.view.invitations
    assert "有几个单位" in await chat.read("office", "new", "/bind 区")


async def test_a_configured_role_is_not_stored_by_an_invitation(plan) -> None:
    chat = await Dialogue(plan, office={"telegram_user_ids": (96,)}).seated()
    code = await invited(chat, "人社局")
    await chat.say("96", "private", f"/start {code}")
    assert chat.store.view.people["telegram:96"].role is Role.LEAD


async def test_what_a_pressed_command_is_refused_is_told_to_the_one_who_pressed(chat: Dialogue) -> None:
    (answer,) = await chat.say("98", "new", "", kind="button", button="/bind ABCD", message_id="7")
    assert (answer.message, answer.toast) == (None, "没有绑定码“ABCD”；请核对，或请督办用 /invite 再取一个。")
    answers = await chat.say("98", "new", "", kind="button", button="/invite hr", message_id="7")
    assert [answer.replace for answer in answers] == [False], "the message may be another's"


async def test_unbinding(chat: Dialogue) -> None:
    await chat.say("office", "hr", "/bind 住建局")
    assert "现在绑定的是：某区人力资源和社会保障局、某区住房和建设局" in await chat.read(
        "office", "hr", "/unbind 档案馆"
    )
    assert "本群还绑定：某区人力资源和社会保障局" in await chat.read("office", "hr", "/unbind 住建局")
    assert "今后只能查计划" in await chat.read("office", "hr", "/unbind")
    assert "本群没有绑定" in await chat.read("office", "hr", "/unbind")
    room = chat.store.view.rooms["r-hr"]
    assert (room.bound, room.bound_at) == (False, None)
    assert "没有记录" in await chat.report("98", "hr", "2.1.1", "已办52场")


async def test_unbinding_an_audience(chat: Dialogue) -> None:
    assert "现在绑定的是：督办" in await chat.read("office", "office", "/unbind 区领导")
    assert "已解除督办绑定" in await chat.read("office", "office", "/unbind office")
    assert "进展不在这里显示" in await chat.read("office", "office", "/late")


@pytest.mark.parametrize(("who", "where"), [("hr", "hr"), ("guest", "new"), ("leader", "leaders")])
async def test_only_the_office_unbinds(chat: Dialogue, who: str, where: str) -> None:
    assert "只有督办人员可用" in await chat.read(who, where, "/unbind")


async def test_leads_are_added_by_a_reply_or_by_name(chat: Dialogue) -> None:
    assert "李人社" in await chat.read("guest", "hr", "/lead")
    by_reply = {"reply_to": "9", "reply_to_person": "telegram:50", "reply_to_name": "周科长"}
    assert "周科长" in await chat.read("office", "hr", "/lead add", **by_reply)
    assert chat.store.view.people["telegram:50"] == Person("telegram:50", "周科长", Role.LEAD, ("hr",))
    assert "客人" in await chat.read("office", "hr", "/责任人 加 客人")
    assert "客人" not in await chat.read("office", "hr", "/lead remove 客人")
    assert chat.store.view.people["telegram:4"].role is Role.GUEST
    assert "赵发改（某区发展和改革局、某区住房和建设局）" in await chat.read(
        "office", "private", "/lead add 赵发改 住建局"
    )
    assert "赵发改" in await chat.read("office", "private", "/lead 住建局")


async def test_the_office_sees_all_leads(chat: Dialogue) -> None:
    answer = await chat.read("office", "private", "/lead")
    assert "李人社" in answer
    assert "赵发改" in answer


@pytest.mark.parametrize(
    ("who", "where", "said", "answered"),
    [
        ("hr", "hr", "/lead add 客人", "责任人由督办增减"),
        ("office", "hr", "/lead add 没这人", "没有找到唯一的“没这人”"),
        ("office", "hr", "/lead add", "没有找到唯一的"),
        ("office", "new", "/lead add 客人", "请在已绑定单位的群里用"),
        ("office", "hr", "/lead add 客人 卫健局", "没有找到单位“卫健局”"),
        ("office", "hr", "/lead nonsense", "没有找到单位“nonsense”"),
        ("guest", "new", "/lead", "这里没有绑定单位"),
    ],
)
async def test_what_lead_refuses(chat: Dialogue, who: str, where: str, said: str, answered: str) -> None:
    assert answered in await chat.read(who, where, said)


async def test_two_of_one_name_are_told_apart_by_their_number(chat: Dialogue) -> None:
    await chat.say("51", "private", "/start", person_name="客人")
    assert "没有找到唯一的“客人”" in await chat.read("office", "hr", "/lead add 客人")
    assert "客人" in await chat.read("office", "hr", "/lead add 51")
    assert chat.store.view.people["telegram:51"].departments == ("hr",)


async def test_in_english(chat: Dialogue) -> None:
    await chat.say("office", "new", "/lang en")
    await chat.say("office", "private", "/lang en")
    assert "Human Resources Bureau" in await chat.read("office", "private", "/invite hr")
    assert "This group is bound: Human Resources Bureau" in await chat.read("office", "new", "/bind 人社局")
    assert "a digest on the first working day" in await chat.read("office", "new", "/bind 人社局")
    assert "Leads" in await chat.read("office", "new", "/lead")
    assert "Unbound: everything" in await chat.read("office", "new", "/unbind")
    assert "There is no code" in await chat.read("guest", "new", "/bind XYZ")
