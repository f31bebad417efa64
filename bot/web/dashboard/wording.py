"""The words of the pages that no message has: headings, filters, what to do at the door."""

from collections.abc import Callable

WORDS: dict[str, tuple[str, str]] = {
    "wall": ("挂图作战", "Plan wall"),
    "targets": ("主要目标", "Targets"),
    "departments": ("单位", "Departments"),
    "week": ("本周变化", "This week"),
    "search": ("查找任务", "Find tasks"),
    "go": ("查找", "Find"),
    "all_departments": ("全部单位", "All departments"),
    "all_lamps": ("全部亮灯", "All lamps"),
    "all_sections": ("全部部分", "All sections"),
    "clear": ("清除筛选", "Clear filters"),
    "section": ("部分", "Section"),
    "worst": ("最需要过问的", "What needs attention most"),
    "more": ("全部{n}项", "All {n}"),
    "found": ("共{n}项", "{n} found"),
    "none": ("没有符合条件的任务", "No task fits"),
    "page": ("第{a}页，共{b}页", "Page {a} of {b}"),
    "previous": ("上一页", "Previous"),
    "next": ("下一页", "Next"),
    "as_of": ("截至{d}", "As of {d}"),
    "seen_as": ("{p}（{r}）", "{p} ({r})"),
    "office": ("督办", "plan office"),
    "leader": ("区领导", "district leader"),
    "lead": ("单位责任人", "department lead"),
    "leave": ("退出", "Leave"),
    "language": ("English", "中文"),
    "demand": ("要求", "Required"),
    "due": ("时限", "Due"),
    "original": ("原定{d}", "originally {d}"),
    "lead_by": ("牵头", "Lead"),
    "supporting": ("配合", "Supporting"),
    "progress": ("进展", "Progress"),
    "trajectory": ("序时应达{n}%", "should stand at {n}%"),
    "milestones": ("节点", "Milestones"),
    "quote": ("计划原文", "The plan's words"),
    "reports": ("历次反馈和变更", "Reports and changes"),
    "no_reports": ("还没有反馈", "No report yet"),
    "hidden": ("这里只看计划，不含进展", "The plan only; progress is not shown here"),
    "evidence": ("附件", "Attached"),
    "retracted": ("已撤销", "withdrawn"),
    "superseded": ("已被修改后的消息代替", "replaced by an edit"),
    "photo": ("图片", "photo"),
    "document": ("文件", "document"),
    "tasks": ("牵头任务", "Tasks led"),
    "goal": ("目标", "Goal"),
    "value": ("最新", "Newest"),
    "lamp": ("亮灯", "Lamp"),
    "why": ("原因", "Why"),
    "turned": ("亮灯变化", "Lamps that turned"),
    "reported": ("收到的反馈", "Reports received"),
    "nothing": ("最近七天没有变化", "Nothing changed in the last seven days"),
    "demo": ("演示数据：由示例生成，不是真实进展", "Demonstration data: invented, no real progress"),
    "door": ("计划看板", "Plan dashboard"),
    "door_how": (
        "在 Telegram 里私聊机器人，发 /dashboard，点它给的链接。",
        "Send /dashboard to the bot in private on Telegram, and open the link it gives you.",
    ),
    "enter": ("进入看板", "Open the dashboard"),
    "enter_as": ("以{p}的身份查看", "As {p}"),
    "forged": ("这个链接不完整或不是本机器人发的。", "This link is incomplete, or not from this bot."),
    "expired": ("这个链接或登录已过期。", "This link or session is over."),
    "revoked": ("这个链接或登录已被收回。", "This link or session was revoked."),
    "role": ("您的身份已变，请重新取链接。", "Your role has changed; please ask for a new link."),
    "spent": ("这个链接已经用过。每个链接只能用一次。", "This link has been used. Each opens one session."),
    "session": ("请先登录。", "Please come in first."),
    "missing": ("没有这一页", "There is no such page"),
    "back": ("返回挂图", "Back to the wall"),
    "skip": ("跳到内容", "Skip to the content"),
    "picture": ("计划全貌图", "The plan at a glance"),
    "chart_of": ("{n}走势图", "Course of {n}"),
    "live": ("有更新时自动刷新", "Refreshes by itself"),
}


def speaker(language: str) -> Callable[..., str]:
    """Make the function that says a word of the pages in a language."""
    column = 0 if language == "zh" else 1

    def say(name: str, **values: object) -> str:
        return WORDS[name][column].format(**values)

    return say
