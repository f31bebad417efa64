"""The festivals people date their promises by: 国庆前, 春节前, 节前."""

from datetime import date, timedelta

_FIXED = {
    "元旦": (1, 1),
    "妇女节": (3, 8),
    "五一": (5, 1),
    "劳动节": (5, 1),
    "五四": (5, 4),
    "六一": (6, 1),
    "儿童节": (6, 1),
    "七一": (7, 1),
    "八一": (8, 1),
    "建军节": (8, 1),
    "教师节": (9, 10),
    "国庆": (10, 1),
    "十一": (10, 1),
    "双十一": (11, 11),
    "圣诞": (12, 25),
}
# Lunar festivals as (month, day) by year: the almanac, checked against the built-in calendar where that has the year.
_FIRST_LUNAR_YEAR = 2018
_LUNAR = {
    "春节": "0216 0205 0125 0212 0201 0122 0210 0129 0217 0206 0126 0213 0203 0123 0211 0131 0219 0208",
    "端午": "0618 0607 0625 0614 0603 0622 0610 0531 0619 0609 0528 0616 0605 0624 0612 0601 0620 0610",
    "中秋": "0924 0913 1001 0921 0910 0929 0917 1006 0925 0915 1003 0922 0912 1001 0919 0908 0927 0916",
}
_ALIASES = {"过年": "春节", "新年": "元旦", "农历新年": "春节", "双节": "中秋"}
PUBLIC = ("元旦", "春节", "清明", "五一", "端午", "中秋", "国庆")
NAMES = tuple(sorted({*_FIXED, *_LUNAR, *_ALIASES, "清明", "元宵"}, key=len, reverse=True))


def festival(name: str, year: int) -> date | None:
    """Say the day of a festival in a year; None where the almanac here does not reach (lunar ones: 2018 to 2035)."""
    name = _ALIASES.get(name, name)
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name == "清明":
        return _tomb_sweeping(year)
    if name == "元宵":
        spring = festival("春节", year)
        return spring and spring + timedelta(days=14)
    days = _LUNAR[name].split()
    place = year - _FIRST_LUNAR_YEAR
    if not 0 <= place < len(days):
        return None
    return date(year, int(days[place][:2]), int(days[place][2:]))


def next_festival(after: date) -> tuple[str, date] | None:
    """Find the public festival that comes next after a day (what 节前 speaks of)."""
    coming = [
        (name, day)
        for name in PUBLIC
        for year in (after.year, after.year + 1)
        if (day := festival(name, year)) and day > after
    ]
    return min(coming, key=lambda found: found[1], default=None)


def _tomb_sweeping(year: int) -> date | None:
    """Say the day of 清明 by the solar-term formula, which holds from 2000 to 2099."""
    if not 2000 <= year <= 2099:
        return None
    short = year % 100
    return date(year, 4, int(short * 0.2422 + 4.81) - short // 4)
