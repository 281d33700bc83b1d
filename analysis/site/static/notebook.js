// The switch under a notebook's title: show or fold all of its code.
const button = document.getElementById("code-switch");
button?.addEventListener("click", () => {
  const open = button.getAttribute("aria-pressed") !== "true";
  document.querySelectorAll("details.code").forEach((cell) => (cell.open = open));
  button.setAttribute("aria-pressed", open);
  button.textContent = open ? "Fold all code" : "Show all code";
});
