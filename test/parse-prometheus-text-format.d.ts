/** Owns the types of a package that brings none: a parser of Prometheus' text format; must not widen what it gives. */
declare module 'parse-prometheus-text-format' {
  /** As `prom2json` gives it: values stay text. */
  export interface ParsedMetric {
    labels?: Record<string, string>;
    value?: string;
    buckets?: Record<string, string>;
    count?: string;
    sum?: string;
  }
  export interface ParsedFamily {
    name: string;
    help: string;
    type: string;
    metrics: ParsedMetric[];
  }
  export default function parse(text: string): ParsedFamily[];
}
