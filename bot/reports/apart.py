"""SVG to PNG in a process of its own: making one takes a tenth of a second in which Python can do nothing else."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SECONDS = 60


def png_apart(svg: str) -> bytes:
    """Turn an SVG into a PNG; ValueError where it is no SVG, or takes longer than anybody waits."""
    command = [sys.executable, "-m", "bot.reports.pictures.raster"]
    try:
        made = subprocess.run(command, input=svg.encode(), capture_output=True, timeout=SECONDS, check=True, cwd=ROOT)
    except subprocess.CalledProcessError as error:
        raise ValueError(error.stderr.decode(errors="replace").strip().rpartition("\n")[2]) from None
    except (subprocess.TimeoutExpired, OSError) as error:
        raise ValueError(f"no picture: {error}") from None
    return made.stdout
