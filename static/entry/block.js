/** A block of text as Excel copies it: its cells, and which of its first columns name the row. Knows no page. */

/** Tabs between cells, line ends between rows; a cell in quotes may hold both, and quotes doubled. */
export function parse(text) {
  const rows = [];
  let row = [];
  let at = 0;
  while (at <= text.length) {
    let end;
    if (text[at] === '"') {
      let value = "";
      let from = at + 1;
      for (;;) {
        const quote = text.indexOf('"', from);
        if (quote < 0) return parsePlainly(text); // a lone quote is a character like others
        value += text.slice(from, quote);
        if (text[quote + 1] !== '"') {
          end = quote + 1;
          break;
        }
        value += '"';
        from = quote + 2;
      }
      if (end < text.length && !"\t\r\n".includes(text[end])) return parsePlainly(text);
      row.push(value);
    } else {
      end = at;
      while (end < text.length && text[end] !== "\t" && text[end] !== "\n" && text[end] !== "\r") end += 1;
      row.push(text.slice(at, end));
    }
    if (text[end] !== "\t") {
      rows.push(row);
      row = [];
      if (text[end] === "\r" && text[end + 1] === "\n") end += 1;
    }
    at = end + 1;
  }
  return withoutLastEmpty(rows);
}

const parsePlainly = (text) => withoutLastEmpty(text.split(/\r\n|\r|\n/).map((line) => line.split("\t")));

/** Excel ends the last row too. */
function withoutLastEmpty(rows) {
  if (rows.length > 1 && rows.at(-1).every((cell) => cell === "")) rows.pop();
  return rows;
}

const NUMBER = /^[\s¥￥()（）+\-−—\d０-９,，.．。%]*(万?元)?$/u;
const SUM = /^(其中[:：])?(本年|本月)?(收入|支出|支出功能)?\s*(合\s*计|总\s*计|小\s*计)[:：]?$/u;

export const squeeze = (text) => text.replace(/[\s\u3000\u200b\ufeff]+/gu, "");
export const looksLikeNumber = (text) => NUMBER.test(text.trim());
export const isSum = (text) => SUM.test(text.trim());

/**
 * How many of the first columns name the row. `known(text)` tells a code, a name or a fund. A column of figures
 * does not name anything, even when a figure looks like a code.
 */
export function headColumns(rows, known) {
  const width = Math.max(...rows.map((row) => row.length));
  let count = 0;
  for (; count < Math.min(width, 4); count += 1) {
    const texts = rows.map((row) => squeeze(row[count] ?? "")).filter(Boolean);
    if (!texts.length) {
      if (count) continue; // an empty column between code and name
      break;
    }
    const named = texts.filter(known).length;
    const words = texts.filter((text) => !looksLikeNumber(text) && /\p{Script=Han}/u.test(text)).length;
    const isCodes = texts.every((text) => /^\d{3,9}$/.test(text)) && texts.some(known);
    if (!isCodes && !(named + words > texts.length / 2)) break;
  }
  return count;
}

/** Rows above the first one with a figure in it, whose words name nothing known: the table's head. */
export function headerRows(rows, known) {
  let count = 0;
  for (const row of rows) {
    const texts = row.map(squeeze).filter(Boolean);
    if (texts.some((text) => looksLikeNumber(text) || known(text))) break;
    if (texts.some(isSum) && texts.length < 3) break;
    count += 1;
  }
  return count < rows.length ? count : 0;
}
