"""The desk of the small cast."""

import pytest

from bot.plan.model import Plan
from tests.desk.cast import Talk


@pytest.fixture
def talk(plan: Plan) -> Talk:
    return Talk(plan)
