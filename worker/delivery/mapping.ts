/** Owns what a field mapping is: a target's fields and the templates that fill them; must not know any target. */

/** Target field → template: `{"mobile": "{{lead.values.phone}}"}`. Paths lead into the event's data. */
export type Mapping = Readonly<Record<string, string>>;
