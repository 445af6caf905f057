/** The buttons of the plain form, done in place: a row more, a row less, words copied from elsewhere. */

import { changed } from "./autosave.js";
import { cellNamed, focusCell, put, textOf } from "./cells.js";
import { act, focusFirst, rowElement, standing, undo } from "./edits.js";
import { cellsOf, linesOf, newRowAddress } from "./grid.js";
import { notice } from "./report.js";
import { flush, submit } from "./sender.js";

/** Everything else is saved already, or on its way: the form itself is never sent. */
export function submitted(event) {
  event.preventDefault();
  const button = event.submitter;
  const [what, ...rest] = button?.value?.split(":") ?? [];
  const target = rest.join(":");
  const isCard = target.startsWith("scorecards/");
  if (what === "remove") (isCard ? removeCard : removeRow)(target);
  else if (what === "insert") (isCard ? addCard : insertRow)(target);
  else if (what === "copy") copyText(button.dataset, target.split(">")[0]);
  else flush();
}

/** Removing a row asks nothing: it can be undone. */
async function removeRow(address) {
  const row = rowElement(address);
  const table = row.closest("table");
  const sets = cellsOf(row).map((el) => ({ cell: el.name, before: standing(el), after: "" }));
  const lines = linesOf(table);
  const next = lines[lines.indexOf(row) + 1] ?? lines[lines.indexOf(row) - 1];
  const title = row.querySelector("th").textContent.replace(/\s+/g, " ").trim();
  const name = /^\d{1,3}$/.test(title) ? `第 ${title} 行` : title;
  notice(`删除了 ${name}。`, "", [["撤销", undo]]);
  const done = act({ sets, added: [], removed: [address], removedAs: [placeOf(row, table)] });
  if (next) focusCell(cellsOf(next)[0]);
  else table.closest(".block-grid")?.querySelector("[data-add-row] input, .add-row-plain button")?.focus();
  const result = (await done)?.results.find((r) => r.remove_row === address);
  if (result && result.status !== "saved") notice(`${name}：${result.message}`, "wrong");
}

/** Where a numbered row stood: behind the one above it, new1@57, or first, new1@0. */
function placeOf(row, table) {
  if (!table.dataset.new) return undefined;
  const lines = linesOf(table);
  const above = lines[lines.indexOf(row) - 1]?.dataset.row;
  return `${table.dataset.new}@${above ? above.split("-").at(-1) : 0}`;
}

async function insertRow(proposed) {
  const answer = await act({ sets: [], added: [newRowAddress(proposed)], addedAs: [proposed], removed: [] });
  const result = answer?.results[0];
  if (result?.status !== "saved") return notice(result?.message ?? "没有加上", "wrong");
  const made = rowElement(result.row);
  if (made) focusFirst(made);
  return undefined;
}

/** A card is a page of its own. */
async function addCard(proposed) {
  const { results } = await submit([{ add_row: proposed }]);
  if (results[0].status !== "saved") return notice(results[0].message, "wrong");
  location.assign(`?card=${encodeURIComponent(results[0].row.split("/")[1])}`);
  return undefined;
}

async function removeCard(address) {
  const { results } = await submit([{ remove_row: address }]);
  if (results[0].status !== "saved") return notice(results[0].message, "wrong");
  location.assign(location.pathname);
  return undefined;
}

/** The source's words as they stand on the page now, or as they were printed behind the button. */
function copyText({ copyTo, copyText: printed }, source) {
  const from = cellNamed(`reasons/${source}/text`);
  const el = cellNamed(copyTo);
  if (!el) return;
  put(el, from ? textOf(from) : printed);
  changed(el);
  flush();
  focusCell(el);
}
