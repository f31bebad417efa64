"""A text becomes tokens: numbers with their units, dates, known words, breaks, and the plain characters between."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.language import dates
from bot.language.dates import When
from bot.language.patterns import compiled_later
from bot.progress.reading.cues import Cue
from bot.progress.reading.figures import Figure, Found, Sort, figures, in_digits
from bot.progress.reading.words import BEFORE_PRESENT, LEFT_SIGNS, MODAL_SIGNS, PRESENT_SIGN, WORDS, word_at


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text in normal form: a figure, a date, a word with its cues, a break, or plain characters."""

    start: int
    end: int
    text: str
    cues: int = Cue.GUARD
    figure: Figure | None = None
    when: When | None = None
    breaks: str = ""

    @property
    def plain(self) -> bool:
        """Whether it is characters the tables do not know."""
        return not (self.cues or self.figure or self.when or self.breaks)


BREAKS = frozenset("。;!?\n,、+():[]/|")

_CIRCLED = dict.fromkeys(range(ord("①"), ord("⑳") + 1), "\n")
_LIST_NUMBER = compiled_later(
    r"(?:^|(?<=[\n;。]))(?:\(?\d{1,2}[.、)](?:(?!\d)|(?=[\d]+(?:[户场家条座处所人套项台]|个(?!百分点|点|多?亿))))|\(?[一二三四五六七八九十]{1,2}[、)]|第?[一二三四五六]是)"
)
_TASK_ID = compiled_later(r"(?<![\d.])\d{1,2}(?:\.\d{1,3}){2,}(?![\d.])")
# Digits that count nothing: times of day, how much earlier or later, ordinals, 5G, PM2.5, A1-02.
_NO_FIGURE = compiled_later(
    r"(?:提前|推迟|延期|延后|晚|早)(?:了|约)?(?:\d+|[一二两三四五六七八九十半]+)个?(?:多)?(?:月|季度|天|日|周|星期|年|工作日)|"
    r"(?:上午|下午|晚上?|早上)(?:\d{1,2}|[一二三四五六七八九十]+)点"
    r"|(?<!\d)\d{1,2}(?::\d\d|时|点(?=[半开集到整,。]|$|\d))"
    r"|第[一二三四五六七八九十百\d]+(?![一二三四五六七八九十百\d场户个家条座台件项人所处阶批期部标])"
    r"|[下这那哪某上]一(?=[场个户家条座处项批期次笔位])|(?<!\d)\d+\+|pm ?2\.5|(?<!\d)\d+[gk](?![a-z])|[a-z]\d+(?:-\d+)*"
)
_WAITING = compiled_later(
    r"等(?![级次额价于待]).{0,8}?(?:批|文件|资金|指标|审|方案|图纸|通知|细则|答复|回复|协调|意见|许可|手续|下达|到位)"
)
_BEFORE_WAITING = frozenset("在还要需正就个户场家条项,。;\n:")
_OF_DEED = compiled_later(r"[应实](?![际有在施现行体验是为该当])[\u4e00-\u9fff]\d")
_NO_RISE = ("不上来", "不起来")  # a level that does not rise: the work goes on
_SLOW = compiled_later(r"[,。;!?\n\s()、了的一些点啊呢吧于,.]|\d")
_CANNOT = compiled_later(
    r"不(?:上来|上去|下来|下去|出来|出去|进来|起来|进去|来|动|起|齐|拢|通|住|开|着|了[\u4e00-\u9fff]?)(?:了|啊)?(?=[,。;!?\n\s)等]|只能|所以|$)"
)
_LINKS = ("然后", "接着")  # they end a clause as a comma does: 建好了206个然后剩下的10月弄完
_NO_DEED = frozenset("没未不个了还")  # before 完 they make no verb of it
_AFTER_DEED = frozenset(BREAKS | {"了", "啦", "毕"})
_BEFORE_WILL = frozenset(",。;:也还都就才将能不")  # 会 after anything else is a meeting, a fair, an association


def scan(text: str, as_of: date) -> list[Token]:
    """Cut a text in normal form and lower case into tokens, in order; white space alone is no token."""
    text = in_digits(text.translate(_CIRCLED))
    special = _specials(text, as_of)
    tokens: list[Token] = []
    place = plain = 0
    while place < len(text):
        token = special.get(place) or _simple_at(text, place)
        if token is None:
            place += 1
            continue
        if plain < place:
            tokens.append(Token(plain, place, text[plain:place]))
        tokens.append(token)
        place = plain = token.end
    if plain < len(text):
        tokens.append(Token(plain, len(text), text[plain:]))
    return [token for token in tokens if token.breaks or token.text.strip()]


def with_unit(tokens: list[Token], unit: str) -> list[Token]:
    """Give numbers without a unit the measure's own, which the tables need not know, where it follows: 930路."""
    joined: list[Token] = []
    for token in tokens:
        before = joined[-1] if joined else None
        figure = before.figure if before else None
        bare = figure is not None and not figure.unit and figure.sort in (Sort.BARE, Sort.AMOUNT)
        if before and figure and bare and token.text.startswith(unit):
            own = replace(figure, sort=Sort.AMOUNT, unit=unit)
            end = token.start + len(unit)
            joined[-1] = replace(before, end=end, text=before.text + unit, figure=own)
            if token.end > end:
                joined.append(replace(token, start=end, text=token.text[len(unit) :]))
            continue
        joined.append(token)
    return joined


def _simple_at(text: str, place: int) -> Token | None:
    """Take a break, a word, or a lone sign with a sense at a place."""
    sign = text[place]
    if sign in BREAKS:
        return Token(place, place + 1, sign, breaks=sign)
    if place and _is_latin(sign) and _is_latin(text[place - 1]):
        return None
    link = next((link for link in _LINKS if text.startswith(link, place)), None)
    if link is not None:
        return Token(place, place + len(link), link, breaks=",")
    word = word_at(text, place)
    cue = _cue_of_sign(text, place)
    if word is not None:
        return Token(place, place + len(word), word, WORDS[word] | (cue if len(word) == 1 else Cue.GUARD))
    return Token(place, place + 1, sign, cue) if cue else None


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()


# 节能改造63个 promises nothing; 春节能完成 and 投产能完成 do.
_NOUN = compiled_later(
    r"(?:[技职功性智潜储效赋氢风体]|太阳|[新旧势]动|(?<![投复达量])产|(?<![春环季细庆秋午阳])节)能"
    r"|[许认宁]可|[供响适反对相效感]应|[刚军内]需|[接招优款]待|[模虚]拟|[主重纪摘概纲提紧]要"
)


def _ends_noun(text: str, place: int) -> bool:
    """Whether a sign that may announce something is the end of a noun: 技能, 社会, 许可."""
    if text[place] == "会":
        return place > 0 and text[place - 1] not in _BEFORE_WILL
    return any(_NOUN.fullmatch(text, begin, place + 1) for begin in range(max(0, place - 2), place))


def _cue_of_sign(text: str, place: int) -> int:
    """Give a lone sign its sense from what follows: 可完成 is a promise, 差39个 what is left, 等批复 an obstacle."""
    sign, before, after = text[place], text[place - 1 : place], place + 1
    if sign in MODAL_SIGNS and after < len(text) and not _ends_noun(text, place):
        word = word_at(text, after)
        if word and WORDS[word] & (Cue.FINISH | Cue.ACT | Cue.WHOLE | Cue.START):
            return Cue.PLAN
    if sign == "难" and before and (after >= len(text) or text[after] in BREAKS):
        return Cue.OBSTACLE  # 征地难
    if sign in "应实" and _OF_DEED.match(text, place):
        return Cue.GOAL if sign == "应" else Cue.TOTAL  # 应检4.5万户，实检3.96万户
    if sign == "慢" and (after >= len(text) or _SLOW.match(text, after)):
        return Cue.OBSTACLE | Cue.DOWN  # 慢充桩 is none
    if sign == "不" and before and text[place - 2 : place] != "完成" and _CANNOT.match(text, place):
        return (
            Cue.OBSTACLE | Cue.NOT | (Cue.GUARD if text.startswith(_NO_RISE, place) else Cue.BLOCKED)
        )  # 人次上不来, 手续跑不动
    if sign == "完" and before and before not in _NO_DEED and (after >= len(text) or text[after] in _AFTER_DEED):
        return Cue.FINISH  # 铺完, 种完了
    if sign == PRESENT_SIGN and before not in BEFORE_PRESENT:
        word = word_at(text, after) if after < len(text) else None
        return (
            Cue.NOW
            if word and WORDS[word] & (Cue.FINISH | Cue.ACT | Cue.MOVED | Cue.TOTAL | Cue.COMPLETION)
            else Cue.GUARD
        )
    if sign == "己" and after < len(text):
        word = word_at(text, after)  # 己完工, as it is mistyped
        return Cue.NOW if word and WORDS[word] & (Cue.FINISH | Cue.ACT | Cue.START) else Cue.GUARD
    if sign == "等" and (not before or before in _BEFORE_WAITING) and _WAITING.match(text, place):
        return Cue.OBSTACLE
    if sign in LEFT_SIGNS and any(found.start == 0 for found in figures(text[after : after + 12])):
        return Cue.LEFT
    return Cue.GUARD


def _specials(text: str, as_of: date) -> dict[int, Token]:
    """Find what is found by pattern, by its place: what begins earlier in this list takes its characters first."""
    found: dict[int, Token] = {}
    taken = bytearray(len(text))
    for token in _pattern_tokens(text, as_of):
        if not any(taken[token.start : token.end]):
            found[token.start] = token
            taken[token.start : token.end] = b"\1" * (token.end - token.start)
    return found


def _pattern_tokens(text: str, as_of: date) -> Iterator[Token]:
    """List numbers and ids, which only divide; dates; digits that count nothing; figures."""
    for pattern in (_LIST_NUMBER, _TASK_ID):
        for match in pattern.finditer(text):
            yield Token(match.start(), match.end(), match[0], breaks=";")
    text = _LIST_NUMBER.sub(lambda match: "\n" * len(match[0]), text)
    for when in dates.find(text, as_of):
        yield Token(when.start, when.end, text[when.start : when.end], when=when)
    for match in _NO_FIGURE.finditer(text):
        yield Token(match.start(), match.end(), match[0])
    for found in figures(text):
        if found.certain or not _inside_word(text, found):
            yield Token(found.start, found.end, text[found.start : found.end], figure=found.figure)


def _inside_word(text: str, found: Found) -> bool:
    """Tell a numeral that is part of a word (统一, 一般, 进一步) from a number."""
    place = found.start
    if text[place].isdigit():
        return False
    for begin in range(max(0, place - 2), place + 1):
        word = word_at(text, begin)
        if word is not None and begin + len(word) > place and not (begin == place and len(word) == 1):
            return True
    return found.figure.sort is Sort.BARE and len(text) > place + 1 and found.figure.value < 10
