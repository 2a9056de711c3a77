/**
 * What every bus does. Each adapter's test runs this suite with its own function for creating two
 * ends.
 */
import { expect, test } from "bun:test";
import type { Bus } from "#bus/bus.ts";

export interface TwoEnds {
  here: Bus;
  there: Bus;
  /** The bus is away for a moment. */
  interrupt?(): Promise<void>;
  close(): void;
}

/** Publishes until it is received, because a bus may lose messages. */
async function heard(from: Bus, to: Bus, text: string): Promise<string> {
  return new Promise((resolve) => {
    const again = setInterval(() => from.publish("log", text), 20);
    const end = to.subscribe("log", (received) => {
      end();
      clearInterval(again);
      resolve(received);
    });
    from.publish("log", text);
  });
}

export function busContract(name: string, connect: () => Promise<TwoEnds>): void {
  test(`${name}: nobody receives what they publish themselves, or another topic`, async () => {
    const { here, there, close } = await connect();
    const wrong: string[] = [];
    here.subscribe("log", (text) => wrong.push(text));
    there.subscribe("other", (text) => wrong.push(text));
    await heard(here, there, "1");
    // Once this has arrived, everything before has reached both ends.
    await heard(there, here, "2");
    expect(new Set(wrong)).toEqual(new Set(["2"]));
    close();
  });

  test(`${name}: a text arrives unchanged, with its line breaks and letters`, async () => {
    const { here, there, close } = await connect();
    const text = 'two\nlines "and" 😀 ünïcode \u2028';
    expect(await heard(here, there, text)).toBe(text);
    close();
  });

  test(`${name}: after a subscription has ended, its listener receives nothing`, async () => {
    const { here, there, close } = await connect();
    const late: string[] = [];
    there.subscribe("log", (text) => late.push(text))();
    await heard(here, there, "on");
    expect(late).toEqual([]);
    close();
  });

  test(`${name}: texts arrive in the order in which they were published`, async () => {
    const { here, there, close } = await connect();
    await heard(here, there, "ready");
    const received: string[] = [];
    const last = new Promise<void>((resolve) => {
      there.subscribe("numbers", (text) => {
        received.push(text);
        if (text === "last") resolve();
      });
    });
    const numbers = Array.from({ length: 1_000 }, (_, index) => String(index));
    for (const number of [...numbers, "last"]) here.publish("numbers", number);
    await last;
    expect(received).toEqual([...numbers, "last"]);
    close();
  });

  test(`${name}: a text of a hundred thousand characters arrives whole`, async () => {
    const { here, there, close } = await connect();
    const text = "0123456789 ünïcode 😀 ".repeat(5_000);
    expect(await heard(here, there, text)).toBe(text);
    close();
  });

  test(`${name}: after it was away, it carries texts again, and nothing waits for it meanwhile`, async () => {
    const { here, there, interrupt, close } = await connect();
    await heard(here, there, "before");
    await interrupt?.();
    expect(await heard(here, there, "after")).toBe("after");
    close();
  });
}
