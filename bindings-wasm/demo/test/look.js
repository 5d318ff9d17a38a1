// What the page shows, read back as the names and figures of a report.

/** Every row of the table: what stands in each cell, figures by their exact value, words as they are. */
export function rows(page) {
  return page.evaluate(() => {
    const figure = (row, kind) => {
      const { value, textContent } = row.querySelector(`.${kind} data`);
      return value === "" ? textContent : value;
    };
    const shown = [...document.querySelectorAll(".accounts .row:not(.head):not([hidden])")];
    return Object.fromEntries(
      shown.map((row) => [
        row.querySelector(".name button").textContent,
        { status: row.querySelector(".badge span").textContent, ...Object.fromEntries(["surplus", "below", "above"].map((kind) => [kind, figure(row, kind)])) },
      ]),
    );
  });
}

/** The same of a report, along an index. */
export function expected(accounts, index) {
  const tell = (price, reason, exposed) => (price !== null && price !== undefined ? price : exposed ? { already_past: "past", never: "never" }[reason] : "–");
  return Object.fromEntries(
    Object.entries(accounts).map(([name, { status, maintenance, liquidation }]) => {
      const own = Object.hasOwn(liquidation, index) ? liquidation[index] : undefined;
      return [
        name,
        {
          status,
          surplus: maintenance.surplus,
          below: tell(own?.below, own?.below_reason, own !== undefined),
          above: tell(own?.above, own?.above_reason, own !== undefined),
        },
      ];
    }),
  );
}

/** A table inside an element: its figures by the headings of its rows, words where a cell is none. */
export function table(page, selector) {
  return page.evaluate((where) => {
    const cells = (row) => [...row.querySelectorAll("td")].filter((cell) => !cell.querySelector(".lane"));
    const said = (cell) => cell.querySelector("data")?.value || cell.textContent;
    const body = [...document.querySelectorAll(`${where} tbody tr:not([hidden])`)].filter((row) => row.querySelector("th") !== null);
    return Object.fromEntries(body.map((row) => [row.querySelector("th").textContent, cells(row).map(said)]));
  }, selector);
}
