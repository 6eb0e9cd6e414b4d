export interface Config {
  greenroom?: {
    /** How many pages one person may have open at a time; 20 when absent. */
    streamsPerPerson?: number;
  };
}
