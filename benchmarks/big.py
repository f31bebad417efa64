"""A plan of 10,000 tasks for 5,000 departments, each with a room, and a history of a million reports: for all benches.

`plan_folder` writes the files, `state` fills a state directory through the store as the bot would; both are made once
and kept in a folder until VERSION grows.
"""

import asyncio
import random
import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice, product
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import OFFSET
from bot.people.model import Person, Role, Room
from bot.plan.files import read_plan
from bot.plan.model import Plan
from bot.progress.model import Reading, State, StatusUpdate
from bot.stores.base import Transaction
from bot.stores.tinydb import open_store

VERSION = 1  # to be raised when what is made here changes
KEPT = Path(__file__).parent / ".made"
TASKS, DEPARTMENTS, REPORTS = 10_000, 5_000, 1_000_000
SECTIONS, INITIATIVES = 20, 50  # of each section
AT_ONCE = 5_000  # reports a commit while the history is made
ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2023, 7, 5)
FIRST_GROUP = -1_000_000_100_000  # rooms are the supergroups from here down

# fmt: off
PLACES = ["东华", "梅花", "黄花", "农林", "大东", "大塘", "珠光", "白云", "人民", "北京", "流花", "洪桥", "六榕",
          "建设", "登峰", "矿泉", "光塔", "大沙"]
OFFICES = ["发展", "商务", "教育", "卫生", "民政", "财政", "人社", "住建", "水务", "文化", "统计", "科技", "司法",
           "审计", "城管", "应急", "园林", "环保"]
UNITS = ["办", "局", "中心", "站", "所", "处", "科", "公司", "街道", "委", "院", "馆", "会", "组", "队", "厅"]
VERBS = ["推进", "建设", "完善", "开展", "落实", "打造", "组织", "实施", "启动", "优化"]
OBJECTS = ["老旧小区改造", "招商引资项目", "就业服务驿站", "排水单元达标", "智慧政务平台", "产业园区提质",
           "中小学扩容", "养老服务综合体"]
MANNERS = ["第一批", "第二批", "重点", "示范", "全面", "分步", "联合", "试点"]
# fmt: on


def plan_folder(tasks: int = TASKS, departments: int = DEPARTMENTS) -> Path:
    """Give the folder of the big plan, made at the first call."""
    folder = KEPT / f"plan-{tasks}-{departments}-v{VERSION}"
    if not folder.exists():
        making = folder.with_suffix(".part")
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True)
        titles = list(islice(_titles(), tasks))
        (making / "report.md").write_text("\n\n".join(f"{title}。" for title in titles), "utf-8")
        (making / "departments.toml").write_text("\n".join(_departments(departments)), "utf-8")
        (making / "plan.toml").write_text("\n".join(_plan(titles, departments)), "utf-8")
        making.rename(folder)
    return folder


def state(reports: int = REPORTS, folder: Path | None = None) -> Path:
    """Give a state directory on the big plan with rooms bound and so many reports, made at the first call.

    Benches must work on a copy (`copy_of`, `copy_at`).
    """
    folder = folder or plan_folder()
    made = KEPT / f"state-{reports}-{folder.name}"
    if not made.exists():
        making = made.with_suffix(".part")
        shutil.rmtree(making, ignore_errors=True)
        asyncio.run(_fill(making, read_plan(folder), reports))
        making.rename(made)
    return made


def copy_at(moment: datetime, reports: int, target: Path) -> Path:
    """Copy a made state, so that a bench may change it; the bot that starts on the copy next lives at `moment`."""
    copy_of(state(reports), target)
    set_clock(target, read_plan(plan_folder()), moment)
    return target


def copy_of(made: Path, target: Path) -> Path:
    """Copy a made state, so that a bench may change it."""
    shutil.copytree(made, target)
    return target


def set_clock(state_dir: Path, plan: Plan, moment: datetime) -> None:
    """Let the bot that starts on this state next live at `moment`, counted from now."""

    async def write() -> None:
        store = open_store(state_dir, plan)
        offset = moment - datetime.now(ZONE)
        await store.write(lambda change: change.put_setting(OFFSET, offset.total_seconds()))
        await store.close()

    asyncio.run(write())


def rooms(plan: Plan) -> Iterator[Room]:
    """Make a bound room for each department."""
    since = datetime(2023, 1, 2, 9, tzinfo=ZONE)
    for number, department in enumerate(plan.departments):
        group = FIRST_GROUP - number
        yield Room(f"r{number}", f"telegram:{group}", department.name, departments=(department.id,), bound_at=since)


def _titles() -> Iterator[str]:
    """Make titles, no two alike."""
    for number, (place, verb, manner, thing) in enumerate(product(PLACES, VERBS, MANNERS, OBJECTS), 1):
        yield f"{verb}{place}片区{manner}{thing}{number}号"


def _departments(count: int) -> Iterator[str]:
    names = [f"{place}{office}{unit}" for place, office, unit in product(PLACES, OFFICES, UNITS)]
    for number, name in enumerate(names[:count]):
        yield f'[[departments]]\nid = "d{number}"\nname = "越秀区{name}"\nname_en = "Department {number}"'
        yield f'aliases = ["{name}"]\n'


def _plan(titles: list[str], departments: int) -> Iterator[str]:
    yield 'id = "big-2023"\nyear = 2023\ntitle = "大计划"\ntitle_en = "Big plan"'
    yield 'district = "大区"\ndistrict_en = "Big District"\n\n[assigned]\nby = "基准"\non = 2023-01-01\n'
    yield '[[targets]]\nid = "gdp"\nname = "地区生产总值"\nname_en = "GDP"\naliases = ["gdp"]\nlead = "d0"'
    yield 'measure = { what = "地区生产总值", comparator = "≈", value = 4.5, unit = "%", growth = true }'
    yield f'quote = "{titles[0]}"\n'
    each = -(-len(titles) // (SECTIONS * INITIATIVES))
    left = iter(enumerate(titles))
    for section in range(1, SECTIONS + 1):
        yield f'[[sections]]\nid = "{section}"\nnumber = "{section}"\ntitle = "第{section}方面工作"\ntitle_en = "Part"'
        for initiative in range(1, INITIATIVES + 1):
            yield f'[[sections.initiatives]]\nid = "{section}.{initiative}"\ntitle = "举措{section}之{initiative}"'
            yield 'title_en = "Initiative"'
            for place, (number, title) in enumerate(islice(left, each), 1):
                yield from _task(f"{section}.{initiative}.{place}", title, number % departments)


def _task(task_id: str, title: str, department: int) -> Iterator[str]:
    yield f'[[sections.initiatives.tasks]]\nid = "{task_id}"\ntitle = "{title}"\nquote = "{title}"'
    yield f'lead = "d{department}"\nmeasures = [{{ what = "项目", comparator = "≥", value = 100, unit = "个" }}]'
    yield 'milestones = [{ date = 2023-06-30, text = "过半", percent = 50 }]\n'


async def _fill(state_dir: Path, plan: Plan, reports: int) -> None:
    store = open_store(state_dir, plan)
    await store.write(lambda change: move_in(change, plan))
    made = _reports(plan, reports)
    while batch := list(islice(made, AT_ONCE)):
        await store.write(lambda change, batch=batch: [change.record(one) for one in batch])
    await store.close()


def move_in(change: Transaction, plan: Plan) -> None:
    """Bind a room to each department, and let one person be of the office."""
    for room in rooms(plan):
        change.put_room(room)
    change.put_person(Person("telegram:101", "王督办", Role.OFFICE))


def _reports(plan: Plan, count: int) -> Iterator[StatusUpdate]:
    """Make reports that grow over the first half of the year, spread over all tasks."""
    tasks = list(plan.all_tasks())
    chance = random.Random(1)
    begins = datetime(2023, 1, 3, 9, tzinfo=ZONE)
    step = (datetime(2023, 7, 5, 8, tzinfo=ZONE) - begins) / max(1, count)
    for number in range(count):
        task = tasks[number % len(tasks)]
        at = begins + step * number
        value = round(50 * number / count + chance.random(), 1)
        reading = Reading(True, percent=value, value=value, unit="个", state=State.IN_PROGRESS)
        group = FIRST_GROUP - int(task.lead.department[1:])
        yield StatusUpdate(
            key=f"telegram:{group}:{number}:0:{task.id}",
            subject=task.id,
            at=at.replace(microsecond=0) + timedelta(microseconds=number % 1000),
            text=f"累计完成{value}个，下一步继续推进。",
            reading=reading,
            person="telegram:102",
            person_name="李报告",
            department=task.lead.department,
            message=f"telegram:{group}:{number}",
        )
