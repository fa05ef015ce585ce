/** One bar of a chart. */
export type Bar<Value extends string = string> = {
  readonly value: Value;
  readonly label: string;
  readonly count: number;
  /** It leads nowhere: there is nothing to review behind it. */
  readonly fixed?: boolean;
};
