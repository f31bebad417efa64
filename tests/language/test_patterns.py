"""Patterns compiled at their first use are patterns like others."""

import re
import subprocess
import sys
from unittest.mock import patch

import pytest

from bot.language.patterns import compile_waiting, compiled_later

COUNTED = """
import re._compiler
compile_one, of_ours = re._compiler.compile, []

def counted(text, flags=0):
    of_ours.append(text)
    return compile_one(text, flags)

re._compiler.compile = counted
import bot.progress.reading, bot.imports.importing, bot.language.secrecy
print(sum("完成" in str(text) for text in of_ours))
"""


def test_it_is_compiled_once_and_at_need() -> None:
    with patch("re.compile", wraps=re.compile) as compiling:
        number = compiled_later(r"(\d+)万元", re.IGNORECASE)
        assert number.pattern == r"(\d+)万元"
        compiling.assert_not_called()
        assert [found[1] for found in number.finditer("12万元和7万元")] == ["12", "7"]
        assert number.sub("□", "12万元") == "□"
        assert number.groups == 1
    assert compiling.call_count == 2  # once for its methods, once for what is rarely asked


def test_what_waits_can_be_compiled_ahead() -> None:
    word = compiled_later("完成")
    compile_waiting()
    with patch("re.compile") as compiling:
        assert word.search("已完成")
        compiling.assert_not_called()


def test_a_fault_shows_at_the_first_use() -> None:
    with pytest.raises(re.error):
        compiled_later("(").search("")


def test_a_start_compiles_none_of_the_patterns_of_the_readings() -> None:
    found = subprocess.run([sys.executable, "-c", COUNTED], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "0"
