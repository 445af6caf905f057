/** Two people changed one cell: beside the box stands whose value holds and what was typed; the clerk chooses. */

import { absolve, nameOf, put, textOf } from "./cells.js";
import { dropCell } from "./outbox.js";

const questionOf = (el) => (el.nextElementSibling?.classList.contains("conflict") ? el.nextElementSibling : null);

export function withdrawQuestion(el) {
  delete el.dataset.conflict;
  questionOf(el)?.remove();
}

/** choose(el) is called when the typed text is to stand. */
export function askWhose(el, { theirs, by, at, message }, choose) {
  withdrawQuestion(el);
  absolve(el);
  el.dataset.conflict = "";
  const question = document.createElement("div");
  question.className = "conflict";
  question.setAttribute("role", "group");
  question.setAttribute("aria-label", `${nameOf(el)}：保留哪一个？`);
  const who = [by || "别人", at].filter(Boolean).join(" ");
  question.append(
    paragraph(message || `${who} 改过这一格。`),
    choice(`用对方的：${shown(theirs)}`, `${who} 填的`, () => {
      el.dataset.saved = theirs;
      const mine = textOf(el);
      put(el, theirs);
      dropCell(el.name, mine);
      delete el.dataset.stuck;
      withdrawQuestion(el);
      el.focus();
      document.body.dispatchEvent(new CustomEvent("settled"));
    }),
    choice(`用我填的：${shown(textOf(el))}`, "", () => {
      el.dataset.saved = theirs; // now it is typed over knowingly
      withdrawQuestion(el);
      el.focus();
      choose(el);
    }),
  );
  el.after(question);
  question.scrollIntoView({ block: "nearest", inline: "nearest" }); // it makes its column wider
}

const shown = (text) => (text === "" ? "空" : text.length > 40 ? `${text.slice(0, 40)}…` : text);

function paragraph(words) {
  const p = document.createElement("p");
  p.setAttribute("role", "alert");
  p.textContent = words;
  return p;
}

function choice(words, title, call) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words;
  button.title = title;
  button.addEventListener("click", call);
  return button;
}
