import type { Context as HonoContext } from "hono";
import { answerOtherMethod } from "./middleware/other_methods.ts";
import { isReading } from "./route.ts";
import type { Env, WebApp } from "./visit.ts";

/** Built files carry a hash of their content in their name: they never change. */
export function serveAsset(app: WebApp) {
  return (c: HonoContext<Env>) => {
    const file = app.assets.file(c.req.path.slice("/assets/".length));
    if (!file) return c.notFound();
    if (!isReading(c.req.method)) return answerOtherMethod(c, ["GET"]);
    return new Response(Bun.file(file), {
      headers: { "Cache-Control": "public, max-age=31536000, immutable" },
    });
  };
}
