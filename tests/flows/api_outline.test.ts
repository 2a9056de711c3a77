/**
 * The whole description of the API, compared with `api_outline.txt`. After an intended change,
 * `RENEW_TEXTS=1 ./run.sh test tests/flows/api_outline.test.ts` writes it again; read the
 * difference before you commit it.
 */
import { join } from "node:path";
import { expect, test } from "bun:test";
import { apiOutline } from "#tests/support/api_outline.ts";
import { sectionsOf, storedText } from "#tests/support/stored_text.ts";
import { openApiOf } from "#web/api/openapi.ts";
import { routes } from "#web/routes.ts";

const file = join(import.meta.dir, "api_outline.txt");

test("the description of the API is the one in api_outline.txt", () => {
  const outline = apiOutline(openApiOf(routes));
  expect(sectionsOf(outline)).toEqual(sectionsOf(storedText(file, outline)));
});
