"""A kernel that nothing outside the checkout has a say in.

What a person has set for Matplotlib, IPython, Jupyter or Python, and what their home folder holds,
must not show in a notebook that others compare with theirs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from traitlets.config import Config

import analysis

ROOT = Path(analysis.__file__).resolve().parents[1]
# How the names of variables begin by which a person's settings would reach a kernel.
_SETTINGS = ("IPYTHON", "JUPYTER", "MATPLOTLIB", "MPL", "PYTHON", "XDG_")
_LONGEST_SOCKET = 90  # bytes of a path; systems take some 103, and a number is added


class OwnKernel(AsyncKernelManager):
    """The kernel of the Python that runs, whatever kernels of that name are registered."""

    def _kernel_spec_manager_default(self) -> KernelSpecManager:
        return KernelSpecManager(kernel_dirs=[])

    async def _async_interrupt_kernel(self) -> None:
        """Interrupt none that is ended: one that is only starting would complain of it."""
        if not self.shutting_down:
            await super()._async_interrupt_kernel()


def sealed(folder: Path, given: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the environment of a kernel whose home, settings and work lie in one folder.

    Parameters
    ----------
    folder : Path
        An empty folder that outlives the kernel.
    given : mapping of str to str, optional
        The environment to start from: this process's.

    Returns
    -------
    dict of str to str
        It finds the library that runs now before any that is installed.

    Examples
    --------
    >>> from pathlib import Path
    >>> made = sealed(Path("own"), {"HOME": "/home/someone", "MPLBACKEND": "TkAgg", "LANG": "C"})
    >>> made["LANG"], "MPLBACKEND" in made, Path(made["HOME"]).name
    ('C', False, 'home')
    """
    own = {
        "HOME": folder / "home",
        "USERPROFILE": folder / "home",
        "IPYTHONDIR": folder / "ipython",
        "JUPYTER_CONFIG_DIR": folder / "jupyter",
        "JUPYTER_DATA_DIR": folder / "jupyter",
        "JUPYTER_RUNTIME_DIR": folder / "jupyter",
        "MPLCONFIGDIR": folder / "matplotlib",
        "TMPDIR": folder / "tmp",
        "PYTHONPATH": ROOT,
    }
    for path in own.values():
        path.mkdir(parents=True, exist_ok=True)
    kept = {name: value for name, value in given.items() if not name.startswith(_SETTINGS)}
    kept |= {name: str(path.resolve()) for name, path in own.items()}
    return kept | {"PYTHONNOUSERSITE": "1", "PYTHONUTF8": "1"}


@contextmanager
def seal() -> Iterator[dict[str, str]]:
    """Yield a sealed environment in a temporary folder, in which Matplotlib knows its fonts.

    It says on standard error that it is looking for them: that must not happen in a notebook.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        environment = sealed(Path(folder))
        fonts = [sys.executable, "-c", "import matplotlib.font_manager"]
        subprocess.run(fonts, env=environment, check=True, capture_output=True)
        yield environment


def local(folder: str) -> Config:
    """Let a kernel listen in a folder of this machine where it can, else on this machine's port.

    >>> local("/tmp/k")["KernelManager"]["transport"], "transport" in local("/tmp/" + 99 * "k")
    ('ipc', False)
    """
    settings = {"connection_file": f"{folder}/kernel.json"}
    if sys.platform != "win32" and len(os.fsencode(folder)) < _LONGEST_SOCKET:
        settings |= {"transport": "ipc", "ip": f"{folder}/kernel"}
    return Config({"KernelManager": settings})
