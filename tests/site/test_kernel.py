"""Nothing outside the checkout shows in what a notebook stores."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from support import HOSTILE, ROOT, TEMPLATE

from analysis.site.kernel import local, sealed

CELLS = [
    "import analysis\n"
    f"dossier = analysis.load({str(TEMPLATE)!r})\n"
    "table = analysis.answers_to(dossier, 'q-share')\n"
    "analysis.plot.answers(table, title='Été')",
    "import sys, os, tempfile\n"
    "from pathlib import Path\n"
    "print(analysis.__file__, sys.flags.utf8_mode, 'é …', sorted(os.listdir(Path.home())))",
]


def written(folder: Path, cells: list[str]) -> Path:
    """Write a notebook that was never run."""
    folder.mkdir(parents=True)
    path = folder / "short.ipynb"
    made = [nbformat.v4.new_code_cell(text, id=f"cell-{n}") for n, text in enumerate(cells)]
    nbformat.write(nbformat.v4.new_notebook(cells=made), path)
    return path


def executed(path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a notebook as `make report` does."""
    return subprocess.run(
        [sys.executable, "-m", "analysis.site.execute", str(path)],
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give an environment in which everything is set to show, or to fail."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "matplotlibrc").write_text(HOSTILE, encoding="utf-8")
    startup = folder / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text("import sys; print('hello', file=sys.stderr)", encoding="utf-8")
    spec = folder / "jupyter" / "kernels" / "python3"
    spec.mkdir(parents=True)
    (spec / "kernel.json").write_text(
        '{"argv": ["/none/python"], "display_name": "Python 3", "language": "python"}',
        encoding="utf-8",
    )
    long = folder / ("x" * 150)
    long.mkdir()
    return {
        "HOME": "/proc/none",  # which nobody can write to, root neither
        "IPYTHONDIR": str(folder / "ipython"),
        "JUPYTER_PATH": str(folder / "jupyter"),
        "LC_ALL": "C",
        "MATPLOTLIBRC": str(folder / "matplotlibrc"),
        "MPLBACKEND": "TkAgg",
        "PYTHONSTARTUP": "/none.py",
        "PYTHONUTF8": "0",
        "TMPDIR": str(long),
        "TZ": "Pacific/Apia",
    }


def test_a_hostile_environment_changes_no_byte(tmp_path: Path, hostile: dict[str, str]) -> None:
    plain = written(tmp_path / "plain", CELLS)
    odd = written(tmp_path / "o'dir é ü" / "a b", CELLS)
    shutil.copy(hostile["MATPLOTLIBRC"], odd.parent)
    for path, environment in ((plain, {}), (odd, hostile)):
        done = executed(path, **environment)
        assert done.returncode == 0, done.stderr
    assert plain.read_bytes() == odd.read_bytes()
    outputs = [cell.outputs for cell in nbformat.read(odd, as_version=4).cells]
    assert "image/png" in outputs[0][0]["data"]
    assert outputs[1][0]["text"] == f"{ROOT / 'analysis' / '__init__.py'} 1 é … []\n"


@pytest.mark.parametrize(
    "cell", ["import sys; print('oh', file=sys.stderr)", "1 / 0", "import os; os._exit(1)"]
)
def test_what_complains_or_fails_is_not_stored(cell: str, tmp_path: Path) -> None:
    path = written(tmp_path / "bad", ["print('well')", cell])
    before = path.read_bytes()
    done = executed(path)
    assert done.returncode == 1
    assert "short.ipynb: not stored" in done.stderr
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == ["short.ipynb"]


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is a signal")
def test_ctrl_c_ends_all_and_changes_nothing(tmp_path: Path) -> None:
    """While one notebook runs, one waits for its kernel, and one for its turn."""
    began = tmp_path / "began"
    cell = f"import time, pathlib; pathlib.Path({str(began)!r}).touch(); time.sleep(60)"
    paths = [written(tmp_path / name, [cell]) for name in "abc"]
    before = [path.read_bytes() for path in paths]
    with subprocess.Popen(
        [sys.executable, "-m", "analysis.site.execute", *map(str, paths)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        encoding="utf-8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell may ignore it
    ) as run:
        while not began.exists() and run.poll() is None:
            time.sleep(0.1)
        run.send_signal(signal.SIGINT)
        try:
            _, said = run.communicate(timeout=60)
        finally:
            run.kill()
    kernels = [line for line in said.splitlines() if "IPKernelApp" not in line]
    assert kernels == ["stopped; each notebook is as it was, or whole as it is now"]
    assert run.returncode == 1
    assert [path.read_bytes() for path in paths] == before


@pytest.mark.parametrize("name", ["none", "none.ipynb"])
def test_what_is_not_there_is_one_line(name: str, tmp_path: Path) -> None:
    if name == "none":
        (tmp_path / name).mkdir()
    done = executed(tmp_path / name)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert name in done.stderr


def test_a_kernel_is_given_nothing_of_a_person_s(tmp_path: Path) -> None:
    given = {"HOME": "/home/me", "PATH": "/bin", "PYTHONHOME": "/x", "XDG_CONFIG_HOME": "/y"}
    made = sealed(tmp_path / "own", given)
    assert made["PATH"] == "/bin"
    assert not {"PYTHONHOME", "XDG_CONFIG_HOME"} & made.keys()
    paths = {name: value for name, value in made.items() if value.startswith("/")}
    own = {name for name, value in paths.items() if Path(value).is_relative_to(tmp_path)}
    assert paths.keys() - own == {"PATH", "PYTHONPATH"}
    assert all(Path(paths[name]).is_dir() for name in own)


@pytest.mark.skipif(sys.platform == "win32", reason="has no such sockets")
def test_a_socket_has_a_short_path_or_is_a_port() -> None:
    assert local("/tmp/tmpabc")["KernelManager"]["ip"] == "/tmp/tmpabc/kernel"
    assert "ip" not in local("/tmp/" + "é" * 50)["KernelManager"]


def test_notebooks_of_a_folder_are_named_in_their_order(tmp_path: Path) -> None:
    written(tmp_path / "a", ["1 / 0"]).rename(tmp_path / "1_first.ipynb")
    written(tmp_path / "b", ["1 / 0"]).rename(tmp_path / "2_second.ipynb")
    said = executed(tmp_path).stderr
    assert re.findall(r"(\w+)\.ipynb: not stored", said) == ["1_first", "2_second"]
