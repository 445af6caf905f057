/** Each change of a box is sent; what the server answers is shown at the box it belongs to. */

import { absolve, cellNamed, isCell, put, refuse, savedOf, textOf } from "./cells.js";
import { askWhose, withdrawQuestion } from "./conflict.js";
import { dropCell, isKeeping, keepCell } from "./outbox.js";
import { page } from "./page.js";
import { asksPreview, showPreview } from "./preview.js";
import { refreshSoon, saw, showTotals } from "./rows.js";
import * as sender from "./sender.js";
import { showSaved, showSending, showTrouble, showUnsaved } from "./status.js";

const LETTERS = /[A-Za-z\u3400-\u9fff]/u;
const UNITS = /(万?元)$/u;
const UNIT_WORDS = { wan: "万元", yuan: "元" };

let savedAt = "";
let version = Number(document.body.dataset.pageVersion ?? 0);
let troubled = false;
let isPreviewLate = false;

const isNumber = (el) => el.inputMode === "decimal" || el.inputMode === "numeric";
const short = (text) => (text.length > 20 ? `${text.slice(0, 20)}…` : text);

/** What can be said of a text at once; the server has the last word. */
export function judge(el) {
  const text = textOf(el).trim();
  if (isNumber(el) && LETTERS.test(text.replace(UNITS, ""))) {
    refuse(el, `“${short(text)}”不是数字，请只填数字，如 1234.50`);
  } else {
    absolve(el);
  }
}

/** A box's text changed. */
export function changed(el) {
  delete el.dataset.stuck;
  withdrawQuestion(el);
  judge(el);
  sender.typed(el.name, savedOf(el), textOf(el));
}

/** On leaving a box its text is printed as it was saved: 1234.5 becomes 1,234.50. */
function left(el) {
  sender.flush();
  if (el.dataset.stuck === undefined && !sender.isWaiting(el.name)) put(el, savedOf(el));
}

function showResult(edit, sent, result) {
  const el = cellNamed(result.cell);
  if (!sent) return;
  if (result.status === "saved") {
    dropCell(result.cell, sent.value);
    if (el) showSavedText(el, edit, sent, result);
    return;
  }
  if (sender.isWaiting(result.cell)) return; // a newer text is on its way and will be judged by itself
  keepCell(result.cell, { was: sent.was, value: sent.value, unit: edit.unit });
  if (!el) return;
  el.dataset.stuck = "";
  if (result.status === "conflict") askWhose(el, result, changed);
  else refuse(el, result.message);
  askForReason(el);
}

/** A figure of last year's account is typed over with a reason only: its box stands ready under the cell. */
function askForReason(el) {
  document.getElementById(el.dataset.reason ?? "")?.closest(".carried-reason")?.removeAttribute("hidden");
}

/** The reason is there: the figure that waited for it is sent again. */
function sendExplained(reason) {
  for (const el of document.querySelectorAll(`[data-stuck][data-reason="${CSS.escape(reason)}"]`)) changed(el);
}

function showSavedText(el, edit, sent, result) {
  const isUntouched = textOf(el) === sent.value;
  if (edit.unit !== page.unit) {
    if (!sender.isWaiting(el.name)) put(el, savedOf(el));
    return refreshSoon(); // in the page's own unit
  }
  el.dataset.saved = result.value;
  if (!isUntouched) return;
  delete el.dataset.stuck;
  for (const marked of [el, el.closest("td, div.box")]) marked?.removeAttribute("data-by"); // it is mine again
  absolve(el);
  withdrawQuestion(el);
  if (result.cell.startsWith("carried/") && sent.value) sendExplained(result.cell);
  if (el !== document.activeElement || el.tagName === "SELECT") put(el, result.value);
}

/** A box that moved with another: 指标类型 follows 指标值 until it is chosen by hand. */
function follow(cell, value) {
  const el = cellNamed(cell);
  if (!el || sender.isWaiting(cell) || el.dataset.stuck !== undefined) return;
  el.dataset.saved = value;
  put(el, value);
}

function showAnswer(edit, answer) {
  savedAt = answer.saved_at ?? savedAt;
  const sent = new Map(edit.changes.map((change) => [change.cell, change]));
  for (const result of answer.results) if (result.cell !== undefined) showResult(edit, sent.get(result.cell), result);
  for (const { cell, value } of answer.also ?? []) follow(cell, value);
  showTotals(answer.totals ?? {});
  const isRowsOfBefore = edit.isTakenUp && edit.changes.some((change) => change.cell === undefined);
  if (answer.version > version + 1 || isRowsOfBefore) refreshSoon(); // somebody else has saved too
  version = Math.max(version, answer.version ?? 0);
  saw(version);
  isPreviewLate = Boolean(answer.is_busy); // the server has saves to answer: it is asked again when the hand rests
  document.body.dispatchEvent(new CustomEvent("saved", { detail: { edit, answer } }));
  if (answer.preview) showPreview(answer.preview, answer.version);
  else if (!isPreviewLate && !sender.unsaved()) fetchPreview();
}

function fetchPreview() {
  isPreviewLate = false;
  document.body.dispatchEvent(new CustomEvent("outdated")); // it is fetched whole
}

function showState() {
  const count = sender.unsaved();
  document.body.dataset.unsaved = String(count);
  showSending(sender.isBusy() && !troubled);
  if (troubled && count) return showUnsaved(count);
  if (!count) showSaved(savedAt, [...document.querySelectorAll("[data-stuck]")]);
}

/** Shows what an earlier page could not send, in its boxes, and sends it. */
function takeUp() {
  for (const [cell, value, unit] of sender.takeUp()) {
    const el = cellNamed(cell);
    if (!el) continue;
    const isOther = unit !== page.unit && isNumber(el) && value && !UNITS.test(value);
    put(el, isOther ? value + UNIT_WORDS[unit] : value);
    judge(el);
  }
  sender.flush();
}

/** What was typed before this program was there: on an old machine the boxes can be typed into seconds earlier. */
function takeUpEarly() {
  for (const el of document.querySelectorAll("#entry-form .cell")) {
    if ("defaultValue" in el && el.value !== el.defaultValue && textOf(el) !== savedOf(el)) changed(el);
  }
}

export function start() {
  sender.on.results = showAnswer;
  sender.on.asks = asksPreview;
  sender.on.changed = showState;
  sender.on.trouble = (kind, detail) => {
    troubled = Boolean(kind);
    showTrouble(kind, detail, sender.retry);
  };
  document.addEventListener("input", ({ target }) => isCell(target) && changed(target));
  document.addEventListener("change", ({ target }) => isCell(target) && sender.flush());
  document.addEventListener("focusout", ({ target }) => isCell(target) && left(target));
  document.body.addEventListener("settled", showState);
  document.body.addEventListener("lull", () => isPreviewLate && fetchPreview());
  const retry = () => document.visibilityState === "visible" && troubled && sender.retry();
  for (const event of ["online", "focus", "storage"]) window.addEventListener(event, retry);
  document.addEventListener("visibilitychange", () => (document.hidden ? sender.flush() : retry()));
  window.addEventListener("pagehide", sender.flush);
  window.addEventListener("beforeunload", (event) => {
    if (sender.unsaved() && !isKeeping()) event.preventDefault();
  });
  takeUpEarly();
  takeUp();
}
