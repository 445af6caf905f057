// One tick for the whole page, and how many are chosen. Without this file each is ticked by hand.

const all = document.getElementById("choose-all");
const told = document.getElementById("chosen");
const boxes = [...document.querySelectorAll('input[name="release"][type="checkbox"]')];

if (all && boxes.length) {
  all.closest("label").hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    tell();
  });
  for (const box of boxes) box.addEventListener("change", tell);
  tell(); // the browser may have kept what was ticked before
}

function tell() {
  const count = boxes.filter((box) => box.checked).length;
  all.checked = count === boxes.length;
  all.indeterminate = count > 0 && !all.checked;
  told.textContent = count ? `已选 ${count} 份` : "";
}
