// A page whose server is gone looks as it did, and no button of it does anything: it says so until the server is back.
// What components told meanwhile was kept by Streamlit and sent to nobody; it goes out with whatever is told next, so
// the page tells of its return. A server that has to begin anew hears of no fragment before it has run it once: what
// was told until then is passed over, so the page tells once more after that first run.

/** @import { Mounted } from "../types" */

import { element } from "../shared/element.js";

const PATIENCE = 2500; // milliseconds: a server that is started anew, or a laptop that wakes, is soon back

/** @param {Mounted<null>} mounted */
export default function ({ parentElement: root, setStateValue }) {
  const words = element(root, ".gone");
  const app = document.querySelector('[data-testid="stApp"]');
  if (!app) return () => {};
  let timer = 0;
  let returns = 0;
  /** @type {"" | "back" | "running"} */
  let since = "";
  const look = () => {
    if (app.getAttribute("data-test-connection-state") !== "CONNECTED") {
      timer ||= window.setTimeout(say, PATIENCE); // from one attempt to the next it is as far away as before
      return;
    }
    const runs = app.getAttribute("data-test-script-state") !== "notRunning";
    if (timer) {
      clearTimeout(timer);
      timer = 0;
      words.hidden = true;
      since = "back";
      setStateValue("returns", ++returns);
    } else if (since && runs) {
      since = "running";
    } else if (since === "running") {
      since = "";
      setStateValue("returns", ++returns);
    }
  };
  const say = () => {
    const time = new Date().toLocaleTimeString("en", { hour: "2-digit", minute: "2-digit", hour12: false });
    words.textContent =
      `The server has not answered since ${time}, and what you see is how things stood then. Runs are saved; this ` +
      "page goes on by itself once the server is back.";
    words.hidden = false;
  };
  const changed = new MutationObserver(look);
  changed.observe(app, { attributeFilter: ["data-test-connection-state", "data-test-script-state"] });
  look();
  return () => {
    clearTimeout(timer);
    changed.disconnect();
  };
}
