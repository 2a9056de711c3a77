import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { chatWorld, log, say, storedRow } from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

interface Given {
  field: string;
  kind: "paste" | "drop";
  characters?: number;
}

/** Pastes or drops a text, or a picture if there is none. @returns whether the page allowed it */
function put(page: Page, given: Given): Promise<boolean> {
  return page.evaluate(({ field, kind, characters }) => {
    const data = new DataTransfer();
    if (characters === undefined) data.items.add(new File(["x"], "x.png", { type: "image/png" }));
    else data.setData("text/plain", "log ".repeat(characters / 4));
    const event = new Event(kind, { bubbles: true, cancelable: true });
    // Firefox omits from a clipboard event what a script has put into it.
    const carrier = kind === "paste" ? "clipboardData" : "dataTransfer";
    Object.defineProperty(event, carrier, { value: data });
    return document.querySelector(field)!.dispatchEvent(event);
  }, given);
}

test("text that is far too long, and files, are refused with an explanation, and the draft stays", async () => {
  const tim = await world.page("tim");
  await say(tim, "To be edited");
  await storedRow(tim, "To be edited").waitFor();
  await tim.locator("#composer").fill("A thought");
  const fields = ["#composer", "[role=log] textarea"];
  for (const field of fields) {
    if (field !== "#composer") {
      await tim.locator("#composer").fill("");
      await tim.locator("#composer").press("ArrowUp");
      await log(tim).getByRole("textbox").waitFor();
    }
    const before = await tim.locator(field).inputValue();
    for (const kind of ["paste", "drop"] as const) {
      expect(await put(tim, { field, kind, characters: 4_000_000 })).toBe(false);
      await tim.getByRole("alert").getByText("This text was not inserted").waitFor();
      expect(await put(tim, { field, kind, characters: 8_400 })).toBe(true);
      await tim.getByText(/This text was not inserted/).waitFor({ state: "detached" });
      expect(await put(tim, { field, kind })).toBe(false);
      await tim.getByRole("alert").getByText("only send text").waitFor();
    }
    expect(await tim.locator(field).inputValue()).toBe(before);
    await tim.locator(field).pressSequentially("!");
    await tim.getByText("only send text").waitFor({ state: "detached" });
  }
});
