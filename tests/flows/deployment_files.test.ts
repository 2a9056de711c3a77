/** The files of deploy/ for containers. No container runs here, so no image is built. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { readConfig } from "#kit/config.ts";
import {
  deploymentSchemas,
  type DeploymentSchemas,
  type Manifest,
} from "#tests/support/deployment_schemas.ts";
import { testMs } from "#tests/support/patience.ts";

setDefaultTimeout(testMs);

const root = join(import.meta.dir, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

interface Service {
  image: string;
  user: string;
  read_only: boolean;
  cap_drop: string[];
  healthcheck: object;
  environment?: Record<string, string>;
  networks: { chat: { ipv4_address: string } };
}

const compose = Bun.YAML.parse(read("deploy/compose.yaml")) as {
  services: Record<string, Service>;
};
const manifests = readdirSync(join(root, "deploy/kubernetes"))
  .toSorted()
  .flatMap((name) => Bun.YAML.parse(read(`deploy/kubernetes/${name}`)) as Manifest[]);

interface Pod {
  terminationGracePeriodSeconds: number;
  securityContext: object;
  containers: {
    args: string[];
    securityContext: object;
    ports: { containerPort: number }[];
    readinessProbe: object;
    livenessProbe: object;
    lifecycle: { preStop: { sleep: { seconds: number } } };
  }[];
}

const ofKind = <Kind extends object>(kind: string) =>
  manifests.filter((one) => one.kind === kind) as unknown as (Manifest & Kind)[];
const deployments = ofKind<{
  spec: { replicas: number; template: { metadata: { labels: object }; spec: Pod } };
}>("Deployment");

let schemas: DeploymentSchemas;
beforeAll(async () => {
  schemas = await deploymentSchemas();
});

test("a word that compose files do not have is refused, and a wrong value", () => {
  const { one } = compose.services;
  expect(schemas.ofCompose({ services: { one: { ...one, read_onyl: true } } })).toHaveLength(1);
  expect(schemas.ofCompose({ services: { one: { ...one, read_only: "yes" } } })).toHaveLength(1);
});

test("a word that manifests do not have is refused, and one that is missing or wrong", async () => {
  const [deployment] = deployments;
  const { spec } = deployment!;
  const wrong: object[] = [{ ...spec, replcas: 3 }, { ...spec, replicas: "3" }, { replicas: 3 }];
  for (const one of wrong) {
    expect(await schemas.ofManifests([{ ...deployment!, spec: one } as Manifest])).not.toEqual([]);
  }
});

test("compose.yaml keeps to its schema", () => {
  expect(Object.keys(compose.services)).toEqual(["one", "two", "three", "database", "balancer"]);
  expect(schemas.ofCompose(compose)).toEqual([]);
});

test("no container of compose.yaml runs as root or writes into its image", () => {
  for (const [name, service] of Object.entries(compose.services)) {
    expect({ name, ...service }).toMatchObject({
      user: expect.not.stringMatching(/^(root|0)\b/),
      read_only: true,
      cap_drop: ["ALL"],
      healthcheck: expect.anything(),
    });
  }
});

test("compose.yaml gives the servers the addresses of haproxy.cfg, and settings that they accept", () => {
  const named = [...read("deploy/haproxy.cfg").matchAll(/server (\w+) ([\d.]+):5000$/gm)];
  const addresses = named.map(([, name, address]) => [name, address]);
  expect(addresses).toHaveLength(3);
  expect(addresses).toEqual(
    ["one", "two", "three"].map((name) => [
      name,
      compose.services[name]?.networks.chat.ipv4_address,
    ]),
  );
  const filled = Object.entries(compose.services["one"]?.environment ?? {}).map(([name, value]) => [
    name,
    value.replaceAll("${PUBLIC_NAME:?}", "chat.example.edu").replaceAll(/\$\{\w+:\?\}/g, "secret"),
  ]);
  const config = readConfig({ TEAM_CHAT_ENV: "production", ...Object.fromEntries(filled) });
  expect(config).toMatchObject({ trustProxy: true, database: { kind: "postgres" } });
});

test("the manifests keep to their types", async () => {
  const kinds = manifests.map(({ kind }) => kind).toSorted();
  const twice = ["Deployment", "PodDisruptionBudget", "Service"].flatMap((kind) => [kind, kind]);
  expect(kinds).toEqual(["ConfigMap", ...twice, "Ingress"].toSorted());
  expect(await schemas.ofManifests(manifests)).toEqual([]);
});

test("both parts run without root, on a file system of their own that is read-only, and are asked for their health", () => {
  expect(deployments.map(({ spec }) => spec.template.spec.containers[0]?.args)).toEqual([
    ["start", "realtime"],
    ["start", "web"],
  ]);
  for (const { spec } of deployments) {
    const pod = spec.template.spec;
    expect(spec.replicas).toBeGreaterThan(1);
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true });
    for (const container of pod.containers) {
      expect(container).toMatchObject({
        securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false },
        livenessProbe: { httpGet: { path: "/healthz" } },
        readinessProbe: { httpGet: { path: "/readyz" } },
      });
      // The servers are killed eight seconds after the signal.
      const waits = container.lifecycle.preStop.sleep.seconds + 8;
      expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(waits);
    }
  }
});

test("budgets and services select the pods of a deployment, and the ingress leads to both", () => {
  const labels = deployments.map(({ spec }) => spec.template.metadata.labels);
  const budgets = ofKind<{ spec: { selector: { matchLabels: object } } }>("PodDisruptionBudget");
  const services = ofKind<{ spec: { selector: object } }>("Service");
  expect(budgets.map(({ spec }) => spec.selector.matchLabels)).toEqual(labels);
  expect(services.map(({ spec }) => spec.selector)).toEqual(labels);
  const [ingress] = ofKind<{
    spec: {
      rules: { http: { paths: { path: string; backend: { service: { name: string } } }[] } }[];
    };
  }>("Ingress");
  const paths = ingress?.spec.rules[0]?.http.paths ?? [];
  expect(paths.map(({ path, backend }) => [path, backend.service.name])).toEqual([
    ["/ws", "team-chat-realtime"],
    ["/", "team-chat-web"],
  ]);
});

test("the settings of the manifests are accepted", () => {
  const [settings] = ofKind<{ data: Record<string, string> }>("ConfigMap");
  const config = readConfig({ ...settings?.data, DATABASE_URL: "postgres://chat@db/chat" });
  expect(config).toMatchObject({ production: true, trustProxy: true, host: "0.0.0.0" });
});

test("the image has the version of Bun that package.json names, and no root", () => {
  const { engines } = JSON.parse(read("package.json")) as { engines: { bun: string } };
  const lines = read("deploy/Containerfile").split("\n");
  const images = lines.filter((line) => line.startsWith("FROM "));
  expect(images.length).toBeGreaterThan(1);
  for (const line of images) expect(line).toContain(`FROM oven/bun:${engines.bun}-slim`);
  expect(lines).toContain("USER bun");
});
