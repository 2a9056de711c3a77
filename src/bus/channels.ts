/** Every topic of the bus and its type. All messages are encoded as JSON. */
import type { Bus } from "./bus.ts";

/** A frame for the sockets of one account, or for those that have one conversation open. */
export interface Passed {
  to: string;
  frame: string;
}

/** The members of a conversation who are online at one process. */
export interface OnlineThere {
  process: string;
  conversationId: string;
  online: string[];
}

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
  presence: channel<OnlineThere>("presence", isOnlineThere),
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

function isOnlineThere(value: unknown): value is OnlineThere {
  if (!isRecord(value)) return false;
  const { conversationId, process, online } = value;
  if (typeof conversationId !== "string" || typeof process !== "string") return false;
  return Array.isArray(online) && online.every((id) => typeof id === "string");
}
