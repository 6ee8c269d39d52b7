// The packets and numbers that Python wrote (tests/js/fixtures.py), opened as the stepper opens them.

import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { arrays, unpackNetwork, unpackPass } from "../../dashboard/components/equation/packet.js";
import { Trace } from "../../dashboard/components/equation/trace.js";
import { decode } from "../../dashboard/components/shared/pixels.js";

const read = (name) => JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), "utf-8"));

export const packets = read("packets");
export const colours = read("colours");
export const sentences = read("sentences");
export const drawings = read("drawings");

/** The trace of one of the networks; `changes` are made in the text of its pass. */
export function trace(name, changes = {}) {
  const network = unpackNetwork(decode(packets[name].network));
  const pass = unpackPass(decode(packets[name].pass));
  return new Trace({ head: network.head, arrays: arrays(network) }, { ...pass, head: { ...pass.head, ...changes } });
}

export const inflated = (packet) => new Uint8Array(inflateSync(Buffer.from(packet, "base64")));

/** The trace of one of the networks whose sentences are read. */
export function told({ network, pass }) {
  const known = unpackNetwork(inflated(network));
  return new Trace({ head: known.head, arrays: arrays(known) }, unpackPass(inflated(pass)));
}

/** The largest difference between two lists of numbers. */
export const apart = (one, other) => Math.max(...Array.from(one, (v, k) => Math.abs(v - other[k])));

/** The text of MathML, without its marks. */
export const plain = (mathml) => mathml.replaceAll(/<[^>]*>/g, "");
