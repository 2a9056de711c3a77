/** The real web application with staff, a student and a guest, for browsers. */
import type { Page } from "playwright-core";
import { buildIfStale } from "#cli/build.ts";
import { newHash } from "#core/identity/passwords.ts";
import { openBrowser, type PageOptions, type TestBrowser } from "#tests/support/browser.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { testServices, type TestServices } from "#tests/support/services.ts";
import { createApp } from "#web/app.tsx";
import { loadAssets } from "#web/http/assets.ts";

export interface PeopleWorld {
  services: TestServices;
  browser: TestBrowser;
  /** Everybody's password but the guest's. */
  password: string;
  admin: TestPerson;
  ada: TestPerson;
  guest: TestPerson;
  /** A page of this person, or of nobody. */
  open(path: string, by?: TestPerson, options?: PageOptions): Promise<Page>;
  close(): Promise<void>;
}

export async function peopleWorld(): Promise<PeopleWorld> {
  await buildIfStale();
  const services = testServices();
  const web = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
  const publicUrl = `http://127.0.0.1:${web.port}`;
  const app = createApp({
    services,
    config: { ...services.config, publicUrl: new URL(publicUrl) },
    assets: loadAssets(),
  });
  web.reload({ fetch: (request) => app.fetch(request) });
  const password = "four words of everybody";
  const hash = await newHash(password);
  const admin = await makePerson(services, { role: "admin", name: "Prof. Grace", password: hash });
  const ada = await makePerson(services, { name: "Ada Berg", password: hash });
  const guest = await makePerson(services, { role: "guest", name: "Gina Guest" });
  const browser = openBrowser();
  return {
    services,
    browser,
    password,
    admin,
    ada,
    guest,
    async open(path, by, options) {
      const page = await browser.newPage(options);
      if (by) {
        const [name = "", value = ""] = by.cookie.split("=");
        await page.context().addCookies([{ name, value, url: publicUrl }]);
      }
      await page.goto(publicUrl + path);
      return page;
    },
    async close() {
      await browser.close();
      await web.stop(true);
      services.dispose();
    },
  };
}

/** What leaves a page unusable: wider than the screen, or something too small to hit. */
export function hardships(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`The page is ${scrollWidth} wide`);
    for (const element of document.querySelectorAll("button, input, select, summary")) {
      const { width, height } = element.getBoundingClientRect();
      if (width > 1 && height < 40) found.push(`Only ${height} high: ${element.outerHTML}`);
    }
    return found;
  });
}
