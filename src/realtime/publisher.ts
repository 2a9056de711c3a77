/** What the sockets of this process subscribe to. They can be published to once the port is open. */
export interface Topics {
  publish(topic: string, text: string, compress: boolean): unknown;
  subscriberCount(topic: string): number;
}

export class Publisher {
  #topics: Topics | undefined;

  /** The server whose sockets these are. Before that nobody hears anything. */
  connect(topics: Topics): void {
    this.#topics = topics;
  }

  publish(topic: string, text: string): void {
    this.#topics?.publish(topic, text, false);
  }

  /** Whether anybody has subscribed to the topic here. */
  hasSubscribers(topic: string): boolean {
    return (this.#topics?.subscriberCount(topic) ?? 0) > 0;
  }
}
