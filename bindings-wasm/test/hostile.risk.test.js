import assert from "node:assert/strict";
import { test } from "node:test";
import * as exit from "plimsoll/exit";
import * as oracle from "plimsoll/oracle";
import * as risk from "plimsoll/risk";
import * as weights from "plimsoll/weights";
import { attack, works } from "./hostile.js";

test("hostile values: plimsoll/oracle, plimsoll/exit, plimsoll/weights and plimsoll/risk", () => {
  const p = { ...oracle, ...exit, ...weights, ...risk };
  const before = works(p);
  const { ends, missed } = attack(p, 200_000, 1);
  assert.deepEqual(works(p), before);
  // The calls were not all turned away at the door.
  for (const [end, times] of Object.entries(ends)) assert.ok(times > 5, `${end}: ${times}`);
  assert.deepEqual(missed, []);
});
