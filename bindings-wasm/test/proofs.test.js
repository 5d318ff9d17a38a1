// The documents of proofs/tests/vectors: what they show is what Rust says, and whatever is changed in them is refused.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as p from "plimsoll/proofs";
import { initSync } from "../pkg/kernel_proofs.js";

const vectors = new URL("../../proofs/tests/vectors/", import.meta.url);
const book = readFileSync(new URL("book.json", vectors), "utf8");
const { health, solvency } = JSON.parse(readFileSync(new URL("documents.json", vectors), "utf8"));
const { ledger } = health;
const [alice] = health.proofs;
const STATE = { version: 7, time: 1_700_000_000, purpose: "example/documents" };

const changed = (text, change) => {
  const document = JSON.parse(text);
  change(document);
  return JSON.stringify(document);
};
const flipped = (hex, place) => hex.slice(0, place) + (parseInt(hex[place], 16) ^ 1).toString(16) + hex.slice(place + 1);
const refused = (name, code, message = /./) => (error) => {
  assert.ok(error instanceof p.PlimsollError, String(error?.stack ?? error));
  assert.deepEqual([error.name, error.code], [name, code], error.message);
  assert.match(error.message, message);
  return true;
};

test("proofs: what documents show is what Rust says that they show", () => {
  assert.ok(health.proofs.length > 2);
  for (const { account, level, proof, ...shown } of health.proofs) {
    assert.deepEqual(p.verify(book, proof, { account, level, buffer: 0n, ledger, ...STATE }), shown);
    assert.equal(JSON.parse(p.verify(book, proof).json).ledger, "not given");
  }
  const { proof, receipts, ...shown } = solvency;
  const { root } = JSON.parse(proof);
  assert.deepEqual(p.verifySolvency(book, proof, { root, ...STATE }), shown);
  assert.ok(receipts.length > 2);
  for (const { account, receipt, ...shown } of receipts) {
    assert.deepEqual(p.verifyReceipt(proof, receipt, book), shown);
    assert.equal(JSON.parse(p.verifyReceipt(proof, receipt).json).account, account);
  }
  // Bytes are as good as text, and a book needs no accounts.
  const bytes = (text) => new TextEncoder().encode(text);
  const prices = changed(book, (book) => delete book.accounts);
  assert.deepEqual(p.verify(bytes(prices), bytes(alice.proof), { ledger: bytes(ledger) }).json, alice.json);
  assert.deepEqual(p.verifySolvency(prices, bytes(proof)), shown);
  assert.deepEqual(p.verifyReceipt(bytes(proof), bytes(receipts[0].receipt), bytes(book)).table, receipts[0].table);
});

test("proofs: whatever is changed in a proof of health is refused", () => {
  const spoilt = (change, prices = book) => () => p.verify(prices, changed(alice.proof, change), { ledger });
  for (const [field, other] of [["version", "8"], ["time", "1700000001"], ["purpose", "another"], ["buffer", "0.000000000000004"]]) {
    assert.throws(spoilt((document) => (document[field] = other)), refused("InvalidProof", 203, /^proof: /), field);
  }
  // The other level is another statement: a longer one for alice, of the same length for bob.
  assert.throws(spoilt((document) => (document.level = "initial")), refused("WrongLength", 204));
  for (const { level, proof } of health.proofs.filter(({ account }) => account === "bob")) {
    const other = { initial: "maintenance", maintenance: "initial" }[level];
    assert.throws(() => p.verify(book, changed(proof, (document) => (document.level = other))), refused("InvalidProof", 203));
  }
  assert.throws(spoilt((document) => (document.account = "bob")), refused("InvalidDocument", 200, /^proof\.\w+\.\S+: /));
  const { length } = JSON.parse(alice.proof).proof;
  for (let place = 1; place < length; place += 97) {
    const names = new Set(["InvalidProof", "InvalidCommitment"]);
    assert.throws(spoilt((document) => (document.proof = flipped(document.proof, place))), (error) => names.has(error.name), String(place));
  }
  assert.throws(spoilt((document) => (document.proof += "00")), refused("WrongLength", 204));
  assert.throws(spoilt((document) => (document.proof = "")), refused("WrongLength", 204));
  // Commitments: another than the ledger's, none at all, one less, and one that is no point.
  const own = (commitment) => (document) => (document.balances.ETH = commitment(document.balances.ETH));
  assert.throws(spoilt(own(() => JSON.parse(alice.proof).balances.USDC)), refused("InvalidDocument", 200, /^proof\.balances\.ETH: another commitment/));
  assert.throws(spoilt((document) => delete document.balances.ETH), refused("InvalidDocument", 200, /^proof\.balances\.ETH: .*leaves out/));
  const alone = (change) => () => p.verify(book, changed(alice.proof, change));
  assert.throws(alone(own(() => "ff".repeat(32))), refused("InvalidCommitment", 205, /^proof\.balances\.ETH: /));
  assert.throws(alone(own(() => JSON.parse(alice.proof).balances.USDC)), refused("InvalidProof", 203));
  assert.throws(alone((document) => (document.extra = "1")), refused("InvalidDocument", 200, /extra/));
});

test("proofs: nor does a proof hold at other prices, weights or lots", () => {
  const at = (change) => () => p.verify(changed(book, change), alice.proof, { ledger });
  assert.throws(at((book) => (book.assets.ETH.price.high = "1805")), { code: 203 });
  assert.throws(at((book) => (book.assets.ETH.maintenance.liability = "1.2")), { code: 203 });
  assert.throws(at((book) => (book.perps["ETH-PERP"].maintenance[1].rate = "0.02")), { code: 203 });
  assert.throws(at((book) => (book.assets.ETH.price = "0")), refused("InvalidPrice", 5, /^assets\.ETH\.price/));
  assert.throws(at((book) => (book.perps = {})), refused("InvalidDocument", 200, /^proof\.perps\.ETH-PERP: .*not one of the book's perps/));
  assert.throws(() => p.verify(book, alice.proof, { lots: { ETH: 1 } }), { code: 203 });
  const { lots } = JSON.parse(ledger);
  const counted = Object.fromEntries(Object.entries(lots).map(([market, lots]) => [market, BigInt(lots)]));
  assert.equal(p.verify(book, alice.proof, { lots: counted, ledger }).json, alice.json);
});

test("proofs: what is expected is asked", () => {
  for (const [expected, message] of [
    [{ version: 8 }, /^proof\.version: "7", where "8" is expected/], [{ version: 2n ** 64n - 1n }, /18446744073709551615/],
    [{ time: 0 }, /^proof\.time/], [{ purpose: "" }, /^proof\.purpose/], [{ account: "bob" }, /^proof\.account/],
    [{ level: "initial" }, /^proof\.level/], [{ buffer: p.Fixed.DELTA }, /^proof\.buffer/], [{ buffer: "-1" }, /^proof\.buffer/],
    [{ ledger: "{}" }, /^ledger/], [{ ledger: changed(ledger, (document) => delete document.accounts.alice) }, /alice/],
  ]) {
    assert.throws(() => p.verify(book, alice.proof, expected), refused("InvalidDocument", 200, message));
  }
  for (const expected of [{ version: 8 }, { time: 1n }, { purpose: "x" }, { root: "00".repeat(32) }]) {
    assert.throws(() => p.verifySolvency(book, solvency.proof, expected), refused("InvalidDocument", 200, /^solvency\./));
  }
  // A check must not get lost on the way: by a wrong name or type, or because it is inherited.
  assert.throws(() => p.verify(book, alice.proof, { verson: 8 }), { name: "TypeError", message: /^verify: expected: .*version/ });
  assert.throws(() => p.verifySolvency(book, solvency.proof, { ledger }), { name: "TypeError", message: /^verifySolvency: expected: / });
  assert.throws(() => p.verify(book, alice.proof, { version: undefined }), { name: "TypeError", message: /^verify: expected\.version: / });
  assert.throws(() => p.verify(book, alice.proof, Object.create({ version: 8 })), refused("InvalidDocument", 200));
  assert.throws(() => p.verify(book, alice.proof, { version: "7" }), TypeError);
  for (const version of [-1, 1.5, 2 ** 53, NaN, -1n, 2n ** 64n]) {
    assert.throws(() => p.verify(book, alice.proof, { version }), RangeError, String(version));
  }
  assert.throws(() => p.verify(book, alice.proof, { level: "equity" }), TypeError);
  assert.throws(() => p.verify(book, alice.proof, { buffer: 0 }), TypeError);
  assert.throws(() => p.verify(book, alice.proof, { lots: { ETH: 1.5 } }), RangeError);
  assert.throws(() => p.verify(book, alice.proof, { lots: { ETH: 0 } }), refused("InvalidStep", 10, /^lots\.ETH/));
  assert.throws(() => p.verify(book, alice.proof, null), TypeError);
});

test("proofs: whatever is changed in a proof of solvency is refused", () => {
  const spoilt = (change) => () => p.verifySolvency(book, changed(solvency.proof, change));
  for (const [field, other] of [["version", "8"], ["time", "1"], ["purpose", "x"], ["lots", "999999"], ["root", "00".repeat(32)]]) {
    assert.throws(spoilt((document) => (document[field] = other)), refused("InvalidProof", 203, /^solvency: /), field);
  }
  assert.throws(spoilt((document) => (document.reserves.USDC = "20001")), refused("InvalidProof", 203));
  assert.throws(spoilt((document) => (document.reserves.DOGE = "1")), refused("InvalidDocument", 200, /DOGE/));
  const { length } = JSON.parse(solvency.proof).proof;
  for (let place = 1; place < length; place += 97) {
    const change = (document) => (document.proof = flipped(document.proof, place));
    assert.throws(spoilt(change), (error) => error instanceof p.PlimsollError && error.code > 202, String(place));
  }
  assert.throws(spoilt((document) => (document.proof = document.proof.slice(2))), { code: 203 });
  assert.throws(spoilt((document) => (document.proof = document.proof.slice(0, -2))), refused("WrongLength", 204));
  const dearer = changed(book, (book) => (book.assets.ETH.price.low = "1795"));
  assert.throws(() => p.verifySolvency(dearer, solvency.proof), refused("InvalidProof", 203));
});

test("proofs: an owner finds what is wrong with the own account", () => {
  const [{ receipt }, bob] = solvency.receipts;
  const { proof } = solvency;
  const more = changed(book, (book) => (book.accounts.alice.balances.USDC = "10001"));
  assert.throws(() => p.verifyReceipt(proof, receipt, more), refused("WrongOpening", 206, /^receipt: /));
  const other = changed(receipt, (document) => (document.account = "bob"));
  assert.throws(() => p.verifyReceipt(proof, other), refused("NotInTree", 212));
  const elsewhere = (text) => changed(text, (document) => (document.root = flipped(document.root, 0)));
  assert.throws(() => p.verifyReceipt(elsewhere(proof), receipt), refused("NotInTree", 212, /^receipt\.root: /));
  assert.throws(() => p.verifyReceipt(elsewhere(proof), elsewhere(receipt)), refused("NotInTree", 212));
  const own = changed(receipt, (document) => (document.receipt = JSON.parse(bob.receipt).receipt));
  assert.throws(() => p.verifyReceipt(proof, own), refused("NotInTree", 212));
  assert.throws(() => p.verifyReceipt(proof, receipt, changed(book, (book) => delete book.accounts.alice)), refused("InvalidDocument", 200, /alice/));
});

test("proofs: what is no document is one line that names it", () => {
  const invalid = (message) => refused("InvalidDocument", 200, message);
  assert.throws(() => p.verify("{", alice.proof), refused("InvalidBook", 100, /^no JSON/));
  assert.throws(() => p.verify(book, "{"), invalid(/^proof: no JSON/));
  assert.throws(() => p.verify(book, solvency.proof), invalid(/^proof\.kind/));
  assert.throws(() => p.verify(book, "\ud800"), invalid(/^verify: proof: .*surrogate/));
  assert.throws(() => p.verify(book, alice.proof, { purpose: "\ud800" }), invalid(/^verify: expected\.purpose: .*surrogate/));
  assert.throws(() => p.verify(book, new Uint8Array([0xff])), invalid(/^verify: proof: .*UTF-8/));
  assert.throws(() => p.verify(book, " ".repeat(2 ** 24 + 1)), invalid(/^verify: proof: .*more than the 16777216 bytes/));
  assert.throws(() => p.verify(book, alice.proof, { ledger: new Uint8Array(2 ** 24 + 1) }), invalid(/^verify: expected\.ledger: /));
  assert.throws(() => p.verifySolvency(book, "[".repeat(1e6)), invalid(/^solvency: no JSON/));
  assert.throws(() => p.verifySolvency(book, `[${"0,".repeat(2 ** 23)}0]`), invalid(/^solvency: more than 8388608 values/));
  assert.throws(() => p.verifySolvency(book, new Uint8Array(2 ** 28 + 1)), invalid(/^verifySolvency: proof: /));
  assert.throws(() => p.verifyReceipt(solvency.proof, "[]"), invalid(/^receipt/));
  assert.throws(() => p.verify(book, {}), { name: "TypeError", message: /^verify: proof: / });
  assert.throws(() => p.verifyReceipt(solvency.proof, alice.proof, null), { name: "TypeError", message: /^verifyReceipt: book: / });
});

test("proofs: the module asks the page for no random numbers, and keeps the points of proofs alone", () => {
  const imports = (name) => WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(new URL(`../pkg/${name}_bg.wasm`, import.meta.url))));
  const named = (name) => imports(name).map(({ kind, name }) => `${kind} ${name.replace(/_[0-9a-f]{16}$/, "")}`).sort();
  assert.deepEqual(named("kernel_proofs"), named("kernel_stress"));
  const { memory } = initSync();
  const all = () => {
    for (const { proof } of health.proofs) p.verify(book, proof, { ledger });
    p.verifySolvency(book, solvency.proof);
    assert.throws(() => p.verify(book, changed(alice.proof, (document) => (document.version = "8"))));
  };
  all();
  const before = memory.buffer.byteLength;
  for (let round = 0; round < 10; round += 1) all();
  assert.equal(memory.buffer.byteLength, before);
});
