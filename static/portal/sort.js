// Sorting a table where it stands. Without a script the column heads are links that ask the server for the same.

const amount = (text) => {
  const number = Number(text.replaceAll(",", ""));
  return Number.isNaN(number) ? null : number;
};

function sort(table, column, descending) {
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => ({ row, text: row.cells[column].textContent.trim() }));
  const isNumber = rows.some(({ row }) => row.cells[column].classList.contains("number"));
  const compare = isNumber
    ? (one, two) => (amount(one.text) ?? 0) - (amount(two.text) ?? 0)
    : (one, two) => one.text.localeCompare(two.text, "zh-Hans");
  const filled = rows.filter(({ text }) => text !== "").sort(compare);
  if (descending) filled.reverse();
  const empty = rows.filter(({ text }) => text === "");
  body.append(...[...filled, ...empty].map(({ row }) => row));
}

for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    head.querySelector("a").addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      const descending = head.getAttribute("aria-sort") !== "descending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      sort(table, column, descending);
    });
  });
}
