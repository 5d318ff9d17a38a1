// The hand-written types name exactly what is there at run time.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** The values that a declaration file exports: name to the names of a class's members, or null. */
function declared(file) {
  const program = ts.createProgram([file], { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, types: [] });
  const checker = program.getTypeChecker();
  const valuesOf = (module) => {
    const entries = checker.getExportsOfModule(module).map((symbol) =>
      [symbol.name, symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol]);
    const values = entries.filter(([, symbol]) => symbol.flags & ts.SymbolFlags.Value);
    for (const [name, symbol] of values.filter(([, symbol]) => !(symbol.flags & ts.SymbolFlags.ValueModule))) {
      const text = ts.displayPartsToString(symbol.getDocumentationComment(checker));
      assert.notEqual(text, "", `${name} has no doc comment`);
    }
    return Object.fromEntries(values.map(([name, symbol]) => [name, shown(symbol)]).sort());
  };
  const own = (table) => [...(table ?? [])].map(([name]) => String(name)).filter((name) => !/^(prototype|__)/.test(name));
  const shown = (symbol) => {
    // `export * as name`: what that file exports.
    if (symbol.flags & ts.SymbolFlags.ValueModule) return valuesOf(symbol);
    if (!(symbol.flags & ts.SymbolFlags.Class)) return null;
    const hidden = (name) =>
      ts.getCombinedModifierFlags(symbol.members.get(name).valueDeclaration) & ts.ModifierFlags.Private;
    const documented = ts.displayPartsToString(symbol.getDocumentationComment(checker)) !== "";
    assert.ok(documented, `${symbol.name} has no doc comment`);
    return { static: own(symbol.exports).sort(), members: own(symbol.members).filter((name) => !hidden(name)).sort() };
  };
  return valuesOf(checker.getSymbolAtLocation(program.getSourceFile(file)));
}

/** The same of a module that runs. */
function exported(module) {
  const isClass = (value) => typeof value === "function" && /^class\b/.test(Function.prototype.toString.call(value));
  const plain = new Set(["length", "name", "prototype"]);
  const shown = (value) => value?.[Symbol.toStringTag] === "Module" ? exported(value) : isClass(value) && {
    static: Object.getOwnPropertyNames(value).filter((name) => !plain.has(name)).sort(),
    members: Object.getOwnPropertyNames(value.prototype).filter((name) => name !== "constructor").sort(),
  };
  return Object.fromEntries(Object.entries(module).map(([name, value]) => [name, shown(value) || null]).sort());
}

for (const [entry, file] of [["plimsoll", "plimsoll.d.ts"], ["plimsoll/liquidation", "liquidation.d.ts"],
  ["plimsoll/solvency", "solvency.d.ts"], ["plimsoll/option", "option.d.ts"], ["plimsoll/scenario", "scenario.d.ts"],
  ["plimsoll/methods", "methods.d.ts"], ["plimsoll/oracle", "oracle.d.ts"], ["plimsoll/exit", "exit.d.ts"],
  ["plimsoll/weights", "weights.d.ts"], ["plimsoll/risk", "risk.d.ts"], ["plimsoll/book", "book.d.ts"],
  ["plimsoll/columns", "columns.d.ts"], ["plimsoll/stress", "stress.d.ts"],
  ["plimsoll/proofs", "proofs.d.ts"]]) {
  test(`types: ${entry}`, async () => {
    const running = exported(await import(entry));
    // An error's own fields are not on its prototype.
    running.PlimsollError.members = ["code", "name"];
    const types = declared(fileURLToPath(new URL(`../pkg/${file}`, import.meta.url)));
    assert.deepEqual(types, running);
    assert.ok(Object.keys(types).length > 40);
  });
}

test("types: the errors are the core's, the book's and the proofs'", async () => {
  const { ErrorCode, PlimsollError } = await import("plimsoll");
  const { error_message: message } = await import("../pkg/kernel.js");
  const codes = Array.from({ length: 255 }, (_, code) => code + 1).filter((code) => message(code) !== "");
  const { InvalidBook, InvalidDocument, ...others } = ErrorCode;
  assert.deepEqual([InvalidBook, InvalidDocument], [100, 200]);
  assert.deepEqual(Object.values(others).filter((code) => code < 100), codes);
  // No module gives these out as a list: they are read where they are written.
  const source = readFileSync(new URL("../../proofs/src/error.rs", import.meta.url), "utf8");
  const proofs = [...source.matchAll(/Error::(\w+) => (\d+),/g)].map(([, name, code]) => [name, Number(code)]);
  assert.ok(proofs.length > 10);
  assert.deepEqual(Object.entries(others).filter(([, code]) => code >= 100), proofs);
  for (const [name, code] of Object.entries(ErrorCode)) assert.equal(new PlimsollError(code).name, name);
});
