/** What is on each picture of the help, and how to get there. */
import type { Locator, Page } from "playwright-core";
import { type Locale, textsOf } from "#ui/text/catalogue.ts";
import { lateTexts } from "#ui/text/chat_late.ts";
import { pictures, type PictureName } from "#web/help/pictures.ts";
import type { Course } from "./course.ts";

export interface Scene {
  by: "mira" | "prof";
  /** Of the window. */
  width: number;
  height: number;
  /** Device pixels for each CSS pixel. */
  scale: number;
  path: (course: Course) => string;
  /** From the opened page to what is shown. @returns the point at its top left */
  arrange: (page: Page, locale: Locale) => Promise<{ x: number; y: number }>;
}

const chatPath = ({ groupId }: Course) => `/chat/${groupId}`;
const corner = { x: 0, y: 0 };

export const scenes: Record<PictureName, Scene> = {
  chat: { by: "mira", ...sizeOf("chat"), scale: 1.25, path: chatPath, arrange: asItIs },
  card: { by: "mira", width: 1024, height: 580, scale: 2, path: chatPath, arrange: openCard },
  offline: { by: "mira", ...sizeOf("offline"), scale: 1.5, path: chatPath, arrange: writeOffline },
  deal: {
    by: "prof",
    width: 560,
    height: 900,
    scale: 2,
    path: () => "/groups/create-many",
    arrange: deal,
  },
  log: { by: "prof", width: 1024, height: 600, scale: 1.5, path: () => "/audit", arrange: asItIs },
};

function sizeOf(name: PictureName) {
  const { width, height } = pictures[name];
  return { width, height };
}

async function asItIs() {
  return corner;
}

async function openCard(page: Page) {
  await page.getByRole("log").getByRole("link", { name: "Lena Hoffmann" }).last().click();
  const card = page.locator("#person-card");
  await card.getByRole("link", { name: "Team 3" }).waitFor();
  const { x, y } = await placeOf(card);
  return { x: Math.max(0, x - 60), y: Math.max(0, y - 60) };
}

async function writeOffline(page: Page, locale: Locale) {
  const { chat } = textsOf(locale);
  await page.context().setOffline(true);
  await page.getByText(lateTexts(locale).offline).waitFor();
  await page.locator("#composer").fill(locale === "de" ? "Bin gleich da." : "On my way.");
  await page.getByRole("button", { name: chat.send, exact: true }).click();
  await page.getByText(chat.waitingToSend).first().waitFor();
  await page.getByText(chat.waitingToSend).first().scrollIntoViewIfNeeded();
  return corner;
}

async function deal(page: Page, locale: Locale) {
  const { maker } = textsOf(locale);
  await page.locator('[name="pattern"]').fill(locale === "de" ? "Labor #" : "Lab #");
  await page.locator('[name="count"]').fill("3");
  await page.locator('[name="who"]').selectOption("all");
  await page.getByRole("button", { name: maker.preview }).click();
  await page.getByRole("heading", { name: maker.previewTitle }).waitFor();
  return corner;
}

async function placeOf(part: Locator) {
  const box = await part.boundingBox();
  if (!box) throw new Error("The part of the picture is not on the page.");
  return box;
}
