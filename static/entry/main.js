/** The entry pages in the browser. Without it they are plain forms, and work. */

import * as autosave from "./autosave.js";
import { submitted } from "./buttons.js";
import { startFrame } from "./frame.js";
import { startKeys } from "./keys.js";
import { startLull } from "./lull.js";
import { page } from "./page.js";
import { startPaste } from "./paste.js";
import { startPickers } from "./picker.js";
import { focusFromAddress, startPreview } from "./preview.js";

if (page.mayEdit) {
  document.getElementById("entry-form")?.addEventListener("submit", submitted);
  autosave.start();
  startLull();
  startKeys();
  startPaste();
  startPickers();
}
startFrame();
startPreview();
focusFromAddress();
