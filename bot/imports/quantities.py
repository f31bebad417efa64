"""Which numbers of a clause are commitments of the plan: they become measures, the others carry a reason."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.imports.figures import Figure, change_in, compared, falls, figures, rate_word
from bot.imports.names import shared_names
from bot.language.patterns import compiled_later
from bot.plan.model import Measure


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of the plan: a measure, or why it is none."""

    figure: Figure
    measure: Measure | None
    reason: str = ""


# What follows a number without a unit of account, and what it then is.
_BARE: tuple[tuple[re.Pattern[str], str], ...] = (
    (compiled_later(r"年(?!产|均)|月|日(?!产|均|处理)|时(?:代|期)|周年|世纪|小时"), "日期或期限"),
    (
        compiled_later(r"号|线(?!上|下)|国道|省道|县道|路(?!灯)|热线|强(?!化)|期(?!间)|版|型|级|地块|平台|电话"),
        "编号、等级或排名",
    ),
    (compiled_later(r"岁|周岁|分钟|秒|千伏|伏|兆|度"), "对象或规格的说明"),
)
_AFTER_UNIT: tuple[tuple[re.Pattern[str], str], ...] = (
    (compiled_later(r"级"), "编号、等级或排名"),
    (compiled_later(r"(?<=个)(?:月|工作日|星期|方面|层面|维度|环节|阶段|意识|一批|规划)"), "不是可计量的数量"),
)
_BEFORE: tuple[tuple[re.Pattern[str], str], ...] = (
    (compiled_later(r"(?:第|前|排名|居|位列|位居|世界|全国|全省|中国)$"), "编号、等级或排名"),
    (
        compiled_later(
            r"^(?!.*(?:新增|增加)[^,。;]{0,8}$).*"
            r"(?:日产|年产|日处理(?:能力)?|单机容量|总装机(?:容量)?|装机(?:容量)?|年处理(?:能力)?|时速)$"
        ),
        "项目规格",
    ),
    (
        compiled_later(
            r"已(?:经)?(?:建成|完成|落地|落户|开工|投产|入驻|运营|形成|有|达|签约|引进|认定|实施|投用|投入|累计)?[^,。;]{0,24}$"
        ),
        "已有情况，不是今年的任务",
    ),
    (
        compiled_later(r"(?<![比较])(?:去年|上年|往年|历年|目前|现有|原有|截至|近年来|过去|累计已)[^,。;]{0,16}$"),
        "已有情况，不是今年的任务",
    ),
    (compiled_later(r"(?:每|满|年满)$"), "对象或规格的说明"),
)
_BACKGROUND = compiled_later(
    r"^(?:[^,。;]{0,6})(?:围绕|按照|根据|对照|对标|立足|针对|面对|鉴于)(?!.*(?:建设|新建|完成|新增|实施|力争|确保).{0,12}$)"
)
_AS = compiled_later(r"(?:以|依托|利用|用好|发挥|抓住)[^,。;]{0,40}$")
_AS_END = compiled_later(
    r"[^,。;]{0,30}?(?:为(?:载体|依托|抓手|重点|核心|指导|主体|引领|主线|契机|目标|导向|基础|支撑|牵引|中心|龙头|主)|优势|作用|机遇|资源)"
)
_FROM = compiled_later(r"(?:由|从)[^,。;]{0,24}$")
_TO = compiled_later(
    r"[^,。;]{0,10}?(?:提高|提升|增加|增长|上升|扩大|调整|下降|降低|减少|缩短|压缩|压减|上调|增|升|降|拓展)?(?:到|至|为)"
)
_LATER = compiled_later(
    r"年均(?!浓度|值|气温)|(?:到|至)20\d\d年|“?十.{1,2}五”?(?:末|时期|期间)|五年内|[2-9](?:-[2-9])?年(?:时间|内)|[两三五]年(?:时间|内)|远期|规划期"
)
_NOW = compiled_later(r"^(?:目前|截至|截止|去年|上年|近年来|过去|当前|多年来|一年来|如今)")
# Words at the head of a sentence or clause that put what follows into more than the year, up to a 今年.
_SPAN = compiled_later("“?十[一二三四五六]五”?(?:时期|期间|以来)")
_FURTHER = compiled_later(
    r"(?:^|[,;])(?:按照?[^,]{0,8},|力争|争取|确保|计划)?(?:到(20\d\d)年|到“?十[一二三四五六]五”?末|(?:未来|今后)[一二两三四五六七八九十1-9][^,]{0,2}年)"
)
_THIS_YEAR = compiled_later("今年|本年|年内|全年")
_FORECAST = compiled_later("(?:根?据|按照?)[^,。;]{0,14}(?:预测|估计|分析|统计|预估)")
_OPENING_YEAR = compiled_later(r"(20\d\d)年(?:底|末|以来)?,")
_SPECIFIC_TIME = compiled_later(r"(?:天数|缩短|压缩|提前|达到|减少|控制在|压减)[^,。;]{0,8}$")
SHORT_QUOTE = 20  # signs; words in quotation marks up to this long are a name
NEAR = 80  # signs before and behind a number that are looked at


def quantities(text: str, start: int, end: int, year: int) -> list[Quantity]:
    """Judge each number of a sentence, in its order; the sentence is the span of `text`."""
    sentence = text[start:end]
    found: list[Quantity] = []
    names: list[str] = []  # what the measures so far count
    for group in _lists(sentence, figures(sentence)):
        clause = _words_before(sentence, group[0])
        own = _own_names(sentence, group, clause, names)
        for figure, name in zip(group, own, strict=True):
            reason = _reason(sentence, figure, year)
            measure = None if reason else _measure(clause, figure, name)
            found.append(Quantity(_moved(figure, start), measure, reason))
            names += [name] if measure else []
    return found


def _lists(sentence: str, numbers: list[Figure]) -> list[list[Figure]]:
    """Put the values of one list together (分别增长25%和62%)."""
    groups: list[list[Figure]] = []
    for figure in numbers:
        last = groups[-1][-1] if groups else None
        if last and last.unit and re.fullmatch("和|、|与|及", sentence[last.words_end : figure.start]):
            groups[-1].append(figure)
        else:
            groups.append([figure])
    return groups


def _words_before(sentence: str, figure: Figure) -> str:
    """Give the words between a number and the last comma or other number before it."""
    before = sentence[max(figure.start - NEAR, 0) : figure.start]
    cut = max(before.rfind(sign) for sign in ",。;") + 1
    number = max((m.end() for m in _NUMBER_BEFORE.finditer(before) if before[m.end() :]), default=0)
    return re.sub(r"^(?:以上|左右|以内|以下)?[、和]", "", before[max(cut, number) :])


def _own_names(sentence: str, group: list[Figure], clause: str, names: list[str]) -> list[str]:
    """Name what each value of a list counts."""
    if len(group) == 1:
        return [what_counted(sentence, group[0], clause, names[-1] if names else "")]
    name = what_counted(sentence, group[0], clause, "")
    shared = shared_names(name, len(group)) if name else []
    if len(shared) == len(group):
        return shared
    if not _TRAIL.sub("", clause) and len(names) >= len(group):
        return names[-len(group) :]
    return [what_counted(sentence, figure, clause, name) for figure in group]


def _moved(figure: Figure, by: int) -> Figure:
    return Figure(
        figure.start + by,
        figure.end + by,
        figure.words_end + by,
        figure.value,
        figure.unit,
        figure.value_max,
        figure.after,
    )


def _reason(sentence: str, figure: Figure, year: int) -> str:
    """Say why a number is no commitment; empty where it is one."""
    before = sentence[max(figure.start - NEAR, 0) : figure.start]
    after = sentence[figure.end : figure.end + NEAR]
    clause = before[before.rfind(",") + 1 :]
    if _in_name(before, after):
        return "名称中的数字"
    if reason := _by_signs(before, after, figure):
        return reason
    if _FORECAST.match(sentence):
        return "预测，不是任务"
    past = (opening := _OPENING_YEAR.match(sentence)) and int(opening[1]) < year
    if past or _NOW.match(sentence) or any(y < year for y in _years_before(clause)):
        return "已有情况，不是今年的任务"
    if _SPAN.match(sentence) or _looks_further(sentence[: figure.start], year):
        return "多年期或远期的目标"
    if _LATER.search(clause) or _later_year(clause, year) or re.match(r"[^,]{0,6}年均(?!浓度|值|气温)", after):
        return "多年期或远期的目标"
    if _FROM.search(clause) and _TO.match(sentence, figure.words_end):
        return "比较的起点（由…提高到…）"
    if _BACKGROUND.search(clause) or (_AS.search(clause) and _AS_END.match(sentence, figure.words_end)):
        return "背景说明，不是任务量"
    return ""


def _by_signs(before: str, after: str, figure: Figure) -> str:
    if not figure.unit:
        return next((reason for pattern, reason in _BARE if pattern.match(after)), "没有计量单位")
    for pattern, reason in _AFTER_UNIT:
        if pattern.match(after) or (
            pattern.pattern.startswith("(?<=个)") and figure.unit == "个" and pattern.match("个" + after, 1)
        ):
            return reason
    if figure.unit in ("分钟", "小时", "天", "分") and not _SPECIFIC_TIME.search(before):
        return "日期或期限"
    if figure.unit in ("期", "届", "师", "环", "门") or re.match(r"(?:线|国道)", after):
        return "编号、等级或排名"
    if re.search(r"[A-Za-z+/]$", before) or re.match(r"[+/](?!人|户|平)", after):
        return "名称中的数字"
    return next((reason for pattern, reason in _BEFORE if pattern.search(before)), "")


def _years_before(clause: str) -> Iterator[int]:
    return (int(match[1]) for match in re.finditer(r"(?<!\d)((?:19|20)\d\d)年", clause))


def _later_year(clause: str, year: int) -> bool:
    return any(y > year + 1 for y in _years_before(clause))


def _looks_further(before: str, year: int) -> bool:
    """Tell a number that follows 到2028年 or 未来三年, in this clause or one before, without a 今年 between."""
    ahead = [m.end() for m in _FURTHER.finditer(before) if m[1] is None or int(m[1]) > year]
    return bool(ahead) and _THIS_YEAR.search(before, ahead[-1]) is None


def _in_name(before: str, after: str) -> bool:
    """Tell a number inside 《…》 or in short words between quotation marks."""
    if before.rfind("《") > before.rfind("》"):
        return True
    opened = max(before.rfind("“"), before.rfind("‘"))
    if opened < max(before.rfind("”"), before.rfind("’")) or opened < 0:
        return False
    close = re.search("[”’]", after)
    return close is not None and close.start() + len(before) - opened <= SHORT_QUOTE


def _measure(clause: str, figure: Figure, name: str) -> Measure:
    near = clause[clause.rfind("、") + 1 :][-12:]
    rate = rate_word(near) if figure.is_share or re.search(r"同比|增长$|增加$", near) else ""
    growth = bool(rate) and figure.unit in ("%", "‰") and not falls(rate)
    change = change_in(rate, figure.unit) if falls(rate) else ""
    name = name if name.endswith(change) else name + change
    return Measure(name, compared(clause, figure), figure.value, figure.unit, figure.value_max, growth=growth)


_VERBS = (
    "力争|确保|争取|努力|预计|计划|完成|实现|达到|达|突破|超过|超|不低于|不少于|不高于|不超过|至少|最低|高于|低于|控制在|保持在|稳定在|维持在|增长|增加|提高|提升|上升|上涨|下降|降低|减少|削减|"
    "压减|缩短|实际|名义|同比|比上年|较上年|年均|同口径|均|都|分别|各|平均|为|到|至|在|约|近|再|将|要|累计|全年|年内|今年|安排|新|新增|新建|建设|建成|改造|实施|推进|启动|开工|组织|开展|举办|引进|培育|"
    "打造|创建|抓好|发放|落实|支持|解决|提供|总|共|余"
)
_TRAIL = compiled_later(rf"(?:(?:{_VERBS})|[:的])+$")
_NOUN_END = compiled_later(
    r"[,。;:、(%]|\)|\d(?!\d*强)|以上|左右|以内|全年|年内|年底|今年|力争|确保|争取|(?:全部)?(?:完成|达到|实现|建成|开工|竣工|投产|投用|落地|落户|超过)|(?<=.)(?:并|且|及时|使|让)"
)
_LEAD = compiled_later(
    r"^(?:其中|力争|确保|争取|全年|今年|年内|使|让|带动|推动|促进|全市|全区|全县|全省|全镇|组织|提供|开展|举办|实现|完成|计划|的)+"
)
_NUMBER_BEFORE = compiled_later(
    r"\d(?:%|‰|[十百千万亿]*(?:个百分点|平方公里|平方米|立方米|人次|美元|公里|[个家户人名位场次项件条座处所套间台辆元吨亩米度]))?"
)
LONGEST_WHAT = 24


def what_counted(sentence: str, figure: Figure, clause: str, previous: str) -> str:
    """Name what a figure counts: the noun behind it (5个驿站), or the words before it (招聘会不少于100场).

    `previous` is what the number before counts; it is meant again where a clause has no name of its own (增长17%).
    """
    behind = sentence[figure.words_end : figure.words_end + NEAR].lstrip("的")
    noun = behind[: m.start()] if (m := _NOUN_END.search(behind)) else behind
    noun = re.sub(r"(?:任务|工作|目标|大关|建设步伐|问题|和|与|及)+$", "", noun)[:LONGEST_WHAT]
    if not figure.is_share and len(noun) >= 2 and _is_counter(figure.unit):
        return noun
    if (
        rise := re.search(r"(?:由|从)[^,]*$", sentence[max(figure.start - NEAR, 0) : figure.start])
    ) and not clause.strip("提高升增加到至为"):
        before = sentence[max(figure.start - NEAR, 0) : figure.start][: rise.start()]
        clause = before[before.rfind(",") + 1 :]
    own = _TRAIL.sub("", re.sub(r"\([^()]*\)", "", clause))
    own = own[own.rfind("、") + 1 :] if "、" in own and len(own) > LONGEST_WHAT else own
    own = _LEAD.sub("", own.lstrip("、和与及等")) or own
    if len(own) >= 2 and own not in ("年度", "其中", "本级"):
        return own[-LONGEST_WHAT:]
    if previous and not own:
        return previous
    return noun if len(noun) >= 2 else previous or _LEAD.sub("", clause)[-LONGEST_WHAT:].strip("、:的") or "数量"


def _is_counter(unit: str) -> bool:
    """Tell units that count things (个, 户, 场) from those that measure (亿元, 公里, 吨)."""
    return (
        re.search(r"(?:元|吨|公里|千米|米|亩|公顷|千瓦|千瓦时|标箱|标准箱|倍|百分点|%|‰|人次|斤|度|方)$", unit) is None
    )
