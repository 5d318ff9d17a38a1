// The page: its parts, put together, and the shipped book.
import { report } from "plimsoll/columns";
import { Closely } from "./closely.js";
import { Desk, type Frame } from "./desk.js";
import { byId, setText, writeDigits } from "./dom.js";
import { version } from "./report.js";
import { Rows } from "./rows.js";
import { Shocks } from "./shocks.js";
import { Sliders } from "./sliders.js";
import { SHIPPED, Source } from "./source.js";
import { STATUSES } from "./status.js";
import { Outcome } from "./stress.js";
import { theme } from "./theme.js";
import { Waterline } from "./waterline.js";

const desk = new Desk();
const closely = new Closely(desk);
const choose = (name: string): void => closely.choose(name);
const waterline = new Waterline(
  desk,
  () => rows.list(),
  (name) => {
    choose(name);
    rows.find(name);
  },
);
const rows = new Rows(desk, waterline.filter, choose);
const sliders = new Sliders(desk, (axis) => rows.along(axis));
desk.views.push(sliders, waterline, rows, closely, new Shocks(desk, new Outcome()), {
  // Once a drag is over, and not with every step of it.
  settled({ fleet }: Frame): void {
    const below = [...fleet.statuses].filter((status) => status >= STATUSES.indexOf("liquidatable")).length;
    setText(byId("live"), `${below} of ${fleet.names.length} accounts are below their maintenance margin`);
  },
});
theme(() => waterline.recolour());
byId<HTMLInputElement>("digits").addEventListener("change", ({ target }) => {
  writeDigits((target as HTMLInputElement).checked);
});

async function load(text: string, title: string): Promise<void> {
  await desk.load(text);
  setText(byId("title"), `${title}, ${desk.book.accounts.size} accounts in ${desk.book.currency}`);
}

new Source(load);
const [shipped] = SHIPPED;
await load(await shipped.text(), shipped.name);
setText(byId("made"), `Plimsoll ${version(report('{"currency":"USD","assets":{},"accounts":{}}'))}`);
performance.mark("first report");
