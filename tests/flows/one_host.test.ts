import { afterAll, expect, test } from "bun:test";
import { createApp } from "#web/app.tsx";
import { testServices } from "#tests/support/services.ts";

const services = testServices();
afterAll(() => services.dispose());
const assets = { url: (name: string) => name, file: () => undefined };
const app = createApp({ services, config: services.config, assets });
const location = async (url: string) => (await app.request(url)).headers.get("Location");

test("another name of this machine redirects to the name that cookies use", async () => {
  expect(services.config.publicUrl.origin).toBe("http://127.0.0.1:5000");
  expect(await location("http://localhost:5000/chat/x?y=1")).toBe(
    "http://127.0.0.1:5000/chat/x?y=1",
  );
});

test("health checks, the API and other machines' names are left alone", async () => {
  expect(await location("http://localhost:5000/healthz")).toBeNull();
  expect(await location("http://localhost:5000/api/me")).toBeNull();
  expect(await location("http://chat.example.edu/auth/login")).toBeNull();
});
