"""Which year a report plans, and which part of it does: the review, forecasts and five-year goals stay out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.imports.markers import Kind, marker_of
from bot.imports.outline import Heading
from bot.imports.passages import Passage
from bot.language.patterns import compiled_later

_DIGITS = "〇零一二三四五六七八九"
YEAR = r"(?:(?<!\d)(?:20\d\d|19\d\d)|二[〇零][〇零一二三]" + f"[{_DIGITS}])"
_YEAR = compiled_later(f"({YEAR})年?")
_LOOKS_BACK = compiled_later(
    r"回顾|执行情况|完成情况|工作总结|工作情况|发展情况|过去[一五四三]年|过去的[一五]年|这一年|运行情况|落实情况|进展情况|基本情况"
)
# Words that head a review, and the work as well once the plan has begun: 交出民生答卷, 取得新成效.
_ACHIEVED = compiled_later(r"主要成绩|成就|成效|取得的成|成绩单|答卷")
_OPENS = compiled_later(r"安排|任务|目标|打算|部署|总体要求|总体思路|重点工作|主要工作|工作思路|工作重点")
_AHEAD = compiled_later(
    r"安排|任务|目标|打算|建议|部署|总体要求|总体思路|指导思想|工作思路|工作重点|重点工作|计划|展望|措施|做好|抓好|努力|奋力|主要工作|工作要求|形势|工作意见|实事|今年|新征程|开创|推进"
)
_ENDS_AHEAD = compiled_later(r"(?:安排|计划草案|主要任务|工作任务|目标任务|重点工作)(?:的?建议|的?报告)?$")
_LONG = compiled_later(
    r"(?:今后|未来)(?:五|5|[一几三四]|[0-9])年|“?(?:十[一二三四五六]|九|十)五”?(?:时期|期间|规划|计划|发展|主要|目标|末|及)|远景|展望(?:20|二)|20[2-5]5年远景|五年规划|(?:本届|新一届)政府(?:的|工作|任期|主要|目标)|长远"
)
_END = compiled_later(
    r"^(?:[¹²³⁰-⁹]|附件|附录|附:|附表|名词解释|名词注释|注释|注:|有关名词|部分名词|《?政府工作报告》?名词|相关名词|用语说明|说明:|编辑:|责任编辑|来源:|分享|相关链接|上一篇|下一篇|打印|【|扫一扫|关闭窗口|主办单位|版权所有|友情链接|相关(?:新闻|附件|阅读|文档)|网站地图)"
)
_TROUBLES = compiled_later(r"问题|困难|不足|短板|体会|经验|启示|致谢|感谢")
_TITLE = compiled_later("报告|计划|任务|实事|目标|分解|安排|要点|进展")
_PAPER = compiled_later(
    "实事|任务分解|(?:重点|主要|目标)(?:工作|任务)|工作(?:要点|计划|安排|打算)|行动计划|实施方案|责任清单|任务清单|"
    "(?:社会|经济)发展计划(?!.*(?:执行|报告))"
)
_YEARS_WORK = compiled_later(rf"({YEAR})年(?:全?[市县区州镇]|政府|主要)*工作")
_SPEECH = compiled_later(rf"({YEAR})年(\d{{1,2}})月(\d{{1,2}})日在?.{{0,40}}?(?:会议|代表大会|大会|全会)")


@dataclass(frozen=True, slots=True)
class Period:
    """The plan's year and the passages that plan it, from `first` up to `last`, that one left out.

    `title` is the paper's own, where that alone makes it a plan. `doubts` says what about it was not plain.
    """

    year: int
    first: int
    last: int
    title: str = ""
    doubts: tuple[str, ...] = field(default=())


def year_number(written: str) -> int:
    """Read a year in Arabic or Chinese digits (2010, 二〇一〇)."""
    if written[0].isdigit():
        return int(written)
    return int("".join(str(_DIGITS.index(sign) - 1 if sign != "〇" else 0) for sign in written))


def years_in(text: str) -> list[int]:
    """List the years a dense text names, in their order."""
    return [year_number(match[1]) for match in _YEAR.finditer(text)]


def find_period(passages: Sequence[Passage], heads: Sequence[Heading]) -> Period | None:
    """Find the part of a report that plans one year; None where it has none."""
    last = _end(passages)
    top = list(_top(passages, heads, last))
    reviews = list(_reviews(top, passages))
    year, doubts = _year(passages, top, reviews)
    start = _start(passages, top, reviews, year)
    if start is None:
        return None
    begin, found_year = start
    if found_year and found_year != year:
        year = found_year
    if year is None:
        return None
    stop = _stop(passages, top, begin, last)
    return Period(year, begin, stop, doubts=tuple(doubts))


def _reviews(top: Sequence[Heading], passages: Sequence[Passage]) -> Iterator[int]:
    """Give the headings that look back; once one has opened the plan, words of success head its work."""
    opened = False
    for n, head in enumerate(top):
        written = head.written(passages)
        if looks_back(written) or _is_outdone(n, top, passages) or (is_review(written) and not opened):
            yield n
        elif _OPENS.search(written) and not is_long_term(written):
            opened = True


def titled_period(passages: Sequence[Passage]) -> Period | None:
    """Take a paper that its title makes a plan as a whole (2024年民生实事项目, 2024年工作要点); else None."""
    for place, passage in enumerate(passages[:6]):
        written = passage.dense
        if len(written) <= 60 and _PAPER.search(written) and not is_review(written) and (years := years_in(written)):
            title = re.sub(r"^#+", "", passage.text).strip()
            return Period(max(years), min(place + 1, len(passages) - 1), _end(passages), title)
    return None


def is_review(title: str) -> bool:
    """Tell the heading of a review from one that looks ahead (执行情况与2023年计划草案 is a title of both)."""
    return looks_back(title) or (bool(_ACHIEVED.search(title)) and not _ENDS_AHEAD.search(title))


def looks_back(title: str) -> bool:
    """Tell a heading that says of itself that it looks back, and does not end in a plan."""
    return bool(_LOOKS_BACK.search(title)) and not _ENDS_AHEAD.search(title)


def is_long_term(text: str) -> bool:
    """Tell words about five years or more from words about one."""
    return bool(_LONG.search(text))


def _end(passages: Sequence[Passage]) -> int:
    half = len(passages) // 2
    return next((n for n in range(half, len(passages)) if _END.match(passages[n].dense)), len(passages))


def _top(passages: Sequence[Passage], heads: Sequence[Heading], last: int) -> Iterator[Heading]:
    """Give the outermost headings: 一、 and 第一部分, lines without a mark, and those that markup puts as high."""
    chapters = any(head.kind in (Kind.PART, Kind.CHAPTER) for head in heads)
    for head in heads:
        if head.place >= last or (head.place == 0 and head.marker is None):
            continue
        bold_lead = head.kind is None and head.body < len(passages[head.place].dense)
        outermost = head.kind in (Kind.PART, Kind.CHAPTER) or (head.kind is None and not bold_lead)
        if outermost or (not chapters and head.kind in (Kind.BRACKET, Kind.NUMBER) and _names_a_half(head, passages)):
            yield head


def _names_a_half(head: Heading, passages: Sequence[Passage]) -> bool:
    written = head.written(passages)
    ahead = _AHEAD.search(written) or written.endswith("工作")
    return bool(is_review(written) or (years_in(written) and ahead))


def _start(
    passages: Sequence[Passage], top: Sequence[Heading], reviews: Sequence[int], year: int | None
) -> tuple[int, int | None] | None:
    """Find where the plan begins, and the year its heading names."""
    review = top[reviews[-1]] if reviews else None
    after = list(top[reviews[-1] + 1 :]) if reviews else list(top)
    if review and review.marker is None and any(_opens(h, passages, year) for h in after if h.marker is None):
        after = [head for head in after if head.marker is None]  # the chapters before it are of the review
    for head in after:
        if _opens(head, passages, year) or (review and _follows(head, review) and not _is_aside(head, passages, year)):
            named = _named_years(head.written(passages), year)
            return head.place, max(named) if named else None
    first = review.place + 1 if review and any(is_long_term(head.written(passages)) for head in after) else 0
    return _spoken_start(passages, first, year)


def _opens(head: Heading, passages: Sequence[Passage], year: int | None) -> bool:
    written = head.written(passages)
    return _plans(written) and not _is_aside(head, passages, year)


def _is_aside(head: Heading, passages: Sequence[Passage], year: int | None) -> bool:
    """Tell the heading of a part about five years, or about what is wrong, from that of the plan."""
    written = head.written(passages)
    if is_long_term(written) and not _named_years(written, year) and "今年" not in written:
        return True
    return bool(_TROUBLES.search(written)) and not re.search("任务|工作|安排", written)


def _follows(head: Heading, review: Heading) -> bool:
    """Tell the chapter right after the review's (二、 after 一、)."""
    own, before = head.marker, review.marker
    return own is not None and before is not None and own.kind is before.kind and own.value > before.value


def _is_outdone(n: int, top: Sequence[Heading], passages: Sequence[Passage]) -> bool:
    """Tell the heading of a year's work that is followed by one of the year after (2017年政府工作, 2018年政府工作)."""
    own = _YEARS_WORK.match(top[n].written(passages))
    return own is not None and any(
        (later := _YEARS_WORK.match(head.written(passages))) and year_number(later[1]) == year_number(own[1]) + 1
        for head in top[n + 1 :]
    )


def _named_years(written: str, year: int | None) -> list[int]:
    return [named for named in years_in(written) if year and year <= named <= year + 1]


def _plans(written: str) -> bool:
    return bool(_AHEAD.search(written) or _YEARS_WORK.fullmatch(written)) and not is_review(written)


def _spoken_start(passages: Sequence[Passage], first: int, year: int | None) -> tuple[int, int | None] | None:
    """Find the paragraph that turns to the plan without a heading (今年是…, 2010年…主要预期目标是)."""
    for place in range(first, len(passages)):
        written = passages[place].dense
        anchor = re.search(
            rf"(?:({YEAR})年|今年)[^。;]{{0,40}}?(?:预期目标|主要目标|奋斗目标|工作目标)[^。]{{0,12}}?[:是为]", written
        )
        if anchor and not is_long_term(anchor[0]) and not re.search("完成|实现了|回顾", anchor[0]):
            return place, year_number(anchor[1]) if anchor[1] else None
        if year and re.match(rf"(?:今年|{year}年)是", written):
            return place, year
    return None


def _year(passages: Sequence[Passage], top: Sequence[Heading], reviews: Sequence[int]) -> tuple[int | None, list[str]]:
    """Tell the plan's year: from its heading, the reviewed year, the title, the day of the speech, in this order."""
    after = reviews[-1] + 1 if reviews else 0
    reviewed = [y for n in reviews for y in years_in(_without_terms(top[n].written(passages)))]
    told: list[tuple[str, int]] = []
    for head in top[after:]:
        written = head.written(passages)
        if _plans(written) and not is_long_term(written) and (years := years_in(_without_terms(written))):
            told.append(("计划部分的标题", max(years)))
            break
    if reviewed:
        told.append(("回顾部分的标题", max(reviewed) + 1))
    told += _of_opening(passages)
    if not told:
        return None, []
    others = {f"{where}为{year}年" for where, year in told if year != told[0][1]}
    doubt = [f"计划年度取{told[0][1]}年（{told[0][0]}）；" + "，".join(sorted(others))] if others else []
    return told[0][1], doubt


def _without_terms(text: str) -> str:
    return re.sub(r"20\d\d(?:-|年至|年-)20\d\d年?", "", text)


def _of_opening(passages: Sequence[Passage]) -> Iterator[tuple[str, int]]:
    opening = [passage.dense for passage in passages[:12]]
    titles = [text for text in opening[:6] if len(text) <= 80 and _TITLE.search(text) and not is_long_term(text)]
    years = [y for text in titles for y in years_in(text) if "会议" not in text and marker_of(text) is None]
    speech = next((match for text in opening if (match := _SPEECH.search(text))), None)
    if speech:
        yield "会议日期", year_number(speech[1]) + (int(speech[2]) >= 11)
    if years:
        yield "标题", max(years)


def _stop(passages: Sequence[Passage], top: Sequence[Heading], begin: int, last: int) -> int:
    """Find where the plan ends: before a later part about five years or before the report's notes."""
    for head in top:
        written = head.written(passages)
        if (
            head.place > begin
            and head.place < last
            and head.kind in (Kind.PART, Kind.CHAPTER)
            and re.search("远景目标|五年规划", written)
        ):
            return head.place
    return last
