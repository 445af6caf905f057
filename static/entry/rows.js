/** The rows of grids and the figures in them follow the page as the server has it now: it alone makes rows. */

import { isClean, put, savedOf } from "./cells.js";
import { fetchAgain } from "./page.js";
import { isWaiting } from "./sender.js";

const PAUSE = 300;

let outputs = null; // figure → its outputs
let timer = 0;
let seen = 0; // the account's version that an answer has told of

/** A page fetched before that would bring back older figures. */
export const saw = (version) => (seen = Math.max(seen, version));

/** Totals come from the server only. */
export function showTotals(values) {
  outputs ??= collect();
  for (const [figure, text] of Object.entries(values)) {
    for (const el of outputs.get(figure) ?? []) if (el.textContent !== text) el.textContent = text;
  }
}

function collect() {
  const found = new Map();
  for (const el of document.querySelectorAll("output[data-total]")) {
    found.set(el.dataset.total, [...(found.get(el.dataset.total) ?? []), el]);
  }
  return found;
}

/** Several reasons to fetch the page make one. */
export function refreshSoon() {
  clearTimeout(timer);
  timer = setTimeout(refresh, PAUSE);
}

/** True when the page was had. */
export async function refresh() {
  clearTimeout(timer);
  const { fresh } = await fetchAgain();
  if (!fresh) return false;
  if (Number(fresh.body.dataset.pageVersion) < seen) return refresh(); // something was saved meanwhile
  const tables = document.querySelectorAll("table[data-grid]");
  fresh.querySelectorAll("table[data-grid]").forEach((table, n) => tables[n] && mergeTable(tables[n], table));
  outputs = null;
  for (const el of fresh.querySelectorAll(".cell")) mergeCell(el);
  const totals = [...fresh.querySelectorAll("output[data-total]")];
  showTotals(Object.fromEntries(totals.map((el) => [el.dataset.total, el.textContent])));
  document.body.dispatchEvent(new CustomEvent("written"));
  return true;
}

const keyOf = (row) => row.dataset.row ?? row.cells[0]?.textContent.trim() ?? "";

function mergeTable(table, fresh) {
  const body = table.tBodies[0];
  if (!body || !fresh.tBodies[0]) return;
  const rows = [...fresh.tBodies[0].rows];
  const wanted = new Set(rows.map(keyOf));
  for (const row of [...body.rows]) if (!wanted.has(keyOf(row)) && !isHeld(row)) row.remove();
  const have = new Map([...body.rows].map((row) => [keyOf(row), row]));
  let next = body.firstElementChild;
  for (const row of rows) {
    while (next && !wanted.has(keyOf(next))) next = next.nextElementSibling;
    const old = have.get(keyOf(row));
    if (old && old === next) next = next.nextElementSibling;
    else body.insertBefore(old ?? document.importNode(row, true), next); // a row that stays is not moved: it may hold the focus
    if (!old) continue;
    old.hidden = false;
    const head = row.cells[0]; // a row's number moves when one is put in above it
    if (old.cells[0].textContent !== head.textContent) old.cells[0].replaceChildren(...document.importNode(head, true).childNodes);
  }
}

/** A row somebody removed stays while something typed in it is not saved. */
const isHeld = (row) => [...row.querySelectorAll(".cell")].some((el) => isWaiting(el.name) || el.dataset.stuck !== undefined);

/** What others changed, in boxes where nothing was typed. */
function mergeCell(fresh) {
  const el = document.getElementById(fresh.id);
  if (!el) return;
  const label = fresh.getAttribute("aria-label");
  if (label && el.getAttribute("aria-label") !== label) el.setAttribute("aria-label", label);
  if (isWaiting(el.name) || el.dataset.stuck !== undefined || savedOf(el) === savedOf(fresh)) return;
  if (el === document.activeElement && !isClean(el)) return;
  el.dataset.saved = savedOf(fresh);
  put(el, savedOf(fresh));
  markAsTheirs(el, fresh);
}

const holderOf = (el) => el.closest("td, div.box");

function markAsTheirs(el, fresh) {
  const { by } = holderOf(fresh).dataset;
  if (!by) return;
  holderOf(el).dataset.by = by;
  const note = holderOf(fresh).querySelector(".cell-note");
  if (!note) return;
  holderOf(el).querySelector(".cell-note")?.remove();
  el.after(document.importNode(note, true));
  const ids = new Set([...(el.getAttribute("aria-describedby")?.split(" ") ?? []), note.id]);
  el.setAttribute("aria-describedby", [...ids].join(" "));
}
