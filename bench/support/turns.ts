export type Measurement<T> = [name: string, measure: () => Promise<T>];

/** What was measured in each round, by name. */
export type Figures<T> = Map<string, T[]>;

/**
 * Measures everything once in each round, in an order that is reversed each time, so that neither a
 * slow minute of the machine nor what ran before favours anyone.
 */
export async function inTurns<T>(
  measurements: readonly Measurement<T>[],
  { rounds, progress }: { rounds: number; progress: (round: string) => void },
): Promise<Figures<T>> {
  const figures: Figures<T> = new Map(measurements.map(([name]) => [name, []]));
  for (let round = 1; round <= rounds; round++) {
    progress(`round ${round} of ${rounds}`);
    const inTurn = round % 2 === 0 ? measurements.toReversed() : measurements;
    for (const [name, measure] of inTurn) figures.get(name)!.push(await measure());
  }
  return figures;
}
