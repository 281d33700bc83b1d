"""``python -m analysis``, and the installed command ``dossier``: see `analysis.cli`."""

import io
import sys


def run() -> int:
    """Run the command line, with the same bytes on any system and locale."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    try:
        from analysis.cli import main
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("analysis"):
            raise
        print(
            f"dossier: {error.name} is not installed for {sys.executable}; after `make report`, "
            "run .venv/bin/dossier in the checkout",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:  # while the libraries are being read; `main` knows of its own
        print("dossier: stopped; nothing was written", file=sys.stderr)
        return 1
    return main()


if __name__ == "__main__":
    sys.exit(run())
