// A number of the document leads to where it comes from: here without leaving the page. Without a script, or with a
// modifier key, it is the link that it is.

const dialog = document.createElement("dialog");
dialog.className = "source";
dialog.setAttribute("aria-label", "这个数字从哪里来");
document.body.append(dialog);

const shown = new Map();

async function sourceAt(address) {
  if (!shown.has(address)) {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    shown.set(address, page.querySelector("[data-figure-source]"));
  }
  return shown.get(address).cloneNode(true);
}

async function show(address) {
  try {
    const source = await sourceAt(address);
    // The page has its own headings; ids must not stand twice in it.
    for (const element of source.querySelectorAll("[id]")) element.id = `source-${element.id}`;
    for (const element of source.querySelectorAll("[aria-labelledby]")) {
      element.setAttribute("aria-labelledby", `source-${element.getAttribute("aria-labelledby")}`);
    }
    const close = document.createElement("button");
    close.type = "button";
    close.className = "close";
    close.textContent = "关闭";
    close.addEventListener("click", () => dialog.close());
    dialog.replaceChildren(close, source);
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
  } catch {
    location.assign(address);
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const address = new URL(link.href);
  if (/\/v\d+\/figures\/[^/]+\/$/.test(address.pathname) && address.origin === location.origin) {
    event.preventDefault();
    show(link.href);
  } else if (dialog.contains(link) && address.hash) {
    // To a place in this very document: the address may say it by year or by version.
    const place = document.getElementById(decodeURIComponent(address.hash.slice(1)));
    if (place && document.getElementById("read")) {
      event.preventDefault();
      dialog.close();
      location.hash = address.hash;
    }
  }
});

dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close();
});
