// Objects are JavaScript's own: a million short-lived ones leave nothing behind in the module.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Account, Bound, Price, Weights } from "plimsoll";

// The glue is no part of the package's interface; its memory is read here, as a page's tools would.
import { initSync } from "../pkg/kernel.js";
const { memory } = initSync();

test("a million prices do not grow the module's memory", () => {
  const make = (i) => new Price(BigInt(i + 1), BigInt(i + 2)).high;
  for (let i = 0; i < 1000; i += 1) make(i);
  const before = memory.buffer.byteLength;
  // Without a turn of the event loop: no finalizer could run in between.
  for (let i = 0; i < 1_000_000; i += 1) make(i);
  assert.equal(memory.buffer.byteLength, before);
});

test("nor do accounts that fail", () => {
  const bound = Weights.one().apply(Price.exact(1n));
  const before = memory.buffer.byteLength;
  for (let i = 0; i < 100_000; i += 1) {
    const account = new Account();
    account.add(1n, [bound, bound, Bound.unknown()]);
    assert.throws(() => account.close(2), { code: 11 });
  }
  assert.equal(memory.buffer.byteLength, before);
});
