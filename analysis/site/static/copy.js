// A button after a line to cite copies that line.
for (const button of document.querySelectorAll(".copy"))
  button.addEventListener("click", async () => {
    const text = button.parentElement.querySelector(".citation");
    try {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = button.dataset.copied;
    } catch {
      getSelection().selectAllChildren(text); // for the reader to copy by hand
      button.textContent = button.dataset.marked;
    }
  });
