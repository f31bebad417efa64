"""Numbers as people write them: 1,850 · 十二点五亿 · 3亿2千万 · 一亿二 · 两千三百."""

from bot.language.patterns import compiled_later

DIGITS = "零一二三四五六七八九"
_DIGIT = {**{sign: float(value) for value, sign in enumerate(DIGITS)}, "〇": 0.0, "两": 2.0, "廿": 2.0, "半": 0.5}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}

ARABIC = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
CHINESE = rf"[{DIGITS}〇两廿十百千]+(?:点[{DIGITS}〇]+)?"
# A number with its scale: 12.5万, 3亿2千万, 二十一亿五千万. Atomic: a failed match never tries its parts again.
NUMBER = rf"(?>(?:(?:{ARABIC}|{CHINESE})[百千万亿]*)+)"
LONGEST = 60  # characters; what is longer is no number of anything
LARGEST = 1e15  # no amount of a district's plan is near it

_PIECE = compiled_later(rf"(?P<arabic>{ARABIC})|点(?P<decimals>[{DIGITS}〇]+)|(?P<sign>.)")


def number(text: str) -> float | None:
    """Read a whole text as one number, Arabic, Chinese or mixed, to 亿 and beyond; None where it is none.

    A last digit after 百, 千, 万 or 亿 counts in the next place down, as it is spoken: 两千三 is 2,300.
    """
    if not text or len(text) > LONGEST:
        return None
    reader = _Reader()
    for piece in _PIECE.finditer(text):
        if piece["arabic"]:
            reader.arabic(float(piece["arabic"].replace(",", "")))
        elif piece["decimals"]:
            reader.decimals(piece["decimals"])
        elif not reader.sign(piece["sign"]):
            return None
    total = reader.total()
    return total if total < LARGEST else None


class _Reader:
    """Adds up a number sign by sign: `_high` closed 亿 and 万, `_low` the section below, `_last` the open digit."""

    def __init__(self) -> None:
        self._high = 0.0
        self._low = 0.0
        self._last: float | None = None
        self._place = 0.0  # the scale just closed; 0 after a 零, which says that places were skipped

    def arabic(self, value: float) -> None:
        self._last = value
        self._place = 0.0

    def decimals(self, digits: str) -> None:
        fraction = "".join(str(int(_DIGIT[digit])) for digit in digits)
        self._last = (self._last or 0.0) + float(f"0.{fraction}")
        self._place = 0.0

    def sign(self, sign: str) -> bool:
        if sign in _DIGIT:
            self._digit(_DIGIT[sign])
        elif sign in _TENS:
            self._tens(_TENS[sign])
        elif sign in _MYRIADS:
            self._myriads(_MYRIADS[sign])
        else:
            return False
        return True

    def total(self) -> float:
        last = self._last or 0.0
        if self._place >= 100 and 0 < last < 10:
            last *= self._place / 10
        return round(self._high + self._low + last, 6)

    def _digit(self, value: float) -> None:
        if value == 0 and self._last is None:
            self._place = 0.0
        elif self._last is not None:
            self._last = self._last * 10 + value  # 二〇二三, 一二三
            self._place = 0.0
        else:
            self._last = value

    def _tens(self, scale: int) -> None:
        self._low += (1.0 if self._last is None else self._last) * scale
        self._last, self._place = None, scale

    def _myriads(self, scale: int) -> None:
        section = self._low + (self._last or 0.0)
        if not section and not self._high:
            section = 1.0
        if scale == _MYRIADS["亿"]:
            self._high = (self._high + section) * scale
        else:
            self._high += section * scale
        self._low, self._last, self._place = 0.0, None, scale
