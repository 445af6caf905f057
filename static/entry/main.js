/** The entry pages in the browser. Without it they are plain forms, and work. */

import * as autosave from "./autosave.js";
import { act, rowElement } from "./edits.js";
import { cellsOf, linesOf } from "./grid.js";
import { focusCell, textOf } from "./cells.js";
import { startKeys } from "./keys.js";
import { page } from "./page.js";
import { startPaste } from "./paste.js";
import { startPickers } from "./picker.js";
import { focusFromAddress, startPreview } from "./preview.js";
import { notice } from "./report.js";
import { undo } from "./edits.js";
import { flush } from "./sender.js";

/** Removing a row asks nothing: it can be undone. */
async function removeRow(address) {
  const row = rowElement(address);
  const table = row.closest("table");
  const sets = cellsOf(row).map((el) => ({ cell: el.name, before: textOf(el), after: "" }));
  const lines = linesOf(table);
  const next = lines[lines.indexOf(row) + 1] ?? lines[lines.indexOf(row) - 1];
  if (next) focusCell(cellsOf(next)[0]);
  else table.closest(".block-grid")?.querySelector("[data-add-row] input")?.focus();
  const title = row.querySelector("th").textContent.replace(/\s+/g, " ").trim();
  notice(`删除了 ${title}。`, "", [["撤销", undo]]);
  const answer = await act({ sets, added: [], removed: [address] });
  const result = answer?.results.find((r) => r.remove_row === address);
  if (result && result.status !== "saved") notice(`${title}：${result.message}`, "wrong");
}

function submitted(event) {
  event.preventDefault(); // everything is saved already, or on its way
  const [what, ...address] = event.submitter?.value?.split(":") ?? [];
  if (what === "remove") removeRow(address.join(":"));
  else flush();
}

if (page.mayEdit) {
  document.getElementById("entry-form")?.addEventListener("submit", submitted);
  autosave.start();
  startKeys();
  startPaste();
  startPickers();
}
startPreview();
focusFromAddress();
