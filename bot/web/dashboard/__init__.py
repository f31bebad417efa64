"""The dashboard: what the plan and its reports look like on a page. Nothing can be changed there."""

from bot.web.dashboard.site import Dashboard

__all__ = ["Dashboard"]
