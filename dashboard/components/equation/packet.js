// The packets that Python sends (dashboard/views/step/packet.py), opened: their texts, and their arrays by name.

/** @import { NamedArray, NetworkHead, Packed, PassHead, Unpacked } from "../types" */

/** @typedef {{ head: NetworkHead, arrays: Map<string, NamedArray> }} Known a network, and the parameters in it */

/**
 * The text of a packet, and its content as bytes of their own.
 *
 * @param {Uint8Array} packet
 */
function unpack(packet) {
  const length = new DataView(packet.buffer, packet.byteOffset, 4).getUint32(0, true);
  return {
    head: JSON.parse(new TextDecoder().decode(packet.subarray(4, 4 + length))),
    content: packet.subarray(4 + length),
  };
}

/**
 * @param {Uint8Array} packet
 * @returns {Unpacked<NetworkHead>}
 */
export const unpackNetwork = (packet) => unpack(packet);

/**
 * @param {Uint8Array} packet
 * @returns {Unpacked<PassHead>}
 */
export const unpackPass = (packet) => unpack(packet);

/**
 * The arrays of an unpacked packet, by name.
 *
 * @param {Unpacked<{ arrays: Packed[] }>} packet
 * @returns {Map<string, NamedArray>}
 */
export function arrays({ head, content: bytes }) {
  const content = bytes.slice().buffer; // a copy, so that numbers start at multiples of eight
  return new Map(
    head.arrays.map(({ name, shape, start, bytes: kind, scale = 1 }) => {
      const size = shape.reduce((a, b) => a * b, 1);
      const exact = kind !== "i1";
      return [name, { name, shape, strides: strides(shape), data: numbers(kind, content, start, size, scale), exact }];
    }),
  );
}

/**
 * @param {Packed["bytes"]} kind
 * @param {ArrayBuffer} content
 * @param {number} start
 * @param {number} size
 * @param {number} scale
 */
function numbers(kind, content, start, size, scale) {
  if (kind === "i1") return Float32Array.from(new Int8Array(content, start, size), (v) => v * scale);
  return kind === "f4" ? new Float32Array(content, start, size) : new Float64Array(content, start, size);
}

/**
 * How far apart neighbours along each axis are in a flat array, the last axis fastest.
 *
 * @param {number[]} shape
 */
export function strides(shape) {
  const result = new Array(shape.length).fill(1);
  for (let d = shape.length - 2; d >= 0; d--) result[d] = result[d + 1] * shape[d + 1];
  return result;
}

/**
 * The address of the k-th entry of an array.
 *
 * @param {number} k
 * @param {{ shape: number[], strides: number[] }} array
 */
export function unflatten(k, { shape, strides }) {
  return shape.map((size, d) => Math.floor(k / strides[d]) % size);
}

/**
 * @param {number[]} entry
 * @param {{ strides: number[] }} array
 */
export function flatten(entry, { strides }) {
  return entry.reduce((k, i, d) => k + i * strides[d], 0);
}
