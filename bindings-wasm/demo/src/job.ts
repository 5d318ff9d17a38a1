// What the page asks of its worker, and the worker's answers. The newest job of a kind is the only one that counts.
import type { AccountReport } from "./report.js";
import type { Moment, Stress, Total } from "./outcome.js";

/** Changes by market, as a stress takes them. */
export type Shocks = Readonly<Record<string, string>>;

/** A market, and how far it moves along one side of the grid. */
export interface Side {
  readonly market: string;
  readonly changes: readonly string[];
}
/** What a cell of the grid is asked for: everybody's status, everybody's stress, or that of one account. */
export type Scope = "statuses" | "stress" | { readonly account: string };

export type Cell =
  | { readonly of: "statuses"; readonly accounts: number; readonly liquidatable: number; readonly insolvent: number }
  /** `lost` is what nobody but the lenders bears. */
  | { readonly of: "stress"; readonly shocked: Total; readonly lost: string }
  | { readonly of: "account"; readonly own: Moment };

export type Job =
  | { readonly kind: "report"; readonly id: number; readonly text: string }
  | { readonly kind: "stress"; readonly id: number; readonly text: string; readonly shocks: Shocks }
  | { readonly kind: "grid"; readonly id: number; readonly text: string; readonly rows: Side; readonly columns: Side; readonly scope: Scope }
  /** No grid is wanted any more. */
  | { readonly kind: "stop"; readonly id: number };

/** `of` is the kind of job that it answers. */
export type Answer =
  | { readonly of: "report"; readonly id: number; readonly accounts: ReadonlyMap<string, AccountReport> }
  | { readonly of: "stress"; readonly id: number; readonly result: Stress }
  | { readonly of: "grid"; readonly id: number; readonly place: number; readonly cells: readonly Cell[] }
  | { readonly of: Job["kind"]; readonly id: number; readonly refusal: string };

/** A job as its asker writes it. */
type Asked<J> = J extends Job ? Omit<J, "id"> : never;

/** A worker, and the line to it: an answer counts where nothing newer of its kind was asked. */
export class Line {
  readonly #worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  readonly #newest = new Map<Job["kind"], number>();
  #asked = 0;
  /** A report runs; of those asked meanwhile the last one waits. */
  #running = false;
  #waiting: Asked<Job> | undefined;

  constructor(heard: (answer: Answer) => void) {
    this.#worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      const newest = data.id === this.#newest.get(data.of);
      if (data.of === "report") this.#finished();
      if (newest || data.of === "report") heard(data);
    };
  }

  /** Whether a report is still to come. */
  get busy(): boolean {
    return this.#running;
  }

  ask(job: Asked<Job>): void {
    if (job.kind === "report" && this.#running) this.#waiting = job;
    else this.#send(job);
  }

  #send(job: Asked<Job>): void {
    this.#asked += 1;
    this.#newest.set(job.kind, this.#asked);
    this.#running ||= job.kind === "report";
    this.#worker.postMessage({ ...job, id: this.#asked });
  }

  #finished(): void {
    this.#running = false;
    const job = this.#waiting;
    this.#waiting = undefined;
    if (job !== undefined) this.#send(job);
  }
}
