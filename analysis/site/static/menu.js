// The further pages of the menu fold again by the Escape key, and when the reader goes on elsewhere.
{
  const further = document.querySelector("header.top .further");
  const leave = ({ target }) => { if (!further.contains(target)) further.open = false; };
  for (const moment of ["click", "focusin"]) document.addEventListener(moment, leave);
  further.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !further.open) return;
    further.open = false;
    further.querySelector("summary").focus();
  });
}
