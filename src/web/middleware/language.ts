import { createMiddleware } from "hono/factory";
import type { Locale } from "#ui/text/catalogue.ts";
import type { Env } from "../visit.ts";

/** The account's language, else the browser's (RFC 9110, section 12.5.4), else English. */
export function language() {
  return createMiddleware<Env>(async (c, next) => {
    c.set("locale", c.get("actor")?.locale ?? preferred(c.req.header("Accept-Language") ?? ""));
    await next();
  });
}

function preferred(header: string): Locale {
  const wanted = header
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const quality = parameters.find((parameter) => parameter.trim().startsWith("q="));
      return { tag: tag.toLowerCase(), weight: quality ? Number(quality.trim().slice(2)) || 0 : 1 };
    })
    .toSorted((a, b) => b.weight - a.weight);
  const known = wanted.find(({ tag }) => tag.startsWith("de") || tag.startsWith("en"));
  return known?.tag.startsWith("de") ? "de" : "en";
}
