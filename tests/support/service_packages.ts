/** Packages that only some tests need, each set in a folder of its own below tests/services/. */
import { join } from "node:path";

/**
 * Fetches the packages of a folder unless they are there.
 * @param name below tests/services/; by default, the folder itself
 * @returns the folder
 * @throws with the output of the fetch, when it fails
 */
export async function fetchServicePackages(name = "."): Promise<string> {
  const cwd = join(import.meta.dir, "../services", name);
  const fetching = Bun.spawn([process.execPath, "install", "--frozen-lockfile"], {
    cwd,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const said = await new Response(fetching.stderr).text();
  if ((await fetching.exited) !== 0) throw new Error(`The packages were not fetched:\n${said}`);
  return cwd;
}
