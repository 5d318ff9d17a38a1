// Light, dark, or as the system has it; the choice is kept.
import { byId } from "./dom.js";

const KEY = "plimsoll-theme";

export function theme(changed: () => void): void {
  const select = byId<HTMLSelectElement>("theme");
  const apply = (): void => {
    if (select.value === "") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = select.value;
    changed();
  };
  try {
    select.value = localStorage.getItem(KEY) ?? "";
  } catch {
    // A page without storage follows the system.
  }
  select.addEventListener("change", () => {
    try {
      localStorage.setItem(KEY, select.value);
    } catch {
      // It is not kept, and applies all the same.
    }
    apply();
  });
  apply();
}
