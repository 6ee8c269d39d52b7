// Brings the pass of a digit from Python to the stepper. It draws nothing.

/** @import { Mounted } from "../../types" */

import { deliver } from "./post.js";

/** @param {Mounted<Uint8Array>} mounted */
export default ({ data }) => deliver("pass", data);
