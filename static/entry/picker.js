/** Adding a row: a box with a list below it (ARIA combobox); only a 科目 of the list gets in. */

import { act, focusFirst, rowElement } from "./edits.js";
import { directory, find } from "./codes.js";
import { newId } from "./page.js";
import { pasteInto } from "./paste.js";
import { rowAddress } from "./grid.js";
import { notice } from "./report.js";

export function startPickers() {
  for (const holder of document.querySelectorAll("[data-add-row]")) enhance(holder);
}

function enhance(holder) {
  const input = holder.querySelector("input");
  const list = document.createElement("ul");
  list.id = `options-${newId()}`;
  list.className = "options";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "科目");
  list.hidden = true;
  const wrap = document.createElement("span");
  wrap.className = "picker";
  input.before(wrap);
  wrap.append(input, list);
  const said = document.createElement("span");
  said.className = "picker-said";
  said.setAttribute("role", "status");
  holder.append(said);
  for (const [name, value] of [
    ["role", "combobox"],
    ["aria-autocomplete", "list"],
    ["aria-expanded", "false"],
    ["aria-controls", list.id],
  ]) {
    input.setAttribute(name, value);
  }
  input.removeAttribute("name"); // the plain form's box is not submitted any more
  const picker = { holder, input, list, said, found: [], active: -1 };
  input.addEventListener("focus", () => directory(holder.dataset.kind).catch(() => {}));
  input.addEventListener("input", () => search(picker));
  input.addEventListener("keydown", (event) => pressed(picker, event));
  input.addEventListener("blur", () => show(picker, []));
  input.addEventListener("paste", (event) => pasted(picker, event));
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // the box keeps the focus
    const option = event.target.closest("[role=option]");
    if (option) choose(picker, picker.found[[...list.children].indexOf(option)]);
  });
  holder.querySelector("button")?.addEventListener("click", (event) => {
    event.preventDefault();
    take(picker);
  });
}

async function search(picker) {
  const { input, holder, said } = picker;
  const typed = input.value.trim();
  input.removeAttribute("aria-invalid");
  said.textContent = "";
  if (!typed) return show(picker, []);
  let leaves;
  try {
    ({ leaves } = await directory(holder.dataset.kind));
  } catch {
    said.textContent = "取不到科目表，请检查网络后再试";
    return show(picker, []);
  }
  if (input.value.trim() !== typed) return undefined; // typed on meanwhile
  const found = find(leaves, typed, codesInUse());
  show(picker, found);
  said.textContent = found.length ? `找到 ${found.length} 个科目` : `没有找到“${typed.slice(0, 20)}”，请核对编码或名称`;
  return undefined;
}

function codesInUse() {
  const codes = [...document.querySelectorAll("tr .code")].map((el) => el.textContent);
  return new Set(codes.flatMap((code) => [code.slice(0, 3), code.slice(0, 5)]));
}

function show(picker, found) {
  const { input, list } = picker;
  picker.found = found;
  list.replaceChildren(...found.map((leaf, n) => option(leaf, `${list.id}-${n}`)));
  list.hidden = !found.length;
  input.setAttribute("aria-expanded", String(found.length > 0));
  point(picker, found.length ? 0 : -1);
  if (found.length) list.scrollIntoView({ block: "nearest" });
}

function option({ code, name, path }, id) {
  const item = document.createElement("li");
  item.id = id;
  item.setAttribute("role", "option");
  for (const [kind, words] of [["code", code], ["name", name], ["path", path]]) {
    const span = document.createElement("span");
    span.className = kind;
    span.textContent = words;
    item.append(span, " ");
  }
  return item;
}

function point(picker, n) {
  const { input, list } = picker;
  list.children[picker.active]?.removeAttribute("aria-selected");
  picker.active = n;
  const item = list.children[n];
  if (!item) return input.removeAttribute("aria-activedescendant");
  item.setAttribute("aria-selected", "true");
  item.scrollIntoView({ block: "nearest" });
  return input.setAttribute("aria-activedescendant", item.id);
}

function pressed(picker, event) {
  const { found, active, input } = picker;
  if (event.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && found.length) point(picker, (active + step + found.length) % found.length);
  else if (event.key === "ArrowDown") search(picker);
  else if (event.key === "Enter") take(picker);
  else if (event.key === "Escape" && found.length) show(picker, []);
  else if (event.key === "Escape") {
    input.value = "";
    picker.said.textContent = "";
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Enter or the button: what is pointed at, or the fund alone where a row may stand without 科目. */
async function take(picker) {
  if (!picker.found.length && picker.input.value.trim()) await search(picker);
  if (picker.found.length) return choose(picker, picker.found[Math.max(picker.active, 0)]);
  if (!picker.input.value.trim() && picker.holder.querySelector("select")) return choose(picker, { code: "", name: "" });
  picker.input.setAttribute("aria-invalid", "true");
  if (!picker.input.value.trim()) picker.said.textContent = "请先输入科目编码、名称或拼音首字母";
  return undefined;
}

async function choose(picker, { code, name }) {
  const { holder, input, said } = picker;
  const fund = holder.querySelector("select")?.value ?? "";
  const row = rowAddress(holder.dataset.addRow, code, fund);
  input.value = "";
  show(picker, []);
  const there = rowElement(row);
  if (there && !there.hidden) {
    said.textContent = `${code} ${name} 已经在表里`.trim();
    return focusFirst(there);
  }
  said.textContent = "";
  const answer = await act({ sets: [], added: [row], removed: [] });
  const result = answer?.results[0];
  if (result?.status !== "saved") return notice(result?.message ?? "没有加上", "wrong");
  const made = rowElement(result.row || row);
  if (made && document.activeElement === input) focusFirst(made);
  return undefined;
}

/** A block from Excel pasted where codes are typed: its first columns name the rows. */
function pasted(picker, event) {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const table = picker.holder.closest(".block-grid")?.querySelector("table[data-grid]");
  if (!table || !/[\t\n]/.test(text.trimEnd())) return;
  event.preventDefault();
  pasteInto(table, null, text);
}
