import { basename } from "node:path";
import type { Context as HonoContext } from "hono";
import { type Encoding, wantedEncoding } from "./encodings.ts";
import { answerOtherMethod } from "../middleware/other_methods.ts";
import { isReading } from "./route.ts";
import type { Env, WebApp } from "./visit.ts";

/**
 * Serves built files. Their names contain a hash of the content, so they never change. The
 * compressed and the plain version are different representations with an ETag each (RFC 9110,
 * section 8.8.3.3), so that parts of one are never mistaken for parts of the other.
 */
export function serveAsset(app: WebApp) {
  return (c: HonoContext<Env>) => {
    const built = app.assets.file(c.req.path.slice("/assets/".length));
    if (!built) return c.notFound();
    if (!isReading(c.req.method)) return answerOtherMethod(c, ["GET"]);
    const there = Object.keys(built.packed) as Encoding[];
    const encoding = wantedEncoding(c.req.header("Accept-Encoding"), there);
    const file = Bun.file((encoding && built.packed[encoding]) ?? built.plain);
    const tag = `"${basename(file.name ?? "")}-${file.size.toString(36)}"`;
    const headers = {
      "Cache-Control": built.isSubstitute ? "no-cache" : "public, max-age=31536000, immutable",
      ETag: tag,
      Vary: "Accept-Encoding",
      ...(encoding && { "Content-Encoding": encoding }),
    };
    const [ifMatch, ifNoneMatch] = [c.req.header("If-Match"), c.req.header("If-None-Match")];
    if (ifMatch !== undefined && !names(tag, ifMatch)) return new Response(null, { status: 412 });
    if (ifNoneMatch !== undefined && names(tag, ifNoneMatch.replaceAll("W/", ""))) {
      return new Response(null, { status: 304, headers });
    }
    return new Response(file, { headers: { ...headers, ...kindOf(built.plain) } });
  };
}

function kindOf(path: string): Record<string, string> {
  if (!path.endsWith(".webmanifest")) return { "Content-Type": Bun.file(path).type };
  // Bun would add the file's name to a type that it does not know, but not to the answer to HEAD.
  return { "Content-Type": "application/manifest+json", "Content-Disposition": "inline" };
}

/**
 * Whether a list of ETags contains this one (RFC 9110, sections 13.1.1 and 13.1.2); `*` matches
 * any.
 */
function names(tag: string, list: string): boolean {
  return list.trim() === "*" || list.split(",").some((one) => one.trim() === tag);
}
