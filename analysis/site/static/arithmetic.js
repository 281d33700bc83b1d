// The library's few formulas and words, for pages that compute. Each function names the one in Python
// that it repeats; tests/site/test_whatif.py holds both to the last digit shown.

// An exact half is rounded to the even digit, as Python does; JavaScript rounds it up.
function evenly(write, number, digits) {
  const rounded = write(number, digits);
  const half = /50{19}(e|$)/.test(write(number, digits + 20).replace(".", ""));
  if (!half || /[02468]$/.test(rounded.replace(/e.*/, ""))) return rounded;
  return write(2 * number - Number(rounded), digits);
}
const significant = (number, digits) => evenly((x, d) => x.toPrecision(d), number, digits);
const fixed = (number, places) =>
  evenly((x, d) => x.toFixed(d), number, places).replace(/^-(0(\.0*)?)$/, "$1");
const twoDigits = (number) => (Number.isFinite(number) ? Number(significant(number, 2)) : number);

// analysis/language/words.py and prose.py: numbers, days and sentences in words.
class Words {
  constructor(data) {
    Object.assign(this, data);
    this.french = data.lang === "fr";
  }

  phrase(name, values) {
    return this.phrases[name].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  signs(number) {
    return this.french ? number.replace(/,/g, "\u202f").replace(".", ",") : number;
  }

  short(number) {
    if (Math.abs(number) < 1000) return this.signs(String(Number(significant(number, 4)) + 0));
    return this.signs(fixed(number, 0).replace(/\B(?=(\d{3})+$)/g, ","));
  }

  number(value, unit) {
    if (unit === "share") return this.phrase("percent", { amount: this.short(100 * value) });
    const [money, per] = unit.split("/");
    if (/^[A-Z]{3}$/.test(money)) {
      const amount = this.money(value, money);
      return per ? this.phrase("per", { money: amount, period: this.year }) : amount;
    }
    if (!unit) return this.short(value);
    const single = this.french ? Math.abs(value) < 2 : value === 1;
    return `${this.short(value)} ${this.counted[unit][single ? 0 : 1]}`;
  }

  money(value, currency) {
    const billions = Math.abs(value) >= 1e9, large = Math.abs(value) >= 1e5;
    const amount = this.short(value / (billions ? 1e9 : large ? 1e6 : 1));
    if (!this.french) return `${currency} ${amount}${billions ? "bn" : large ? "m" : ""}`;
    const sign = { EUR: "€", GBP: "£", USD: "$" }[currency] ?? (large ? " " : "") + currency;
    return `${amount}\u00a0${billions ? "Md" : large ? "M" : ""}${sign}`;
  }

  numbers(low, high, unit) {
    if (low === high) return this.number(low, unit);
    if (low === -Infinity && high === Infinity) return this.phrase("any", {});
    if (low === -Infinity) return this.phrase("most", { number: this.number(high, unit) });
    if (high === Infinity) return this.phrase("least", { number: this.number(low, unit) });
    return this.phrase("range", { low: this.number(low, unit), high: this.number(high, unit) });
  }

  monthsLong(low, high) {
    const [a, b] = [low, high].map((end) => this.signs(fixed(end, 1)));
    const number = a === b ? a : this.phrase("range", { low: a, high: b });
    return this.phrase("months", { number });
  }

  day(day) {
    const [year, month, number] = dateOf(day);
    return `${this.french && number === 1 ? "1er" : number} ${this.months[month]} ${year}`;
  }

  days(low, high) {
    if (low === high) return this.day(low);
    const [year, month, first] = dateOf(low), [lastYear, lastMonth] = dateOf(high);
    if (first === 1 && dateOf(high + 1)[2] === 1) return this.wholeMonths(year, month, lastYear, lastMonth);
    const words = this.day(low).split(" ");
    const shared = year !== lastYear ? 0 : month !== lastMonth ? 1 : 2;
    const start = words.slice(0, words.length - shared).join(" ");
    return this.phrase("days", { first: start, last: this.day(high) });
  }

  wholeMonths(year, month, lastYear, lastMonth) {
    const years = month === 0 && lastMonth === 11;
    let start = years ? `${year}` : `${this.months[month]} ${year}`;
    const end = years ? `${lastYear}` : `${this.months[lastMonth]} ${lastYear}`;
    if (start === end) return end;
    if (year === lastYear) start = this.months[month];
    const said = this.phrase("spans", { start, end });
    return this.french && /^[ao]/.test(start) ? said.replace(/^de /, "d’") : said;
  }

  // prose.say: a value in a format
  said(value, form) {
    if (form === "text") return value;
    if (form === "day") return this.day(value);
    let [low, high] = Array.isArray(value) ? value : [value, value];
    if (form === "days") return this.days(low, high);
    if (form.startsWith("~")) [low, high, form] = [twoDigits(low), twoDigits(high), form.slice(1)];
    if (form.includes("/") && !/^[A-Z]{3}\//.test(form)) {
      const [one, many] = form.split("/");
      return `${this.short(low)} ${(this.french ? low < 2 : low === 1) ? one : many}`;
    }
    if (form === "months") return this.monthsLong(low, high);
    return this.numbers(low, high, form === "number" ? "" : form);
  }

  // prose.fill: a section with its slots filled
  say(section, values = {}) {
    const known = { ...this.names, ...values };
    return this.texts[section].replace(/\{(\w+)(?::([^{}]+))?\}/g, (_, name, form) =>
      this.said(known[name], form ?? "text"),
    );
  }

  listed(named) {
    return named
      .map(([who, answers]) => this.phrase("of", { who, answer: answers.join(", ") }))
      .join(this.phrases.then);
  }
}

// analysis/dependency/intervals.py: closed intervals of numbers that are not negative.
const multiplied = (a, b) => (a && b ? a * b : 0);
const times = ([a, b], [c, d]) => [multiplied(a, c), multiplied(b, d)];
const over = ([a, b], [c, d]) => [d ? a / d : multiplied(a, Infinity), c ? b / c : Infinity];
const meet = (...all) => [Math.max(...all.map((i) => i[0])), Math.min(...all.map((i) => i[1]))];
const empty = ([low, high]) => low > high;

// reconciliation.narrow and reconciliation.broken_relations
function fit({ customer_share, part_lost, loss_share, turnover, loss_amount }) {
  const left = meet(loss_share, times(customer_share, part_lost), over(loss_amount, turnover));
  if (empty(left)) return null;
  return {
    customer_share: meet(customer_share, over(left, part_lost)),
    part_lost: meet(part_lost, over(left, customer_share)),
    loss_share: left,
    turnover: meet(turnover, over(loss_amount, left)),
    loss_amount: meet(loss_amount, times(left, turnover)),
  };
}
function broken({ customer_share, part_lost, loss_share, turnover, loss_amount }) {
  const byParts = times(customer_share, part_lost), byAmount = over(loss_amount, turnover);
  return Object.entries({
    "loss_share = customer_share × part_lost": meet(byParts, loss_share),
    "loss_share = loss_amount / turnover": meet(byAmount, loss_share),
    "customer_share × part_lost = loss_amount / turnover": meet(byParts, byAmount),
  }).filter(([, both]) => empty(both)).map(([name]) => name);
}

// asked.even_draws and shocks.shock: the model, run on inputs spread evenly over their ranges.
const evenRanks = (steps, n) =>
  steps.map((step) => Float64Array.from({ length: n }, (_, run) => (step * (run + 1)) % 1));
function draws(inputs, ranks) {
  const given = {}, n = ranks[0].length, found = {};
  inputs.forEach(({ name, low, high }, i) => {
    const span = high - low;
    given[name] = ranks[i].map((rank) => low + span * rank);
  });
  const { turnover, customer_share, part_lost, new_business, headcount } = given;
  const { labour_weight, transferred, departures, growth_elsewhere, target_share } = given;
  const without_work = new Float64Array(n), months_to_target = new Float64Array(n);
  const share_after = new Float64Array(n), loss_amount = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const bought = turnover[i] * customer_share[i];
    const others = turnover[i] * (1 - customer_share[i]);
    const lost = bought * part_lost[i];
    const kept = bought * (1 - part_lost[i]) + new_business[i];
    const workLost = (lost * labour_weight[i] - new_business[i]) * (headcount[i] / turnover[i]);
    const workFor = Math.min(Math.max(headcount[i] - workLost, 0), headcount[i]);
    loss_amount[i] = lost;
    share_after[i] = others + kept === 0 ? 0 : kept / (others + kept);
    without_work[i] = Math.max(headcount[i] - workFor - transferred[i] - departures[i], 0);
    months_to_target[i] = monthsUntil(others, kept, target_share[i], growth_elsewhere[i]);
  }
  return { without_work, months_to_target, share_after, loss_amount };
}
function monthsUntil(others, kept, target, growth) {
  const beside = kept * (1 - target);
  const needed = beside > 0 ? beside / target : 0;
  if (needed <= others) return 0;
  return growth > 0 ? (12 * Math.log(needed / others)) / Math.log1p(growth) : Infinity;
}
// shocks.summarize: the 5th, 50th and 95th percentile, never between two draws
function summarize(values) {
  const sorted = values.slice().sort();
  const at = (part) => twoDigits(sorted[Math.floor((values.length - 1) * part)]);
  return [at(0.05), at(0.5), at(0.95)];
}

// analysis/language/answers.py and months.py: days since 1970-01-01, and months between them.
const DAY = 86400000;
function dateOf(day) {
  const date = new Date(day * DAY);
  return [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
}
const dayOf = (year, month, day) => Date.UTC(year, month, day) / DAY;

// answers.read_date: a day, a month, a year or a range as its first and last day; or null
function readDays(text) {
  const [from, to = from, ...more] = text.trim().split("/");
  const low = oneDate(from), high = oneDate(to);
  return low && high && !more.length && low[0] <= high[1] ? [low[0], high[1]] : null;
}
function oneDate(text) {
  const found = /^([12]\d{3})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text.trim());
  if (!found) return null;
  const [, year, month, day] = found.map((part) => part && Number(part));
  if (month === undefined) return [dayOf(year, 0, 1), dayOf(year, 11, 31)];
  if (month < 1 || month > 12) return null;
  const last = dayOf(year, month, 0), first = dayOf(year, month - 1, 1);
  if (day === undefined) return [first, last];
  const one = first + day - 1;
  return day < 1 || one > last ? null : [one, one];
}
function addMonths(day, months) {
  const [year, month, number] = dateOf(day);
  return Math.min(dayOf(year, month + months, number), dayOf(year, month + months + 1, 0),
    dayOf(year, month + months, 1) + number - 1);
}
function monthsBetween(start, end) {
  const [early, late] = start <= end ? [start, end] : [end, start];
  const [a, b] = [dateOf(early), dateOf(late)];
  let whole = 12 * (b[0] - a[0]) + b[1] - a[1];
  if (addMonths(early, whole) > late) whole -= 1;
  const anchor = addMonths(early, whole);
  const part = (late - anchor) / (addMonths(early, whole + 1) - anchor);
  return (end < start ? -1 : 1) * (whole + part);
}

// concentration.hhi_bounds: the two ends of the index, or null if the shares exceed the whole
const OVER = 1e-9;
const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);
function hhiBounds(shares, topKnown) {
  const total = sum(shares);
  if (total > 1 + rounding(shares) + OVER) return null;
  const low = sum(shares.map((share) => share * share));
  const left = Math.max(1 - total, 0), rest = left < OVER ? 0 : left;
  const cap = topKnown ? Math.max(...shares) : 1;
  const full = Math.floor(rest / cap);
  return [low, low + full * cap ** 2 + (rest - full * cap) ** 2];
}
function rounding(shares) {
  let half = 0;
  for (const places of [3, 2])
    if (shares.every((share) => Math.abs(share - Number(fixed(share, places))) <= OVER))
      half = 0.5 * 10 ** -places;
  return half * shares.length;
}
