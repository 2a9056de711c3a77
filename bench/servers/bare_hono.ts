/**
 * What a page costs on Hono without accounts, rules or rendering: a text, the product's own query of
 * messages as JSON, and a page that is there already. Serves the database and the page that it is
 * given.
 */
import { readFileSync } from "node:fs";
import { Database as Connection } from "bun:sqlite";
import { Hono } from "hono";
import { messagesBefore } from "#storage/messages.ts";
import { sqlOf } from "../support/sql_of.ts";

const [file = "", pageFile = ""] = process.argv.slice(2);
const connection = new Connection(file, { readonly: true });
const beforeSeq = 2 ** 31;
const limit = 50;
const query = connection.prepare(
  sqlOf((db) => messagesBefore(db, { conversationId: "", beforeSeq, limit })),
);
const page = readFileSync(pageFile, "utf8");

const app = new Hono()
  .get("/hello", (c) => c.text("hello"))
  .get("/messages/:id", (c) =>
    c.json({ messages: query.all(c.req.param("id"), beforeSeq, limit).toReversed() }),
  )
  .get("/page", (c) => c.html(page));
const server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: app.fetch });
console.log(JSON.stringify({ port: server.port }));
