import assert from "node:assert/strict";
import { test } from "node:test";
import * as p from "plimsoll/methods";
import { attack, works } from "./hostile.js";

test("hostile values: plimsoll/methods", () => {
  const before = works(p);
  const { ends, missed } = attack(p, 200_000, 1);
  assert.deepEqual(works(p), before);
  // The calls were not all turned away at the door.
  for (const [end, times] of Object.entries(ends)) assert.ok(times > 5, `${end}: ${times}`);
  // Margins are made by their methods.
  assert.deepEqual(missed, ["derive.Margin", "derive.standard.Margin"]);
});
