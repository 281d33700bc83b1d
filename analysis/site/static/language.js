// The switch to the other language keeps the place on the page: what stands after the # in the
// address, or after the ? in a search. In a block, for its names are not those of a page's script.
{
  const other = document.getElementById("language");
  const home = other.getAttribute("href");
  const keep = () => {
    if ("same" in other.dataset) other.setAttribute("href", home + location.search + location.hash);
  };
  for (const event of ["pointerdown", "focus", "click"]) other.addEventListener(event, keep);
}
