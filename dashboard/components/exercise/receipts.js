// Tells Python the receipts of what was solved in this browser, now and whenever there is one more.

/** @import { Mounted } from "../types" */

import { apart } from "../shared/apart.js";
import { follow, receipts } from "./kept.js";

/** @param {Mounted<object>} mounted */
export default function ({ setStateValue }) {
  let told = "{}";
  return follow(() => {
    const now = receipts();
    if (JSON.stringify(now) === told) return;
    told = JSON.stringify(now);
    apart(() => setStateValue("receipts", now));
  });
}
