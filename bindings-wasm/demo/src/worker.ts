// What takes longer than a frame, off the page's thread: the stress, the grid of shocks, and the reports of accounts
// with options, whose liquidation prices are searched step by step.
import type { PlimsollError } from "plimsoll/stress";
import { reports, type Status } from "./report.js";
import type { Answer, Cell, Job, Shocks } from "./job.js";
import type { Stress } from "./outcome.js";
import { STATUSES } from "./status.js";

type Grid = Job & { kind: "grid" };

/** A message that arrives while a worker's own module still waits is lost; so it is this that waits. */
const plimsoll = import("plimsoll/stress");

/** The last grid that was asked for; one that is overtaken stops between its rows. */
let latest = 0;
const answer = (message: Answer): void => postMessage(message);
/** Lets a newer job in. */
const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

const shocked = async (text: string, shocks: Shocks): Promise<Stress> => JSON.parse((await plimsoll).stress(text, shocks)) as Stress;

/** The cells of one row. */
type Measure = (row: string) => Promise<Cell[]>;

/** The moves of a cell; a market that is on both sides moves as its row says. */
const moves = ({ rows, columns }: Grid, row: string, column: string): Shocks =>
  rows.market === columns.market ? { [rows.market]: row } : { [rows.market]: row, [columns.market]: column };

/** Everybody's status, by columns: a stress of many accounts takes longer. */
async function byStatus(job: Grid): Promise<Measure> {
  const { Markets, Positions, scenarios } = await import("plimsoll/columns");
  const markets = new Markets(job.text);
  const positions = Positions.of(job.text, markets);
  return async (row) => {
    const outcomes = scenarios(markets, positions, job.columns.changes.map((column) => moves(job, row, column)));
    return job.columns.changes.map((_, column): Cell => {
      const statuses = outcomes.statuses(column);
      const from = (status: Status) => statuses.reduce((count, code) => count + Number(code >= STATUSES.indexOf(status)), 0);
      return { of: "statuses", accounts: outcomes.length, liquidatable: from("liquidatable"), insolvent: from("insolvent") };
    });
  };
}

/** By a stress of each cell. */
function byStress(job: Grid): Measure {
  const cell = async (row: string, column: string): Promise<Cell> => {
    const { totals, socialised, accounts } = await shocked(job.text, moves(job, row, column));
    if (typeof job.scope === "object") return { of: "account", own: accounts[job.scope.account]!.shocked };
    return { of: "stress", shocked: totals.shocked, lost: socialised.lost };
  };
  return (row) => Promise.all(job.columns.changes.map((column) => cell(row, column)));
}

async function grid(job: Grid): Promise<void> {
  latest = job.id;
  const measure = job.scope === "statuses" ? await byStatus(job) : byStress(job);
  for (const [place, change] of job.rows.changes.entries()) {
    await breath();
    if (latest !== job.id) return;
    answer({ of: "grid", id: job.id, place, cells: await measure(change) });
  }
}

self.onmessage = async ({ data: job }: MessageEvent<Job>) => {
  try {
    if (job.kind === "stop") latest = 0;
    else if (job.kind === "grid") await grid(job);
    else if (job.kind === "stress") answer({ of: "stress", id: job.id, result: await shocked(job.text, job.shocks) });
    else answer({ of: "report", id: job.id, accounts: reports((await plimsoll).report(job.text)) });
  } catch (error) {
    answer({ of: job.kind, id: job.id, refusal: (error as PlimsollError).message });
  }
};
