/** Single changes to a program's code, each a plausible mistake. */
import {
  isAwaitExpression,
  isBinaryExpression,
  isBlock,
  isConditionalExpression,
  isExpressionStatement,
  isIfStatement,
  isNumericLiteral,
  isPrefixUnaryExpression,
  isReturnStatement,
  isThrowStatement,
  isTypeNode,
  isWhileStatement,
  type Node,
  type SourceFile,
  SyntaxKind,
} from "typescript/unstable/ast";

export interface Change {
  path: string;
  /** The first and the last line concerned, from 1. */
  line: number;
  lastLine: number;
  start: number;
  end: number;
  replacement: string;
  /** For people: the old and the new code. */
  what: string;
}

type Edit = Pick<Change, "start" | "end" | "replacement">;

const otherOperators: Partial<Record<SyntaxKind, string>> = {
  [SyntaxKind.EqualsEqualsEqualsToken]: "!==",
  [SyntaxKind.ExclamationEqualsEqualsToken]: "===",
  [SyntaxKind.LessThanToken]: "<=",
  [SyntaxKind.LessThanEqualsToken]: "<",
  [SyntaxKind.GreaterThanToken]: ">=",
  [SyntaxKind.GreaterThanEqualsToken]: ">",
  [SyntaxKind.AmpersandAmpersandToken]: "||",
  [SyntaxKind.BarBarToken]: "&&",
  [SyntaxKind.PlusToken]: "-",
  [SyntaxKind.MinusToken]: "+",
  [SyntaxKind.AsteriskToken]: "/",
  [SyntaxKind.SlashToken]: "*",
  [SyntaxKind.PlusEqualsToken]: "-=",
  [SyntaxKind.MinusEqualsToken]: "+=",
};

/** Tests do not cover diagnostic output. */
const logging = /^(await )?([\w.#]+\.)?logger\.(debug|info|warn|error)\(/;

/**
 * Every change to the code of a file that runs, leaving comments, types, imports and texts alone.
 */
export function changesIn(file: SourceFile, path: string): Change[] {
  const changes: Change[] = [];
  const { text } = file;
  const lineAt = lineFinder(text);
  const visit = (node: Node): void => {
    if (isTypeNode(node) || skipped.has(node.kind)) return;
    for (const edit of editsOf(node, file)) {
      const last = Math.max(edit.start, edit.end - 1);
      const place = { path, line: lineAt(edit.start), lastLine: lineAt(last) };
      changes.push({ ...place, ...edit, what: shown(text, edit) });
    }
    node.forEachChild(visit);
  };
  file.forEachChild(visit);
  return changes;
}

/** The text with the change in it. */
export function changed(text: string, { start, end, replacement }: Edit): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

const skipped = new Set([
  SyntaxKind.ImportDeclaration,
  SyntaxKind.InterfaceDeclaration,
  SyntaxKind.TypeAliasDeclaration,
]);

function editsOf(node: Node, file: SourceFile): Edit[] {
  const start = node.getStart(file);
  const replace = (replacement: string): Edit => ({ start, end: node.end, replacement });
  const negate = (condition: Node): Edit => ({
    start: condition.getStart(file),
    end: condition.end,
    replacement: `!(${condition.getText(file)})`,
  });
  if (isIfStatement(node) || isWhileStatement(node)) return [negate(node.expression)];
  if (isConditionalExpression(node)) return [negate(node.condition)];
  if (isAwaitExpression(node)) return [replace(node.expression.getText(file))];
  if (isBinaryExpression(node)) return operatorEdit(node.operatorToken, file);
  if (isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken) {
    return [replace(node.operand.getText(file))];
  }
  if (isNumericLiteral(node)) return [replace(String(2 * Number(node.text) + 1))];
  if (node.kind === SyntaxKind.TrueKeyword) return [replace("false")];
  if (node.kind === SyntaxKind.FalseKeyword) return [replace("true")];
  return isRemovable(node, file) ? [replace(isBlock(node.parent) ? "" : "{}")] : [];
}

function operatorEdit(operator: Node, file: SourceFile): Edit[] {
  const replacement = otherOperators[operator.kind];
  if (replacement === undefined) return [];
  return [{ start: operator.getStart(file), end: operator.end, replacement }];
}

/** A statement with an effect that declares nothing other code needs. */
function isRemovable(node: Node, file: SourceFile): boolean {
  if (isThrowStatement(node)) return true;
  if (isReturnStatement(node)) return node.expression === undefined;
  return isExpressionStatement(node) && !logging.test(node.getText(file));
}

function shown(text: string, { start, end, replacement }: Edit): string {
  const short = (part: string) => {
    const line = part.replaceAll(/\s+/g, " ");
    return line.length > 90 ? `${line.slice(0, 89)}…` : line;
  };
  const to = replacement === "" || replacement === "{}" ? "nothing" : short(replacement);
  return `${short(text.slice(start, end))} → ${to}`;
}

function lineFinder(text: string): (position: number) => number {
  return (position) => text.slice(0, position).split("\n").length;
}
