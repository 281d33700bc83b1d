"""``python -m analysis``: see `analysis.cli`."""

import io
import sys

from analysis.cli import main

if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # The same bytes on any system and locale.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    sys.exit(main())
