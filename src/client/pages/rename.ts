import { format } from "#ui/text/format.ts";

/**
 * Renames a group in its row of the list: F2, or the row's menu, puts a field in the place of the name. Enter
 * saves, Escape and leaving the field keep the name.
 */
export function renameInPlace(list: HTMLElement): void {
  list.addEventListener("keydown", (event) => {
    const row = rowOf(event);
    if (event.key !== "F2" || !row) return;
    event.preventDefault();
    begin(list, row);
  });
  list.addEventListener("click", (event) => {
    const row = rowOf(event);
    if (!(event.target instanceof Element) || !event.target.closest("[data-rename]") || !row)
      return;
    const menu = event.target.closest("details");
    if (menu) menu.open = false;
    begin(list, row);
  });
}

const rowOf = ({ target }: Event) =>
  target instanceof Element ? target.closest<HTMLElement>("[data-group]") : null;

function begin(list: HTMLElement, row: HTMLElement): void {
  const link = row.querySelector<HTMLAnchorElement>("a[href^='/conversations/']");
  if (!link || row.dataset["renaming"] !== undefined) return;
  const name = row.dataset["name"] ?? "";
  const field = document.createElement("input");
  field.className =
    "relative z-10 min-w-0 flex-1 rounded border border-line-strong bg-field px-2 py-1 text-sm text-body";
  field.value = name;
  field.autocomplete = "off";
  field.setAttribute("aria-label", format(list.dataset["renames"] ?? "", { name }));
  let isOver = false;
  const end = () => {
    // Removing the field takes the focus from it.
    if (isOver) return;
    isOver = true;
    delete row.dataset["renaming"];
    link.hidden = false;
    field.remove();
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      end();
      link.focus();
    }
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    void save(list, { row, link, typed: field.value }).then((isSaved) => {
      if (!isSaved) return field.setAttribute("aria-invalid", "true");
      end();
      link.focus();
    });
  });
  field.addEventListener("blur", end);
  // A live page waits meanwhile.
  row.dataset["renaming"] = "";
  link.hidden = true;
  link.after(field);
  field.focus();
  field.select();
}

interface Renaming {
  row: HTMLElement;
  link: HTMLAnchorElement;
  typed: string;
}

async function save(list: HTMLElement, { row, link, typed }: Renaming): Promise<boolean> {
  const name = typed.trim();
  if (name === row.dataset["name"]) return true;
  const stored = await sendName(row.dataset["group"] ?? "", name);
  const say = stored === undefined ? "renameFailed" : "renamed";
  report(format(list.dataset[say] ?? "", { name: stored ?? name }));
  if (stored === undefined) return false;
  row.dataset["name"] = stored;
  link.textContent = stored;
  return true;
}

/** @returns the name as it is stored, or undefined if it was not saved */
async function sendName(id: string, name: string): Promise<string | undefined> {
  try {
    const answer = await fetch(`/api/conversation/${encodeURIComponent(id)}`, {
      method: "PATCH",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ name }),
    });
    if (!answer.ok) return undefined;
    const { conversation } = (await answer.json()) as { conversation: { name: string } };
    return conversation.name;
  } catch {
    return undefined;
  }
}

function report(text: string): void {
  const status = document.getElementById("order-status");
  if (!status) return;
  const undo = document.querySelector<HTMLElement>("[data-undo-move]");
  if (undo) undo.hidden = true;
  document.querySelector("[data-order-bar]")?.classList.remove("sr-only");
  status.textContent = text;
}
