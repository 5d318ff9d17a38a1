// `margin/contingency`: charges beside the scenarios.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { down, nearest, up, write } from "./fixed.js";
import { readable, record } from "./record.js";
import { bytes, init } from "./value.js";

export function charge(notional, rate) {
  const name = "contingency.charge";
  const [amount, part] = [nearest(notional, `${name}: notional`), up(rate, `${name}: rate`)];
  return write(call(name, () => kernel.charge(amount, part)));
}

export const confidenceBytes = (value, where) => bytes(value, Confidence, where);

export class Confidence {
  constructor(threshold, rate) {
    const packed = record({ threshold, rate }, { threshold: up, rate: up }, "Confidence");
    call("Confidence", () => kernel.confidence_check(packed));
    init(this, Confidence, packed);
  }
  charge(confidence, notional) {
    const name = "Confidence.charge";
    const [own, sure] = [confidenceBytes(this, name), down(confidence, `${name}: confidence`)];
    const amount = nearest(notional, `${name}: notional`);
    return write(call(name, () => kernel.confidence_charge(own, sure, amount)));
  }
}
readable(Confidence, "Confidence", ["threshold", "rate"]);

export const pegBytes = (value, where) => bytes(value, Peg, where);

export class Peg {
  constructor(threshold, factor) {
    const packed = record({ threshold, factor }, { threshold: up, factor: up }, "Peg");
    call("Peg", () => kernel.peg_check(packed));
    init(this, Peg, packed);
  }
  loss(price) {
    const [own, bits] = [pegBytes(this, "Peg.loss"), down(price, "Peg.loss: price")];
    return write(call("Peg.loss", () => kernel.peg_loss(own, bits)));
  }
}
readable(Peg, "Peg", ["threshold", "factor"]);
