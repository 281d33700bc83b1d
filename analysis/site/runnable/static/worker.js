// Python, apart from the page: the page stays usable meanwhile, and can end it.
const parts = new Map();
let python, driver;

// A part that the page is asked for once, and sends.
function part(name) {
  if (!parts.has(name)) {
    let come;
    const sent = new Promise((resolve) => (come = resolve));
    parts.set(name, { sent, come });
    postMessage({ need: name });
  }
  return parts.get(name).sent;
}

async function filesOf(name) {
  const { files, data } = await part(name);
  const text = atob(data);
  const packed = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) packed[i] = text.charCodeAt(i);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let at = 0;
  return files.map(([path, size]) => [path, bytes.subarray(at, (at += size))]);
}

async function unpack(name) {
  for (const [path, content] of await filesOf(name)) {
    python.FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    python.FS.writeFile(path, content);
    // a library that packages share is found only if it is there before them
    if (path.startsWith("/usr/lib/")) await python._api.loadDynlib(path, true);
  }
  parts.set(name, { sent: Promise.resolve() }); // its text is needed no more
}

async function begin({ needs }) {
  needs.forEach(part); // asked for at once, unpacked one after the other
  const core = Object.fromEntries(await filesOf("core"));
  self.fetch = async (address) => {
    const name = String(address.url ?? address).split("/").pop();
    const type = name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
    return name in core
      ? new Response(core[name], { headers: { "content-type": type } })
      : new Response(null, { status: 404 });
  };
  postMessage({ step: "core" });
  python = await loadPyodide({ indexURL: "https://folder.invalid/", env: { MPLBACKEND: "agg" } });
  for (const name of needs) {
    postMessage({ step: name });
    await unpack(name);
  }
  postMessage({ step: "library" });
  python.runPython("import importlib; importlib.invalidate_caches()");
  driver = python.pyimport("analysis.site.runnable.driver");
  return JSON.parse(driver.begin());
}

// Ask the driver, bringing what it lacks until it can answer.
async function ask(name, given) {
  for (;;) {
    const answer = JSON.parse(driver[name](...given));
    if (!answer.needs) return answer;
    postMessage({ step: answer.needs });
    await unpack(answer.needs);
    driver.arrived(answer.needs);
  }
}

async function put(files) {
  for (const [path, content] of files) {
    python.FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    python.FS.writeFile(path, content);
  }
}

onmessage = async ({ data }) => {
  if (data.part) return parts.get(data.part).come(data);
  try {
    if (data.put) await put(data.put);
    const answer = data.begin ? await begin(data.begin) : await ask(data.ask, data.given);
    postMessage({ id: data.id, answer });
  } catch (error) {
    postMessage({ id: data.id, failed: String(error) });
  }
};
