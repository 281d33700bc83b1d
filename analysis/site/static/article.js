// Filters the statements; what is chosen stands in the address after the #, so that it can be sent:
// #standing=contested&side=orange. An address of a statement shows it, whatever was chosen.
const cards = [...document.querySelectorAll(".card")];
const buttons = [...document.querySelectorAll("[data-filter]")];
const names = [...new Set(buttons.map((button) => button.dataset.filter))];
let chosen = {};

function show() {
  let count = 0;
  for (const card of cards) {
    card.hidden = !names.every((name) => !chosen[name] || card.dataset[name] === chosen[name]);
    count += !card.hidden;
  }
  for (const button of buttons) {
    const { filter, value } = button.dataset;
    button.setAttribute("aria-pressed", chosen[filter] === value);
  }
  const status = document.getElementById("shown");
  status.textContent = status.dataset.words
    .replace("{shown}", count).replace("{all}", cards.length);
}

function arrive() {
  const address = location.hash.slice(1);
  const one = document.getElementById(address);
  const given = new URLSearchParams(one ? "" : address);
  // a value that no button has chooses nothing
  const offered = (name) =>
    buttons.find((b) => b.dataset.filter === name && b.dataset.value === given.get(name));
  chosen = Object.fromEntries(names.map((name) => [name, offered(name)?.dataset.value ?? ""]));
  show();
  one?.scrollIntoView({ behavior: "instant" });
}

for (const button of buttons)
  button.addEventListener("click", () => {
    chosen[button.dataset.filter] = button.dataset.value;
    const state = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value));
    history.replaceState(null, "", "#" + state);
    show();
  });

window.addEventListener("hashchange", arrive);
arrive();
