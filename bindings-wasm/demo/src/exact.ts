// A number of the core as a text that reads back to the same bits in either direction. Its shortest decimal does so
// to nearest only, and a book reads balances and prices down or up.
import type { Fixed } from "plimsoll/columns";

const STEPS = 48n;
const PLACES = Number(STEPS);

/** Every digit: a multiple of 2^-48 has at most 48 behind the point. */
export function exact(number: Fixed): string {
  const negative = number.bits < 0n;
  const digits = ((negative ? -number.bits : number.bits) * 5n ** STEPS).toString().padStart(PLACES + 1, "0");
  const fraction = digits.slice(-PLACES).replace(/0+$/, "");
  return `${negative ? "-" : ""}${digits.slice(0, -PLACES)}${fraction && "."}${fraction}`;
}
