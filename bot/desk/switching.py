"""The office switches to another of the plans kept side by side: asked once, decided, then done between two houses.

What is decided is a setting, `WISH`, in the state of the plan in use; how a plan came into use is one of its own state,
`CAME`. The house is never stopped from inside a handler: an event tells the one who runs it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, cast

from bot.desk import questions
from bot.desk.base import Answer, Ask, Tools
from bot.desk.saying import say, toast
from bot.errors import Refused
from bot.people.model import Question
from bot.people.rights import may_administer
from bot.plan.model import Plan
from bot.progress.board import closing_day
from bot.stores.base import AuditEntry, Transaction

WISH, CAME = "switch", "switched"
AUDITED = "plan_switched"


@dataclass(frozen=True, slots=True)
class Wish:
    """To which plan, by its folder's name ("" is the configured one), who decided it and in which room.

    `why` is what stood in the way, once it was tried.
    """

    to: str
    title: str
    person: str = ""
    room: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Came:
    """How a plan came into use: on which day and from which, and what the room where it was decided is to be told.

    `left` are departments of the plan before that this one does not know, `unsent` notices that stay behind. `last` is
    the largest id of a message of the bot in each room until then, `messages` those that were reports lately.
    """

    on: date
    before: str
    person: str = ""
    room: str = ""
    rooms: int = 0
    unsent: int = 0
    left: tuple[str, ...] = ()
    told: bool = False
    last: Mapping[str, int] = field(default_factory=dict[str, int])
    messages: tuple[str, ...] = ()


def wish_in(settings: Mapping[str, object]) -> Wish | None:
    """Read what was decided and not yet done."""
    kept = cast(Mapping[str, Any] | None, settings.get(WISH))
    return Wish(**kept) if kept else None


def came_in(settings: Mapping[str, object]) -> Came | None:
    """Read how the plan came into use; None where it was never switched to."""
    kept = cast(Mapping[str, Any] | None, settings.get(CAME))
    return replace(Came(**kept), left=tuple(kept["left"]), messages=tuple(kept["messages"])) if kept else None


def put_wish(change: Transaction, wish: Wish | None) -> None:
    """Keep what was decided; None where it is done, or was told to be impossible."""
    change.put_setting(WISH, asdict(wish) if wish else None)


def put_came(change: Transaction, came: Came) -> None:
    """Keep how the plan came into use."""
    change.put_setting(CAME, asdict(came))


def of_other_plan(ask: Ask) -> bool:
    """Whether this is a reply to what the bot said, or an edit of a report made, while another plan was in use.

    The ids it may name are that plan's. What this plan knows of is its own, however old.
    """
    came, incoming = came_in(ask.view.settings), ask.incoming
    if came is None:
        return False
    if incoming.kind == "edited":
        return incoming.message in came.messages
    answers = incoming.reply_to_bot and not ask.subjects and incoming.reply_to.isdecimal()
    return answers and int(incoming.reply_to) <= came.last.get(ask.room.id, 0)


def not_recorded(ask: Ask, tools: Tools) -> list[Answer]:
    """Say that what is about another plan is not recorded on this one, and the ways out."""
    example = next((task.id for task in ask.view.plan.all_tasks()), "1.1.1")
    edited = ask.incoming.kind == "edited"
    return [say(ask, tools, "of_other_plan", plan=ask.view.plan, example=example, edited=edited)]


def asked(ask: Ask, tools: Tools, name: str, plan: Plan) -> list[Answer]:
    """Ask whether to switch to the plan in folder `name`; raise Refused for who may not, and where nobody can."""
    if not may_administer(ask.person) or ask.incoming.anonymous:
        raise Refused(tools.texts.plain("switching", ask.language, code="only_office"))
    if tools.switch is None:
        raise Refused(tools.texts.plain("switching", ask.language, code="cannot"))
    question = questions.switch_of(name, plan.title, ask)
    today = ask.now.date()
    message = tools.texts.render(
        "ask_switch",
        ask.language,
        buttons=questions.buttons_of(question, ask, tools),
        plan=plan,
        now=ask.view.plan,
        closed=today > closing_day(plan),
        begins=plan.start if today < plan.start else None,
    )
    return [Answer(message, question=question)]


async def answered(ask: Ask, tools: Tools, question: Question, *, goes: bool) -> list[Answer]:
    """Record the decision and wake the one who runs the house; or leave the plan in use as it is."""
    if not may_administer(ask.person) or ask.incoming.anonymous:
        return [toast(ask, tools, "office_plan")]
    wish = Wish(str(question.payload["plan"]), str(question.payload["title"]), ask.person.id, ask.room.id)

    def work(change: Transaction) -> bool:
        if not questions.close(change, question, ask.incoming.key):
            return False
        if goes:
            put_wish(change, wish)
            now, plan = ask.now, ask.view.plan
            change.note(AuditEntry(now, ask.person.id, AUDITED, plan.id, plan.title, wish.title, ask.incoming.message))
        return True

    if not await tools.store.write(work):
        return [toast(ask, tools, "stale")]
    if goes and tools.switch is not None:
        tools.switch.set()
    return [say(ask, tools, "switching", code="begins" if goes else "stays", title=wish.title, now=ask.view.plan)]
