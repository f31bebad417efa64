"""The desk of the small cast, and a conversation with it."""

import pytest

from bot.plan.model import Plan
from tests.desk.cast import Talk
from tests.desk.dialogue import Dialogue


@pytest.fixture
async def talk(plan: Plan) -> Talk:
    return await Talk(plan).seated()


@pytest.fixture
async def chat(plan: Plan) -> Dialogue:
    """A desk whose answers arrive, to reply to and to press."""
    return await Dialogue(plan).seated()
