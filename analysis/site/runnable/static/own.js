// A reader's own dossier: read, checked and drawn on this machine alone.
const said = document.getElementById("said");
const report = document.getElementById("report");
const [status, bar, save] = ["run-status", "run-bar", "save"].map((id) => document.getElementById(id));
const stopper = document.getElementById("run-stop");
let runner = null;
let given = 0;

function say(words, done) {
  status.textContent = words;
  bar.hidden = done === undefined;
  bar.value = done ?? 0;
}

async function judge(files) {
  document.getElementById("runner").hidden = false;
  stopper.disabled = false;
  said.textContent = "";
  report.replaceChildren();
  save.hidden = true;
  try {
    const read = await Promise.all(
      files.map(async (file) => [file.webkitRelativePath || file.name, new Uint8Array(await file.arrayBuffer())]),
    );
    if (!runner) {
      runner = new Runner(["tables", "figures", "pages", "project"], say);
      await runner.begin();
    }
    const folder = `/given/${++given}`;
    say("Checking the dossier, and drawing its tables and figures …", 0.95);
    const put = read.map(([path, content]) => [`${folder}/${path}`, content]);
    const answer = await runner.post({ put, ask: "judge", given: [folder] });
    show(answer);
  } catch (error) {
    if (error.message !== "stopped") say(`It did not work: ${error.message}`);
  } finally {
    stopper.disabled = true;
  }
}

function show({ messages, sound, parts, report: page }) {
  said.textContent = messages;
  say(sound ? "The dossier is sound. Its tables and figures stand below." : "The dossier has problems. Mend them, and give it again.");
  if (!sound) return;
  report.innerHTML = parts; // drawn by the library, with every text escaped
  save.href = URL.createObjectURL(new Blob([page], { type: "text/html" }));
  save.hidden = false;
}

for (const input of document.querySelectorAll(".given input"))
  input.addEventListener("change", () => {
    if (input.files.length) judge([...input.files]);
    input.value = ""; // so that the same folder can be given again
  });
stopper.addEventListener("click", () => {
  runner?.end();
  runner = null;
  say("Stopped.");
});
