"""Templates as compiled: kept beside them, where Python keeps compiled modules.

To compile one takes up to 30 ms, which whoever asks first after each start would wait for, and all others with them.
"""

import contextlib
import sys
from pathlib import Path

from jinja2.bccache import Bucket, FileSystemBytecodeCache


class Compiled(FileSystemBytecodeCache):
    """Keeps what was compiled of the templates in one folder; where nothing can be kept they are compiled each time.

    What is kept goes with a template's text and with Python's version: after a change of either it is made anew.
    """

    def __init__(self, templates: Path) -> None:
        super().__init__(str(templates / "__pycache__"), "%s.jinja")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read what was kept of a template, if anything was."""
        with contextlib.suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template as it was compiled."""
        if sys.dont_write_bytecode:
            return
        with contextlib.suppress(OSError):
            Path(self.directory).mkdir(exist_ok=True)
            super().dump_bytecode(bucket)
