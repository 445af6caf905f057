/**
 * What was typed and is not saved yet, kept in the browser's storage: it outlives the tab, the session and the
 * server. Two kinds of entry: the text of one cell still being typed, and an edit that is closed (a pasted
 * block, a row, whatever is on its way), which never changes again and may be sent twice without harm.
 */

import { page } from "./page.js";

const PREFIX = `entry|${page.user}|${page.account}|`;
const CELL = `${PREFIX}cell|`;
const EDIT = `${PREFIX}edit|`;

let works = true;

/** False once the browser would not keep something: full, or storage switched off. */
export const isKeeping = () => works;

function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    works = false;
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function drop(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    works = false;
  }
}

function keys(prefix) {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .sort();
  } catch {
    return [];
  }
}

/** entry: {was, value, unit}. The unit goes with the text: 12 in 万元 is not 12 in 元. */
export const keepCell = (cell, entry) => write(CELL + cell, entry);

/** Forgets the cell, unless another text was kept meanwhile (by another tab). */
export function dropCell(cell, value) {
  const kept = read(CELL + cell);
  if (kept && (value === undefined || kept.value === value)) drop(CELL + cell);
}

/** cell → entry, for this user and this account only. */
export function keptCells() {
  const found = new Map();
  for (const key of keys(CELL)) {
    const entry = read(key);
    if (entry) found.set(key.slice(CELL.length), entry);
  }
  return found;
}

const keyOf = (edit) => `${EDIT}${String(edit.at).padStart(15, "0")}|${edit.id}`;
export const keepEdit = ({ id, at, unit, changes }) => write(keyOf({ id, at }), { id, at, unit, changes });
export const isKept = (edit) => read(keyOf(edit)) !== null;
export const dropEdit = (edit) => drop(keyOf(edit));
/** Oldest first. */
export const keptEdits = () => keys(EDIT).map(read).filter(Boolean);
