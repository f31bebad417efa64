"""Pinyin is made once for a plan, outside the bot's process."""

import json
from pathlib import Path

from bot.plan.model import Plan
from bot.spelling import FILE, spelled


async def test_keys_are_made_and_kept(plan: Plan, tmp_path: Path) -> None:
    keys = await spelled(plan, tmp_path)
    assert keys["一般公共预算收入"] == ("ybggyssr", "yibangonggongyusuanshouru")
    (tmp_path / FILE).write_text(json.dumps(dict(keys) | {"一般公共预算收入": ["x", "y"]}), "utf-8")
    assert (await spelled(plan, tmp_path))["一般公共预算收入"] == ("x", "y"), "kept keys are not made again"


async def test_a_damaged_file_is_made_anew(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("{", "utf-8")
    assert "一般公共预算收入" in await spelled(plan, tmp_path)
    assert json.loads((tmp_path / FILE).read_text("utf-8"))
