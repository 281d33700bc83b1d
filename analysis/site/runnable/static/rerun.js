// A stored notebook that the reader can edit and rerun, and put back as it was.
const opener = document.getElementById("run-here");
const panel = document.getElementById("runner");
const [status, bar, versions] = ["run-status", "run-bar", "run-versions"].map((id) => document.getElementById(id));
const buttons = Object.fromEntries(["all", "stop", "back"].map((id) => [id, document.getElementById(`run-${id}`)]));
const NEEDS = ["tables", "figures", "pages", "project", panel.dataset.notebook];
const ASSUMES = /^#.*\bassum(e|ption)/im;
let cells = [];
let runner = null;

function say(words, done) {
  status.textContent = words;
  bar.hidden = done === undefined;
  bar.value = done ?? 0;
}

function make(tag, given, ...inner) {
  const element = Object.assign(document.createElement(tag), given);
  element.append(...inner);
  return element;
}

// Turn a cell's code into a field; its outputs go into one box.
function edit(part) {
  const stored = [...part.childNodes];
  const source = part.querySelector(".code code").textContent.replace(/\n$/, "");
  const field = make("textarea", { value: source, spellcheck: false, className: "source", rows: source.split("\n").length });
  field.setAttribute("aria-label", `Code of the cell ${part.id}`);
  const to = make("button", { type: "button", textContent: "Run to here" });
  const note = make("p", { className: "run-note" });
  const shown = [...part.querySelectorAll(":scope > .output")].map((output) => output.cloneNode(true));
  const outputs = make("div", {}, ...shown);
  const code = make("details", { className: "code" }, make("summary", { textContent: "Edit the code" }), field, to);
  part.replaceChildren(code, note, outputs);
  const cell = { part, stored, source, field, note, outputs, ran: null };
  to.addEventListener("click", () => runTo(cells.indexOf(cell)));
  field.addEventListener("input", () => {
    field.rows = field.value.split("\n").length;
    mark(cell, field.value === cell.source ? "" : "Changed, not yet run", "changed");
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey || event.shiftKey)) return;
    event.preventDefault();
    runTo(cells.indexOf(cell));
  });
  return cell;
}

function mark(cell, words, kind) {
  cell.note.textContent = words;
  cell.part.classList.remove("changed", "differs", "same", "failed");
  if (kind) cell.part.classList.add(kind);
}

// Show what a cell gave, and say how it compares with what is stored.
function take(cell, answer) {
  cell.ran = cell.field.value;
  cell.differs = answer.differs.length > 0 || answer.error !== "";
  cell.outputs.innerHTML = answer.html; // drawn by the library, with every text escaped
  if (answer.error) {
    cell.part.querySelector(".code").open = true;
    return mark(cell, answer.error, "failed");
  }
  if (cell.differs) mark(cell, "Differs from the stored output", "differs");
  else mark(cell, answer.html.trim() ? "Same as the stored output" : "", "same");
}

async function ready() {
  if (runner) return;
  runner = new Runner(NEEDS, say);
  const begun = await runner.begin();
  const words = Object.entries(begun.versions).map(([name, number]) => `${name} ${number}`);
  versions.textContent = words.join(", ");
  await runner.ask("open_notebook", panel.dataset.notebook);
}

// Run from the first cell that is new or changed to one cell; where none is, that cell again.
async function runTo(last, again = last) {
  busy(true);
  try {
    await ready();
    let first = cells.findIndex((cell) => cell.ran !== cell.field.value);
    if (first < 0 || first > last) first = again;
    cells.slice(first).forEach((cell) => (cell.ran = null));
    for (let at = first; at <= last; at++) {
      const cell = cells[at];
      say(`Running cell ${at + 1} of ${cells.length} …`, at / cells.length);
      cell.part.classList.add("running");
      const answer = await runner.ask("run", cell.part.id, cell.field.value).finally(() => cell.part.classList.remove("running"));
      take(cell, answer);
      if (answer.error) return say(`Stopped at an error in cell ${at + 1} of ${cells.length}: ${answer.error}`);
    }
    say(verdict(last));
  } catch (error) {
    if (error.message !== "stopped") say(`It did not work: ${error.message}`);
  } finally {
    busy(false);
  }
}

const runAll = () => runTo(cells.length - 1, 0);

function verdict(last) {
  const run = cells.slice(0, last + 1);
  const differing = run.filter((cell) => cell.differs).length;
  const scope = run.length === cells.length ? `All ${run.length} cells have` : `${run.length} of ${cells.length} cells have`;
  return `${scope} run. ${differing ? `${differing} differ from the stored texts; they are marked.` : "Every text is the stored one."}`;
}

function busy(now) {
  buttons.all.disabled = now;
  buttons.stop.disabled = !now;
  panel.setAttribute("aria-busy", now);
}

function stop() {
  runner?.end();
  runner = null;
  cells.forEach((cell) => (cell.ran = null));
  say("Stopped. What has run stays on the page; the next run starts anew.");
}

function back() {
  stop();
  cells.forEach(({ part, stored }) => {
    part.replaceChildren(...stored);
    part.className = "part";
  });
  cells = [];
  panel.hidden = true;
  opener.hidden = false;
  opener.focus();
}

opener.addEventListener("click", () => {
  opener.hidden = true;
  panel.hidden = false;
  const parts = [...document.querySelectorAll(".part")].filter((part) => part.querySelector(".code"));
  cells = parts.map(edit);
  const assumed = cells.find((cell) => ASSUMES.test(cell.source)) ?? cells[0];
  assumed.part.querySelector("summary").textContent = "Edit the assumptions";
  assumed.part.querySelector(".code").open = true;
  assumed.part.scrollIntoView({ block: "start" });
  runAll();
});
buttons.all.addEventListener("click", runAll);
buttons.stop.addEventListener("click", stop);
buttons.back.addEventListener("click", back);
