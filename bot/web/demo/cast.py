"""Who is in the demo: some departments' groups, the office's and the leaders', and the people in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.people.model import Person, Role, Room
from bot.plan.model import Plan
from bot.web.demo.story import lead_name

CLERK, LEADER, GUEST = 7, 8, 9
OFFICE_GROUP, LEADERS_GROUP, UNBOUND_GROUP = -1001000000001, -1001000000002, -1001000000003
FIRST_GROUP = -1001000000101
FIRST_LEAD = 101
# Departments that have a group, by id; two that share one stand together. Those the plan does not know are left out.
GROUPS: tuple[tuple[str, ...], ...] = (
    ("drc",),
    ("commerce",),
    ("hr",),
    ("housing",),
    ("education",),
    ("civil",),
    ("health",),
    ("culture",),
    ("huaguoshan",),
    ("water", "ecology"),
)


@dataclass(frozen=True, slots=True)
class Group:
    """A group chat: who is in it (the first member owns it), and whose it is."""

    id: int
    title: str
    members: tuple[int, ...]
    departments: tuple[str, ...] = ()
    audience: str = ""


@dataclass(frozen=True, slots=True)
class Cast:
    """Everyone and every group."""

    names: dict[int, str]
    groups: tuple[Group, ...]
    leads: dict[int, tuple[str, ...]]

    def rooms(self, bound_at: datetime) -> list[Room]:
        """List the rooms the bot knows from the start."""
        return [
            Room(
                f"g{abs(group.id) % 10**6}",
                f"telegram:{group.id}",
                group.title,
                departments=group.departments,
                audience=group.audience,
                bound_at=bound_at,
            )
            for group in self.groups
            if group.departments or group.audience
        ]

    def people(self) -> list[Person]:
        """List the people who lead a department; the office and the leaders are named in the configuration."""
        return [
            Person(f"telegram:{user_id}", self.names[user_id], Role.LEAD, departments)
            for user_id, departments in self.leads.items()
        ]


def cast_of(plan: Plan) -> Cast:
    """Put the cast together for a plan."""
    known = [tuple(d for d in group if d in plan.department_by_id) for group in GROUPS]
    departments = [group for group in known if group] or [(d.id,) for d in plan.departments[:10]]
    leads = dict(_leads(departments))
    names = {CLERK: "刘督办", LEADER: "陈区长", GUEST: "访客小王"} | {
        user_id: lead_name(group[0]) for user_id, group in leads.items()
    }
    groups = [
        Group(OFFICE_GROUP, "计划督办群（发改局）", (CLERK, LEADER), audience="office"),
        Group(LEADERS_GROUP, "区领导群", (LEADER, CLERK), audience="leaders"),
        *(_group(number, group, plan, leads) for number, group in enumerate(departments)),
        Group(UNBOUND_GROUP, "新建的群（还没绑定）", (CLERK, GUEST)),
    ]
    return Cast(names, tuple(groups), leads)


def _leads(departments: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, group in enumerate(departments):
        yield FIRST_LEAD + number, group


def _group(number: int, departments: tuple[str, ...], plan: Plan, leads: dict[int, tuple[str, ...]]) -> Group:
    short = "、".join(_short(plan, department) for department in departments)
    lead = next(user_id for user_id, led in leads.items() if led == departments)
    return Group(FIRST_GROUP - number, f"{short}工作群", (lead, CLERK), departments)


def _short(plan: Plan, department: str) -> str:
    """Name a department as people do: the shortest name that still says 区 or all of it."""
    named = plan.department_by_id[department]
    with_district = [alias for alias in named.aliases if alias.startswith("区")]
    return min(with_district or named.aliases or (named.name,), key=len)
