import assert from "node:assert/strict";
import { test } from "node:test";
import * as p from "plimsoll/proofs";
import { attack, works } from "./hostile.js";

test("hostile values: plimsoll/proofs", () => {
  const before = works(p);
  const { ends, missed } = attack(p, 40_000, 1);
  assert.deepEqual(works(p), before);
  assert.deepEqual(before.threshold.above, { kind: "at", value: "2015" });
  // The calls were not all turned away at the door.
  for (const [end, times] of Object.entries(ends)) assert.ok(times > 5, `${end}: ${times}`);
  assert.deepEqual(missed, []);
});
