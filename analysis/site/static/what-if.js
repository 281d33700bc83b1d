// The page "What if?": sliders and fields in, sentences out. The numbers and words are those of
// arithmetic.js; the sentences repeat analysis/site/whatif_words.py. What is set stands in the
// address after the #: what-if.html#share=0.75&lost=0.65. The sliders share and lost stand apart
// from customer_share and part_lost, by which the model of people left without work is moved.
const data = JSON.parse(document.getElementById("data").textContent);
const words = new Words(data);
const OPEN = [-Infinity, Infinity];
const WIDEST = {
  customer_share: [0, 1], part_lost: [0, 1], loss_share: [0, 1], turnover: [0, Infinity],
  loss_amount: [0, Infinity],
};
const all = (selector) => [...document.querySelectorAll(selector)];
const one = (name) => document.querySelector(`[name="${name}"]`);
const ends = (answer) => [1, 2].map((end) => answer[end] ?? OPEN[end - 1]);
// the words of some answers under the names of their figures; sourced: each with who gave it
const named = (places, sourced = false) =>
  Object.entries(places)
    .filter(([, found]) => found.length)
    .map(([role, found]) => [
      data.figures[role].label,
      found.map((place) => {
        const [answer, , , who] = data.figures[role].answers[place];
        return sourced ? `${answer} (${who})` : answer;
      }),
    ]);

function tell(name, sentences) {
  document.querySelector(`[data-say="${name}"]`).replaceChildren(
    ...sentences.map((sentence) => {
      const textContent = sentence.replaceAll(" %", "\u00a0%"); // on the line of its number
      return Object.assign(document.createElement("p"), { textContent });
    }),
  );
}
function saySlider(input, text) {
  input.setAttribute("aria-valuetext", text);
  input.parentElement.querySelector("output").textContent = text;
}

// How much turnover is lost: asked.contradicted
function contradicted(share, lost) {
  const loss = [share * lost, share * lost];
  const turnovers = data.figures.turnover?.answers.map(ends) ?? [WIDEST.turnover];
  const allowed = {
    customer_share: [[share, share]],
    part_lost: [[lost, lost]],
    loss_share: [loss],
    loss_amount: turnovers.map((turnover) => times(loss, turnover)),
  };
  const against = {};
  for (const role in allowed)
    if (data.figures[role])
      against[role] = data.figures[role].answers.flatMap((answer, place) =>
        allowed[role].every((range) => empty(meet(ends(answer), range))) ? [place] : [],
      );
  return against;
}
function showLoss() {
  const [share, lost] = ["share", "lost"].map((name) => Number(one(name).value));
  for (const name of ["share", "lost"]) saySlider(one(name), words.number(Number(one(name).value), "share"));
  const loss = share * lost, against = contradicted(share, lost);
  const count = Object.values(against).flat().length;
  document.querySelector("[data-value=loss]").textContent = words.number(loss, "share");
  const rows = all("#loss tr[data-role]");
  tell("loss-result", [
    words.say("loss-result", { share, lost, loss }),
    count
      ? words.say("loss-against", { all: rows.length, n: count, list: words.listed(named(against)) })
      : words.say("loss-fits"),
  ]);
  for (const row of rows) {
    const no = against[row.dataset.role].includes(Number(row.dataset.place));
    row.classList.toggle("against", no);
    row.querySelector(".mark").textContent = data.texts[no ? "contradicted" : "fits"];
  }
  drawLoss();
}
// The chart follows once the sentence is on the screen; it computes the loss by itself.
let chart = null, waiting = false;
function drawLoss() {
  if (!chart || waiting) return;
  waiting = true;
  requestAnimationFrame(() => setTimeout(() => {
    waiting = false;
    chart.signal("customer_share", Number(one("share").value));
    chart.signal("part_lost", Number(one("lost").value));
    chart.runAsync();
  }));
}
async function startChart() {
  const given = document.getElementById("chart");
  if (!given) return;
  const spec = JSON.parse(given.textContent);
  // without ast the chart would need eval, and its tooltips a style: the page's policy refuses both
  const how = {
    ast: true, actions: false, defaultStyle: false, tooltip: false, renderer: "svg", mode: "vega-lite",
  };
  const drawn = await vegaEmbed("#loss-chart [role=img]", spec, how);
  chart = drawn.view;
  drawLoss();
}

// Which do you believe: asked.believe
function picked() {
  return Object.fromEntries(
    all("[data-pick]").flatMap((group) => {
      const value = group.querySelector("input:checked")?.value;
      return value ? [[group.dataset.pick, Number(value)]] : [];
    }),
  );
}
function showBelief() {
  const picks = picked(), roles = Object.keys(data.figures);
  const given = { ...WIDEST };
  for (const role in picks) given[role] = ends(data.figures[role].answers[picks[role]]);
  // an answer is never below nought, and a share never above the whole
  for (const role in picks) given[role] = meet(given[role], WIDEST[role]);
  const left = fit(given), against = {};
  for (const role of roles)
    if (left && !(role in picks))
      against[role] = data.figures[role].answers.flatMap((answer, place) =>
        empty(meet(ends(answer), left[role])) ? [place] : [],
      );
  for (const group of all("[data-pick]"))
    for (const input of group.querySelectorAll("input"))
      input.parentElement.classList.toggle(
        "against",
        Object.keys(picks).length > 0 &&
          (against[group.dataset.pick] ?? []).includes(input.value === "" ? -1 : Number(input.value)),
      );
  tell("believe", beliefWords(picks, roles, given, left, against));
}
function beliefWords(picks, roles, given, left, against) {
  const count = Object.keys(picks).length;
  if (!count) return [words.say("believe-none")];
  const [every, possible] = data.count;
  const ending = count === roles.length ? [words.say("believe-count", { all: every, possible })] : [];
  if (!left) {
    const breaks = broken(given).map((name) => words.say(data.breaks[name]));
    return [words.say("believe-clash"), ...breaks, ...ending];
  }
  const follow = roles
    .filter((role) => !(role in picks) && String(left[role]) !== String(WIDEST[role]))
    .map((role) => {
      const unit = data.figures[role].unit, [low, high] = left[role];
      const range = words.numbers(low === 0 && unit !== "share" ? -Infinity : low, high, unit);
      return words.say("believe-then", { what: data.figures[role].label, range });
    });
  const list = words.listed(named(against, true));
  const told = list ? [words.say("believe-against", { list })] : [];
  return [words.say("believe-hold"), ...follow, ...told, ...ending];
}

// How many people are left without work: asked.even_draws and shocks.summarize
const sliders = () => all(".inputs input");
function showPeople() {
  const supposed = {};
  for (const input of sliders()) {
    const free = input.dataset.set === undefined;
    const { low, high, unit } = data.inputs.find(({ name }) => name === input.name);
    if (!free) supposed[input.name] = Number(input.value);
    saySlider(input, free ? words.numbers(low, high, unit) : words.number(Number(input.value), unit));
    input.parentElement.querySelector("button").hidden = free;
  }
  tell("people", peopleWords(supposed));
}
let ranks = null; // the same for every move
function peopleWords(supposed) {
  const given = data.inputs.map((input) => {
    const value = supposed[input.name];
    return value === undefined ? input : { ...input, low: value, high: value };
  });
  const runs = draws(given, (ranks ??= evenRanks(data.steps, data.draws)));
  const { low, high } = given.find(({ name }) => name === "target_share");
  const told = Object.entries(data.outcomes).map(([outcome, [section, slot, unit]]) => {
    const values = { [slot]: spreadWords(...summarize(runs[outcome]), unit) };
    return words.say(section, { ...values, target: words.numbers(low, high, "share") });
  });
  const n = Object.keys(supposed).length;
  return [...told, n ? words.say("people-supposed", { n }) : words.say("people-ranges")];
}
function spreadWords(low, middle, high, unit) {
  const never = words.phrases.never;
  const said = middle === Infinity ? never : words.number(middle, unit);
  return `${said} (${low === Infinity ? never : words.numbers(low, high, unit)})`;
}

// How long was the notice: notice.notice and ceiling.notice_ceiling
function showNotice() {
  const typed = ["from", "to"].map((name) => one(name).value);
  const found = typed.map(readDays);
  ["from", "to"].forEach((name, i) => one(name).setAttribute("aria-invalid", !found[i]));
  const wrong = found.findIndex((days) => !days);
  tell("notice", wrong >= 0 ? [words.say("notice-unread", { typed: typed[wrong] })] : noticeWords(...found));
}
function noticeWords(start, end) {
  if (start[0] > end[1]) return [words.say("notice-backwards")];
  const months = [monthsBetween(start[1], end[0]), monthsBetween(start[0], end[1])];
  const reached = start.map((day) => addMonths(day, data.ceiling));
  const verdict =
    reached[1] <= end[0] ? "notice-reached" : reached[0] > end[1] ? "notice-short" : "notice-open";
  return [
    words.say("notice-result", { start, end, months }),
    words.say(verdict, { ceiling: data.ceiling }),
    ...(start[0] < data.law ? [words.say("notice-law", { day: data.law })] : []),
  ];
}
function showDue() {
  const years = Number(one("years").value), [sentence, near] = data.due[years];
  saySlider(one("years"), words.number(years, "years"));
  tell("due", [sentence]);
  for (const ruling of all("[data-ruling]")) ruling.hidden = !near.includes(ruling.dataset.ruling);
}

// My customers: whatif_words.read_shares and concentration.hhi_bounds
function readShares(typed) {
  const shares = [];
  let signs = false;
  for (const [number, raw] of typed.split("\n").entries()) {
    const text = raw.trim(), line = number + 1;
    const pieces = text.replace(/\s+%/g, "%").split(/\s*;\s*|,?\s+/).filter(Boolean);
    if (!pieces.length) continue;
    const found = pieces.map((piece) => /^(-?[0-9]+(?:[.,][0-9]+)?)(%?)$/.exec(piece));
    for (const part of found.every(Boolean) ? found : found.slice(-1)) {
      if (!part) return words.say("customers-unread", { line, typed: text });
      const share = Number(part[1].replace(",", ".")) / 100;
      if (!(share >= 0 && share <= 1))
        return words.say("customers-outside", { line, typed: text, low: 0, high: 100 });
      signs ||= part[2] !== "";
      shares.push(share);
    }
  }
  const sold = shares.filter((share) => share > 0), top = Math.max(...sold);
  if (sold.length && top <= 0.01 && !signs)
    return words.say("customers-small", { one: 0.01, share: 100 * top, percent: 100 * (100 * top) });
  return sold;
}
function customerWords(shares, topKnown) {
  if (typeof shares === "string") return [shares];
  if (!shares.length) return [words.say("customers-none")];
  const index = hhiBounds(shares, topKnown);
  if (!index) return [words.say("customers-over", { sum: sum(shares) })];
  const top = Math.max(...shares), rest = Math.max(0, 1 - sum(shares));
  const still = rest > OVER ? [words.say("customers-rest", { rest })] : [words.say("customers-whole")];
  if (rest > OVER && !topKnown && rest > top) still.push(words.say("customers-larger"));
  return [
    words.say("customers-largest", { top }),
    words.say("customers-index", { index, one: 1 }),
    words.say("customers-even", { even: [1 / index[1], 1 / index[0]] }),
    ...still,
    words.say("customers-know"),
  ];
}
function showCustomers() {
  const shares = readShares(one("customers").value);
  tell("customers", customerWords(shares, one("largest").checked));
  const top = typeof shares === "string" || !shares.length ? null : Math.max(...shares);
  for (const row of all("#thresholds tr[data-low]")) {
    const { low, high } = row.dataset;
    const mark = top > Number(high) ? "above" : top < Number(low) ? "below" : "between";
    row.querySelector(".mark").textContent = top === null ? "" : data.texts[mark];
  }
}

// The address: what differs from what was published
const PARTS = [
  ["loss", showLoss],
  ["believe", showBelief],
  ["people", showPeople],
  ["notice", () => { showNotice(); if (one("years")) showDue(); }],
  ["customers", showCustomers],
].filter(([id]) => document.getElementById(id));
const fields = () => all("main input:not([type=radio]), main textarea");

function state() {
  const set = new URLSearchParams();
  for (const field of fields()) {
    const value = field.type === "checkbox" ? (field.checked ? "1" : "") : field.value;
    const set_ = field.closest(".inputs") ? field.dataset.set !== undefined : value !== field.defaultValue;
    if (field.type === "checkbox" ? field.checked : set_) set.set(field.name, value);
  }
  for (const [role, place] of Object.entries(picked())) set.set(`pick-${role}`, place);
  return set;
}
function write() {
  const set = String(state());
  history.replaceState(null, "", set ? `#${set}` : location.pathname + location.search);
}
function read() {
  const given = new URLSearchParams(location.hash.slice(1));
  for (const field of fields()) {
    const value = given.get(field.name);
    if (field.type === "checkbox") field.checked = value === "1";
    else {
      const sound = value !== null && (field.type !== "range" || (value !== "" && isFinite(value)));
      field.value = sound ? value : field.defaultValue;
      if (field.closest(".inputs")) sound ? (field.dataset.set = "") : delete field.dataset.set;
    }
  }
  for (const group of all("[data-pick]")) {
    const value = given.get(`pick-${group.dataset.pick}`);
    const inputs = [...group.querySelectorAll("input")];
    (inputs.find((input) => input.value === value) ?? inputs[0]).checked = true;
  }
  for (const [, show] of PARTS) show();
}

for (const [id, show] of PARTS)
  document.getElementById(id).addEventListener("input", ({ target }) => {
    if (target.closest(".inputs")) target.dataset.set = "";
    show();
  });
document.querySelector("main").addEventListener("change", write);
for (const button of all("[data-free]"))
  button.addEventListener("click", () => {
    const input = one(button.dataset.free);
    delete input.dataset.set;
    input.value = input.defaultValue;
    input.focus();
    showPeople();
    write();
  });
for (const button of all("[data-start]"))
  button.addEventListener("click", () => {
    one("from").value = button.dataset.start;
    one("to").value = button.dataset.end;
    showNotice();
    write();
  });
document.getElementById("reset").addEventListener("click", () => {
  history.replaceState(null, "", location.pathname + location.search);
  read();
});
document.getElementById("copy-link").addEventListener("click", async ({ target }) => {
  write();
  try {
    await navigator.clipboard.writeText(location.href);
    target.textContent = data.texts.copied;
  } catch {
    target.textContent = data.texts["copy-by-hand"];
  }
});
addEventListener("hashchange", read);
document.documentElement.classList.add("scripted");
read();
addEventListener("load", startChart);
