/**
 * Sends what was typed: one request at a time, in order, again and again until the server has answered.
 *
 * `open` holds the texts still being typed. They are closed into an edit when their turn comes; an edit has an
 * id, so that sending it twice (its answer was lost) changes nothing twice.
 */

import { dropCell, dropEdit, isKept, keepCell, keepEdit, keptCells, keptEdits } from "./outbox.js";
import { fetchAgain, newId, page, renewToken, token } from "./page.js";

// A pause longer than the rhythm of the typing (ms between keys) ends a text: then it is sent, before the box is left.
const PAUSE_TO_RHYTHM = 1.5;
const SHORTEST_PAUSE = 80;
const LONGEST_PAUSE = 350;
const LONGEST_WAIT = 30_000;
const TIMEOUT = 30_000;
const MAX_CHANGES = 5000;
const KEEPALIVE_BYTES = 60_000; // the browser finishes a request this small even when the tab closes
const TRIES_BEFORE_OTHERS = 3;

const open = new Map(); // cell → {was, value}
const queue = []; // {id, at, unit, changes, isSent, isTakenUp}, oldest first
const waiting = new Map(); // edit id → resolve of its promise
let isSending = false;
let isHeld = false; // nothing is sent until the trouble is over
let isAskedAgain = false; // the trouble may have ended while the last attempt was on its way
let failures = 0;
let timer = 0;
let lastAt = 0;
let lastKey = 0;
let rhythm = 150;

/** What the others hang on: results(edit, answer), trouble(kind, detail), changed(); asks(edit): what the last of the
 * edits asks for beside its results. */
export const on = { results: () => {}, trouble: () => {}, changed: () => {}, asks: () => ({}) };

const cellsOf = (edit) => edit.changes.filter((change) => change.cell !== undefined);

/** How many cells and rows are not saved yet. */
export function unsaved() {
  const names = new Set(open.keys());
  for (const edit of queue) for (const change of edit.changes) names.add(change.cell ?? change.add_row ?? change.remove_row);
  return names.size;
}

export const isWaiting = (cell) => open.has(cell) || queue.some((edit) => cellsOf(edit).some((c) => c.cell === cell));
export const isBusy = () => isSending || open.size > 0 || queue.length > 0;

/** A text being typed; `was` is what the server last said stands there. */
export function typed(cell, was, value) {
  if (value === was && !queue.some((edit) => cellsOf(edit).some((c) => c.cell === cell))) {
    open.delete(cell);
    dropCell(cell);
  } else {
    open.set(cell, { was, value });
    keepCell(cell, { was, value, unit: page.unit });
  }
  on.changed();
  schedule(pause());
}

function pause() {
  const since = performance.now() - lastKey;
  lastKey += since;
  if (since < 1000) rhythm = (rhythm + since) / 2;
  return Math.min(LONGEST_PAUSE, Math.max(SHORTEST_PAUSE, rhythm * PAUSE_TO_RHYTHM));
}

/** Changes that belong together, as one request. Resolves to the server's results when they are there. */
export function submit(changes, unit = page.unit) {
  close();
  const edit = enqueue(changes, unit);
  const done = new Promise((resolve) => waiting.set(edit.id, resolve));
  on.changed();
  flush();
  return done;
}

/** Sends now what waits. */
export function flush() {
  if (isHeld) return;
  clearTimeout(timer);
  run();
}

/** Tries again although the last attempt failed: the network is back, or someone signed in. */
export function retry() {
  isHeld = false;
  isAskedAgain = isSending;
  clearTimeout(timer);
  run();
}

function schedule(wait) {
  if (isHeld) return;
  clearTimeout(timer);
  timer = setTimeout(run, wait);
}

function enqueue(changes, unit) {
  lastAt = Math.max(Date.now(), lastAt + 1); // their order survives in storage
  const edit = { id: newId(), at: lastAt, unit, changes };
  queue.push(edit);
  keepEdit(edit);
  return edit;
}

/** Makes an edit of what was typed so far. */
function close() {
  if (!open.size) return;
  const changes = [...open].map(([cell, { was, value }]) => ({ cell, was, value }));
  while (changes.length) enqueue(changes.splice(0, MAX_CHANGES), page.unit);
  for (const [cell, { value }] of open) dropCell(cell, value);
  open.clear();
}

async function run() {
  if (isSending) return;
  while (queue[0]?.isTakenUp && !isKept(queue[0])) queue.shift(); // another tab has sent it
  if (!queue.length) close();
  if (!queue.length) return on.changed();
  isSending = true;
  on.changed();
  const edit = queue[0];
  try {
    const answer = await post(edit);
    failures = 0;
    isHeld = false;
    queue.splice(queue.indexOf(edit), 1);
    learn([...answer.results, ...(answer.also ?? []).map((moved) => ({ ...moved, status: "saved" }))]);
    on.results(edit, answer);
    dropEdit(edit); // after on.results, which keeps what was refused
    waiting.get(edit.id)?.(answer);
    waiting.delete(edit.id);
    on.trouble("", {});
  } catch (error) {
    fail(edit, error);
  } finally {
    isSending = false;
    on.changed();
  }
  if (!isHeld && (queue.length || open.size)) schedule(0);
}

class Trouble extends Error {
  constructor(kind, detail = {}) {
    super(kind);
    Object.assign(this, { kind, detail });
  }
}

async function post(edit, isSecondTry = false) {
  const isLast = queue.length === 1 && !open.size;
  const sent = { changes: edit.changes, amount_unit: edit.unit, edit_id: edit.id };
  const body = JSON.stringify({ ...sent, ...(isLast ? on.asks(edit) : {}) });
  edit.isSent = true;
  let response;
  try {
    response = await fetch(page.changesUrl, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        "X-CSRFToken": token(),
        "X-Page": location.pathname, // where to come back to after signing in
      },
      body,
      keepalive: body.length * 3 < KEEPALIVE_BYTES,
      signal: AbortSignal.timeout(TIMEOUT),
    });
  } catch {
    throw new Trouble("offline");
  }
  const answer = await response.json().catch(() => null);
  if (response.ok && Array.isArray(answer?.results)) return answer;
  if (response.status === 401) throw new Trouble("signedOut", { url: answer?.sign_in ?? "" });
  if (response.status === 403 && !isSecondTry) return postAfterSigningIn(edit, answer);
  if (response.status === 403 || response.status === 404) throw new Trouble("forbidden", { message: answer?.message });
  if ([400, 413, 422].includes(response.status)) throw new Trouble("rejected", { message: answer?.message });
  throw new Trouble("broken", { message: answer?.message });
}

/** The token may be of an earlier session: someone signed in again. If it is the same person, on it goes. */
async function postAfterSigningIn(edit, answer) {
  const { fresh, signIn } = await fetchAgain();
  if (signIn) throw new Trouble("signedOut", { url: signIn });
  if (fresh && (fresh.body.dataset.user ?? "") !== page.user) throw new Trouble("otherUser");
  if (fresh && renewToken(fresh)) return post(edit, true);
  throw new Trouble("forbidden", { message: answer?.message });
}

function fail(edit, error) {
  const { kind = "broken", detail = { message: String(error) } } = error;
  if (kind === "rejected") {
    queue.splice(queue.indexOf(edit), 1);
    const message = detail.message || "没有保存，请核对后再填";
    const results = edit.changes.map((change) => ({ ...change, status: "refused", message }));
    on.results(edit, { results });
    dropEdit(edit);
    waiting.get(edit.id)?.({ results });
    waiting.delete(edit.id);
    return;
  }
  isHeld = true;
  failures += 1;
  // One edit that the server cannot digest must not keep all others waiting.
  if (kind === "broken" && failures % TRIES_BEFORE_OTHERS === 0 && queue.length > 1) queue.push(queue.shift());
  on.trouble(kind, detail);
  const isPassing = kind === "offline" || kind === "broken";
  const wait = isPassing ? Math.min(LONGEST_WAIT, 1000 * 2 ** (failures - 1)) : LONGEST_WAIT;
  timer = setTimeout(retry, isAskedAgain ? 0 : wait);
  isAskedAgain = false;
}

/** Later changes of a cell that is now saved stand over the saved text, no longer over the one before. */
function learn(results) {
  for (const { cell, status, value } of results) {
    if (cell === undefined || status !== "saved") continue;
    if (open.has(cell)) {
      const entry = { ...open.get(cell), was: value };
      open.set(cell, entry);
      keepCell(cell, { ...entry, unit: page.unit });
    }
    for (const edit of queue) {
      const change = edit.isSent ? undefined : cellsOf(edit).find((c) => c.cell === cell);
      if (!change) continue;
      change.was = value;
      keepEdit(edit);
    }
  }
}

/** Takes up what an earlier page left unsent. Returns [cell, text, unit] of each, for the boxes. */
export function takeUp() {
  const found = [];
  for (const edit of keptEdits()) {
    queue.push({ ...edit, isTakenUp: true });
    for (const { cell, value } of cellsOf(edit)) found.push([cell, value, edit.unit]);
  }
  const otherUnit = new Map();
  for (const [cell, { was, value, unit }] of keptCells()) {
    found.push([cell, value, unit]);
    if (unit === page.unit) open.set(cell, { was, value });
    else otherUnit.set(unit, [...(otherUnit.get(unit) ?? []), { cell, was, value }]);
  }
  for (const [unit, changes] of otherUnit) {
    enqueue(changes, unit);
    for (const { cell, value } of changes) dropCell(cell, value);
  }
  return found;
}
