import { afterAll, expect, test } from "bun:test";
import { createApp } from "#web/app.tsx";
import { testServices } from "#tests/support/services.ts";

const services = testServices();
afterAll(() => services.dispose());
const assets = { url: (name: string) => name, file: () => undefined };

/** Where a request is redirected to. */
async function target(url: string, { method = "GET", config = services.config } = {}) {
  const answer = await createApp({ services, config, assets }).request(url, { method });
  return answer.status === 302 ? answer.headers.get("Location") : null;
}

test("another name of this machine redirects to the name that cookies use", async () => {
  expect(services.config.publicUrl.origin).toBe("http://127.0.0.1:5000");
  for (const method of ["GET", "HEAD"]) {
    expect(await target("http://localhost:5000/auth/login?next=%2F", { method })).toBe(
      "http://127.0.0.1:5000/auth/login?next=%2F",
    );
  }
  expect(await target("http://[::1]:5000/apiary")).toBe("http://127.0.0.1:5000/apiary");
});

test("the name that cookies use is answered", async () => {
  expect(await target("http://127.0.0.1:5000/auth/login")).toBeNull();
});

test("health checks, the API, built files, forms and other machines' names are left alone", async () => {
  for (const path of ["/healthz", "/readyz", "/api/me", "/api", "/assets/page-1.js"]) {
    expect(await target(`http://localhost:5000${path}`)).toBeNull();
  }
  expect(await target("http://localhost:5000/auth/login", { method: "POST" })).toBeNull();
  expect(await target("http://chat.example.edu/auth/login")).toBeNull();
});

test("an installation with a public name answers on this machine as well", async () => {
  const config = { ...services.config, publicUrl: new URL("https://chat.example.edu") };
  expect(await target("http://localhost:5000/auth/login", { config })).toBeNull();
});
