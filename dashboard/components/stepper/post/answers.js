// Brings an answer from Python to the stepper. It draws nothing.

/** @import { Answer, Mounted } from "../../types" */

import { deliver } from "./post.js";

/** @param {Mounted<Answer>} mounted */
export default ({ data }) => deliver("answer", data);
