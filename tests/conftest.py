"""The small cast every room's tests share: a plan of five tasks, four departments, and a fixed today."""

import os
from collections.abc import AsyncIterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from bot.plan.model import (
    Assignment,
    Baseline,
    Basis,
    Comparator,
    Department,
    Due,
    Initiative,
    Measure,
    Milestone,
    Plan,
    Section,
    Target,
    Task,
)

if TYPE_CHECKING:
    from playwright.async_api import Browser

SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = date(2023, 7, 5)  # a Wednesday
NOW = datetime(2023, 7, 5, 10, 30, tzinfo=SHANGHAI)
WAITING = {"process", "browser"}  # marks of the tests that wait for more than this process


def small_task(task_id: str, title: str, lead: str, **more: object) -> Task:
    """Make a task due at the end of 2023 with a milestone at half-time, unless said otherwise."""
    values: dict[str, object] = {
        "quote": title,
        "measures": (),
        "due": Due(date(2023, 12, 31), Basis.DERIVED),
        "milestones": (Milestone(date(2023, 6, 30), "过半", basis=Basis.ASSIGNED),),
    } | more
    return Task(id=task_id, title=title, lead=Assignment(lead), **values)  # type: ignore[arg-type]


def small_plan() -> Plan:
    """Make the plan of the cast."""
    investment = small_task(
        "1.1.1",
        "63个区重点建设项目完成投资",
        "drc",
        quote="力争63个区重点建设项目全年完成投资超39亿元",
        measures=(
            Measure("年度投资", Comparator.MORE, 39, "亿元", reported=True),
            Measure("区重点建设项目", Comparator.EXACTLY, 63, "个"),
        ),
        milestones=(Milestone(date(2023, 6, 30), "完成投资过半", percent=50),),
        supporting=(Assignment("housing"),),
    )
    fairs = small_task(
        "2.1.1",
        "举办招聘会",
        "hr",
        quote="组织线上、线下招聘会不少于100场",
        measures=(Measure("招聘会", Comparator.AT_LEAST, 100, "场", reported=True),),
        milestones=(Milestone(date(2023, 6, 30), "举办过半", percent=50),),
        baseline=Baseline(2022, "招聘会", 159, "场", "累计举办线上线下招聘会 159 场"),
    )
    policy = small_task(
        "1.1.2",
        "制定花果山小镇扶持政策",
        "drc",
        quote="加快制定花果山小镇发展专项扶持政策",
        due=Due(date(2023, 9, 28), Basis.ASSIGNED),
    )
    renewal = small_task("2.1.2", "推进老旧小区改造", "housing", quote="启动新一批18个老旧小区改造项目")
    stations = small_task("2.1.3", "建设就业服务驿站", "hr", quote="建设5个深入社区的就业服务驿站")
    gdp = Target(
        "gdp",
        "地区生产总值",
        "Gross regional product",
        ("gdp", "GDP", "生产总值"),
        Measure("地区生产总值", Comparator.ABOUT, 4.5, "%", reported=True, growth=True),
        Assignment("drc"),
        "地区生产总值增长 4.5%左右",
        baseline=Baseline(2022, "地区生产总值", 3650.18, "亿元", "全年地区生产总值 3650.18 亿元"),
    )
    revenue = Target(
        "revenue",
        "一般公共预算收入",
        "General public budget revenue",
        ("revenue", "财政收入"),
        Measure("一般公共预算收入", Comparator.EXACTLY, 5.7, "%", reported=True, growth=True),
        Assignment("drc"),
        "一般公共预算收入增长 5.7%",
        baseline=Baseline(2022, "一般公共预算收入", 53.7, "亿元", "实现一般公共预算收入 53.7 亿元"),
        every="month",
        nominal=True,
    )
    jobs = Target(
        "jobs",
        "城镇新增就业人数",
        "New urban jobs",
        ("jobs", "就业"),
        Measure("城镇新增就业人数", Comparator.ASSIGNED, None, "人", reported=True),
        Assignment("hr"),
        "城镇新增就业人数完成市下达目标",
    )
    return Plan(
        id="small-2023",
        year=2023,
        title="某区2023年计划",
        title_en="A district's plan 2023",
        district="某市某区",
        district_en="A District",
        targets=(gdp, revenue, jobs),
        sections=(
            Section("1", "一", "突出扩大内需", (Initiative("1.1", "扩投资", (investment, policy)),), "Demand"),
            Section(
                "2", "二", "突出民生优先", (Initiative("2.1", "就业增量提质", (fairs, renewal, stations)),), "People"
            ),
        ),
        departments=(
            Department("drc", "某区发展和改革局", "Development and Reform Bureau", ("区发改局", "发改局", "发改委")),
            Department("hr", "某区人力资源和社会保障局", "Human Resources Bureau", ("区人社局", "人社局")),
            Department("housing", "某区住房和建设局", "Housing Bureau", ("区住建局", "住建局")),
            Department("archives", "某区档案馆", "Archives", ("档案馆",)),
        ),
        report="力争63个区重点建设项目全年完成投资超39亿元，带动固定资产投资增长10%以上。",
    )


def pytest_xdist_auto_num_workers() -> int:
    """Two workers more than cores: for half their time the tests of real processes and browsers wait."""
    return (os.cpu_count() or 1) + 2


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each worker begin with its share of the slow tests; with the quick ones left they help one another out."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "0"))
    if not workers:
        return
    slow = [item for item in items if WAITING & set(item.keywords)]
    quick = [item for item in items if not WAITING & set(item.keywords)]
    bounds = [len(quick) * number // workers for number in range(workers + 1)]
    items[:] = [item for n in range(workers) for item in slow[n::workers] + quick[bounds[n] : bounds[n + 1]]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator["Browser"]:
    """The worker's browser; `visiting` opens a page in it."""
    from tests.browser import launched  # takes half a second, also of those who run a quick test alone

    async with launched() as browser:
        yield browser


@pytest.fixture
def plan() -> Plan:
    return small_plan()


@pytest.fixture
def samples() -> Path:
    """The folder of outside samples; tests that need it are skipped without it."""
    folder = os.environ.get("SAMPLES_DIR")
    if not folder:
        pytest.skip("SAMPLES_DIR is not set: the outside samples are not part of the repository")
    return Path(folder)
