/** Says before a sign-in ends, while going on is still one click; asks the server, for other tabs go on with it too. */

const WARN_BEFORE = 300; // seconds
const said = document.querySelector("script[data-session]")?.dataset ?? {};

const bar = document.createElement("div");
bar.className = "session-notice";
bar.setAttribute("role", "alert");
bar.hidden = true;
document.body.append(bar);

let timer = 0;

const later = (seconds) => {
  clearTimeout(timer);
  timer = setTimeout(look, Math.max(1, seconds) * 1000);
};

async function ask(method) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  const response = await fetch(said.session, { method, headers }).catch(() => null);
  if (!response) return null; // no network: the page's own business
  if (!response.ok) return 0;
  return (await response.json()).left;
}

function show(words, control) {
  bar.replaceChildren(words, control);
  bar.hidden = false;
}

function goOnButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "继续使用";
  button.addEventListener("click", async () => follow(await ask("POST")));
  return button;
}

function signInLink() {
  const link = document.createElement("a");
  link.href = `${said.signIn}?next=${encodeURIComponent(location.pathname + location.search)}`;
  link.textContent = "重新登录";
  return link;
}

function follow(left) {
  if (left === null) return later(30);
  if (left <= 0) return show("登录已过期。填写页面上的内容都在，重新登录后继续。", signInLink());
  if (left > WARN_BEFORE) {
    bar.hidden = true;
    return later(left - WARN_BEFORE);
  }
  const minutes = Math.ceil(left / 60);
  const words = `登录将在 ${minutes} 分钟后过期。已填的内容不会丢失。`;
  if (!bar.textContent.startsWith(words)) show(words, goOnButton()); // read out once a minute, not at every look
  later(Math.min(20, left));
}

const look = async () => follow(await ask("GET"));

if (said.session) {
  later(Number(said.left) - WARN_BEFORE);
  document.addEventListener("visibilitychange", () => !document.hidden && !bar.hidden && look());
}
