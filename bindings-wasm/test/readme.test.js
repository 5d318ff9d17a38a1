// The examples of README.md print what they say they print.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

test("the examples of the README", () => {
  const text = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const examples = [...text.matchAll(/```js\n([\s\S]*?)```/g)].map(([, example]) => example);
  assert.equal(examples.length, 3);
  for (const example of examples) {
    const printed = [...example.matchAll(/console\.log.*\/\/ (.*)/g)].map(([, comment]) => comment);
    const options = { cwd: fileURLToPath(new URL("..", import.meta.url)), encoding: "utf8" };
    const output = execFileSync(process.execPath, ["--input-type=module", "-e", example], options);
    assert.notEqual(printed.length, 0);
    assert.deepEqual(output.trim().split("\n"), printed);
  }
});
