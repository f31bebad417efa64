"""What a start does not load: it is there when somebody needs it."""

import subprocess
import sys

LATER = (
    "bot.imports.draft",
    "bot.imports.narrative",
    "bot.imports.sources",
    "bot.desk.importing",
    "docx",
    "icalendar",
    "pdfplumber",
    "pypinyin",
    "python_calamine",
    "resvg_py",
    "rich.console",
    "xlsxwriter",
)
START = (
    "import sys; from bot.cli.running import without_colours\n"
    "with without_colours(): import bot.life\nprint(*sys.modules)"
)


def test_a_start_loads_nothing_it_does_not_need() -> None:
    started = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)
    loaded = set(started.stdout.split())
    assert "bot.life" in loaded
    assert not loaded & set(LATER)
