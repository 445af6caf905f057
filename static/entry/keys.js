/** The keyboard in a grid: arrows, Enter, Home and End move; Esc gives back what stood there; Ctrl+Z undoes. */

import { changed } from "./autosave.js";
import { focusCell, isCell, put, textOf } from "./cells.js";
import { mayRedo, mayUndo, redo, remember, standing, undo } from "./edits.js";
import { along, beside, cellsOf, firstCell, lastCell } from "./grid.js";

let before = ""; // the text of the box when the focus came into it

const isGridCell = (el) => isCell(el) && el.closest("td") !== null && el.closest("table[data-grid]") !== null;
const isLine = (el) => el instanceof HTMLInputElement && el.type !== "checkbox";

const isText = (el) => isLine(el) || el instanceof HTMLTextAreaElement;
const isWhole = (el) => isText(el) && el.selectionStart === 0 && el.selectionEnd === el.value.length;

/** All of it selected, or the caret at the end the arrow points to: then the arrows move between boxes. */
function isAtEdge(el, key) {
  if (!isText(el)) return false;
  const { selectionStart: from, selectionEnd: to, value } = el;
  if (isWhole(el)) return true;
  if (isLine(el) && (key === "ArrowUp" || key === "ArrowDown")) return !el.list; // a list of suggestions is walked
  return from === to && from === (key === "ArrowLeft" || key === "ArrowUp" ? 0 : value.length);
}

function target(el, { key, ctrlKey, shiftKey }) {
  const table = el.closest("table");
  switch (key) {
    case "ArrowUp":
      return ctrlKey || isAtEdge(el, key) ? beside(el, -1) : null;
    case "ArrowDown":
      return ctrlKey || isAtEdge(el, key) ? beside(el, 1) : null;
    case "ArrowLeft":
      return isAtEdge(el, key) ? along(el, -1) : null;
    case "ArrowRight":
      return isAtEdge(el, key) ? along(el, 1) : null;
    case "Home":
      if (ctrlKey) return firstCell(table);
      return isWhole(el) ? cellsOf(el.closest("tr"))[0] : null;
    case "End":
      if (ctrlKey) return lastCell(table);
      return isWhole(el) ? cellsOf(el.closest("tr")).at(-1) : null;
    case "Enter":
      if (el.tagName === "TEXTAREA" && !ctrlKey) return null;
      return beside(el, shiftKey ? -1 : 1) ?? (shiftKey ? null : addBoxOf(table));
    default:
      return null;
  }
}

/** Below the last row stands the box that adds one. */
const addBoxOf = (table) => table.closest(".block-grid")?.querySelector("[data-add-row] input, .add-row-plain button");

function pressed(event) {
  const el = event.target;
  if (event.isComposing || event.altKey || event.metaKey) return; // a Chinese keyboard is choosing a character
  if (event.ctrlKey && "zyZY".includes(event.key)) return undoing(event);
  if (!isCell(el)) return;
  if (event.key === "Escape") return restore(event, el);
  if (event.key === "Enter" && isLine(el) && !isGridCell(el)) {
    event.preventDefault(); // it would submit the whole form
    return focusNext(el);
  }
  if (event.key === "F2" && isLine(el)) return el.setSelectionRange(el.value.length, el.value.length);
  if (!isGridCell(el)) return;
  const next = target(el, event);
  if (!next) {
    if (event.key === "Enter" && el.tagName !== "TEXTAREA") event.preventDefault();
    return;
  }
  event.preventDefault();
  if (isCell(next)) focusCell(next);
  else next.focus();
}

function focusNext(el) {
  const cells = [...document.querySelectorAll("#entry-form .cell")].filter((c) => c.offsetParent !== null);
  const next = cells[cells.indexOf(el) + 1];
  if (next) focusCell(next);
  else el.blur();
}

function restore(event, el) {
  if (textOf(el) === before) return;
  event.preventDefault();
  put(el, before);
  changed(el);
  if (isLine(el)) el.select();
}

/** While a text is being typed its own undo comes first; then what was pasted, typed and removed before. */
function undoing(event) {
  const el = event.target;
  const isBack = event.key.toLowerCase() === "z" && !event.shiftKey;
  if (isCell(el) && (textOf(el) !== before || !isGridCell(el))) return;
  if (!isCell(el) && /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName) && el.value) return;
  if (!(isBack ? mayUndo() : mayRedo())) return;
  event.preventDefault();
  if (isBack) undo();
  else redo();
}

/** What was typed into a grid can be undone after leaving the box too. */
function left(el) {
  if (isGridCell(el) && textOf(el) !== before) remember({ sets: [{ cell: el.name, before, after: standing(el) }] });
}

export function startKeys() {
  document.addEventListener("keydown", pressed);
  document.addEventListener("focusin", ({ target: el }) => {
    if (isCell(el)) before = textOf(el);
  });
  // In the capturing phase: before autosave prints the saved text.
  document.addEventListener("focusout", ({ target: el }) => isCell(el) && left(el), true);
  document.body.addEventListener("written", () => {
    if (isCell(document.activeElement)) before = textOf(document.activeElement);
  });
}
