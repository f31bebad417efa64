"""Which district, county or city a report is of."""

import re
from collections.abc import Sequence

from bot.imports.passages import Passage, dense
from bot.language.patterns import compiled_later

_NAME = r"[一-鿿]{1,7}?(?:自治州|自治县|自治旗|地区|新区|市|州|盟|县|区|旗|镇)"
_PLACES = rf"(?P<place>(?:[一-鿿]{{2,6}}?(?:省|自治区))?{_NAME}(?:{_NAME})?)"
_SOURCES = tuple(
    compiled_later(pattern)
    for pattern in (
        rf"^(?!受|代表|向|经|由)(?:关于)?(?:20\d\d年度?)?{_PLACES}(?:人民)?政府(?:关于|20\d\d年)?.{{0,12}}(?:工作)?(?:报告|要点|任务|实事)",
        rf"^关于{_PLACES}20\d\d年",
        rf"^(?:20\d\d年度?)?{_PLACES}(?:20\d\d年)?(?:度)?(?:国民经济|政府工作|重点工作|民生实事|任务分解|经济社会)",
        rf"^(?:20\d\d年度?)?{_PLACES}(?:20\d\d年)?(?:度)?工作(?:要点|计划|安排)",
        rf"在{_PLACES}第[一二三四五六七八九十]{{1,4}}届",
        r"在(?P<place>[一-鿿]{2,6}?(?:省|自治区))第[一二三四五六七八九十]{1,4}届",
        rf"(?:代表|受){_PLACES}(?:人民)?政府",
        rf"^{_PLACES}(?:区长|县长|市长|州长|旗长|代市长|代区长|代县长|发展和改革|人民政府)",
    )
)
_NOT_OWN = compiled_later(
    r"^(?:全|我|本|各|现|该|向|和|在|于|年|届|次|为|了|将|把|与)?(?:市|县|区|州|旗|镇)$|^[一二三四五六七八九十]"
    r"|[今去]年|过去|代表|第|届|我|全(?:市|县|区|旗)|全州(?!县)"
)
_UNNAMED = (("我区", "本区"), ("我县", "本县"), ("我州", "本州"), ("我旗", "本旗"), ("我镇", "本镇"), ("我市", "本市"))
OPENING = 14  # passages in which a report names its place


def place_of(passages: Sequence[Passage], name: str = "") -> tuple[str, bool]:
    """Name the place of a report and say whether the report, or its name as a file, says so itself."""
    opening = [passage.dense.lstrip("-") for passage in passages[:OPENING]] + [dense(name)]
    for source in _SOURCES:
        for text in opening:
            match = source.search(text[:200])
            if match and not _NOT_OWN.search(match["place"]):
                return match["place"].removeprefix("关于").removeprefix("中共"), True
    text = "".join(passage.dense for passage in passages[:400])
    counts = {name: text.count(said) + text.count(f"全{said[-1]}") for said, name in _UNNAMED}
    best = max(counts, key=lambda name: counts[name])
    return (best if counts[best] else "本地"), False


def own_name(place: str) -> str:
    """Give the last part of a place's name without its kind: 广州市越秀区 → 越秀."""
    parts = re.findall(r"[一-鿿]+?(?:自治州|自治县|自治区|地区|新区|省|市|州(?!市)|盟|县|区|旗|镇)", place)
    last = parts[-1] if parts else place
    if len(parts) > 1 and len(last) <= 1:
        last = parts[-2]
    name = re.sub(r"(?:自治州|自治县|自治区|地区|新区|省|市|州|盟|县|区|旗|镇)$", "", last)
    return name if len(name) >= 2 or not name else last


def last_part(place: str) -> str:
    """Give the last part of a place's name, which its departments carry: 广州市越秀区 → 越秀区."""
    own = own_name(place)
    return place[place.rfind(own) :] if own and own in place else place
