// Draws the list of events on lanes by topic. The list is the data: what is drawn is read from it,
// and what the filters hide is hidden in both. The view stands in the address after the #:
// #side=…&topic=…&as-of=…&from=…&to=…, or #event-… for one event.
const root = document.getElementById("timeline");
const form = document.getElementById("filters");
const drawing = document.getElementById("drawing");
const chosen = document.getElementById("chosen");
const hint = [...chosen.childNodes];
const DAY = 86_400_000, ROW = 26, LEAST = 7, HEAD = 24;
const lang = document.documentElement.lang;
const toDay = (iso, open) => (iso ? Date.parse(iso) / DAY : open);
const isoOf = (day) => new Date(Math.round(day) * DAY).toISOString().slice(0, 10);

const events = [...document.querySelectorAll("#events > .event")].map((item) => ({
  item,
  id: item.id,
  topic: item.dataset.topic,
  label: item.querySelector("h3").textContent,
  dates: [...item.querySelectorAll("[data-claim]")].map((line) => ({
    line,
    side: line.dataset.side,
    colour: line.dataset.colour,
    known: line.dataset.known,
    copy: "copy" in line.dataset, // of another text: it counts only while nobody else dates the event
    words: line.querySelector("b").textContent,
    low: toDay(line.dataset.low, -Infinity),
    high: toDay(line.dataset.high, Infinity) + 1, // the end of its last day
  })),
}));
const finite = events.flatMap((e) => e.dates.flatMap((d) => [d.low, d.high])).filter(Number.isFinite);
const first = Math.min(...finite), last = Math.max(...finite);
const margin = Math.max(3, (last - first) * 0.03);
const ALL = [first - margin, last + margin];
let view = [...ALL];
let current = null; // the event that the keyboard is at
let pinned = null; // the event that a click or the keyboard chose

// What the filters leave

function keep() {
  const side = form.elements.side.value, topic = form.elements.topic.value;
  const known = form.elements["as-of"].value;
  for (const event of events) {
    const heard = event.dates.filter((date) => !known || (date.known && date.known <= known));
    const own = heard.filter((date) => !date.copy);
    event.seen = (own.length ? own : heard).filter((date) => !side || date.side === side);
    for (const date of event.dates) date.line.hidden = !event.seen.includes(date);
    event.shown = (!topic || event.topic === topic) && (event.seen.length > 0 || !(side || known));
    event.item.hidden = !event.shown;
    const latest = Math.max(...event.seen.map((d) => d.low));
    event.quarrels = latest >= Math.min(...event.seen.map((d) => d.high));
  }
}

// The drawing

const svg = (name, given = {}, ...inner) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(given)) made.setAttribute(key, value);
  made.append(...inner);
  return made;
};
const pen = document.createElement("canvas").getContext("2d");
const widthOf = (text) => ((pen.font = `600 13px ${getComputedStyle(drawing).fontFamily}`), pen.measureText(text).width);
let width = 0;
const x = (day) => ((day - view[0]) / (view[1] - view[0])) * width;
const inside = (px) => Math.min(Math.max(px, 4), width - 4);

// A name that is too long for the drawing is cut; the panel beside it has it whole.
function fitted(text, room) {
  if (widthOf(text) <= room) return text;
  let end = text.length;
  while (end > 1 && widthOf(text.slice(0, end) + "…") > room) end -= 1;
  return text.slice(0, end).trimEnd() + "…";
}

// Where a date's bar ends; a day alone is a dot.
const endOf = (left, { high }) => Math.max(inside(x(high)), left + 9);

function placed(event) {
  const lows = event.seen.map((d) => inside(x(d.low)));
  const from = Math.min(...lows), to = Math.max(...event.seen.map((d, at) => endOf(lows[at], d)));
  const label = fitted(event.label, Math.max(from, width - to) - 12);
  const right = width - to - 12 >= widthOf(label);
  const length = widthOf(label) + 6;
  return { event, label, right, from, to, start: right ? from : from - length, end: right ? to + length : to };
}

// Puts each into the first row that has room.
function rowsOf(places) {
  const ends = [];
  for (const place of places.sort((a, b) => a.start - b.start)) {
    let row = ends.findIndex((end) => end + 8 <= place.start);
    if (row < 0) row = ends.length;
    ends[row] = place.end;
    place.row = row;
  }
  return ends.length;
}

function markOf({ event, label, right, from, to, start, end }, y) {
  const words = [...new Set(event.seen.map((d) => d.words))].join("; ");
  const said = `${event.label}: ${words}` + (event.quarrels ? ` (${root.dataset.differ})` : "");
  const mark = svg("g", {
    role: "button", tabindex: event === current ? 0 : -1, "aria-label": said,
    "aria-pressed": event === pinned, "data-event": event.id, class: event.quarrels ? "quarrels" : "",
  });
  mark.append(svg("rect", { class: "area", x: start - 3, y: y - 11, width: end - start + 6, height: 22, rx: 4 }));
  if (event.quarrels) mark.append(svg("line", { class: "quarrel", x1: from, x2: to, y1: y, y2: y }));
  for (const { low, high, colours } of spansOf(event)) {
    const left = inside(x(low)), size = endOf(left, { high }) - left, height = 9 / colours.length;
    colours.forEach((fill, row) =>
      mark.append(svg("rect", { class: "span", x: left, y: y - 4.5 + row * height, width: size, height, rx: height / 2, fill })));
  }
  mark.append(svg("text", { x: right ? to + 5 : from - 5, y: y + 4.5, "text-anchor": right ? "start" : "end" }, label));
  return mark;
}

// The different dates of an event, the widest first, each with a stripe for every side that gives it.
function spansOf(event) {
  const spans = new Map();
  for (const { low, high, colour } of event.seen) {
    const key = `${low} ${high}`, span = spans.get(key) ?? { low, high, colours: [] };
    if (!span.colours.includes(colour)) span.colours.push(colour);
    spans.set(key, span);
  }
  return [...spans.values()].sort((a, b) => b.high - b.low - (a.high - a.low));
}

function ticks() {
  const span = view[1] - view[0], most = Math.max(2, Math.floor(width / 90));
  const days = [[1, "day"], [7, "day"], [30.4, "month", 1], [91.3, "month", 3], [182.6, "month", 6],
    ...[1, 2, 5, 10, 20, 50, 100].map((n) => [365.25 * n, "year", n])];
  const [size, unit, step] = days.find(([length]) => span / length <= most) ?? days.at(-1);
  const found = [];
  if (unit === "day")
    for (let day = Math.ceil(view[0] / size) * size; day < view[1]; day += size) found.push(day);
  const start = new Date(view[0] * DAY);
  let [year, month] = [start.getUTCFullYear(), unit === "month" ? Math.floor(start.getUTCMonth() / step) * step : 0];
  if (unit === "year") year = Math.floor(year / step) * step;
  while (unit !== "day") {
    const day = Date.UTC(year, month) / DAY;
    if (day >= view[1]) break;
    if (day >= view[0]) found.push(day);
    if (unit === "month") month += step; else year += step;
  }
  const form = { day: { day: "numeric", month: "short", year: "numeric" }, month: { month: "short", year: "numeric" }, year: { year: "numeric" } }[unit];
  const name = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { ...form, timeZone: "UTC" });
  return found.map((day) => [day, name.format(day * DAY)]);
}

function draw() {
  keep();
  width = drawing.clientWidth;
  const held = drawing.contains(document.activeElement);
  const drawn = events.filter((e) => e.shown && e.seen.some((d) => d.low < view[1] && d.high > view[0]));
  if (!drawn.includes(current)) current = drawn[0] ?? null;
  const picture = svg("svg", { role: "group", "aria-label": root.dataset.label });
  let y = HEAD;
  for (const topic of [...new Set(events.map((e) => e.topic))]) {
    const places = drawn.filter((e) => e.topic === topic).map(placed);
    if (!places.length) continue;
    const rows = rowsOf(places), height = 22 + rows * ROW;
    picture.append(svg("rect", { class: "lane", x: 0, y: y + 2, width, height: height - 4, rx: 5 }));
    picture.append(svg("text", { class: "lane-name", x: 6, y: y + 16 }, topic));
    for (const place of places) place.y = y + 22 + place.row * ROW + ROW / 2 - 3;
    for (const place of places.sort((a, b) => events.indexOf(a.event) - events.indexOf(b.event)))
      picture.append(markOf(place, place.y));
    y += height;
  }
  const scale = ticks().flatMap(([day, name]) => [
    svg("line", { class: "tick", x1: x(day), x2: x(day), y1: HEAD, y2: y }),
    // at the right edge a name stands before its line, lest it be cut
    svg("text", x(day) + 8 * name.length > width
      ? { class: "tick-name", x: x(day) - 2, y: 15, "text-anchor": "end" }
      : { class: "tick-name", x: x(day) + 2, y: 15 }, name),
  ]);
  const lanes = [...picture.querySelectorAll(".lane")];
  picture.prepend(...lanes, ...scale);
  picture.setAttribute("viewBox", `0 0 ${width} ${y + 4}`);
  picture.setAttribute("height", y + 4);
  drawing.replaceChildren(picture);
  if (held && current) markFor(current)?.focus();
  const all = events.filter((e) => e.shown).length;
  document.getElementById("shown").textContent =
    root.dataset.inView.replace("{shown}", drawn.length).replace("{all}", all);
}

// One event

const eventFor = (mark) => events.find((event) => event.id === mark?.dataset.event);
const markFor = (event) => [...drawing.querySelectorAll("[data-event]")].find((m) => m.dataset.event === event.id);

function tell(event) {
  const told = event ? [...event.item.childNodes].map((node) => node.cloneNode(true)) : hint;
  chosen.replaceChildren(...told);
}

function pin(event) {
  pinned = event;
  if (event) current = event;
  for (const mark of drawing.querySelectorAll("[data-event]")) {
    mark.setAttribute("aria-pressed", eventFor(mark) === event);
    mark.setAttribute("tabindex", eventFor(mark) === current ? 0 : -1);
  }
  tell(event);
}

// Goes to an event, and moves the view if it lies outside.
function go(event) {
  const ends = event.seen.flatMap((d) => [d.low, d.high]).filter(Number.isFinite);
  const [low, high] = [Math.min(...ends), Math.max(...ends)], span = view[1] - view[0];
  if (ends.length && (low < view[0] || high > view[1])) {
    view = high - low > span ? [low - span * 0.1, high + span * 0.1] : [(low + high - span) / 2, (low + high + span) / 2];
  }
  current = event;
  draw();
  pin(event);
}

// The view

function look(from, to) {
  const span = Math.min(Math.max(to - from, LEAST), ALL[1] - ALL[0]), middle = (from + to) / 2;
  const start = Math.min(Math.max(middle - span / 2, ALL[0]), ALL[1] - span);
  view = [start, start + span];
  form.elements.span.value = "";
  draw();
  write();
}
const zoom = (factor, at = (view[0] + view[1]) / 2) =>
  look(at + (view[0] - at) * factor, at + (view[1] - at) * factor);
const move = (share) => {
  const by = share * (view[1] - view[0]);
  look(view[0] + by, view[1] + by);
};
// The middle of the closer view: the event chosen, or where most events are.
function focus() {
  const of = pinned ? [pinned] : events.filter((e) => e.shown);
  const days = of.flatMap((e) => e.seen.map((d) => d.low)).filter(Number.isFinite).sort((a, b) => a - b);
  return days[Math.floor(days.length / 2)] ?? (ALL[0] + ALL[1]) / 2;
}

function write() {
  const state = new URLSearchParams([...new FormData(form)].filter(([name, value]) => value && name !== "span"));
  if (view[0] !== ALL[0] || view[1] !== ALL[1]) {
    state.set("from", isoOf(view[0]));
    state.set("to", isoOf(view[1]));
  }
  history.replaceState(null, "", "#" + state);
}

function arrive() {
  const address = location.hash.slice(1);
  const one = events.find((event) => event.id === address || encodeURIComponent(event.id) === address);
  const state = new URLSearchParams(one ? "" : address);
  for (const name of ["side", "topic", "as-of"]) form.elements[name].value = state.get(name) ?? "";
  const [from, to] = [toDay(state.get("from"), NaN), toDay(state.get("to"), NaN)];
  view = from < to ? [from, to] : [...ALL];
  if (!(from < to)) view = opening();
  draw();
  if (one) go(one);
}

// At first the shortest time in which seven of eight events lie; of a few events, all their days.
function opening() {
  const days = events.map((e) => Math.min(...e.dates.map((d) => d.low))).filter(Number.isFinite).sort((a, b) => a - b);
  const size = Math.ceil(days.length * 0.875) - 1;
  if (size === days.length - 1) return [...ALL];
  const starts = days.slice(0, days.length - size);
  const length = (at) => days[at + size] - days[at];
  const at = starts.reduce((best, _, each) => (length(each) < length(best) ? each : best), 0);
  const room = Math.max(30, length(at) * 0.1);
  return [Math.max(days[at] - room, ALL[0]), Math.min(days[at + size] + room, ALL[1])];
}

if (finite.length) {
  root.hidden = false;
  drawing.addEventListener("pointerover", (e) => pinned || tell(eventFor(e.target.closest("[data-event]")) ?? null));
  drawing.addEventListener("focusin", (e) => pin(eventFor(e.target.closest("[data-event]"))));
  drawing.addEventListener("click", (e) => {
    if (dragged) return;
    const event = eventFor(e.target.closest("[data-event]"));
    pin(event ?? null);
  });
  drawing.addEventListener("keydown", (e) => {
    const shown = events.filter((event) => event.shown && event.seen.length);
    const at = shown.indexOf(current);
    const steps = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1 };
    if (e.key in steps) go(shown[Math.min(Math.max(steps[e.key], 0), shown.length - 1)]);
    else if (e.key === "+" || e.key === "=") zoom(0.5, focus());
    else if (e.key === "-") zoom(2, focus());
    else if (e.key === "Enter" || e.key === " ") chosen.focus();
    else return;
    e.preventDefault();
  });
  chosen.addEventListener("keydown", (e) => e.key === "Escape" && current && markFor(current)?.focus());
  // drawn to the side with the mouse or a finger
  let grip = null, dragged = false;
  drawing.addEventListener("pointerdown", (e) => {
    grip = [e.clientX, ...view];
    dragged = false;
  });
  window.addEventListener("pointermove", (e) => {
    if (!grip || Math.abs(e.clientX - grip[0]) < 5) return;
    dragged = true;
    const by = ((grip[0] - e.clientX) / width) * (grip[2] - grip[1]);
    look(grip[1] + by, grip[2] + by);
  });
  window.addEventListener("pointerup", () => (grip = null));
  window.addEventListener("pointercancel", () => (grip = null));
  form.addEventListener("click", ({ target }) => {
    if (target.dataset.move) move(Number(target.dataset.move));
    if (target.dataset.zoom) zoom(Number(target.dataset.zoom), focus());
  });
  form.addEventListener("input", ({ target }) => {
    const span = Number(target.value), middle = focus();
    if (target.name !== "span") { draw(); write(); tell(pinned); }
    else if (!span) look(...ALL);
    else { look(middle - span / 2, middle + span / 2); target.value = span; }
  });
  form.addEventListener("reset", () => setTimeout(() => { pin(null); look(...ALL); }));
  form.addEventListener("submit", (e) => e.preventDefault());
  window.addEventListener("hashchange", arrive);
  new ResizeObserver(() => drawing.clientWidth !== width && draw()).observe(drawing);
  arrive();
}
