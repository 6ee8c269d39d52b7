// A page has nothing on it until its first websocket has come up, and some networks let none through. So the page
// itself has this script, which says after five seconds what is the matter, and where the course can be read.

import { address } from "../shared/server.js";

const PATIENCE = 5000; // milliseconds
const LOOK = 250;
const LOOKS = `position: fixed; inset: auto 0 0 0; z-index: 2000000; margin: 0; padding: 1.2rem 1.4rem;
  font: 1.05rem/1.5 system-ui, sans-serif; color-scheme: light dark; color: CanvasText; background: Canvas;
  border-top: 3px solid LinkText; text-align: center; text-wrap: balance;`;

const began = performance.now();
let asked = false;
/** @type {HTMLElement | null} */
let said = null;

const timer = setInterval(() => {
  const app = document.querySelector('[data-testid="stApp"]');
  if (app?.getAttribute("data-test-connection-state") === "CONNECTED") {
    clearInterval(timer); // from now on the page itself watches over its connection
    said?.remove();
  } else if (!asked && performance.now() - began > PATIENCE) {
    asked = true;
    say();
  }
}, LOOK);

/** What comes up over HTTP tells a server that is gone from a network that lets no websocket through. */
async function say() {
  const answers = await fetch(address("_stcore/health")).then(
    (answer) => answer.ok,
    () => false,
  );
  said = document.createElement("p");
  said.setAttribute("role", "alert");
  said.style.cssText = LOOKS;
  document.body.append(said); // first, so that what it says is read aloud
  const link = Object.assign(document.createElement("a"), {
    href: address("course/").href,
    textContent: "the course as plain pages",
  });
  link.style.cssText = "color: LinkText";
  if (answers) {
    void fetch(link.href); // it takes some seconds to derive: it shall be ready for who follows the link
    said.append(
      "This page waits for a websocket, and for five seconds none has come up: something between you and the server, " +
        "as a proxy or a filter of your school, may refuse them. Without one you can read ",
      link,
      ", with the walk, the lessons and their exercises. Should one come up, this page goes on by itself.",
    );
  } else {
    said.append("The server does not answer. This page goes on by itself once it does.");
  }
}
