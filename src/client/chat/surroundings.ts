/** What reducers need to know besides the page's state. */
export interface Surroundings {
  nowMs: number;
  /** Whether the reader can see the page. */
  visible: boolean;
}
