/** Every topic of the bus and its type. All messages are encoded as JSON. */
import type { Bus } from "./bus.ts";

/** A frame for the sockets of one account, or for those that have one conversation open. */
export interface Passed {
  to: string;
  frame: string;
}

/**
 * Who is online at one process. A process numbers its changes, so that the others notice when they
 * have missed one.
 */
export type PresenceReport = { process: string } & (
  | { kind: "change"; number: number; conversationId: string; came: string[]; went: string[] }
  /** Everyone of a conversation, after the change of that number. */
  | { kind: "whole"; number: number; conversationId: string; online: string[] }
  /** A heartbeat: the number of the process's newest change, and of conversations with someone online. */
  | { kind: "heartbeat"; number: number; conversations: number }
  /** Another process has missed a change, and asks this one for everything. */
  | { kind: "request" }
  | { kind: "stopped" }
);

interface Channel<T> {
  publish(bus: Bus, value: T): void;
  /**
   * Drops unreadable texts, as if they had been lost. @returns a function that ends the
   * subscription
   */
  subscribe(bus: Bus, listener: (value: T) => void): () => void;
}

export const channels = {
  /** The log has grown; subscribers read it to learn what happened. */
  log: channel<null>("log", (value) => value === null),
  /** Tells an account's sockets at other processes what the account has read. */
  read: channel<Passed>("read", isPassed),
  typing: channel<Passed>("typing", isPassed),
  presence: channel<PresenceReport>("presence", isPresenceReport),
};

function channel<T>(topic: string, isOfIt: (value: unknown) => value is T): Channel<T> {
  return {
    publish: (bus, value) => bus.publish(topic, JSON.stringify(value)),
    subscribe: (bus, listener) =>
      bus.subscribe(topic, (text) => {
        const value = parsed(text);
        if (isOfIt(value)) listener(value);
      }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isPassed(value: unknown): value is Passed {
  return isRecord(value) && typeof value["to"] === "string" && typeof value["frame"] === "string";
}

function isPresenceReport(value: unknown): value is PresenceReport {
  if (!isRecord(value) || typeof value["process"] !== "string") return false;
  const isNumbered = typeof value["number"] === "number";
  const isOfConversation = isNumbered && typeof value["conversationId"] === "string";
  switch (value["kind"]) {
    case "change":
      return isOfConversation && isTexts(value["came"]) && isTexts(value["went"]);
    case "whole":
      return isOfConversation && isTexts(value["online"]);
    case "heartbeat":
      return isNumbered && typeof value["conversations"] === "number";
    default:
      return value["kind"] === "request" || value["kind"] === "stopped";
  }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}
