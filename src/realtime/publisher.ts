import { topics } from "./topics.ts";

/** The topics that sockets of this process subscribe to. Publishing works once the port is open. */
export interface Topics {
  publish(topic: string, text: string): unknown;
  subscriberCount(topic: string): number;
}

export class Publisher {
  #topics: Topics | undefined;

  /** The server of these sockets. Nothing is published before it is set. */
  connect(server: Topics): void {
    this.#topics = server;
  }

  publish(topic: string, text: string): void {
    this.#topics?.publish(topic, text);
  }

  /** Whether a socket here has subscribed to the topic. */
  hasSubscribers(topic: string): boolean {
    return (this.#topics?.subscriberCount(topic) ?? 0) > 0;
  }

  /** Whether a socket here receives the messages of a group, or their count. */
  isFollowed(conversationId: string): boolean {
    return Object.values(topics).some((topic) => this.hasSubscribers(topic(conversationId)));
  }
}
