/** The OpenAPI document for people. */
import { Badge, type BadgeLook } from "#ui/parts/badge.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { Cell, Table } from "#ui/parts/table.tsx";
import type { Texts } from "#ui/text/catalogue.ts";
import { format } from "#ui/text/format.ts";
import type { OpenApi, Operation, Schema } from "./openapi_types.ts";
import { rowsOf, typeOf } from "./schema_rows.ts";

type ApiTexts = Texts["api"];

interface Entry {
  method: string;
  path: string;
  operation: Operation;
}

export interface DocumentationProps {
  document: OpenApi;
  /** The address of this installation, for the example. */
  address: string;
  texts: ApiTexts;
}

export function DocumentationPage({ document, address, texts }: DocumentationProps) {
  const entries = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method, path, operation })),
  );
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      <p>
        <a class="inline-flex min-h-10 items-center underline" href="/api/openapi.json">
          {texts.machineReadable}
        </a>
      </p>
      <Start address={address} texts={texts} />
      <Contents tags={document.tags} entries={entries} texts={texts} />
      {document.tags.map(({ name }) => (
        <section key={name} class="space-y-6">
          <h2 class="text-xl font-semibold">{wordOf(texts, name)}</h2>
          {entries
            .filter(({ operation }) => operation.tags.includes(name))
            .map((entry) => (
              <OperationPart key={entry.operation.operationId} entry={entry} texts={texts} />
            ))}
        </section>
      ))}
      <section class="space-y-6">
        <h2 class="text-xl font-semibold">{texts.schemas}</h2>
        {Object.entries(document.components.schemas).map(([name, schema]) => (
          <div key={name} id={name} class="space-y-2">
            <h3 class="font-semibold">{name}</h3>
            <SchemaTable caption={name} schema={schema} texts={texts} />
          </div>
        ))}
      </section>
    </>
  );
}

function Start({ address, texts }: Omit<DocumentationProps, "document">) {
  const example = `curl -X POST -H 'Content-Type: application/json' \\
  -d '{"email": "test@test.com", "password": "test"}' ${address}/auth/token

curl -H 'Authorization: Bearer <access_token>' ${address}/api/conversations`;
  return (
    <section class="space-y-3">
      <h2 class="text-xl font-semibold">{texts.start}</h2>
      <p class="max-w-prose">{texts.startText}</p>
      <Code label={texts.example} text={example} />
      <h2 class="pt-3 text-xl font-semibold">{texts.refusalsTitle}</h2>
      <p class="max-w-prose">{texts.refusalsText}</p>
    </section>
  );
}

interface ContentsProps {
  tags: OpenApi["tags"];
  entries: Entry[];
  texts: ApiTexts;
}

function Contents({ tags, entries, texts }: ContentsProps) {
  return (
    <nav aria-label={texts.contents} class="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
      {tags.map(({ name }) => (
        <div key={name}>
          <p class="font-semibold">{wordOf(texts, name)}</p>
          <ul>
            {entries
              .filter(({ operation }) => operation.tags.includes(name))
              .map(({ method, path, operation }) => (
                <li key={operation.operationId}>
                  <a
                    href={`#${operation.operationId}`}
                    class="flex min-h-10 items-center gap-2 text-sm hover:underline"
                  >
                    <Method name={method} />
                    <code class="break-all">{path}</code>
                  </a>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function OperationPart({ entry, texts }: { entry: Entry; texts: ApiTexts }) {
  const { method, path, operation } = entry;
  const body = operation.requestBody?.content["application/json"].schema;
  const request = `${method.toUpperCase()} ${path}`;
  const answers = Object.entries(operation.responses);
  const [status = "", success] = answers.find(([code]) => code.startsWith("2")) ?? [];
  const answer =
    success && "content" in success ? success.content?.["application/json"].schema : undefined;
  return (
    <article
      id={operation.operationId}
      class="space-y-3 rounded border border-line bg-raised p-4 sm:p-6"
    >
      <h3 class="flex flex-wrap items-center gap-2">
        <Method name={method} />
        <code class="font-semibold break-all">{path}</code>
        {operation.description && (
          <span class="rounded bg-warning-soft px-1.5 py-0.5 text-xs font-medium text-warning-text">
            {wordOf(texts, operation.description)}
          </span>
        )}
        {operation.security && <Badge>{texts.noAccount}</Badge>}
      </h3>
      <p class="max-w-prose">{wordOf(texts, operation.summary)}</p>
      {operation.parameters.length > 0 && <Parameters operation={operation} texts={texts} />}
      {body && (
        <>
          <h4 class="text-sm font-semibold">{texts.body}</h4>
          <SchemaTable caption={`${texts.body}: ${request}`} schema={body} texts={texts} />
          <Code
            label={`${texts.example}: ${request}`}
            text={JSON.stringify(body.examples?.[0], null, 2)}
          />
        </>
      )}
      <h4 class="text-sm font-semibold">
        {texts.answer} {status}
      </h4>
      {answer ? (
        <SchemaTable caption={`${texts.answer}: ${request}`} schema={answer} texts={texts} />
      ) : (
        <p class="text-sm text-muted">{texts.noContent}</p>
      )}
      <p class="text-sm text-muted">
        {format(texts.statuses, { list: answers.map(([code]) => code).join(", ") })}
      </p>
    </article>
  );
}

function Parameters({ operation, texts }: { operation: Operation; texts: ApiTexts }) {
  return (
    <>
      <h4 class="text-sm font-semibold">{texts.parameters}</h4>
      <Table
        caption={`${texts.parameters}: ${operation.operationId}`}
        headings={[texts.name, texts.place, texts.type, texts.about]}
      >
        {operation.parameters.map((parameter) => (
          <tr key={parameter.name}>
            <Cell>
              <code>{parameter.name}</code>
            </Cell>
            <Cell>{texts.places[parameter.in]}</Cell>
            <Cell>
              <code>{typeOf(parameter.schema).type}</code>
            </Cell>
            <Cell>
              {parameter.required ? texts.required : texts.optional}
              {parameter.description && ` · ${wordOf(texts, parameter.description)}`}
            </Cell>
          </tr>
        ))}
      </Table>
    </>
  );
}

function SchemaTable(props: { caption: string; schema: Schema; texts: ApiTexts }) {
  const { caption, schema, texts } = props;
  return (
    <Table caption={caption} headings={[texts.name, texts.type, texts.about]}>
      {rowsOf(schema).map((row) => (
        <tr key={row.name}>
          <Cell>
            <code>{row.name}</code>
          </Cell>
          <Cell>
            <code>
              {row.refersTo ? (
                <a href={`#${row.refersTo}`} class="underline">
                  {row.type}
                </a>
              ) : (
                row.type
              )}
            </code>
          </Cell>
          <Cell>
            {row.required ? texts.required : texts.optional}
            {row.about && ` · ${wordOf(texts, row.about)}`}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

function Code({ label, text }: { label: string; text: string }) {
  return (
    <pre
      tabIndex={0}
      role="region"
      aria-label={label}
      class="overflow-x-auto rounded border border-line bg-sunken p-3 text-sm"
    >
      <code>{text}</code>
    </pre>
  );
}

const looks: Record<string, BadgeLook> = { get: "primary", delete: "danger" };

function Method({ name }: { name: string }) {
  return <Badge look={looks[name] ?? "neutral"}>{name.toUpperCase()}</Badge>;
}

/** The description of a route or schema in the reader's language. */
function wordOf(texts: ApiTexts, english: string): string {
  return texts.words[english] ?? english;
}
