// An address that leads to a cell which shows nothing but its code shows that.
function unfold() {
  const cell = document.getElementById(location.hash.slice(1));
  cell?.querySelector(":scope > details.code:only-child")?.setAttribute("open", "");
}
addEventListener("hashchange", unfold);
unfold();

// The switch under a notebook's title: show or fold all of its code.
const button = document.getElementById("code-switch");
button?.addEventListener("click", () => {
  const open = button.getAttribute("aria-pressed") !== "true";
  document.querySelectorAll("details.code").forEach((cell) => (cell.open = open));
  button.setAttribute("aria-pressed", open);
  button.textContent = open ? "Fold all code" : "Show all code";
});
