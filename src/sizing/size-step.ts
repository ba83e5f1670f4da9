/** One step of the calculation: the formula in names, the same in numbers, what comes out, and who says so. */
export interface Step {
  readonly name: string;
  readonly formula: string;
  readonly numbers: string;
  readonly value: number | string | boolean;
  readonly source: string;
}

export const connectionMath = 'guide: connection math';
