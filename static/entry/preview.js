/** The preview: what just moved is marked for two seconds, a figure leads to its box, and it can be folded. */

import { cellNamed, focusCell } from "./cells.js";

const MARKED = 2000;
const FOLDED = "entry-preview-folded";

const figuresOf = (root) => [...root.querySelectorAll("[data-figure]")];

/** Figure → its texts in order: a figure may stand in several sentences. */
function textsOf(root) {
  const texts = new Map();
  for (const el of figuresOf(root)) texts.set(el.dataset.figure, [...(texts.get(el.dataset.figure) ?? []), el.textContent]);
  return texts;
}

function mark(root, before) {
  const seen = new Map();
  const moved = figuresOf(root).filter((el) => {
    const figure = el.dataset.figure;
    const n = seen.get(figure) ?? 0;
    seen.set(figure, n + 1);
    return before.get(figure)?.[n] !== el.textContent;
  });
  for (const el of moved) el.classList.add("moved");
  setTimeout(() => moved.forEach((el) => el.classList.remove("moved")), MARKED);
}

function watch(preview) {
  let before = null;
  let focused = null; // the figure that had the focus: it has it again in the new text
  preview.addEventListener("htmx:beforeSwap", ({ target }) => {
    if (target !== preview) return;
    before = textsOf(preview);
    const at = document.activeElement;
    focused = preview.contains(at) ? [at.dataset.figure, figuresOf(preview).indexOf(at)] : null;
  });
  preview.addEventListener("htmx:afterSwap", ({ target }) => {
    if (target !== preview || !before) return;
    mark(preview, before);
    before = null;
    const again = focused && figuresOf(preview).filter((el) => el.dataset.figure === focused[0]);
    if (again) (again.includes(figuresOf(preview)[focused[1]]) ? figuresOf(preview)[focused[1]] : again[0])?.focus();
  });
}

/** A figure leads to its box on this page, or to the page that has it. */
function follow(event) {
  const link = event.target.closest("a[href*='#']");
  if (!link || link.pathname !== location.pathname) return;
  const el = cellNamed(decodeURIComponent(link.hash.slice(1)));
  if (!el) return;
  event.preventDefault();
  focusCell(el);
}

function showFolded(aside, button, isFolded) {
  document.querySelector(".entry")?.classList.toggle("is-folded", isFolded);
  button.setAttribute("aria-expanded", String(!isFolded));
  button.textContent = isFolded ? "展开" : "收起";
}

function addFold(aside, preview) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "preview-fold quiet";
  button.setAttribute("aria-controls", preview.id);
  button.setAttribute("aria-label", "预览");
  const remembered = () => {
    try {
      return localStorage.getItem(FOLDED) === "1";
    } catch {
      return false;
    }
  };
  button.addEventListener("click", () => {
    const isFolded = button.getAttribute("aria-expanded") === "true";
    showFolded(aside, button, isFolded);
    try {
      localStorage.setItem(FOLDED, isFolded ? "1" : "");
    } catch {
      // then it is not remembered
    }
  });
  aside.prepend(button);
  showFolded(aside, button, remembered());
}

export function startPreview() {
  const preview = document.getElementById("preview");
  if (!preview) return;
  watch(preview);
  preview.addEventListener("click", follow);
  const aside = preview.closest("aside");
  if (aside) addFold(aside, preview);
}

/** From another page's preview: #income_lines/2080101/other is the box to start in. */
export function focusFromAddress() {
  const el = location.hash && cellNamed(decodeURIComponent(location.hash.slice(1)));
  if (el) focusCell(el);
}
