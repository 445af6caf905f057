/** A block copied in Excel fills the grid from the box it is pasted into; its codes or names find their rows. */

import { headColumns, headerRows, isSum, parse, squeeze } from "./block.js";
import { cellNamed, isCell, nameOf } from "./cells.js";
import { directory } from "./codes.js";
import { act, rowElement, rowOf, standing, undo } from "./edits.js";
import { cellsOf, headOf, linesOf, newRowAddress, rowAddress } from "./grid.js";
import { notice, reportPaste } from "./report.js";

const MAX_TEXT = 2_000_000;
const MAX_CHANGES = 5000;
const MERGED = new Set(["level1", "level2"]);

export function startPaste() {
  document.addEventListener("focusin", ({ target }) => {
    const kind = target.closest("table[data-add]")?.dataset.add;
    if (kind && navigator.onLine) directory(kind).catch(() => {}); // there before a block comes that names its rows
  });
  document.addEventListener("paste", (event) => {
    const el = event.target;
    if (!isCell(el) || el.readOnly) return;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text.length > MAX_TEXT) {
      event.preventDefault();
      return tooLong(text);
    }
    const table = el.closest("table[data-grid]");
    if (!table || el.tagName === "TEXTAREA" ? !/\t/.test(text) || !table : !/[\t\r\n]/.test(text)) return;
    event.preventDefault();
    const rows = parse(text);
    if (rows.length === 1 && rows[0].length === 1) document.execCommand("insertText", false, oneLine(rows[0][0]));
    else pasteInto(table, el, text, rows);
  });
}

const oneLine = (text) => text.replace(/[\r\n]+/g, " ").trim();

function tooLong(text) {
  const size = (text.length / 1_000_000).toFixed(1);
  notice(`粘贴的内容太大（${size} 百万字），没有粘贴。请在 Excel 里只选要填的几列，分几次粘贴。`, "wrong");
}

/** el null: pasted into the box that adds a row. */
export async function pasteInto(table, el, text, rows = null) {
  if (text.length > MAX_TEXT) return tooLong(text);
  const block = rows ?? parse(text);
  const kind = table.dataset.add;
  const list = kind ? await directory(kind).catch(() => null) : null;
  const plan = new Plan(table, el, list);
  plan.read(block);
  if (plan.sets.length + plan.added.length > MAX_CHANGES) {
    return notice(`粘贴的内容太多（${plan.sets.length} 格），没有粘贴。一次最多 ${MAX_CHANGES} 格，请分几次粘贴。`, "wrong");
  }
  if (!plan.sets.length && !plan.added.length) return reportPaste("没有粘贴：没有一格对得上。", plan.refused, []);
  const said = `粘贴了 ${plan.sets.length} 格${plan.added.length ? `，其中新增 ${plan.added.length} 行` : ""}`;
  const wait = setTimeout(() => notice(`${said}，正在保存…`), 500);
  const addedAs = plan.added.map(() => table.dataset.new);
  const answer = await act({ sets: plan.sets, added: plan.added, addedAs, removed: [] });
  clearTimeout(wait);
  return conclude(plan, said, answer);
}

function conclude(plan, said, answer) {
  const refused = [...plan.refused];
  for (const { cell, add_row: row, status, message } of answer?.results ?? []) {
    if (status === "saved") continue;
    const where = plan.where.get(cell ?? row) ?? "";
    if (row) refused.push({ where, message });
    else if (!plan.added.includes(rowOf(cell)) || rowElement(rowOf(cell))) refused.push({ cell, where, message });
  }
  const words = [`${said}${refused.length ? `，有 ${refused.length} 处没有接受` : ""}。`];
  if (plan.cleared) words.push(`清空了 ${plan.cleared} 格。`);
  if (plan.passed) words.push(`${plan.passed} 行表头或合计没有用：合计由系统算。`);
  reportPaste(words.join(""), refused, [["撤销粘贴", undo]]);
}

/** Where each cell of a block goes, before anything is changed. */
class Plan {
  constructor(table, el, list) {
    Object.assign(this, { table, el, list });
    Object.assign(this, { sets: [], added: [], refused: [], passed: 0, cleared: 0, where: new Map(), byCell: new Map() });
    this.above = [];
    this.section = table.dataset.grid;
    this.lines = linesOf(table);
    const options = table.closest(".block-grid")?.querySelector("[data-add-row] select")?.options ?? [];
    this.funds = new Map([...options].map((option) => [squeeze(option.textContent), option.value]));
    this.fund = [...options].find((option) => option.selected)?.value ?? "";
    this.heads = this.lines.map((row) => ({ row, ...headOf(row) }));
  }

  knows = (text) => {
    const plain = squeeze(text);
    const code = /^\d+/.exec(plain)?.[0] ?? "";
    if (this.list?.byCode.has(code) || this.list?.byName.has(plain) || this.list?.isAbove(plain)) return true;
    return this.funds.has(plain) || isSum(plain) || this.heads.some((head) => head.code === plain || head.name === plain);
  };

  read(block) {
    const isFree = this.table.dataset.new !== undefined; // its rows have no name but their words
    const skipped = isFree ? this.labelRows(block) : headerRows(block, this.knows);
    this.passed += skipped;
    const rows = block.slice(skipped);
    const heads = isFree ? 0 : headColumns(rows, this.knows);
    const start = this.el ? cellsOf(this.el.closest("tr")).indexOf(this.el) : 0;
    rows.forEach((texts, n) => {
      const where = `第 ${n + skipped + 1} 行`;
      const values = texts.slice(heads);
      if (!heads) return this.fillAt(n, this.filledDown(values, start), start, where);
      const head = texts.slice(0, heads).map((text) => text.trim());
      if (!texts.some((text) => text.trim())) return undefined;
      const row = this.rowFor(head, where);
      if (!row) return undefined;
      if (typeof row !== "string") return this.fill(row, values, start, where);
      return this.fillNew(row, values, start, `${where} ${head.filter(Boolean).join(" ")}`);
    });
  }

  /** Rows at the top that repeat the words above the columns. */
  labelRows(block) {
    const labels = new Set([...this.table.tHead.rows[0].cells].map((cell) => squeeze(cell.textContent)));
    const isOther = (texts) => !texts.some((text) => labels.has(squeeze(text)));
    return Math.max(0, block.findIndex(isOther));
  }

  /** The n-th row from where it is pasted; below the last one, a new one where rows have no codes. */
  fillAt(n, values, start, where) {
    const from = this.el ? this.lines.indexOf(this.el.closest("tr")) : this.lines.length;
    const row = this.lines[from + n];
    if (row || !this.table.dataset.new) return this.fill(row ?? null, values, start, where);
    if (!values.some((text) => text.trim())) return undefined;
    return this.fillNew(newRowAddress(this.table.dataset.new), values, start, where);
  }

  /** Merged cells of 一级指标 and 二级指标: their words stand for the rows below too. */
  filledDown(values, start) {
    const columns = this.columns();
    const filled = values.map((text, n) => (MERGED.has(columns[start + n]) && !text.trim() ? (this.above[n] ?? "") : text));
    this.above = filled;
    return filled;
  }

  /** The row meant: its element, or the address of a new one; null when it is refused or passed over. */
  rowFor(head, where) {
    let code = "";
    let name = "";
    let fund = "";
    for (const text of head.map(squeeze).filter(Boolean)) {
      const [, digits, rest] = /^(\d*)(.*)$/su.exec(text);
      if (this.funds.has(text)) fund = this.funds.get(text);
      else if (digits && !code) [code, name] = [digits, rest || name];
      else name = text;
    }
    if ((!code && isSum(name)) || this.list?.isAbove(code || name)) {
      this.passed += 1;
      return null;
    }
    if (!code && !name && !fund) return this.refuse(`${where}：没有科目编码或名称`, "合并单元格请先拆开，每行都带编码");
    const named = this.heads.filter((h) => (code ? h.code === code : name ? h.name === name : h.code === ""));
    const rows = fund ? named.filter((h) => this.funds.get(h.fund) === fund) : named;
    if (rows.length === 1) return rows[0].row;
    if (rows.length > 1) {
      const chosen = rows.filter((h) => this.funds.get(h.fund) === this.fund);
      if (chosen.length === 1) return chosen[0].row;
      return this.refuse(`${where} ${code} ${name}`, "表里有几行同名，请带上编码和资金性质");
    }
    return this.newRow(code || (name ? this.codeOf(name, where) : ""), fund || this.fund, `${where} ${code} ${name}`);
  }

  codeOf(name, where) {
    const leaves = this.list?.byName.get(name) ?? [];
    if (leaves.length === 1) return leaves[0].code;
    const why = leaves.length
      ? `有 ${leaves.length} 个科目同名，请带上编码（如 ${leaves[0].code}）`
      : "科目表里没有这个科目，请核对名称或带上编码";
    return this.refuse(`${where} ${name}`, why);
  }

  newRow(code, fund, where) {
    if (code === null) return null;
    if (!this.table.dataset.add) return this.refuse(where, "表里没有这一行，这里不能增加行");
    if (this.list && code && !this.list.byCode.has(code)) return this.refuse(where, "科目表里没有这个编码，请核对");
    return rowAddress(this.section, code, fund);
  }

  refuse(where, message) {
    this.refused.push({ where, message });
    return null;
  }

  /** Figures into the boxes of a row; where the block is as wide as the row with its sums, the sums are passed. */
  fill(row, values, start, where) {
    if (!row) {
      if (values.some((text) => text.trim())) this.refuse(where, "下面没有行了。要增加行，请连同科目编码一起粘贴");
      return;
    }
    const cells = cellsOf(row);
    values = this.withoutSums(row, values, cells.length - start);
    values.forEach((text, n) => {
      const el = cells[start + n];
      if (el) this.set(el.name, standing(el), text, `${where} ${nameOf(el)}`);
      else if (text.trim()) this.refuse(`${where} 第 ${n + 1} 个数`, "右边没有列了");
    });
  }

  fillNew(row, values, start, where) {
    if (!this.added.includes(row)) this.added.push(row);
    this.where.set(row, where);
    const columns = this.columns();
    this.withoutSums(this.table.tHead.rows[0], values, columns.length - start).forEach((text, n) => {
      const column = columns[start + n];
      if (column) this.set(`${row}/${column}`, "", text, where);
      else if (text.trim()) this.refuse(`${where} 第 ${n + 1} 个数`, "右边没有列了");
    });
  }

  columns() {
    return [...this.table.tHead.querySelectorAll("[data-column]")].map((th) => th.dataset.column);
  }

  withoutSums(row, values, width) {
    const sums = [...row.cells].slice(1).map((cell) => cell.matches(".total, [data-sum]"));
    const all = [...row.cells].slice(1).filter((cell) => !cell.matches(".tools")).length;
    return values.length > width && values.length === all ? values.filter((_, n) => !sums[n]) : values;
  }

  set(cell, before, text, where) {
    const el = cellNamed(cell);
    const after = textFor(el, text);
    if (!el && !after) return;
    const earlier = this.byCell.get(cell);
    this.where.set(cell, where);
    if (earlier) {
      this.refuse(where, `同一格粘贴了两次，用的是后面的 ${after || "空"}`);
      earlier.after = after;
    } else if (before !== after || el?.tagName === "SELECT") { // a choice may move with another box of the block
      const set = { cell, before, after };
      this.sets.push(set);
      this.byCell.set(cell, set);
      if (before && !after) this.cleared += 1;
    }
  }
}

/** As the box can hold it: a line end only where there are several lines, of a list the value behind the words. */
function textFor(el, text) {
  if (el?.tagName === "TEXTAREA") return text;
  const line = oneLine(text);
  if (el?.tagName !== "SELECT") return line;
  return [...el.options].find((option) => option.textContent.trim() === line)?.value ?? line;
}
