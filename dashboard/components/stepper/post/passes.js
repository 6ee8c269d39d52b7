// Brings the pass of a digit from Python to the stepper. It draws nothing.

import { deliver } from "./post.js";

export default ({ data }) => deliver("pass", data);
