/**
 * What is done at one stroke and can be undone: a pasted block, a row added or removed, a text typed into a grid.
 *
 * A step is {sets: [{cell, before, after}], added: [row], removed: [row]}, rows by address. Cells of rows that
 * come or go stand in `sets` too. Where rows are numbered by the server, addedAs and removedAs say under which
 * proposal (new1@57) a row comes again: the number it had is gone for good.
 */

import { cellNamed, focusCell, put, savedOf, textOf } from "./cells.js";
import { judge } from "./autosave.js";
import { newRowAddress } from "./grid.js";
import { refresh } from "./rows.js";
import { isWaiting, submit } from "./sender.js";

const MOST = 50;

const done = [];
const undone = [];

export const rowOf = (cell) => cell.slice(0, cell.lastIndexOf("/"));
export const rowElement = (row) => document.querySelector(`tr[data-row="${CSS.escape(row)}"]`);

/** What stands in the box: as the server printed it, once it is saved. */
export const standing = (el) => (el.dataset.stuck === undefined && !isWaiting(el.name) ? savedOf(el) : textOf(el));

/** Does the step. Resolves to the server's answer. */
export function act(step) {
  remember(step);
  return perform(step);
}

/** A step that happened by itself: a text was typed. */
export function remember(step) {
  done.push({ added: [], removed: [], sets: [], ...step });
  if (done.length > MOST) done.shift();
  undone.length = 0;
}

export const mayUndo = () => done.length > 0;
export const mayRedo = () => undone.length > 0;

export function undo() {
  const step = done.pop();
  if (!step) return null;
  undone.push(step);
  proposeAgain(step.removed, step.removedAs);
  return perform(step, true);
}

export function redo() {
  const step = undone.pop();
  if (!step) return null;
  done.push(step);
  proposeAgain(step.added, step.addedAs);
  return perform(step, false);
}

function proposeAgain(rows, proposals) {
  rows.forEach((row, n) => proposals?.[n] && rename(row, newRowAddress(proposals[n])));
}

/** isBack is undefined when the step is done for the first time, and the focus stays where it is. */
async function perform(step, isBack) {
  const [coming, going] = isBack ? [step.removed, step.added] : [step.added, step.removed];
  const { changes, written } = changesOf(step, isBack, new Set(coming), new Set(going));
  for (const row of going) rowElement(row)?.setAttribute("hidden", "");
  document.body.dispatchEvent(new CustomEvent("written"));
  if (!changes.length) return null;
  if (isBack !== undefined && written) focusCell(written);
  const answer = await submit(changes);
  for (const { add_row: name, row } of answer.results) if (name && row && row !== name) rename(name, row);
  if (changes.some(({ cell }) => cell === undefined || !cellNamed(cell))) {
    await refresh();
    for (const row of going) rowElement(row)?.removeAttribute("hidden"); // the server kept it
  }
  const row = isBack !== undefined && rowElement(coming.at(-1) ?? "");
  if (row) focusFirst(row);
  return answer;
}

/** The changes to send, and the first box on the page that is written. */
function changesOf(step, isBack, coming, going) {
  const changes = [...coming].map((row) => ({ add_row: row }));
  let written = null;
  for (const set of step.sets) {
    const { cell } = set;
    const [before, after] = isBack ? [set.after, set.before] : [set.before, set.after];
    if (going.has(rowOf(cell))) continue;
    if (coming.has(rowOf(cell))) {
      if (after) changes.push({ cell, was: "", value: after });
      continue;
    }
    const el = cellNamed(cell);
    if (el && standing(el) !== before) continue; // typed over since: that stays
    changes.push({ cell, was: el ? savedOf(el) : "", value: after });
    if (!el) continue;
    written ??= el;
    put(el, after);
    delete el.dataset.stuck;
    judge(el);
  }
  for (const row of going) changes.push({ remove_row: row });
  return { changes, written };
}

export function focusFirst(row) {
  const el = row.querySelector(".cell");
  if (el) focusCell(el);
}

/** Remembered texts follow what the server made of them: 1234.5 stands there as 1,234.50. */
function learn({ edit, answer }) {
  const sent = new Map(edit.changes.map((change) => [change.cell, change.value]));
  const saved = new Map(answer.results.filter((r) => r.cell && r.status === "saved").map((r) => [r.cell, r.value]));
  for (const set of [...done, ...undone].flatMap((step) => step.sets)) {
    if (!saved.has(set.cell)) continue;
    if (set.after === sent.get(set.cell)) set.after = saved.get(set.cell);
    if (set.before === sent.get(set.cell)) set.before = saved.get(set.cell);
  }
}

document.body.addEventListener("saved", ({ detail }) => detail && learn(detail));

/** A row that was proposed as new… got its address. */
function rename(from, to) {
  for (const step of [...done, ...undone]) {
    for (const list of [step.added, step.removed]) {
      list.forEach((row, n) => row === from && list.splice(n, 1, to));
    }
    for (const set of step.sets) if (rowOf(set.cell) === from) set.cell = `${to}/${set.cell.slice(from.length + 1)}`;
  }
}
