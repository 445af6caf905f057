/** What the page says about saving: a quiet line when all is well, a banner when something is not. */

import { focusCell } from "./cells.js";
import { isKeeping } from "./outbox.js";

const PATIENCE = 500; // ms before waiting is shown

const KEPT = "您填的内容都留在这台电脑上，没有丢失";
const BANNERS = {
  offline: () => `网络断开了。${KEPT}；网络恢复后会自动保存。`,
  broken: () => `服务器暂时出了问题，没有存上。${KEPT}；稍后会自动再试。`,
  signedOut: () => `登录已过期。${KEPT}；重新登录后会自动保存。`,
  otherUser: () => `这台电脑上现在登录的是另一个人。${KEPT}；请退出后用原来的账号登录，会自动保存。`,
  forbidden: ({ message }) => `没有保存：${(message || "您现在不能修改这个决算").replace(/。$/u, "")}。${KEPT}；请与单位管理员联系。`,
  storage: () => "还有内容没有保存，而且浏览器不允许本页留底。请不要关闭本页，等到显示“已保存”。",
};

const line = document.getElementById("saved");
const banner = document.createElement("div");
banner.className = "banner";
banner.setAttribute("role", "alert");
banner.hidden = true;
document.querySelector(".entry-page")?.prepend(banner);

let timer = 0;
let shown = "";

export function showSaved(time, problems) {
  if (problems.length) return showProblems(problems);
  if (time || line?.dataset.state) say(time ? `已保存 ${time}` : "", "saved");
}

/** Waiting is worth a word only when it lasts. */
export function showSending(isSending) {
  clearTimeout(timer);
  if (isSending) timer = setTimeout(() => say("正在保存…", "sending"), PATIENCE);
}

export const showUnsaved = (count) => say(`有 ${count} 处还没有保存`, "unsaved");

/** Boxes whose text the server does not take: a way to the first of them. The button stays while it is pressed. */
function showProblems(problems) {
  if (!line) return;
  let button = line.querySelector("button");
  if (!button) {
    button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.addEventListener("click", () => focusCell(document.querySelector("[data-stuck]")));
    line.replaceChildren(button);
  }
  line.dataset.state = "problems";
  const words = `有 ${problems.length} 处没有保存，去看看`;
  if (button.textContent !== words) button.textContent = words;
}

function say(words, state) {
  if (!line) return;
  if (line.textContent !== words || line.firstElementChild) line.textContent = words;
  line.dataset.state = state;
}

/** kind "" takes the banner away. `again` is called by its button. */
export function showTrouble(kind, detail, again) {
  const wanted = kind && !isKeeping() ? "storage" : kind;
  if (wanted === shown) return;
  shown = wanted;
  banner.textContent = "";
  banner.hidden = !wanted;
  if (!wanted) return;
  const words = document.createElement("p");
  words.textContent = BANNERS[wanted](detail);
  banner.append(words);
  if (kind === "signedOut" && detail.url) banner.append(signInLink(detail.url));
  if (kind !== "signedOut") banner.append(againButton(again));
}

function signInLink(url) {
  const link = document.createElement("a");
  link.href = url;
  link.className = "primary";
  link.textContent = "重新登录";
  return link;
}

function againButton(again) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "现在再试";
  button.addEventListener("click", again);
  return button;
}
