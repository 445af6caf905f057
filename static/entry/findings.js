// The page of findings: follows the figures while somebody types them, keeps what is half written, saves one
// explanation at a time and says beside the box how that went.

const EVERY = 4000;

const boxes = () => [...document.querySelectorAll("#findings textarea")];
const isUnsaved = (box) => box.value !== box.defaultValue;

setInterval(() => {
  const busy = boxes().some((box) => isUnsaved(box) || box === document.activeElement);
  if (!document.hidden && !busy) window.htmx.trigger(document.body, "refresh");
}, EVERY);

document.body.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest("form.explain");
  if (!form) return;
  const status = form.querySelector(".explain-status");
  const { successful, xhr } = event.detail;
  status.classList.toggle("is-wrong", !successful);
  if (successful) {
    const box = form.querySelector("textarea");
    box.defaultValue = event.detail.requestConfig.formData.get("text");
    status.textContent = "已保存";
  } else {
    status.textContent = xhr.status === 422 ? xhr.responseText : "没有保存：现在连不上服务器，或登录已过期。文字还在，请稍后再保存。";
  }
});

window.addEventListener("beforeunload", (event) => {
  if (boxes().some(isUnsaved)) event.preventDefault();
});
