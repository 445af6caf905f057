/** The 科目 of the year, fetched once for the page: found by code, name or pinyin initials, offline too. */

import { page } from "./page.js";
import { squeeze } from "./block.js";

const MOST = 100;
const fetched = new Map(); // kind → promise of a directory

/** {leaves, byCode, byName, isAbove(text)}. Rejects when it cannot be fetched; the next call tries again. */
export function directory(kind) {
  if (!fetched.has(kind)) {
    const promise = load(kind);
    promise.catch(() => fetched.delete(kind));
    fetched.set(kind, promise);
  }
  return fetched.get(kind);
}

async function load(kind) {
  const response = await fetch(`${page.codesUrl}?kind=${encodeURIComponent(kind)}`, {
    headers: { Accept: "application/json" },
  });
  if (!response.ok) throw new Error(`${response.status}`);
  const leaves = await response.json();
  const byCode = new Map(leaves.map((leaf) => [leaf.code, leaf]));
  const byName = new Map();
  const above = new Set(); // codes and names of 类 and 款: rows of sums
  for (const leaf of leaves) {
    byName.set(leaf.name, [...(byName.get(leaf.name) ?? []), leaf]);
    for (let length = 3; length < leaf.code.length; length += 2) above.add(leaf.code.slice(0, length));
    for (const name of leaf.path.split(" › ")) above.add(squeeze(name));
  }
  return { leaves, byCode, byName, isAbove: (text) => above.has(text) };
}

/**
 * The best first: the code itself, then what starts so, then what holds it. 行政运行 stands under sixty 款: those of
 * a 款 or 类 that is `inUse` (their codes) come before the others.
 */
export function find(leaves, typed, inUse = new Set()) {
  const wanted = squeeze(typed).toLowerCase();
  if (!wanted) return [];
  const ranked = leaves.map((leaf) => [rank(leaf, wanted), leaf]).filter(([r]) => r >= 0);
  const distance = ({ code }) => (inUse.has(code.slice(0, 5)) ? 0 : inUse.has(code.slice(0, 3)) ? 1 : 2);
  ranked.sort(([a, x], [b, y]) => a - b || distance(x) - distance(y) || (x.code < y.code ? -1 : 1));
  return ranked.slice(0, MOST).map(([, leaf]) => leaf);
}

function rank({ code, name, pinyin, path }, wanted) {
  const tests = [
    code === wanted || name === wanted,
    code.startsWith(wanted),
    pinyin === wanted,
    name.startsWith(wanted),
    pinyin.startsWith(wanted),
    name.includes(wanted),
    wanted.length > 1 && pinyin.includes(wanted),
    squeeze(path.replaceAll("›", "") + name).includes(wanted),
    wanted === code + name,
  ];
  return tests.indexOf(true);
}
