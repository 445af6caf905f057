// The link to the history of the page becomes that of the cell last touched.

const link = document.getElementById("cell-history");

document.addEventListener("focusin", (event) => {
  const cell = event.target.closest(".cell[name]");
  if (!cell || !link) return;
  const address = new URL(link.href);
  address.search = new URLSearchParams({ cell: cell.name });
  link.href = address.href;
  link.textContent = "这一格的修改记录";
});
