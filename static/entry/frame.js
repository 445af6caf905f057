/** The frame around the page: what sticks below the head stands clear of it, and the list shows where one is. */

const head = document.querySelector(".entry-head");
const list = document.getElementById("checklist");
const below = [list, document.querySelector("aside.preview")];

/** Written to the two themselves: a property they inherited would make the browser look at thousands of boxes. */
function clearHead() {
  const isSticky = getComputedStyle(head).position === "sticky";
  document.documentElement.style.scrollPaddingTop = isSticky ? `${head.offsetHeight + 12}px` : "";
  for (const el of below) {
    if (!el) continue;
    el.style.top = isSticky ? `${head.offsetHeight}px` : "";
    el.style.maxHeight = isSticky && getComputedStyle(el).position === "sticky" ? `calc(100vh - ${head.offsetHeight}px)` : "";
  }
}

function showWhereOneIs() {
  const at = list.querySelector("[aria-current]")?.closest("li");
  if (!at) return;
  const [own, whole] = [at.getBoundingClientRect(), list.getBoundingClientRect()];
  list.scrollLeft += own.left - whole.left - (whole.width - own.width) / 2;
  list.scrollTop += own.top - whole.top - (whole.height - own.height) / 2;
}

/** Once the page stands: measuring earlier would have it laid out twice. */
export function startFrame() {
  if (!head || !list) return;
  let isFirst = true;
  new ResizeObserver(() => {
    clearHead();
    if (isFirst) showWhereOneIs();
    isFirst = false;
  }).observe(head);
}
