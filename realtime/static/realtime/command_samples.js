/** @file What does an example of each command look like? */

import { isObject } from "./frames.js";

const MOST_DEPTH = 5;
/** @type {Record<string, unknown>} */
const PLAIN = { string: "", integer: 1, number: 1, boolean: false, null: null };

/**
 * An example payload for each command that the AsyncAPI document of the server describes, by name.
 * @param {Record<string, any>} description
 * @returns {Map<string, Record<string, any>>}
 */
export function commandSamples(description) {
  const { messages = {}, schemas = {} } = description.components ?? {};
  const asked = Object.entries(messages).filter(([key]) => key.startsWith("asked."));
  return new Map(
    asked.map(([, { name, payload }]) => {
      const sample = sampleOf(payload?.properties?.payload, schemas, 0);
      return /** @type {const} */ ([name, isObject(sample) ? sample : {}]);
    }),
  );
}

/**
 * @param {any} schema JSON Schema
 * @param {Record<string, any>} schemas what `$ref` may name
 * @param {number} depth
 * @returns {unknown}
 */
function sampleOf(schema, schemas, depth) {
  if (!isObject(schema) || depth > MOST_DEPTH) return null;
  const deeper = (/** @type {unknown} */ each) => sampleOf(each, schemas, depth + 1);
  if (schema.$ref) return deeper(schemas[schema.$ref.split("/").at(-1)]);
  if (schema.enum) return schema.enum[0];
  const [choice] = schema.anyOf ?? [];
  if (choice) return deeper(choice);
  if (schema.type === "array") return schema.items ? [deeper(schema.items)] : [];
  if (schema.type !== "object") return PLAIN[schema.type] ?? null;
  const properties = Object.entries(schema.properties ?? {});
  return Object.fromEntries(properties.map(([name, each]) => [name, deeper(each)]));
}
