// The file is hashed here and stays here. Where the browser cannot (a page without https), the form sends it instead.

const form = document.querySelector("form.verify");
const answer = document.getElementById("answer");
const input = form.querySelector("input[type=file]");
const drop = form.querySelector(".drop");

function say(kind, strong, words, link) {
  const box = document.createElement("div");
  box.className = `verdict verdict-${kind}`;
  const line = document.createElement("p");
  const bold = document.createElement("b");
  bold.textContent = strong;
  line.append(bold, words);
  box.append(line);
  if (link) {
    const more = document.createElement("p");
    const anchor = document.createElement("a");
    anchor.href = new URL(link).pathname;
    anchor.textContent = "打开这一版";
    more.append(anchor);
    box.append(more);
  }
  return box;
}

async function sha256(file) {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function verify(file) {
  answer.replaceChildren(say("working", "正在计算摘要…", ""));
  let boxes;
  let hash = "";
  try {
    hash = await sha256(file);
    const response = await fetch(`${form.dataset.api}${hash}/`, { cache: "no-cache" }); // as it stands now
    if (!response.ok && response.status !== 404) throw new Error(response.statusText);
    const found = await response.json();
    boxes = found.official
      ? found.publications.map((one) =>
          say(one.standing === "current" ? "official" : "older", "是正式公开的文件。", `${one.said}。`, one.url),
        )
      : [
          say(
            "unknown",
            "不是本站公开的文件。",
            "没有公开过内容与它完全相同的文件。它可能被改动过、另存过，或者来自别处；请从报告页重新下载。",
          ),
        ];
  } catch {
    boxes = [say("problem", "没有查成。", "请检查网络后再试一次。")];
  }
  const trace = document.createElement("p");
  trace.className = "hash";
  trace.textContent = hash ? `${file.name}：SHA-256 ${hash}` : file.name;
  answer.replaceChildren(...boxes, trace);
}

if (globalThis.crypto?.subtle) {
  for (const element of document.querySelectorAll(".with-script")) element.hidden = false;
  for (const element of document.querySelectorAll(".without-script")) element.hidden = true;
  input.addEventListener("change", () => input.files.length && verify(input.files[0]));
  // The same file, changed meanwhile, can be chosen again.
  input.addEventListener("click", () => {
    input.value = "";
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.files.length) verify(input.files[0]);
  });
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("drop-over");
    });
  }
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("drop-over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) verify(event.dataTransfer.files[0]);
  });
}
