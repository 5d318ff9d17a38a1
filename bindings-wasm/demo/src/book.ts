// A book as the page holds it: what the core has read and found valid, in parts that can be sent to it again.
import { report } from "plimsoll/columns";
import { object, read, set, text, write, type Fields } from "./json.js";
import { reports, type AccountReport } from "./report.js";

const written = new WeakMap<Fields, string>();

/** An object of a book as text; the same object is written once. */
function once(fields: Fields): string {
  let known = written.get(fields);
  if (known === undefined) written.set(fields, (known = write(fields)));
  return known;
}

/** Markets and terms without accounts, and the accounts by name. Immutable. */
export class Book {
  constructor(
    readonly head: Fields,
    readonly accounts: ReadonlyMap<string, Fields>,
  ) {}

  /** The document, and what the core reports of it. Errors: what `report` refuses, and names. */
  static read(document: string): [Book, ReadonlyMap<string, AccountReport>] {
    const reported = reports(report(document));
    const fields = new Map(read(document) as Fields);
    const accounts = object(fields, "accounts") as ReadonlyMap<string, Fields>;
    fields.delete("accounts");
    return [new Book(fields, accounts), reported];
  }

  /** The document with only these accounts, in this order. */
  text(names: Iterable<string> = this.accounts.keys()): string {
    const parts: string[] = [];
    for (const name of names) {
      const account = this.accounts.get(name);
      if (account !== undefined) parts.push(`${JSON.stringify(name)}:${once(account)}`);
    }
    return `${once(this.head).slice(0, -1)},"accounts":{${parts.join(",")}}}`;
  }

  /** The book with one account as given. */
  with(name: string, account: Fields): Book {
    return new Book(this.head, set(this.accounts as Fields, [name, account]) as ReadonlyMap<string, Fields>);
  }

  /** The book with other markets and terms. */
  under(head: Fields): Book {
    return new Book(head, this.accounts);
  }

  get currency(): string {
    return text(this.head, "currency") ?? "";
  }

  /** An account, empty where there is none. */
  account(name: string): Fields {
    return this.accounts.get(name) ?? new Map();
  }

  /** Whether a method margins the account as a portfolio. */
  portfolio(name: string): boolean {
    return this.account(name).has("method");
  }

  get assets(): Fields {
    return object(this.head, "assets");
  }
  get perps(): Fields {
    return object(this.head, "perps");
  }
  get expiries(): Fields {
    return object(this.head, "expiries");
  }
  get options(): Fields {
    return object(this.head, "options");
  }

  /** The markets that follow none, in the book's order: what prices are moved by. */
  get indices(): string[] {
    return [...this.assets, ...this.perps].filter(([, market]) => !(market as Fields).has("follows")).map(([name]) => name);
  }
}
