/**
 * The preview: what just moved is marked for two seconds, a figure leads to its box, and it can be folded.
 *
 * Each line of it has a print of itself. A save tells the prints of what is shown, and its answer brings the lines
 * that are new; the others stay as they are.
 */

import { cellNamed, focusCell } from "./cells.js";

const MARKED = 2000;
const FOLDED = "entry-preview-folded";
const MOST_CHANGES = 40; // a larger block is saved without waiting for its preview

const preview = document.getElementById("preview");

let held = []; // what the server was told of last: [{section, lines}]
let version = Number(document.body.dataset.pageVersion ?? 0); // of the account, as it is shown

const figuresOf = (root) => [...root.querySelectorAll("[data-figure]")];

/** Figure → its texts in order: a figure may stand in several sentences. */
function textsOf(roots) {
  const texts = new Map();
  for (const el of roots.flatMap(figuresOf)) {
    texts.set(el.dataset.figure, [...(texts.get(el.dataset.figure) ?? []), el.textContent]);
  }
  return texts;
}

/** Figures in `roots` that do not say what they said before. */
function mark(roots, before) {
  const seen = new Map();
  const moved = roots.flatMap(figuresOf).filter((el) => {
    const figure = el.dataset.figure;
    const n = seen.get(figure) ?? 0;
    seen.set(figure, n + 1);
    return before.get(figure)?.[n] !== el.textContent;
  });
  for (const el of moved) el.classList.add("moved");
  setTimeout(() => moved.forEach((el) => el.classList.remove("moved")), MARKED);
}

/** Call it when the text has changed: the figure that had the focus has it again. */
function keepFocus() {
  const at = document.activeElement;
  if (!preview.contains(at)) return () => {};
  const n = figuresOf(preview).indexOf(at);
  return () => {
    if (preview.contains(at)) return at.focus();
    const again = figuresOf(preview).filter((el) => el.dataset.figure === at.dataset.figure);
    return (again.find((el) => el === figuresOf(preview)[n]) ?? again[0])?.focus();
  };
}

const tellShown = () => preview.dispatchEvent(new CustomEvent("previewed", { bubbles: true }));

/** What a save asks for beside its results. */
export function asksPreview(edit) {
  if (!preview || edit.changes.length > MOST_CHANGES) return {};
  held = [...preview.querySelectorAll(".passage")].map((section) => ({
    section,
    lines: [...section.querySelectorAll("[data-print]")],
  }));
  const shown = held.map(({ section, lines }) => [section.dataset.print, lines.map((el) => el.dataset.print)]);
  const card = new URLSearchParams(location.search).get("card") ?? "";
  return { preview: { page: preview.dataset.page, card, shown } };
}

/** passages: of each {at, lines}, lines that stay by their number, new ones as HTML; or {html} of a new one. */
export function showPreview(passages, newVersion) {
  if (newVersion < version) return;
  version = newVersion;
  const refocus = keepFocus();
  const gone = new Set(held.flatMap(({ lines }) => lines));
  const come = [];
  const sections = passages.map(({ at, lines, html }) => {
    const section = html ? make(html)[0] : rewritten(held[at], lines, come);
    if (html) come.push(section);
    else for (const line of lines) gone.delete(held[at].lines[line]);
    return section;
  });
  const stood = preview.querySelectorAll(".passage");
  if (sections.length !== stood.length || sections.some((section, n) => section !== stood[n])) {
    preview.replaceChildren(...sections);
  }
  mark(come, textsOf([...gone]));
  refocus();
  tellShown();
}

function make(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return [...template.content.children];
}

function rewritten({ section, lines }, wanted, come) {
  const fresh = make(wanted.filter((line) => typeof line === "string").join(""));
  if (!fresh.length && wanted.length === lines.length && wanted.every((line, n) => line === n)) return section;
  come.push(...fresh);
  let n = 0;
  const next = wanted.map((line) => (typeof line === "string" ? fresh[n++] : lines[line]));
  const stay = new Set(next);
  for (const line of lines) if (!stay.has(line)) line.remove();
  const parent = section.querySelector("tbody") ?? section;
  let after = null;
  for (const line of next.reverse()) {
    if (line.parentNode !== parent || line.nextElementSibling !== after) parent.insertBefore(line, after);
    after = line;
  }
  return section;
}

/** Fetched whole: after a large paste, or when somebody else has saved. An answer that comes late is not shown. */
function watchWhole() {
  let before = null;
  let refocus = null;
  preview.addEventListener("htmx:beforeSwap", ({ target, detail }) => {
    if (target !== preview) return;
    const fetched = Number(detail.xhr.getResponseHeader("X-Version"));
    if (fetched < version) detail.shouldSwap = false;
    version = Math.max(version, fetched);
    before = textsOf([preview]);
    refocus = keepFocus();
  });
  preview.addEventListener("htmx:afterSwap", ({ target }) => {
    if (target !== preview || !before) return;
    if (before.size) mark([preview], before);
    before = null;
    refocus();
    tellShown();
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

function addFold(aside) {
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
  if (!preview) return;
  watchWhole();
  preview.addEventListener("click", follow);
  const aside = preview.closest("aside");
  if (aside) addFold(aside);
}

/** From another page's preview: #income_lines/2080101/other is the box to start in. */
export function focusFromAddress() {
  const el = location.hash && cellNamed(decodeURIComponent(location.hash.slice(1)));
  if (el) focusCell(el);
}
