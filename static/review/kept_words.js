// What is typed into a form and not yet taken outlives a session that ended: it stands in this tab until the sign-in
// brings the page again. The page itself keeps nothing; without this file the words come back with a refusal only.

const prefix = `words:${document.body.dataset.user}:${location.pathname}:`;
const cameFromSignIn = new URL(document.referrer || location.href).pathname.startsWith("/login");

for (const box of document.querySelectorAll("form[method=post] textarea[id]")) {
  const name = prefix + box.id;
  const kept = JSON.parse(sessionStorage.getItem(name) ?? "null");
  if (kept && !box.value && (!kept.sent || cameFromSignIn)) {
    box.value = kept.words;
    const folded = box.closest("details");
    if (folded) folded.open = true;
  } else {
    sessionStorage.removeItem(name);
  }
  const keep = (sent) => sessionStorage.setItem(name, JSON.stringify({ words: box.value, sent }));
  box.addEventListener("input", () => (box.value ? keep(false) : sessionStorage.removeItem(name)));
  box.form.addEventListener("submit", () => box.value && keep(true));
}
