/** The web application as a process: reads the configuration, opens what it needs, and listens. */
import { channels } from "#bus/channels.ts";
import { openBus } from "#bus/open.ts";
import { sleep } from "#kit/clock.ts";
import { type Config, readConfig } from "#kit/config.ts";
import { addressOf, dropBody, pathOf } from "#kit/incoming.ts";
import { lastResort } from "#kit/last_resort.ts";
import { checkpointsJob } from "#core/audit/checkpoints.ts";
import { looksJob } from "#core/audit/looks_job.ts";
import type { Services } from "#core/context.ts";
import { exitWithParent, hasParent } from "#kit/parent.ts";
import { answerMetrics } from "#kit/metrics_answer.ts";
import { plainAnswer } from "#kit/plain_answer.ts";
import { makeFilesPrivate } from "#kit/private_files.ts";
import { passEndsJob } from "#core/invites/pass_ends.ts";
import { followersJob } from "#core/groups/followers.ts";
import { staffEndsJob } from "#core/courses/staff_ends.ts";
import { cleanup } from "#core/instance/cleanup.ts";
import { startJobs } from "#core/instance/jobs.ts";
import { openOrEnd } from "#core/instance/open_services.ts";
import { mergesJob } from "#core/people/merge_steps.ts";
import { bulkActsJob } from "#core/bulk/run_acts.ts";
import { createApp } from "./app.tsx";
import { loadAssets } from "./http/assets.ts";
import { healthPaths } from "./health/routes.ts";
import { mailJobs } from "./mail/mailing.ts";
import { createWebMetrics } from "./metrics.ts";
import { isReading } from "./http/route.ts";

export interface WebServer {
  port: number;
  /** Takes no new requests, and ends when the others are answered, at most five seconds later. */
  stop(): Promise<void>;
}

const finishMs = 5_000;

/** Starts the server; port 0 chooses a free one. @throws when the port is in use */
export function startWeb(
  config: Config,
  services: Services,
  metrics = createWebMetrics(),
): WebServer {
  const app = createApp({ services, config, assets: loadAssets() });
  /** A request without one valid Host has no address; only health checks are answered. */
  const answerNameless = (request: Request) => {
    const path = pathOf(request) ?? "";
    if (!healthPaths.includes(path) || !isReading(request.method))
      return plainAnswer("This request names no host.", 400);
    return app.fetch(new Request(new URL(path, config.publicUrl), { method: request.method }));
  };
  const server = Bun.serve({
    hostname: config.host,
    port: config.webPort,
    idleTimeout: 60,
    ...lastResort(services.logger),
    async fetch(request, self) {
      const peer = () => self.requestIP(request)?.address;
      const asking = { peer, token: config.metricsToken };
      const counted = answerMetrics(request, asking, () => metrics.text());
      if (counted) return counted;
      const answer = addressOf(request) ? app.fetch(request, self) : answerNameless(request);
      const { status } = await answer;
      metrics.add("http_requests", 1, `${Math.floor(status / 100)}xx`);
      await dropBody(request);
      return answer;
    },
  });
  let ending: Promise<void> | undefined;
  const end = async () => {
    await Promise.race([server.stop(), sleep(services.clock, finishMs)]);
    await server.stop(true);
  };
  return {
    port: server.port ?? config.webPort,
    stop: () => (ending ??= end()),
  };
}

async function main(): Promise<void> {
  makeFilesPrivate();
  exitWithParent();
  const config = readConfig();
  const metrics = createWebMetrics();
  const options = { process: "web", mustExist: hasParent() };
  const services = await openOrEnd(config, options, () => process.exit(1));
  const bus = await openBus(config.bus, services);
  services.appended.subscribe(() => {
    metrics.add("commits");
    channels.log.publish(bus, null);
  });
  const server = startWeb(config, services, metrics);
  const stopJobs = startJobs(services, [
    cleanup(services, config),
    bulkActsJob(services),
    staffEndsJob(services),
    followersJob(services),
    passEndsJob(services),
    mergesJob(services),
    looksJob(services),
    checkpointsJob(services),
  ]);
  // A slow mail server delays nothing else.
  const stopMails = startJobs(services, mailJobs(services, config));
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      stopJobs();
      stopMails();
      void server.stop().then(() => {
        bus.close();
        services.db.close();
        process.exit(0);
      });
    });
  }
  services.logger.info("listening", { host: config.host, port: server.port });
}

if (import.meta.main) void main();
