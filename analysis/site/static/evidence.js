// The evidence browser: filters and sorts the table of claims with DataTables. What is chosen stands
// in the address after the #, so that a view can be sent to others: #side=…&topic=…&sort=-speaker.
// An address #claim-… leads to one claim.
const form = document.getElementById("filters");
const rows = [...document.querySelectorAll("#claims tbody tr")];
const columns = [...document.querySelectorAll("#claims thead th")].map((th) =>
  th.textContent.toLowerCase().replace(" ", "-"),
);
const CHOICES = ["side", "topic", "question", "kind", "outlet", "source"];
// letters without accents, one kind of apostrophe, no space before the sign of a percentage
const plain = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[’ʼ‘]/g, "'").replace(/(\d)\s+%/g, "$1%");
const texts = rows.map((row) => plain(row.textContent + " " + row.dataset.source));

const table = new DataTable("#claims", {
  paging: false,
  autoWidth: false,
  order: [[0, "asc"]],
  layout: { topStart: null, topEnd: null, bottomStart: null, bottomEnd: null },
});

let reading = false; // the address, so that it need not be written

function wanted(row, text) {
  const chosen = form.elements;
  const { from, to } = row.dataset; // when the source appeared, at the earliest and the latest
  return (
    CHOICES.every((name) => !chosen[name].value || chosen[name].value === row.dataset[name]) &&
    (!chosen.from.value || !to || to >= chosen.from.value) &&
    (!chosen.to.value || !from || from <= chosen.to.value) &&
    plain(chosen.words.value).split(/\s+/).every((word) => text.includes(word))
  );
}

function show() {
  const counted = table.rows({ search: "applied" }).count();
  document.getElementById("shown").textContent = `${counted} of ${rows.length} claims`;
}

function write() {
  const state = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  const [column, way] = table.order()[0] ?? [0, "asc"];
  if (column !== 0 || way !== "asc") state.set("sort", (way === "desc" ? "-" : "") + columns[column]);
  history.replaceState(null, "", "#" + state);
}

function read(address) {
  const state = new URLSearchParams(address);
  for (const field of form.elements) if (field.name) field.value = state.get(field.name) ?? "";
  const sort = state.get("sort") ?? columns[0];
  const column = columns.indexOf(sort.replace("-", "")) >= 0 ? columns.indexOf(sort.replace("-", "")) : 0;
  table.order([[column, sort.startsWith("-") ? "desc" : "asc"]]).draw();
}

// An address may be mistyped: what is no code stays as it is.
function decoded(address) {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

function arrive() {
  document.querySelector("#claims tr.arrived")?.classList.remove("arrived");
  const address = location.hash.slice(1);
  const one = address.startsWith("claim-");
  reading = true;
  read(one ? "" : address); // decodes by itself, and takes a lone % as it is
  reading = false;
  if (!one) return;
  const row = document.getElementById(address) ?? document.getElementById(decoded(address));
  row?.classList.add("arrived");
  row?.scrollIntoView({ block: "center", behavior: "instant" });
}

table.search.fixed("form", (_, __, index) => wanted(rows[index], texts[index]));
table.on("draw", show);
table.on("order", () => reading || write());
form.addEventListener("input", () => { table.draw(); write(); });
form.addEventListener("reset", () => setTimeout(() => { table.draw(); write(); }));
form.addEventListener("submit", (event) => event.preventDefault());
window.addEventListener("hashchange", arrive);
arrive();
document.getElementById("claims").classList.add("ready");
