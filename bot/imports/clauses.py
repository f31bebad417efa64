"""What a clause of a sentence does: states work, says on what ground, says what comes of it, or commits nobody."""

import re

from bot.language.patterns import compiled_later


def _any(*groups: str) -> str:
    """Join words and patterns, written with blanks between them, into one alternative."""
    return "|".join(word for group in groups for word in group.split())


# A clause that only says where, how or on what ground: it goes with the next one.
_LEAD_IN = compiled_later(
    "(?:"
    + _any(
        "按照 根据 依据 聚焦 立足 依托 结合 针对 借助 抓住 抢抓 坚持 突出 对标 对照",
        "着眼 面向 面对 遵循 秉持 秉承 树立 瞄准 衔接",
        "随着 紧扣 紧盯 紧紧围绕 紧抓 锚定 借鉴 通过 本着 把.{2,40}作为",
        "围绕(?!.{2,40}等(?:领域|方面).{4})",
        "(?:充分)?发挥.{2,30}(?:作用|优势|功能|效应)$",
        "(?:利用|用好).{2,30}(?:载体|优势|作用|资源|机遇|契机|平台|功能)$",
        "强化.{2,8}保障$ 统筹(?!推进|做好|抓好).{2,30}$ 加大.{2,10}力度$",
        "加强.{2,8}领导$ 做好.{1,10}服务$",
        "(?:认真|全面)?落实好?.{2,30}(?:精神|要求|部署)$",
        "在.{1,30}(?:上|下|中|方面|领域|基础上|同时|前提下)$",
        "“?以.{1,60}为.{0,14}$",
    )
    + ")"
)
# A clause that says what comes of the one before it: it goes with that.
_RESULT = compiled_later(
    "(?:"
    + _any(
        "从而 以此 进而 不断 有效 切实(?!落实) 使 让 促进 增强 营造 凝聚 倡导 动员",
        "最大限度 守住 维护 携手 破解 杜绝 防止 避免 夯实 逐步 做到 力求 合理 动态 满足 彰显",
        "展现 真正 充分(?!发挥) 全力保障 严厉打击 培养更多 争取更多 保持",
        "加快(?:实现|打造|形成) (?:持续|进一步)(?:提升|提高|增强)",
        "着力(?!推进|打造|建设|扩大) 坚决(?!落实).{0,4}(?:防范|遏制|守住)",
        r"确保(?!.*\d) 实现(?!.*\d) 形成(?!.*\d) 带动(?!.*\d) 努力(?!.*\d)",
        "提升.{0,20}(?:水平|能力|效能|质量|满意度|形象|精度|功能|效率|品质)$",
        "提高.{0,14}(?:水平|能力|效能|质量|效率|程度)$ 推进.{2,20}一体化$",
        "推动.{2,30}(?:发展|提升|结合|升级|融合|落地|见效|减排|转型|协同)$",
        "保障.{0,10}(?:安全|权益|需求)$ 打造.{0,16}(?:样板|高地|品牌|标杆|示范)$ 拓展.{2,8}空间$",
        "以(?!.{1,40}为).{2,20} 为.{2,30}(?:提供|奠定|创造|作出|注入)",
    )
    + ")"
)
# A clause that counts or dates what the one before it speaks of.
_FOLLOW_UP = compiled_later(
    "(?:"
    + _any(
        "其中 增长 同比 比上年 较上年 比去年 较去年 下降 占 分别 总投资 年度投资 总面积 增幅 增速 年均 实现翻番 合计",
        r"(?:\d{1,2}月(?:底|末|份)?前?|年底前?|年内|[一二三四]季度末?|上半年)(?:全面|正式|全部)?(?:建成|竣工|完工|投产|投用|投入使用|通车|启用|开放|运营)$",
        r"达到(?=\d) (?:力争|确保|争取).{0,10}(?:竣工|完工|投产|建成|通车|开工|投用|见效)$",
    )
    + ")"
)
_RHETORIC = compiled_later(f"(?:{_any('各位代表 同志们 我们(?!将) 总之 实践证明 让我们 今年是 人民 政府工作')})")
_PRINCIPLE = compiled_later(
    "(?:"
    + _any(
        "坚持 树立 牢记 牢固树立 始终 遵循 秉持 弘扬 增强.{0,4}意识",
        "把.{2,40}(?:摆在|放在|作为) 必须 要(?!求) 不断提升 努力 让 实现好",
    )
    + ")"
)
_SPOKEN = compiled_later("[一二三四五六七八九十]{1,2}(?:是|要)")
SHORTEST = 5  # signs of a clause that can be a task


def spoken_mark(sentence: str) -> int:
    """Say how long the 一是 is that a sentence opens with."""
    mark = _SPOKEN.match(sentence)
    return mark.end() if mark else 0


def is_lead_in(clause: str) -> bool:
    """Tell a clause of ground or means, which goes with the next one."""
    return len(clause) < SHORTEST or _LEAD_IN.match(clause) is not None


def is_follow_up(clause: str) -> bool:
    """Tell a clause that counts or dates what the one before it speaks of."""
    return _FOLLOW_UP.match(clause) is not None


def is_result(clause: str) -> bool:
    """Tell a clause that says what comes of the one before it."""
    return len(clause) < SHORTEST or _RESULT.match(clause) is not None


def is_address(paragraph: str) -> bool:
    """Tell a paragraph that speaks to the assembly: it calls and sums up (各位代表！蓝图已经绘就 …)."""
    return re.match("各位代表|同志们|朋友们", paragraph) is not None


def is_rhetoric(sentence: str) -> bool:
    """Tell a call or a summary."""
    return _RHETORIC.match(sentence) is not None and not re.search(r"\d", sentence)


def is_principle(words: str) -> bool:
    """Tell a principle by itself, which hands nobody any work."""
    return _PRINCIPLE.match(words) is not None and "," not in words
