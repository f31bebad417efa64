"""Names of indicators: what stands around them is taken off, names that share a part are written out in full."""

import re

from bot.imports.markers import marker_of
from bot.language.patterns import compiled_later

# What stands before a name without belonging to it.
_LEAD = compiled_later(
    r"^(?:[,、:;\s]|其中|今年|本年度?|本年|年内|年末|年底|到年底|全年|预期|预计|建议|计划|力争|确保|争取|努力|实现|完成|达到|使|让|把|将|推动|带动|促进|保持|做到|必须|同时|此外|另外|"
    r"全(?=市|县|区|州|省|旗|镇|乡|盟|地区|域)(?:市|县|区|州|省|旗|镇|乡|盟|地区|域)|我(?:市|县|区|州|省|旗)|本(?:市|县|区|州|省)(?!级)|20\d\d年|\d{1,2}月底前|以及|并|和(?!谐)|与|及|的)+"
)
_HEAD = compiled_later(
    r"^[^,。;]{0,14}?(?:目标|指标|方面|质量|效益|民生|生态|经济|发展|结构)[^,。;:]{0,6}:|^[一-鿿]{2,6}:"
)
_TAIL = compiled_later(r"(?:[,、:的]|增长|同比|比上年|较上年|分别|实际|均|预期)+$")

# Words that end the full name of an indicator; only names that end so are parted where they share one value.
_COMPLETE = compiled_later(
    r"(?:收入|支出|投资|总额|产值|增加值|总值|GDP|进出口|出口|进口|出口额|进出口额|外资|内资|失业率|价格|指数|能耗|"
    r"排放量|排放总量|产量|贷款|存款|余额|比重|占比|销售额|零售额|交易额|吞吐量|税收|利润|覆盖率|城镇化率|优良率)"
    r"(?:增速|增幅|涨幅)?$"
)
_JOINED = compiled_later(r"、|以及|(?<!共)和(?!谐|平|美|睦|田|林)|与(?!会)|及(?!以|时|格)")
_POLLUTANT = compiled_later(
    r"^(?:化学需氧量|氨氮|二氧化硫|氮氧化物|总磷|总氮|烟粉尘|工业烟粉尘|COD|挥发性有机物|二氧化碳|烟尘)$"
)


def clean_name(name: str) -> str:
    """Take off from a name what does not belong to it (全市, 力争, 其中 …)."""
    marker = marker_of(name)
    name = name[marker.end :] if marker and not name.startswith("第") else name
    name = _HEAD.sub("", name)
    before = None
    while before != name:
        before = name
        name = _TAIL.sub("", _LEAD.sub("", name))
    return name.strip("“”\"'《》 ")


def shared_names(name: str, count: int) -> list[str]:
    """List the names that one clause speaks of; `count` values follow them.

    Several names with one value are parted where each is a full name by itself; with as many values, always.
    """
    if not name:
        return []
    industries = re.fullmatch(r"第?一、(?:第?二)(?:(?:、|和|及)(?:第?三))?((?:次)?产业.*)", name)
    if industries and count > 1:
        return [f"第{n}{industries[1]}" for n in "一二三"][:count]
    if count == 2 and "城乡" in name and not _JOINED.search(name):
        return [name.replace("城乡", "城镇", 1), name.replace("城乡", "农村", 1)]
    parts = [part for part in (clean_name(p) for p in _JOINED.split(name)) if part]
    if len(parts) < 2:
        return [name]
    if count == len(parts):
        return _written_out(parts)
    return parts if count == 1 and all(_COMPLETE.search(part) for part in parts) else [name]


def _written_out(parts: list[str]) -> list[str]:
    """Give each of the names the end they share: 城镇、农村居民人均可支配收入."""
    last = parts[-1]
    if re.search(r"排放(?:总)?量$", last):
        end = re.search(r"排放(?:总)?量$", last)
        return [p + end[0] if end and _POLLUTANT.match(p) else p for p in parts[:-1]] + [last]
    full: list[str] = []
    for part in parts[:-1]:
        rest = last[len(part) :]
        short = not _COMPLETE.search(part) and len(part) <= 6
        full.append(part + rest if short and len(rest) >= 2 else part)
    return [*full, last]
