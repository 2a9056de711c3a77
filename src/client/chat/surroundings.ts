/** What the page knows beside its state when something happens. */
export interface Surroundings {
  nowMs: number;
  /** Whether the reader can see the page at all. */
  visible: boolean;
}
