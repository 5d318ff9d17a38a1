// Everybody at once: how many accounts are what, and a column each of how deep it is loaded.
import type { Desk, Frame, View } from "./desk.js";
import { byId, el, setAttribute, setText } from "./dom.js";
import type { Status } from "./report.js";
import { DEEPEST } from "./load.js";
import { Badge, STATUSES } from "./status.js";

export class Waterline implements View {
  readonly #canvas = byId<HTMLCanvasElement>("waterline");
  readonly #counts = new Map<Status, { button: HTMLButtonElement; count: HTMLElement }>();
  /** Those that are shown in the table, none: everybody. */
  readonly filter = new Set<Status>();
  #frame: Frame | undefined;
  /** Places of accounts, the deepest first. */
  #deepest = new Uint32Array(0);
  #colours = new Map<string, string>();

  constructor(
    readonly desk: Desk,
    filtered: () => void,
    choose: (name: string) => void,
  ) {
    for (const status of STATUSES) {
      const count = el("span", { class: "count" });
      const button = el("button", { type: "button", "aria-pressed": "false" }, count, new Badge(status).element);
      button.addEventListener("click", () => {
        if (!this.filter.delete(status)) this.filter.add(status);
        setAttribute(button, "aria-pressed", String(this.filter.has(status)));
        filtered();
      });
      this.#counts.set(status, { button, count });
      byId("counts").append(button);
    }
    this.#canvas.addEventListener("click", (event) => {
      const at = Math.floor((event.offsetX / this.#canvas.clientWidth) * this.#deepest.length);
      const name = this.#frame?.fleet.names[this.#deepest[at] ?? -1];
      if (name !== undefined) choose(name);
    });
    new ResizeObserver(() => this.#frame && this.#paint(this.#frame)).observe(this.#canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.recolour());
  }

  /** After the appearance has changed. */
  recolour(): void {
    this.#colours.clear();
    if (this.#frame !== undefined) this.#paint(this.#frame);
  }

  draw(frame: Frame): void {
    this.#frame = frame;
    const counts = new Array<number>(STATUSES.length).fill(0);
    for (const status of frame.fleet.statuses) counts[status] = (counts[status] ?? 0) + 1;
    STATUSES.forEach((status, place) => {
      const { button, count } = this.#counts.get(status)!;
      setText(count, String(counts[place]));
      button.hidden = status === "unknown" && counts[place] === 0;
    });
    this.#paint(frame);
  }

  #colour(name: string): string {
    let known = this.#colours.get(name);
    if (known === undefined) {
      known = getComputedStyle(this.#canvas).getPropertyValue(`--${name}`).trim();
      this.#colours.set(name, known);
    }
    return known;
  }

  #paint({ fleet }: Frame): void {
    const { loads, statuses } = fleet;
    const canvas = this.#canvas;
    const [width, height] = [canvas.clientWidth * devicePixelRatio, canvas.clientHeight * devicePixelRatio];
    if (canvas.width !== Math.round(width) || canvas.height !== Math.round(height)) {
      [canvas.width, canvas.height] = [width, height];
    }
    const context = canvas.getContext("2d");
    if (context === null || loads.length === 0) return;
    context.clearRect(0, 0, canvas.width, canvas.height);
    // Whole pixels: where accounts share one, its deepest is seen.
    const columns = Math.min(canvas.width, loads.length);
    if (this.#deepest.length !== loads.length) this.#deepest = Uint32Array.from(loads.keys());
    // As it stood a frame ago, which is nearly in order.
    const deepest = this.#deepest.sort((a, b) => loads[b]! - loads[a]! || a - b);
    const each = canvas.width / columns;
    const gap = each > 6 ? 2 * devicePixelRatio : 0;
    const line = canvas.height * (1 - 1 / DEEPEST);
    let colour = -1;
    for (let column = 0; column < columns; column += 1) {
      const at = deepest[Math.floor((column * loads.length) / columns)]!;
      const status = statuses[at]!;
      if (status !== colour) context.fillStyle = this.#colour(STATUSES[(colour = status)] ?? "unknown");
      const top = Math.round(canvas.height * (1 - Math.max(loads[at]!, 0.015) / DEEPEST));
      const [left, right] = [Math.round(column * each), Math.round((column + 1) * each - gap)];
      context.fillRect(left, top, right - left, canvas.height - top);
    }
    context.fillStyle = this.#colour("ink");
    context.fillRect(0, Math.round(line), canvas.width, Math.max(1, devicePixelRatio));
    const place = deepest.indexOf(fleet.place(this.desk.chosen));
    const [left, wide] = [(place * canvas.width) / loads.length, Math.max(each - gap, 3 * devicePixelRatio)];
    if (place >= 0) context.fillRect(left, 0, wide, 3 * devicePixelRatio);
  }
}
