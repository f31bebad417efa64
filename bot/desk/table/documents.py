"""Pictures and papers made of the plan and its reports."""

from bot.desk.base import Command

ROWS: tuple[Command, ...] = ()
