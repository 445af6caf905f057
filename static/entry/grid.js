/** What a grid is made of: its rows, their keys, the boxes of a row in order. */

import { isCell } from "./cells.js";
import { squeeze } from "./block.js";

/** Sections whose rows are keyed by code and fund; in the others the fund comes first, where there is one. */
const CODE_FIRST = new Set(["expenditure_lines"]);

export const cellsOf = (row) => [...row.querySelectorAll("td > .cell")];
export const linesOf = (table) => [...table.tBodies[0].rows].filter((row) => !row.hidden && row.querySelector("td > .cell"));

export function rowAddress(section, code, fund) {
  if (!fund) return `${section}/${code}`;
  return CODE_FIRST.has(section) ? `${section}/${code}-${fund}` : `${section}/${fund}-${code}`;
}

let proposals = 0;

/** indicators/overall-new1@57 as a proposal of its own: two rows on their way are not the same. */
export function newRowAddress(proposed) {
  proposals = (proposals % 9999) + 1;
  return proposed.replace(/new\d+/, `new${proposals}`);
}

/** What the head of a row says: {code, name, fund} as texts. */
export function headOf(row) {
  const text = (kind) => squeeze(row.querySelector(`th .${kind}`)?.textContent ?? "");
  return { code: text("code"), name: text("name"), fund: text("fund") };
}

/** The box in the same column of the next row that has one; step -1 goes up. */
export function beside(el, step) {
  const td = el.closest("td");
  let row = td.parentElement;
  for (;;) {
    row = step > 0 ? row.nextElementSibling : row.previousElementSibling;
    if (!row) return null;
    if (row.hidden) continue;
    const found = row.cells[td.cellIndex]?.querySelector(".cell");
    if (found && isCell(found)) return found;
  }
}

/** The box n columns on in the same row. */
export function along(el, step) {
  const cells = cellsOf(el.closest("tr"));
  return cells[cells.indexOf(el) + step] ?? null;
}

export function firstCell(table) {
  const row = linesOf(table)[0];
  return row ? cellsOf(row)[0] : null;
}

export function lastCell(table) {
  const row = linesOf(table).at(-1);
  return row ? cellsOf(row).at(-1) : null;
}
