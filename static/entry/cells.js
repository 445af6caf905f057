/** The boxes of the page. What the server last knew of a box stands in its data-saved. */

export const isCell = (el) => el instanceof HTMLElement && el.classList.contains("cell");

/** The box of a cell address, which is its id too; null when it stands on another page. */
export function cellNamed(name) {
  const el = document.getElementById(name);
  return el && isCell(el) ? el : null;
}

export const textOf = (el) => (el.type === "checkbox" ? (el.checked ? "是" : "否") : el.value);
export const savedOf = (el) => el.dataset.saved ?? "";
export const isClean = (el) => textOf(el) === savedOf(el);

export function put(el, text) {
  if (el.type === "checkbox") el.checked = text === "是" || text === "on";
  else if (el.value !== text) el.value = text;
}

/** What a message calls the box: its row and column, or its label. */
export function nameOf(el) {
  const label = el.getAttribute("aria-label");
  if (label) return label;
  return el.labels?.[0]?.textContent.trim() || el.name;
}

export function focusCell(el) {
  el.focus();
  const isShort = el instanceof HTMLInputElement || (el instanceof HTMLTextAreaElement && el.closest("td"));
  if (isShort && el.type !== "checkbox") el.select();
}

/** The line under the box that says what is wrong; made when it is first needed. */
function lineOf(el) {
  const ids = el.getAttribute("aria-describedby")?.split(/\s+/) ?? [];
  for (const id of ids) {
    const line = document.getElementById(id);
    if (line?.classList.contains("cell-error")) return line;
  }
  const line = document.createElement("span");
  line.className = "cell-error";
  line.id = `error:${el.name}`;
  line.setAttribute("role", "alert");
  el.after(line);
  el.setAttribute("aria-describedby", [...ids, line.id].join(" "));
  return line;
}

/** Says beside the box what is wrong with its text. */
export function refuse(el, message) {
  const line = lineOf(el);
  line.textContent = message;
  line.hidden = false;
  el.setAttribute("aria-invalid", "true");
}

/** Takes back what was said beside the box. */
export function absolve(el) {
  if (!el.hasAttribute("aria-invalid")) return;
  el.removeAttribute("aria-invalid");
  const line = lineOf(el);
  line.textContent = "";
  line.hidden = true;
}
