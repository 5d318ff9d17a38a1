// JSON of objects, lists and texts, which is all that a book has. An object is a Map, because the accounts of a
// book take turns in its order, and a JavaScript object would put names like "10" first.

export type Value = string | readonly Value[] | Fields;
export type Fields = ReadonlyMap<string, Value>;

const TOKEN = /\s*("(?:[^"\\]|\\.)*"|[{}[\],:])/y;

/** Reads a document that the core has accepted. Throws a `SyntaxError` for what it would have refused. */
export function read(text: string): Value {
  TOKEN.lastIndex = 0;
  const next = (): string => {
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) throw new SyntaxError("a number, null, true or false, or no JSON");
    return token;
  };
  const value = (token: string): Value => {
    if (token.startsWith('"')) return JSON.parse(token) as string;
    if (token === "[") return list();
    if (token === "{") return object();
    throw new SyntaxError(`${token} out of place`);
  };
  const list = (): Value[] => {
    const items: Value[] = [];
    for (let token = next(); token !== "]"; token = next()) if (token !== ",") items.push(value(token));
    return items;
  };
  const object = (): Fields => {
    const fields = new Map<string, Value>();
    for (let token = next(); token !== "}"; token = next()) {
      if (token === ",") continue;
      next();
      fields.set(JSON.parse(token) as string, value(next()));
    }
    return fields;
  };
  return value(next());
}

/** Writes it without spaces. */
export function write(value: Value): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (value instanceof Map) return `{${[...(value as Fields)].map(([key, field]) => `${JSON.stringify(key)}:${write(field)}`).join(",")}}`;
  return `[${(value as readonly Value[]).map(write).join(",")}]`;
}

/** The object under a name, or an empty one. */
export function object(fields: Fields, name: string): Fields {
  const value = fields.get(name);
  return value instanceof Map ? value : new Map();
}

/** The text under a name. */
export function text(fields: Fields, name: string): string | undefined {
  const value = fields.get(name);
  return typeof value === "string" ? value : undefined;
}

/** The same fields with some set; those that are there keep their place. */
export function set(fields: Fields, ...entries: readonly (readonly [string, Value])[]): Fields {
  return new Map([...fields, ...entries]);
}
