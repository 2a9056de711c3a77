import type { Config } from "#kit/config.ts";
import type { Services } from "#core/context.ts";
import { openServices } from "#core/instance/open_services.ts";

/** Opens the installation for one command. Running servers learn of its changes from the log. */
export async function withServices<T>(
  config: Config,
  work: (services: Services) => Promise<T>,
  { mustExist = false } = {},
): Promise<T> {
  const services = await openServices(config, { process: "cli", mustExist });
  try {
    return await work(services);
  } finally {
    services.db.close();
  }
}
