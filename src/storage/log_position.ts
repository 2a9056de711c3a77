/** Positions in the log. Only this room compares them, stores them and writes them as text. */

declare const opaque: unique symbol;

/** How far the log was read: one of its entries, and all that were committed before it. */
export interface LogPosition {
  readonly [opaque]: "a position in the log";
}

/** @param id of an entry: ids have the order of the commits */
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

/** For messages to the operator. */
export function positionText(position: LogPosition): string {
  return String(idOfPosition(position));
}
