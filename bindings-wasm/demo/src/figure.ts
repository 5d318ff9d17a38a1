// How a figure of the core is written for a person: fewer digits, cut against the account, with every digit kept
// beside it. Text in, text out: no float sees it.

/** Down cuts what is owned or may be taken, up what is owed or must be posted. */
export type Toward = "down" | "up";

/** `1,049.72` of `1049.72499999997925`; never above it when cut down, never below it when cut up. */
export function cut(exact: string, places: number, toward: Toward): string {
  const negative = exact.startsWith("-");
  const [whole = "0", fraction = ""] = (negative ? exact.slice(1) : exact).split(".");
  const rest = /[1-9]/.test(fraction.slice(places));
  const away = rest && negative === (toward === "down") ? 1n : 0n;
  const digits = (BigInt(whole + fraction.slice(0, places).padEnd(places, "0")) + away).toString().padStart(places + 1, "0");
  const kept = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, ",");
  const cents = places === 0 ? "" : `.${digits.slice(-places)}`;
  return `${negative && /[1-9]/.test(digits) ? "−" : ""}${kept}${cents}`;
}

/** Places that show a price or a quantity of any size: fewer of what is large, and four digits of what is small. */
export function places(exact: string): number {
  const [whole = "0", fraction = ""] = exact.replace("-", "").split(".");
  if (whole.length >= 5) return 1;
  if (whole !== "0") return whole.length >= 3 ? 2 : 3;
  const zeros = /^0*/.exec(fraction)?.[0].length ?? 0;
  return fraction === "" || zeros === fraction.length ? 2 : Math.min(zeros + 4, 14);
}

/** Money at one glance: `12.5k`, `3.40M`, in a cell of a few characters. */
export function brief(exact: string, toward: Toward): string {
  const plain = cut(exact, 0, toward);
  const groups = plain.split(",");
  if (groups.length === 1) return plain;
  const [first = "", second = ""] = groups;
  const unit = ["", "k", "M", "bn", "tn"][groups.length - 1];
  const digits = first.replace("−", "").length;
  // Cut toward zero here; the cell's own text says it in full.
  return unit === undefined ? plain : `${first}${digits >= 3 ? "" : `.${second.slice(0, 3 - digits)}`}${unit}`;
}

/** Whether a figure is below zero. */
export function negative(exact: string): boolean {
  return exact.startsWith("-");
}

/** The nearest float: for a place on an axis or a shade of a colour, and for nothing else. */
export function pixel(exact: string): number {
  return Number(exact);
}
