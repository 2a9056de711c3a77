/** Positions in the log. Only this room compares them, stores them and writes them as text. */

declare const opaque: unique symbol;

/** How far the log was read: an entry of it, and all that was committed before. */
export interface LogPosition {
  readonly [opaque]: "a position in the log";
}

/** @param id of an entry: entries are numbered in the order in which they were committed */
export function positionOfId(id: number): LogPosition {
  return id as unknown as LogPosition;
}

export function idOfPosition(position: LogPosition): number {
  return position as unknown as number;
}

/** Before the first entry. */
export const logStart = positionOfId(0);

/** Whether it is certain that nothing was committed between the two. */
export function isNext(position: LogPosition, after: LogPosition): boolean {
  return idOfPosition(position) === idOfPosition(after) + 1;
}

/** For the operator's eye. */
export function positionText(position: LogPosition): string {
  return String(idOfPosition(position));
}
