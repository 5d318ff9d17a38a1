// Where a book comes from: the shipped ones, a file, or what is pasted. The core reads it, or says what is wrong where.
import first from "../../../book/examples/book.json?raw";
import optionsUrl from "../../../book/examples/options.json?url";
import { byId, el, setText } from "./dom.js";

export interface Shipped {
  readonly name: string;
  readonly about: string;
  readonly text: () => Promise<string>;
}

const fetched = async (url: string): Promise<string> => (await fetch(url)).text();

export const SHIPPED: readonly [Shipped, ...Shipped[]] = [
  { name: "A dozen accounts", about: "loans, perps, a whale, a bankrupt", text: async () => first },
  { name: "Options", about: "portfolios under five methods", text: () => fetched(optionsUrl) },
  { name: "A thousand accounts", about: "eight positions each", text: () => fetched(new URL("thousand.json", document.baseURI).href) },
];

export class Source {
  readonly #dialog = byId<HTMLDialogElement>("source");
  readonly #paste = byId<HTMLTextAreaElement>("paste");
  readonly #file = byId<HTMLInputElement>("file");
  readonly #refusal = byId("refusal");

  /** `load` takes a document and its title, or throws what is wrong with it. */
  constructor(readonly load: (text: string, title: string) => Promise<void>) {
    byId("open").addEventListener("click", () => {
      setText(this.#refusal, "");
      this.#dialog.showModal();
    });
    byId("shipped").append(
      ...SHIPPED.map(({ name, about, text }) => {
        const button = el("button", { type: "button" }, el("strong", {}, name), el("span", { class: "quiet" }, about));
        button.addEventListener("click", () => void this.#take(text, name));
        return button;
      }),
    );
    byId("read").addEventListener("click", () => void this.#take(async () => this.#paste.value, "Pasted book"));
    this.#file.addEventListener("change", () => {
      const [file] = this.#file.files ?? [];
      if (file !== undefined) void this.#take(() => file.text(), file.name);
      this.#file.value = "";
    });
    // A book may also be dropped anywhere.
    document.addEventListener("dragover", (event) => event.preventDefault());
    document.addEventListener("drop", (event) => {
      const [file] = event.dataTransfer?.files ?? [];
      event.preventDefault();
      if (file === undefined) return;
      if (!this.#dialog.open) this.#dialog.showModal();
      void this.#take(() => file.text(), file.name);
    });
  }

  async #take(text: () => Promise<string>, title: string): Promise<void> {
    try {
      await this.load(await text(), title);
      setText(this.#refusal, "");
      this.#dialog.close();
    } catch (error) {
      setText(this.#refusal, (error as Error).message);
    }
  }
}
