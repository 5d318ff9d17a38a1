// What the types of proofs promise, and what they refuse.
import { readUp, report, verify, verifyReceipt, verifySolvency, PlimsollError, ErrorCode } from "plimsoll/proofs";
import type { Asked, Expected, Shown, State } from "plimsoll/proofs";

declare function same<T>(value: T): void;

const state: State = { version: 7, time: 1_700_000_000n, purpose: "acme" };
const expected: Expected = { ...state, account: "alice", level: "initial", buffer: readUp("0.1"), lots: { ETH: 5n, BTC: 1 } };
const asked: Asked = { ...state, root: "00" };
const shown: Shown = verify("{}", new Uint8Array(), { ...expected, ledger: new Uint8Array() });
same<string>(shown.json + shown.table + report("{}"));
same<Shown[]>([verify("{}", "{}"), verifySolvency("{}", "{}"), verifySolvency("{}", "{}", asked)]);
same<Shown[]>([verifyReceipt("{}", "{}"), verifyReceipt(new Uint8Array(), "{}", "{}")]);
same<203>(ErrorCode.InvalidProof);
same<PlimsollError>(new PlimsollError(ErrorCode.NotInTree));

// @ts-expect-error no such level
verify("{}", "{}", { level: "equity" });
// @ts-expect-error no such name
verify("{}", "{}", { verson: 7 });
// @ts-expect-error text is no version
verify("{}", "{}", { version: "7" });
// @ts-expect-error what is not expected is left out
verify("{}", "{}", { version: undefined });
// @ts-expect-error a JavaScript number is no buffer
verify("{}", "{}", { buffer: 0 });
// @ts-expect-error a list is no ledger's
verifySolvency("{}", "{}", { ledger: "{}" });
// @ts-expect-error what is shown is read only
shown.json = "";
// @ts-expect-error a receipt is of a proof
verifyReceipt("{}");
