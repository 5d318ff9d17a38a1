// `solvency/deleverage`: how much of whose position is closed, in whole units.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { nearest, units } from "./fixed.js";
import { count, fields, list } from "./value.js";

const [UNITS, WIDTH] = [16, 20];

function candidate(value, where) {
  const { id, key, size } = fields(value, where);
  const [number, rank] = [count(id, `${where}.id`), nearest(key, `${where}.key`)];
  return kernel.candidate(number, rank, units(size, `${where}.size`));
}

/** What is left, and behind it the number of each candidate with what is closed of it. */
function closed(packed) {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const whole = (place) => view.getBigUint64(place, true) | (view.getBigUint64(place + 8, true) << 64n);
  const one = (_, index) => {
    const place = UNITS + index * WIDTH;
    return Object.freeze({ id: view.getUint32(place, true), close: whole(place + 4) });
  };
  const all = Array.from({ length: (packed.length - UNITS) / WIDTH }, one);
  return Object.freeze({ closed: Object.freeze(all), left: whole(0) });
}

const among = (name, run) => (candidates, needed) => {
  const all = list(candidates, candidate, `${name}: candidates`);
  const wanted = units(needed, `${name}: needed`);
  return closed(call(name, () => kernel[run](all, wanted)));
};
export const greedy = among("deleverage.greedy", "greedy");
export const proRata = among("deleverage.proRata", "pro_rata");
