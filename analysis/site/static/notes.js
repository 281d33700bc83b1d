// A note beside its number: at a hover, a tap or with the keyboard. Without this script the number
// leads to the note at the end of the page.
const card = document.createElement("div");
card.className = "note-card";
card.setAttribute("role", "tooltip");
card.id = "note-card";
card.hidden = true;
document.body.append(card);
let shown = null;

function show(mark) {
  const note = document.getElementById(mark.hash.slice(1));
  if (!note) return;
  card.replaceChildren(...[...note.childNodes].map((node) => node.cloneNode(true)));
  card.hidden = false;
  const place = mark.getBoundingClientRect();
  const width = Math.min(360, document.documentElement.clientWidth - 24);
  card.style.width = `${width}px`;
  const left = Math.min(place.left, document.documentElement.clientWidth - width - 12);
  card.style.left = `${Math.max(12, left) + scrollX}px`;
  card.style.top = `${place.bottom + scrollY + 6}px`;
  mark.setAttribute("aria-describedby", card.id);
  shown = mark;
}

function hide() {
  card.hidden = true;
  shown?.removeAttribute("aria-describedby");
  shown = null;
}

for (const mark of document.querySelectorAll("a.note")) {
  mark.addEventListener("mouseenter", () => show(mark));
  mark.addEventListener("focus", () => show(mark));
  mark.addEventListener("click", (event) => { event.preventDefault(); show(mark); });
}
document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
document.addEventListener("click", (event) => {
  if (shown && !card.contains(event.target) && !event.target.closest("a.note")) hide();
});
card.addEventListener("mouseleave", hide);
