// The review page: a click on a sentence or cell of the document chooses it for a comment. Without this file the place
// is chosen from the two lists.

const place = document.getElementById("place");
const body = document.getElementById("comment-body");
const paper = document.getElementById("document");

if (place && paper) {
  paper.classList.add("can-pick");
  document.querySelector(".pick-hint").hidden = false;
  paper.addEventListener("click", (event) => {
    const line = event.target.closest("[data-line]");
    if (!line || event.target.closest("a") || !window.getSelection().isCollapsed) return;
    choose(line);
  });
}

function choose(line) {
  for (const other of paper.querySelectorAll(".is-picked")) other.classList.remove("is-picked");
  line.classList.add("is-picked");
  let option = [...place.options].find((one) => one.value === line.id);
  if (!option) {
    option = new Option(line.textContent.trim().slice(0, 60), line.id);
    place.add(option);
  }
  place.value = line.id;
  body.focus();
}
