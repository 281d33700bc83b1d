// Rerun a notebook of a built site by Node.js: node rerun.mjs PYODIDE SITE NOTEBOOK
// Prints, as JSON, what each cell answered.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
const [, , pyodide, site, notebook] = process.argv;
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`));
const python = await loadPyodide({ indexURL: `${pyodide}/`, env: { MPLBACKEND: "agg" } });

async function unpack(name) {
  const PARTS = {};
  new Function("PARTS", readFileSync(`${site}/runnable/${name}.js`, "utf8"))(PARTS);
  const bytes = gunzipSync(Buffer.from(PARTS[name].data, "base64"));
  let at = 0;
  for (const [path, size] of PARTS[name].files) {
    python.FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    python.FS.writeFile(path, bytes.subarray(at, (at += size)));
    if (path.startsWith("/usr/lib/")) await python._api.loadDynlib(path, true);
  }
}

for (const name of ["tables", "figures", "pages", "project", notebook]) await unpack(name);
python.runPython("import importlib; importlib.invalidate_caches()");
const driver = python.pyimport("analysis.site.runnable.driver");
async function ask(name, ...given) {
  for (;;) {
    const answer = JSON.parse(driver[name](...given));
    if (!answer.needs) return answer;
    await unpack(answer.needs);
    driver.arrived(answer.needs);
  }
}
await ask("begin");
await ask("open_notebook", notebook);
const stored = JSON.parse(readFileSync(`${site}/downloads/${notebook}.ipynb`, "utf8"));
const answers = {};
for (const { cell_type, id, source } of stored.cells)
  if (cell_type === "code") answers[id] = await ask("run", id, [source].flat().join(""));
console.log(JSON.stringify(answers));
