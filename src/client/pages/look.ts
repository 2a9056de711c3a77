import type { Theme } from "#ui/layout/document.tsx";

const own = "[data-look=theme] button[name=theme]";

/** A theme that is chosen in the avatar's menu is shown at once, and stored meanwhile. */
export function changeThemeAtOnce(root: Document): void {
  root.addEventListener("submit", (event) => {
    const { submitter, target: form } = event;
    if (!(submitter instanceof HTMLButtonElement) || !submitter.matches(own)) return;
    if (!(form instanceof HTMLFormElement)) return;
    event.preventDefault();
    const before = root.querySelector<HTMLButtonElement>(`${own}[aria-pressed=true]`)?.value;
    show(root, submitter.value);
    void store(form.action, submitter.value).then((isStored) => {
      if (!isStored && before !== undefined) show(root, before);
    });
  });
}

function show(root: Document, value: string): void {
  const theme: Theme = value === "light" || value === "dark" ? value : "system";
  if (theme === "system") delete root.documentElement.dataset["theme"];
  else root.documentElement.dataset["theme"] = theme;
  const meta = root.querySelector<HTMLMetaElement>("meta[name=color-scheme]");
  if (meta) meta.content = theme === "system" ? "light dark" : theme;
  for (const button of root.querySelectorAll<HTMLButtonElement>(own)) {
    button.setAttribute("aria-pressed", String(button.value === theme));
  }
}

async function store(action: string, theme: string): Promise<boolean> {
  try {
    const body = new URLSearchParams({ theme });
    const headers = { Accept: "application/json" };
    return (await fetch(action, { method: "POST", body, headers, redirect: "error" })).ok;
  } catch {
    return false;
  }
}
