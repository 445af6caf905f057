/** What the page says of itself: addresses, the unit of its amounts, who is signed in. */

const said = document.body.dataset;

export const page = {
  changesUrl: said.changesUrl ?? "",
  codesUrl: said.codesUrl ?? "",
  unit: said.amountUnit ?? "yuan",
  user: said.user ?? "",
  account: said.account ?? "",
  mayEdit: said.readOnly === undefined,
};

const meta = document.querySelector("meta[name=csrf-token]");

/**
 * The page as it stands on the server now: {fresh, signIn}. `fresh` is null when it cannot be had; `signIn` is the
 * address of the sign-in page when that came instead.
 */
export async function fetchAgain() {
  const response = await fetch(location.pathname + location.search, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!response?.ok) return { fresh: null, signIn: "" };
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  if (fresh.body.dataset.changesUrl === page.changesUrl) return { fresh, signIn: "" };
  return { fresh: null, signIn: response.redirected ? response.url : "" };
}

export const token = () => meta?.content ?? "";

/** Takes the token of a page fetched anew. */
export function renewToken(fresh) {
  const content = fresh.querySelector("meta[name=csrf-token]")?.content;
  const isNew = Boolean(content) && content !== meta?.content;
  if (isNew) meta.content = content;
  return isNew;
}

/** An id for an edit or an element; crypto.randomUUID is missing where the site has no https. */
export function newId() {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}
