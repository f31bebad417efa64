"""The plan of 2023 that comes with the project, held against the report it is cut from."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from bot.language.workdays import Workdays
from bot.plan.files import read_plan
from bot.plan.model import Basis, Comparator, Measure, Plan, Task

FOLDER = Path(__file__).parents[2] / "data" / "yuexiu-2023"
PUNCTUATION = "，。；、"

# Numbers of the six sections that promise nothing, each in its words, with the reason.
NO_COMMITMENT = {
    "（2022-2035）": "the years of a national outline",
    "力争2023年内竣工": "a date: it is the due date of 1.2.4",
    "等10个特色园区招商": "parks that are already open",
    "“3+3”": "a name for the core industries",
    "10条重点产业链": "the chains that exist, not a result",
    "500强": "a name",
    "5G+4K/8K": "a field of technology",
    "“羊帆100”": "the name of a programme",
    "营商环境6.0": "a version",
    "12号、13号线": "metro lines under construction by the city",
    "15分钟“生活圈”": "the radius of a service, complete since 2022",
    "3岁以下": "an age",
}

# What is counted: task → its first measure as comparator, value, unit.
COUNTED = {
    "1.2.1": (">", 39, "亿元"),
    "1.2.2": ("≥", 10, "%"),
    "2.1.8": ("=", 2, "个"),
    "2.2.6": ("≥", 280, "个"),
    "2.2.7": ("=", 10, "家"),
    "3.2.5": ("range", 1, "个"),
    "4.1.9": ("≥", 10, "个"),
    "5.1.9": ("=", 18, "个"),
    "5.1.14": ("=", 28, "个"),
    "5.2.2": ("=", 20, "个"),
    "6.1.8": ("=", 5, "个"),
    "6.1.9": ("≥", 100, "场"),
    "6.2.8": ("=", 750, "户"),
    "6.2.9": ("≥", 2000, "户"),
    "6.2.10": ("=", 200, "场"),
    "6.2.11": ("=", 100, "场"),
}

TARGETS = {
    "gdp": ("≈", 4.5, "%", "quarter"),
    "retail": ("≈", 5.5, "%", "month"),
    "revenue": ("=", 5.7, "%", "month"),
    "jobs": ("assigned", None, "人", "month"),
    "energy": ("assigned", None, "%", "quarter"),
}

# What the review of 2022 says of the same thing: value, unit, whether it compares.
BASELINES = {
    "gdp": (3650.18, "亿元", True),
    "revenue": (53.7, "亿元", True),
    "1.2.1": (62, "个", False),
    "1.2.2": (6.3, "%", True),
    "2.2.7": (21, "个", False),
    "5.1.9": (None, "个", False),
    "5.1.14": (30, "个", False),
    "6.1.9": (159, "场", True),
    "6.2.8": (852, "户", False),
    "6.2.9": (2112, "户", True),
    "6.2.10": (2399, "场", False),
}


@pytest.fixture(scope="module")
def yuexiu() -> Plan:
    return read_plan(FOLDER)


def squeezed(text: str) -> str:
    return "".join(text.split())


def paragraphs(plan: Plan) -> dict[str, str]:
    """The text under each bold sentence of the six sections, by that sentence, without white space."""
    promised = plan.report[plan.report.index("\n## 二、") : plan.report.index("\n---\n")]
    return {title: squeezed(text) for title, text in re.findall(r"(?m)^\*\*(.+?)\*\*。(.+)$", promised)}


def shown(measure: Measure) -> tuple[str, float | None, str]:
    return measure.comparator, measure.value, measure.unit


def test_the_report_is_the_published_one_word_for_word(samples: Path) -> None:
    published = (samples / "yuexiu-2023-report.md").read_text()
    footnote = "家庭、学校、社会、网络、政府、司法。"

    def words(text: str) -> str:
        bare = re.sub(r"</?su[bp]>|[*#\-—]", "", text).replace("¹", "1")
        return re.sub(f"1{footnote}", "", squeezed(bare))

    ours = (FOLDER / "report.md").read_text()
    assert words(ours) == words(published)
    assert ours.endswith(f"¹ {footnote}\n")


def test_no_paragraph_of_the_report_is_broken(yuexiu: Plan) -> None:
    lines = [line for line in yuexiu.report.splitlines() if line and not line.startswith(("#", "——", "---"))]
    signature = "广州市越秀区发展和改革局局长 刘震海"
    assert [line for line in lines if line[-1] not in "。：；" and line != signature] == []


def test_the_plan_has_the_shape_of_the_report(yuexiu: Plan) -> None:
    initiatives = [i.title for section in yuexiu.sections for i in section.initiatives]
    assert len(yuexiu.targets) == 5
    assert [f"（{s.number}）{s.title}。" for s in yuexiu.sections] == re.findall(
        r"(?m)^### (（.）突出.+)$", yuexiu.report
    )
    assert len(yuexiu.sections) == 6
    assert initiatives == list(paragraphs(yuexiu))
    assert len(initiatives) == 17
    assert len(yuexiu.tasks) > 100


def test_every_clause_belongs_to_one_task_or_is_uncommitted(yuexiu: Plan) -> None:
    texts = paragraphs(yuexiu)
    everything = "\n".join(texts.values())
    uses = Counter[int]()
    for quote in [t.quote for t in yuexiu.all_tasks()] + [u.quote for u in yuexiu.uncommitted]:
        found = [m.start() for m in re.finditer(re.escape(squeezed(quote)), everything)]
        assert len(found) == 1, f"{quote} stands {len(found)} times in the six sections"
        uses.update(range(found[0], found[0] + len(squeezed(quote))))
    left_over = "".join(c if uses[place] == 0 else "|" for place, c in enumerate(everything))
    assert [run for run in re.split(r"[|\n]+", left_over) if run.strip(PUNCTUATION)] == []
    assert [everything[place] for place, times in uses.items() if times > 1] == []


def test_tasks_stand_in_the_order_of_their_paragraph(yuexiu: Plan) -> None:
    texts = paragraphs(yuexiu)
    for section in yuexiu.sections:
        for initiative in section.initiatives:
            places = [texts[initiative.title].find(squeezed(task.quote)) for task in initiative.tasks]
            assert -1 not in places, initiative.id
            assert places == sorted(places), initiative.id


def test_no_quote_breaks_off_inside_a_clause(yuexiu: Plan) -> None:
    texts = "\n".join("。" + text for text in paragraphs(yuexiu).values())
    for task in yuexiu.all_tasks():
        start = texts.index(squeezed(task.quote))
        around = texts[start - 1] + texts[start + len(squeezed(task.quote))]
        assert set(around) <= set("，。"), f"{task.id} is cut out of {around}"


def test_every_clause_that_commits_nobody_says_why(yuexiu: Plan) -> None:
    assert [u.quote for u in yuexiu.uncommitted if len(u.reason) < 8] == []
    assert len(yuexiu.uncommitted) < 10


def test_ids_count_up_within_their_parent(yuexiu: Plan) -> None:
    for number, section in enumerate(yuexiu.sections, 1):
        assert section.id == str(number)
        for place, initiative in enumerate(section.initiatives, 1):
            assert initiative.id == f"{section.id}.{place}"
            tasks = [task.id for task in initiative.tasks]
            assert tasks == [f"{initiative.id}.{n}" for n in range(1, len(tasks) + 1)]


def test_the_targets_are_the_five_of_the_report(yuexiu: Plan) -> None:
    assert {t.id: (*shown(t.measure), t.every) for t in yuexiu.targets} == TARGETS
    assert [t.id for t in yuexiu.targets if t.measure.growth] == ["gdp", "retail", "revenue"]
    assert [t.id for t in yuexiu.targets if t.nominal] == ["retail", "revenue"]


def test_the_63_projects_are_task_1_2_1(yuexiu: Plan) -> None:
    task = yuexiu.tasks["1.2.1"]
    assert [(*shown(m), m.reported) for m in task.measures] == [(">", 39, "亿元", True), ("=", 63, "个", False)]
    assert task.quote.endswith("力争63个区重点建设项目全年完成投资超39亿元")
    assert (task.milestones[1].date, task.milestones[1].percent) == (date(2023, 6, 30), 50)


def test_what_is_counted_is_counted_as_the_report_says(yuexiu: Plan) -> None:
    assert {t.id: shown(t.measure) for t in yuexiu.all_tasks() if t.measure} == COUNTED
    assert yuexiu.tasks["3.2.5"].measures[0].value_max == 2
    assert [t.id for t in yuexiu.all_tasks() if t.measure and t.measure.growth] == ["1.2.2"]


def test_every_measure_stands_in_the_words_of_its_task(yuexiu: Plan) -> None:
    for one in [*yuexiu.all_tasks(), *yuexiu.targets]:
        for measure in one.measures if isinstance(one, Task) else (one.measure,):
            for value in (measure.value, measure.value_max):
                assert value is None or f"{value:g}" in squeezed(one.quote), one.id
            if measure.comparator is not Comparator.ASSIGNED:
                assert measure.unit in one.quote, one.id


def test_every_number_is_a_measure_or_listed_with_its_reason(yuexiu: Plan) -> None:
    unread = []
    for task in yuexiu.all_tasks():
        words = squeezed(task.quote)
        for phrase in NO_COMMITMENT:
            words = words.replace(phrase, "")
        values = {v for m in task.measures for v in (m.value, m.value_max)}
        unread += [(task.id, n) for n in re.findall(r"\d+(?:\.\d+)?", words) if float(n) not in values]
    assert unread == []


@pytest.mark.parametrize("phrase", NO_COMMITMENT)
def test_each_number_that_promises_nothing_is_still_in_the_report(yuexiu: Plan, phrase: str) -> None:
    assert any(phrase in text for text in paragraphs(yuexiu).values())


def test_baselines_of_what_is_counted(yuexiu: Plan) -> None:
    counted = [*yuexiu.targets, *(t for t in yuexiu.all_tasks() if t.measures)]
    found = {one.id: (b.value, b.unit, b.comparable) for one in counted if (b := one.baseline)}
    assert found == BASELINES


def test_every_baseline_is_quoted_from_the_review_with_its_number(yuexiu: Plan) -> None:
    review = squeezed(yuexiu.report[: yuexiu.report.index("\n## 二、")])
    for one in [*yuexiu.targets, *yuexiu.all_tasks()]:
        if one.baseline:
            quote = squeezed(one.baseline.quote)
            assert quote in review, one.id
            assert one.baseline.value is None or f"{one.baseline.value:g}" in quote, one.id
            assert one.baseline.unit in quote or one.baseline.value is None, one.id


def test_a_baseline_of_a_task_that_counts_nothing_says_so(yuexiu: Plan) -> None:
    silent = [t.id for t in yuexiu.all_tasks() if t.baseline and not t.measures and not t.baseline.note]
    assert silent == []


def test_only_the_dates_of_the_report_are_its_own(yuexiu: Plan) -> None:
    sourced = {t.id for t in yuexiu.all_tasks() if t.due.basis is Basis.SOURCE}
    assert sourced == {t.id for t in yuexiu.all_tasks() if re.search(r"2023年内|全年(完成|落地)", squeezed(t.quote))}
    assert {t.due.basis for t in yuexiu.all_tasks() if t.id not in sourced} == {Basis.DERIVED}
    assert {t.due.date for t in yuexiu.all_tasks()} == {date(2023, 12, 31)}


def test_every_task_has_a_milestone_on_a_working_day_before_it_is_due(yuexiu: Plan) -> None:
    workdays = Workdays()
    for task in yuexiu.all_tasks():
        assert task.milestones, task.id
        for milestone in task.milestones:
            assert milestone.date < task.due.date, task.id
            assert workdays.is_working(milestone.date), f"{task.id} {milestone.date}"
        assert len({m.text for m in task.milestones}) == len(task.milestones), task.id


def test_milestones_of_what_is_counted_rise(yuexiu: Plan) -> None:
    for task in yuexiu.all_tasks():
        measure = task.measure
        if measure is None or measure.value is None or measure.growth:
            continue
        shares = [m.percent or (m.value or 0) / measure.value * 100 for m in task.milestones if m.percent or m.value]
        assert shares, task.id
        assert shares == sorted(set(shares)), task.id
        assert shares[-1] <= 100, task.id


def test_no_day_is_crowded(yuexiu: Plan) -> None:
    days = Counter(m.date for task in yuexiu.all_tasks() for m in task.milestones)
    assert max(days.values()) < len(yuexiu.tasks) / 4


def test_every_department_leads_or_supports(yuexiu: Plan) -> None:
    busy = {d for task in yuexiu.all_tasks() for d in task.departments} | {t.lead.department for t in yuexiu.targets}
    assert busy == {d.id for d in yuexiu.departments}
    assert 25 <= len(busy) <= 35


def test_what_the_report_does_not_state_is_assigned_by_someone(yuexiu: Plan) -> None:
    leads = [one.lead for one in [*yuexiu.all_tasks(), *yuexiu.targets]]
    supporting = [a for task in yuexiu.all_tasks() for a in task.supporting]
    assert {(a.basis, a.by, a.on) for a in leads + supporting} == {(Basis.ASSIGNED, "示例编制人", date(2023, 2, 7))}
    assert {m.basis for t in yuexiu.all_tasks() for m in t.milestones} == {Basis.ASSIGNED}


@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
def test_no_department_has_an_empty_quarter(yuexiu: Plan, quarter: int) -> None:
    """Also not one that only leads: what it supports may never be asked of it."""
    any_part = {d for t in yuexiu.all_tasks() if quarter in quarters(t) for d in t.departments}
    leading = {t.lead.department for t in yuexiu.all_tasks()}
    asked = {t.lead.department for t in yuexiu.all_tasks() if quarter in quarters(t)}
    assert any_part == {d.id for d in yuexiu.departments}
    assert asked == leading


def quarters(task: Task) -> set[int]:
    return {(day.month + 2) // 3 for day in (task.due.date, *(m.date for m in task.milestones))}


@pytest.mark.parametrize(
    ("words", "department"),
    [
        ("区商务局", "commerce"),
        ("发改委", "drc"),
        ("区发展和改革局", "drc"),
        ("人社局", "hr"),
        ("卫健局", "health"),
        ("城管局", "urban"),
        ("市监局", "market"),
        ("区住建局", "housing"),
        ("各街道", "streets"),
    ],
)
def test_departments_are_known_by_what_people_write(yuexiu: Plan, words: str, department: str) -> None:
    assert [d.id for d in yuexiu.departments if words in d.aliases] == [department]


def test_titles_are_short_and_different(yuexiu: Plan) -> None:
    titles = [task.title for task in yuexiu.all_tasks()]
    assert [title for title in titles if not 6 <= len(title) <= 18] == []
    assert len(set(titles)) == len(titles)


def test_everything_has_an_english_name(yuexiu: Plan) -> None:
    names = [yuexiu.title_en, yuexiu.district_en]
    names += [d.name_en for d in yuexiu.departments] + [t.name_en for t in yuexiu.targets]
    for section in yuexiu.sections:
        names += [section.title_en, *(i.title_en for i in section.initiatives), *(t.title_en for t in section.tasks)]
    assert [name for name in names if not re.fullmatch(r"[\x20-\x7e“”]+", name)] == []
