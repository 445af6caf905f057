/** What takes the server longer, the checklist, is asked for when the hand rests and not between two keystrokes. */

const REST = 2500;
const LONGEST = 20_000; // however the hand hurries, unless others wait to be saved; then right after a save, when the
// next is still to be typed

let timer = 0;
let since = 0; // when the first save was that the checklist does not know of

function tell() {
  clearTimeout(timer);
  since = 0;
  document.body.dispatchEvent(new CustomEvent("lull"));
}

function wait() {
  clearTimeout(timer);
  timer = setTimeout(() => document.body.dataset.unsaved === "0" && tell(), REST); // else its answer is waited for
}

export function startLull() {
  document.body.addEventListener("saved", ({ detail }) => {
    since ||= performance.now();
    if (performance.now() - since > LONGEST && !detail?.answer?.is_busy) tell();
    else wait();
  });
  document.addEventListener("input", () => since && wait());
}
