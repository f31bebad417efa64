"""Getting to know the bot. /help lists the whole table, so its handler is handed in."""

from bot.desk.base import Command, Family, Handler
from bot.desk.commands import hello


def rows(help_: Handler) -> tuple[Command, ...]:
    return (
        Command(
            "start",
            ("开始",),
            Family.HELLO,
            {"zh": "我是谁、能做什么；群里怎么绑定", "en": "What I am and can do; how a group is bound"},
            hello.start,
        ),
        Command(
            "help",
            ("帮助", "命令"),
            Family.HELLO,
            {"zh": "全部命令，或一个命令的用法", "en": "All commands, or how to use one"},
            help_,
            {"zh": "[命令]", "en": "[COMMAND]"},
            "target",
        ),
        Command(
            "whoami",
            ("我是谁", "身份"),
            Family.HELLO,
            {"zh": "您的编号、身份，本群是谁的、能看什么", "en": "Your id and role, whose room this is, what it shows"},
            hello.whoami,
        ),
        Command(
            "lang",
            ("语言",),
            Family.HELLO,
            {"zh": "换语言：中文或英文", "en": "Change the language: Chinese or English"},
            hello.lang,
            {"zh": "zh|en", "en": "zh|en"},
            "en",
        ),
    )
