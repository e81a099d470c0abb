/** Owns reading what somebody sent by a schema, so that no value of any shape can make that throw; must not know a schema. */
import * as z from 'zod';

/**
 * What the schema makes of a value, or what is wrong with it. A bound on a list or a text compares the `length` of
 * whatever stands in its place (zod 4.6.7, 2026-11): one that can't be made a number, `{"length": {"toString": 1}}` or
 * lists a thousand deep, throws there. It is no list and no text, so that the shape is wrong.
 */
export function readShape<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  context?: z.core.ParseContext<z.core.$ZodIssue>,
): z.ZodSafeParseResult<z.output<Schema>> {
  try {
    return schema.safeParse(value, context);
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    return z
      .custom<z.output<Schema>>(() => false, { error: '结构不符 / not of this shape' })
      .safeParse(undefined);
  }
}
