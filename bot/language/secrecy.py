"""What must not be kept: marks of classified papers (GB/T 9704 puts 机密★1年 top left), identity numbers. Pure."""

import re
import unicodedata
from collections.abc import Iterator, Set
from datetime import date
from enum import StrEnum
from itertools import chain

from bot.language.normal import one_for_one
from bot.language.patterns import compiled_later

_SP = r"[ \t]{0,4}"
_GRADE = rf"(?:绝{_SP}密|机{_SP}密|秘{_SP}密)"
_INTERNAL = rf"内{_SP}部{_SP}(?:资料|文件|材料|参考)"
_AMONG_US = rf"(?:{_INTERNAL}|(?:仅供)?内部(?:使用|掌握|传阅|参阅))"
_KIND = r"级?(?:件|文件|资料|材料)?"
_PAPER = r"(?:本|此|该)(?:件|文|文件|材料|资料|通知|信息|报告)"
_IS = r"(?:属于|属|为|系|是|列为|定为)"
_KEEP_IT = r"(?:不得|请勿|严禁|禁止|注意|勿|妥善)(?:保存|保密|保管|外传|外泄|公开|传播|转发|复制|泄露|翻印|扩散)"
_AT_ONCE = r"(?:特提|特急|加急|急件)"
_YEARS = rf"{_SP}(?:\d{{1,2}}|[一二三五六十]{{1,3}}){_SP}(?:年|个月)"
_STAR = r"[★☆⭐🌟✩✭✮✱⋆]"
_OPEN, _SHUT = r"[\[【(<《「『\-_\s]", r"[\]】)>》」』\-_.\s]"
_QUOTE = r"[“”\"'‘’「」『』]{1,2}"
_BEGIN = (
    rf"^{_SP}(?:/\S{{1,20}}[ \t])?(?:[\d.]{{1,9}}[、:.) \t]?)?{_SP}"  # of a line, after a command, an id or a number
)
_ENGLISH = r"(?:TOP SECRET|SECRET|CONFIDENTIAL|CLASSIFIED|INTERNAL USE ONLY)"
_FORMS = (
    rf"{_GRADE}{_KIND}{_SP}{_STAR}",  # 机密★1年
    rf"{_STAR}{_SP}{_GRADE}(?![\u4e00-\u9fff])",
    rf"{_GRADE}{_SP}\*{_SP}(?:\d|长期|启用)",
    rf"(?<!商业)(?<!守){_GRADE}{_SP}[\[【(·](?:{_YEARS}|{_SP}长期)",  # 秘密(1年)
    rf"{_INTERNAL}{_SP}(?:{_STAR}|\*)",
    rf"(?:密{_SP}级|(?:保密|涉密|定密)等级){_SP}(?:为|是)?{_SP}:?{_SP}[★\[【(]?{_SP}{_GRADE}",  # 密级:机密
    rf"[\[【(<「『]{_SP}(?:{_GRADE}{_KIND}|{_INTERNAL}){_SP}[\]】)>」』]",  # 【机密】
    rf"《{_SP}{_GRADE}(?:件|文件|资料|材料){_SP}》",
    rf"(?<![\u4e00-\u9fff]){_GRADE}{_KIND}{_SP}[\]】]|[\[【]{_SP}{_GRADE}{_KIND}{_SP}$",  # half a pair: 机密】
    rf"^{_SP}{_QUOTE}{_SP}{_GRADE}{_KIND}{_SP}{_QUOTE}[。!]?{_SP}$",  # “机密” alone
    rf"{_BEGIN}(?:{_GRADE}级?|{_INTERNAL})(?:{_SP}[:,。!;]|[ \t]|{_SP}$)",  # a line that begins so
    rf"{_BEGIN}{_GRADE}(?:{_KIND}(?:{_SP}[:,。!;]|{_SP}$)|{_YEARS})",
    rf"{_GRADE}{_SP}、?{_SP}{_AT_ONCE}|{_AT_ONCE}{_SP}、?{_SP}{_GRADE}(?![\u4e00-\u9fff])",
    rf"{_PAPER}(?:{_IS}(?:国家)?{_GRADE}|(?:内容)?涉密)",
    rf"(?:{_GRADE}{_KIND}|{_AMONG_US}){_SP}[,。;:!·(\-]{{0,3}}{_SP}{_KEEP_IT}",
    rf"^{_SP}[\[【(]?(?:{_PAPER}|以上内容)?(?:不得|请勿|严禁|禁止)外传[\]】)。!]{{0,3}}{_SP}$",
    rf"^{_SP}[\[(<]?{_ENGLISH}[\])>]?{_SP}(?::|//|$)",
)
_MARK = compiled_later("|".join(_FORMS), re.MULTILINE | re.IGNORECASE)
_IN_FILE_NAME = compiled_later(rf"(?:^|{_OPEN})(?:{_GRADE}{_KIND}|{_INTERNAL})(?:$|{_SHUT})|^{_INTERNAL}")
_BETWEEN = r"[ \t\u00a0./\-]{0,2}"
# Looked for at each digit that none goes before, so that a number in front of one (3 4405…) hides nothing.
_IDENTITY = compiled_later(rf"(?<!\d)(?=([1-9](?:{_BETWEEN}\d){{16}}{_BETWEEN}[\dX])(?!\d))", re.IGNORECASE)
_UNSEEN = compiled_later("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
# GB 11643: weights of the seventeen digits, and the check character of each remainder (ISO 7064 MOD 11-2).
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_PROVINCES = frozenset((*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66)))
_ELSEWHERE = frozenset((71, 81, 82, 83, 91))
EARLIEST_BIRTH = 1880


class Secret(StrEnum):
    """Why a text must not be kept."""

    MARK = "mark"
    IDENTITY = "identity"


def secret(text: str, *, file_name: bool = False) -> Secret | None:
    """Say why a text must not be kept; None for the ordinary. In a file name a mark may stand between its parts.

    A mark is one as an office writes it (a grade with its star, in brackets, after 密级, or alone on a line); words
    that merely speak of secrecy (保密局, 不涉密, 秘密投票, 机密性) are none. Time is linear in the text.
    """
    half = one_for_one(_UNSEEN.sub("", text).replace("\r", "\n"))
    plain = one_for_one(unicodedata.normalize("NFKC", half))
    if _MARK.search(plain) or (file_name and _IN_FILE_NAME.search(plain)):
        return Secret.MARK
    return Secret.IDENTITY if any(map(_is_identity, _numbers({half, plain}))) else None


def _numbers(forms: Set[str]) -> Iterator[str]:
    """List what may be identity numbers in a text, with ① read as a sign and as a digit."""
    for found in chain.from_iterable(map(_IDENTITY.finditer, forms)):
        yield re.sub(r"[^0-9X]", "", found[1].upper())


def _is_identity(number: str) -> bool:
    """Whether eighteen characters are an identity number: a region, a day of birth, and the check character."""
    if int(number[:2]) not in _PROVINCES | _ELSEWHERE or int(number[6:10]) < EARLIEST_BIRTH:
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return _CHECK[sum(int(d) * w for d, w in zip(number, _WEIGHTS, strict=False)) % 11] == number[17]
