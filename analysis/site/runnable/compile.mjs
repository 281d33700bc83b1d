// Compile Python files with the Python that will run them: node compile.mjs PYODIDE FOLDER
import { pathToFileURL } from "node:url";
const [, , pyodide, folder] = process.argv;
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`));
const python = await loadPyodide({ indexURL: `${pyodide}/` });
python.FS.mkdirTree("/case");
python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, "/case");
python.runPython(`
import py_compile
from pathlib import Path
work = Path("/case")
for path in sorted(work.rglob("*.py")):
    # an import reads what stands beside no source without asking for its age
    shown = str(path.relative_to(work))
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    try:
        py_compile.compile(path, path.with_suffix(".pyc"), shown, doraise=True, invalidation_mode=mode)
    except py_compile.PyCompileError:
        continue  # a template or a file for other versions: stays as it is
    path.unlink()
`);
