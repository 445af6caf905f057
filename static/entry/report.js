/** What came of a paste, and short notices: in words, with a way to each box they speak of. */

import { cellNamed, focusCell } from "./cells.js";

const MOST = 100;

function button(words, call, kind = "") {
  const made = document.createElement("button");
  made.type = "button";
  made.className = kind;
  made.textContent = words;
  made.addEventListener("click", call);
  return made;
}

function holder() {
  const found = document.querySelector(".report");
  if (found) return found;
  const made = document.createElement("div");
  made.className = "report";
  made.setAttribute("role", "status");
  document.querySelector(".entry-page")?.append(made);
  return made;
}

export function dismiss() {
  holder().replaceChildren();
}

/** actions: [words, call] of its buttons. */
export function notice(words, kind = "", actions = []) {
  const line = document.createElement("p");
  if (kind) line.className = kind;
  line.textContent = words;
  const row = document.createElement("p");
  row.className = "report-actions";
  for (const [name, call] of actions) row.append(button(name, () => (dismiss(), call())));
  row.append(button("知道了", dismiss));
  holder().replaceChildren(line, row);
}

/** refused: [{cell, where, message}]; a line with a cell leads there. */
export function reportPaste(words, refused, actions) {
  notice(words, refused.length ? "wrong" : "", actions);
  if (!refused.length) return;
  const list = document.createElement("ul");
  for (const { cell, where, message } of refused.slice(0, MOST)) {
    const item = document.createElement("li");
    const text = `${where}：${message}`;
    if (cell && cellNamed(cell)) {
      item.append(button(text, () => cellNamed(cell) && focusCell(cellNamed(cell)), "quiet"));
    } else {
      item.textContent = text;
    }
    list.append(item);
  }
  if (refused.length > MOST) {
    const more = document.createElement("li");
    more.textContent = `还有 ${refused.length - MOST} 处`;
    list.append(more);
  }
  holder().firstElementChild.after(list);
}
