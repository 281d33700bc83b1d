// Looks through the entries of entries.js with MiniSearch, as one types; ?q=… in the address is the
// first question asked. Accents and apostrophes are folded, numbers are found with their unit or
// without: 48,75 as 48.75, "75 %" as "75%".
// What has a page in French is found by its words in both languages, and shown in the page's own.
const KINDS = ["claim", "question", "source", "notebook", "library", "glossary", "story"];
const WEIGHT = {
  claim: 8, question: 4, source: 2, notebook: 1, library: 0.02, glossary: 2, story: 1,
};
const LANG = document.documentElement.lang;
const MOST = 60;
const WORD = /\d+(?:[.,]\d+)*(?:\s?%)?|[\p{L}\p{M}]+|[^\s\p{P}\p{L}\p{M}\d]+/gu;

const PIECE = /\d+(?:[.,\s\u202f]\d+)*(?:\s?%)?|[\p{L}\p{M}]+/gu; // as it stands in a passage

const fold = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/(\d)[\s\u202f](?=\d{3}(?!\d))/g, "$1").replace(/(\d),(?=\d{3}(?!\d))/g, "$1");
const words = (text) =>
  (fold(text).match(WORD) ?? []).map((word) => word.replace(/\s/g, "").replace(",", "."));
// "75%" is found by 75 too
const parts = (text) =>
  words(text).flatMap((word) => (word.endsWith("%") ? [word, word.slice(0, -1)] : [word]));

const entries = window.ENTRIES.map(([kind, title, text, href, titre, texte, adresse], id) => ({
  id, kind: KINDS[kind], title, text, href, titre, texte, adresse,
}));
const index = new MiniSearch({
  fields: ["title", "text", "titre", "texte"],
  tokenize: parts,
  processTerm: (term) => term,
  searchOptions: {
    tokenize: words,
    combineWith: "AND",
    prefix: (term) => /^\p{L}{3,}$/u.test(term),
    boost: { title: 1.5, titre: 1.5 },
    boostDocument: (id) => WEIGHT[entries[id].kind],
  },
});
index.addAll(entries);

const field = document.querySelector("#search input");
const list = document.getElementById("results");
const status = document.getElementById("found");
const root = list.dataset.root;

// Marks the words that were found, in a text that is never taken for markup.
function marked(text, terms) {
  const piece = document.createElement("span");
  let end = 0;
  for (const match of text.matchAll(PIECE)) {
    const forms = parts(match[0]);
    if (!forms.some((form) => terms.has(form))) continue;
    piece.append(text.slice(end, match.index));
    const mark = document.createElement("mark");
    mark.textContent = match[0];
    piece.append(mark);
    end = match.index + match[0].length;
  }
  piece.append(text.slice(end));
  return piece;
}

// A long text is cut to what stands around the first word found.
function passage(text, terms) {
  if (text.length <= 320) return text;
  const at = [...text.matchAll(PIECE)].find((m) => parts(m[0]).some((f) => terms.has(f)));
  const start = Math.max(0, (at?.index ?? 0) - 140);
  return (start ? "… " : "") + text.slice(start, start + 300) + (start + 300 < text.length ? " …" : "");
}

// The words and the address of an entry in the page's language, where it has them; the words of the
// other language where only they have what was asked.
function inLanguage({ title, text, href, titre, texte, adresse }, terms) {
  const english = { lang: "en", title, text, href };
  const french = { lang: "fr", title: titre, text: texte, href: adresse };
  const [own, other] = LANG === "fr" && adresse ? [french, english] : [english, french];
  const has = ({ title, text }) => parts(`${title} ${text}`).some((form) => terms.has(form));
  return !adresse || has(own) || !has(other) ? own : { ...other, href: own.href };
}

function item(hit) {
  const { kind } = entries[hit.id];
  const terms = new Set(hit.terms);
  const { lang, title, text, href } = inLanguage(entries[hit.id], terms);
  const row = document.createElement("li");
  row.className = "search-result";
  const label = document.createElement("span");
  label.className = "kind";
  label.textContent = list.dataset[kind];
  const link = document.createElement("a");
  link.href = root + href;
  link.append(marked(title, terms));
  const shown = document.createElement("p");
  shown.append(marked(passage(text, terms), terms));
  if (lang !== LANG) for (const part of [link, shown]) part.lang = lang;
  row.append(label, " ", link, shown);
  return row;
}

// Keeps the question in the address; from a folder some browsers allow only what follows the #.
function remember(asked) {
  try {
    history.replaceState(null, "", asked ? "?q=" + encodeURIComponent(asked) : location.pathname);
  } catch {
    history.replaceState(null, "", asked ? "#q=" + encodeURIComponent(asked) : "#");
  }
}

function find() {
  const asked = field.value.trim();
  remember(asked);
  const hits = asked ? index.search(asked) : [];
  // what somebody said comes before what is made of it
  const rank = ({ id }) => Number(entries[id].kind !== "claim");
  hits.sort((a, b) => rank(a) - rank(b) || b.score - a.score);
  list.replaceChildren(...hits.slice(0, MOST).map(item));
  const { found, first, none } = status.dataset;
  const words = !hits.length ? none : hits.length > MOST ? first : found;
  status.textContent = !asked ? ""
    : words.replace("{n}", hits.length).replace("{most}", MOST).replace("{asked}", () => asked);
}

field.addEventListener("input", find);
document.getElementById("search").addEventListener("submit", (event) => event.preventDefault());
field.value = new URLSearchParams(location.hash.slice(1)).get("q")
  ?? new URLSearchParams(location.search).get("q") ?? "";
find();
