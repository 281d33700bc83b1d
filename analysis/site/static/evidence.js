// Filters the claims, which stand by question. What is chosen stands in the address after the #, so
// that a view can be sent to others: #side=…&topic=…&sort=-published. An address #claim-… leads to
// one claim. So that ten thousand claims stay quick, no more groups than a reader looks at are in the
// document, and a group's claims are hidden or shown only while it is open.
const form = document.getElementById("filters");
const sorted = document.getElementById("sorted"), more = document.getElementById("more");
const GROUPS = 150, CLAIMS = 40; // shown, and open, at first; more are a click away
const SCREEN = { groups: 25, claims: 8 };
const OWN = ["side", "outlet", "source"], OF_GROUP = ["topic", "question", "kind"];
const SORTS = {
  published: (a, b) => (a.to < b.to ? -1 : a.to > b.to ? 1 : 0),
  speaker: (a, b) => a.speaker.localeCompare(b.speaker),
};
// letters without accents, one kind of apostrophe, no space before the sign of a percentage
const plain = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[’ʼ‘]/g, "'").replace(/(\d)\s+%/g, "$1%");
// "several words" between signs of quotation are looked for as they stand
const asked = (text) => (plain(text).match(/"[^"]+"|[^\s"]+/g) ?? []).map((word) => word.replaceAll('"', ""));

const groups = [...document.querySelectorAll("#claims .group")].map((item) => ({
  item, topic: item.parentElement, count: item.querySelector(".count"), n: 0,
  about: `${item.querySelector("summary").textContent.replace(/\d+$/, "")} ${item.dataset.topic} ${item.dataset.also}`,
}));
const rows = groups.flatMap((group) => {
  group.rows = [...group.item.querySelectorAll("li")].map((item) => ({
    item, group, fits: true, text: "",
    ...Object.fromEntries(OF_GROUP.map((name) => [name, group.item.dataset[name]])),
    ...item.dataset,
    speaker: item.querySelector(".speaker").textContent,
  }));
  group.n = group.rows.length;
  return group.rows;
});
const textOf = (row) =>
  (row.text ||= plain(`${row.item.textContent} ${row.group.about} ${row.source} ${row.also ?? ""}`));
const topics = [...new Set(groups.map((group) => group.topic))];
let pages = 1; // how often more was asked for
let drawn = new Set(groups); // the groups that are in the document

// What was chosen

const given = () => Object.fromEntries([...new FormData(form)].filter(([, value]) => value));

// What is asked of a claim; one field may be left out, to count what each of its values would give.
function asking(leaveOut) {
  const chosen = given();
  const equal = [...OWN, ...OF_GROUP].filter((name) => chosen[name] && name !== leaveOut);
  return { ...chosen, equal: equal.map((name) => [name, chosen[name]]), words: asked(chosen.words ?? "") };
}

const fits = (row, wanted) =>
  wanted.equal.every(([name, value]) => row[name] === value) &&
  // when the source appeared, at the earliest and the latest
  (!wanted.from || !row.to || row.to >= wanted.from) &&
  (!wanted.to || !row.from || row.from <= wanted.to) &&
  wanted.words.every((word) => textOf(row).includes(word));

function show() {
  const wanted = asking();
  const filtered = wanted.equal.length + wanted.words.length > 0 || wanted.from || wanted.to;
  let total = 0;
  for (const group of groups) {
    group.n = 0;
    for (const row of group.rows) group.n += row.fits = fits(row, wanted);
    total += group.n;
  }
  draw(groups.filter((group) => group.n), filtered);
  document.getElementById("shown").textContent =
    form.dataset.shown.replace("{shown}", total).replace("{all}", rows.length);
  sort(wanted.sort ?? "");
}

// Puts the first groups on the page: at once what a screen has room for, then, once that is painted,
// the others. Of a choice the first claims stand open.
let turns = 0;
function draw(found, filtered) {
  const turn = ++turns, [most, claims] = [GROUPS, CLAIMS].map((first) => first * pages);
  const all = () => turn === turns && place(found.slice(0, most), filtered ? claims : 0);
  more.hidden = found.length <= most;
  if (pages > 1) return all(); // under what is read already
  place(found.slice(0, SCREEN.groups), filtered ? SCREEN.claims : 0);
  requestAnimationFrame(() => setTimeout(all));
}

// Puts these groups on the page, and opens them up to so many claims.
function place(found, claims) {
  const next = new Set(found);
  for (const group of drawn) if (!next.has(group)) group.item.remove();
  drawn = next;
  arrange();
  let open = 0;
  for (const group of drawn) {
    group.count.textContent = group.n === group.rows.length ? group.n : `${group.n} / ${group.rows.length}`;
    group.item.open = open < claims;
    if (group.item.open) { open += group.n; settle(group); }
  }
}

// Puts the groups that are drawn under their topics; what stands in its place is left there.
function arrange() {
  const last = new Map(topics.map((topic) => [topic, topic.firstElementChild])); // its heading
  for (const { item, topic } of groups.filter((group) => drawn.has(group))) {
    if (last.get(topic).nextElementSibling !== item) last.get(topic).after(item);
    last.set(topic, item);
  }
  for (const topic of topics) topic.hidden = last.get(topic) === topic.firstElementChild;
}

function settle(group) {
  for (const row of group.rows) if (row.item.hidden === row.fits) row.item.hidden = !row.fits;
}

// The same claims in one list, in another order.
function sort(by) {
  const order = SORTS[by.replace("-", "")];
  document.getElementById("claims").hidden = Boolean(order);
  sorted.hidden = !order;
  if (!order) return;
  const fitting = rows.filter((row) => row.fits).sort(order);
  if (by.startsWith("-")) fitting.reverse();
  sorted.firstElementChild.replaceChildren(...fitting.slice(0, CLAIMS * pages).map(copied));
  more.hidden = fitting.length <= CLAIMS * pages;
}

function copied(row) {
  const item = row.item.cloneNode(true), about = document.createElement("p");
  item.removeAttribute("id");
  item.hidden = false;
  about.className = "minor";
  about.append(...row.group.item.querySelector("summary b").cloneNode(true).childNodes, " ",
    row.group.item.querySelector("p a").cloneNode(true));
  item.prepend(about);
  return item;
}

// Says behind each value of a field how many claims it would give, beside the other choices.
function count(field) {
  const wanted = asking(field.name), found = new Map();
  for (const row of rows)
    if (fits(row, wanted)) found.set(row[field.name], (found.get(row[field.name]) ?? 0) + 1);
  for (const option of field.querySelectorAll("[data-words]")) {
    const n = found.get(option.value) ?? 0;
    option.textContent = `${option.dataset.words} (${n})`;
    option.disabled = !n && !option.selected;
  }
}

// The address

// Written once the reader pauses: of a long page this takes longer than the filtering itself.
let pause = 0;
function write() {
  clearTimeout(pause);
  pause = setTimeout(() => history.replaceState(null, "", "#" + new URLSearchParams(given())), 250);
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
  document.querySelector("#claims li.arrived")?.classList.remove("arrived");
  const address = location.hash.slice(1);
  const one = address.startsWith("claim-");
  const state = new URLSearchParams(one ? "" : address); // decodes by itself, and takes a lone % as it is
  for (const field of form.elements) if (field.name) field.value = state.get(field.name) ?? "";
  show();
  if (!one) return;
  const ids = [address, decoded(address)];
  const found = rows.find(({ item }) => ids.includes(item.id));
  if (!found) return;
  turns += 1; // nothing more is drawn after this
  place([...groups.slice(0, GROUPS), found.group], 0);
  found.group.item.open = true;
  found.item.classList.add("arrived");
  found.item.scrollIntoView({ block: "center", behavior: "instant" });
}

// A line to cite a claim by

async function cite(button) {
  const row = button.closest("li"), words = (name) => row.querySelector(name)?.textContent ?? "";
  const parts = {
    speaker: words(".speaker"), publisher: words(".publisher"), published: words(".published"),
    said: words("q") ? `“${words("q")}”` : words(".statement"), id: words(".own"),
  };
  const line = row.querySelector(".citation") ?? row.appendChild(document.createElement("p"));
  line.className = "citation";
  line.textContent = form.dataset.citation.replace(/\{(\w+)\}/g, (_, name) => parts[name]);
  try {
    await navigator.clipboard.writeText(line.textContent);
    button.textContent = form.dataset.copied;
  } catch {
    getSelection().selectAllChildren(line); // for the reader to copy by hand
    button.textContent = form.dataset.marked;
  }
}

form.addEventListener("input", () => { pages = 1; show(); write(); });
form.addEventListener("reset", () => setTimeout(() => { pages = 1; show(); write(); }));
form.addEventListener("submit", (event) => event.preventDefault());
for (const field of form.querySelectorAll("select:not([name=sort])"))
  for (const moment of ["focus", "pointerenter"]) field.addEventListener(moment, () => count(field));
document.getElementById("claims").addEventListener("toggle", ({ target }) => {
  const group = target.open && groups.find(({ item }) => item === target);
  if (group) settle(group);
}, true);
document.querySelector("main").addEventListener("click", ({ target }) => {
  if (target.matches(".cite")) cite(target);
  if (target === more) { pages += 1; show(); }
});
// on paper all that fits
window.addEventListener("beforeprint", () => {
  turns += 1;
  place(groups.filter((group) => group.n), Infinity);
});
window.addEventListener("hashchange", arrive);
arrive();
// the texts are made ready while nothing else happens, so that the first word is quick too
let ready = 0;
const prepare = (time) => {
  while (ready < rows.length && time.timeRemaining() > 2) textOf(rows[ready++]);
  if (ready < rows.length) requestIdleCallback(prepare);
};
globalThis.requestIdleCallback?.(prepare);
