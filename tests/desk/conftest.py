"""The desk of the small cast."""

import pytest

from bot.plan.model import Plan
from tests.desk.cast import Talk


@pytest.fixture
async def talk(plan: Plan) -> Talk:
    return await Talk(plan).seated()
