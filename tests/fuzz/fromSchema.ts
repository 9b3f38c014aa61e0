/**
 * Inputs for a procedure, made from its own schema: valid ones, nearly valid ones, and ones that have nothing to do with it. Ids come
 * from what the program has answered before, so that calls reach real rows.
 */
import { z } from 'zod';
import type { Random } from '../../src/main/platform/ports.ts';
import { hostileString, hostileValue, pick } from './hostile.ts';

/** As much of JSON Schema as zod writes for the contract. */
export interface Shape {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly prefixItems?: readonly Shape[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly additionalProperties?: Shape | boolean;
  readonly $ref?: string;
}

/** How often a field that may be left out is there: with all of them, most calls contradict themselves. */
const OPTIONAL = 0.3;

/** What generated values draw from. */
export interface Pool {
  /** Ids for a field of this name. */
  idFor(field: string): string;
  readonly numbers: readonly string[];
  readonly words: readonly string[];
  /** UTC ms, about now. */
  readonly now: number;
  /** What fits a field of this name. */
  readonly known: Readonly<Record<string, string>>;
  /** Where files may be written and folders read: nothing outside it is ever named as a path. */
  readonly folder: string;
}

export function shapeOf(schema: z.ZodType): Shape {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;
}

/** An input that the schema should take, as far as a schema tells. */
export function validInput(shape: Shape, pool: Pool, random: Random): unknown {
  return make({ root: shape, pool, random, depth: 0 }, shape, '');
}

/** A valid input with one place changed, or something else altogether. */
export function brokenInput(shape: Shape, pool: Pool, random: Random): unknown {
  if (random.fraction() < 0.15) return hostileValue(random);
  return damaged(validInput(shape, pool, random), random);
}

/** `input` with one field gone, more, or of another kind. */
export function damaged(input: unknown, random: Random): unknown {
  const roll = random.fraction();
  if (typeof input !== 'object' || input === null) return hostileValue(random);
  const copy = { ...input } as Record<string, unknown>;
  const keys = Object.keys(copy);
  if (roll < 0.18) return { ...copy, [hostileString(random).slice(0, 40)]: hostileValue(random) };
  if (keys.length === 0) return { x: hostileValue(random) };
  const key = pick(random, keys);
  // A hostile path would be a real one on the machine that runs this.
  if (isPath(key)) return copy;
  if (roll < 0.35) return Object.fromEntries(Object.entries(copy).filter(([name]) => name !== key));
  copy[key] = typeof copy[key] === 'string' && roll < 0.7 ? hostileString(random) : hostileValue(random);
  return copy;
}

interface Making {
  readonly root: Shape;
  readonly pool: Pool;
  readonly random: Random;
  readonly depth: number;
}

function make(making: Making, shape: Shape, name: string): unknown {
  const { random, depth } = making;
  const deeper = { ...making, depth: depth + 1 };
  if (shape.$ref !== undefined) return make(deeper, resolve(making.root, shape.$ref), name);
  if (shape.const !== undefined) return shape.const;
  if (shape.enum !== undefined) return pick(random, shape.enum);
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices !== undefined) return make(deeper, pick(random, choices), name);
  if (shape.allOf?.[0] !== undefined) return make(deeper, shape.allOf[0], name);
  switch (shape.type) {
    case 'object':
      return makeObject(deeper, shape);
    case 'array':
      return makeArray(deeper, shape, name);
    case 'string':
      return makeString(making, shape, name);
    case 'integer':
    case 'number':
      return makeNumber(making, shape, name);
    case 'boolean':
      return random.fraction() < 0.5;
    case 'null':
      return null;
    default:
      return hostileValue(random);
  }
}

function resolve(root: Shape, ref: string): Shape {
  const steps = ref
    .replace(/^#\/?/, '')
    .split('/')
    .filter((step) => step !== '');
  let at: unknown = root;
  for (const step of steps) at = (at as Record<string, unknown>)[step];
  return at ?? {};
}

function makeObject(making: Making, shape: Shape): Record<string, unknown> {
  const required = new Set(shape.required ?? []);
  const made: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(shape.properties ?? {})) {
    if (name === 'commandId') continue;
    if (!required.has(name) && making.random.fraction() > OPTIONAL) continue;
    made[name] = make(making, field, name);
  }
  if (typeof shape.additionalProperties === 'object')
    made[pick(making.random, making.pool.words)] = make(making, shape.additionalProperties, '');
  return made;
}

function makeArray(making: Making, { items, prefixItems, minItems = 0, maxItems = 3 }: Shape, name: string): unknown[] {
  if (prefixItems !== undefined) return prefixItems.map((item) => make(making, item, name));
  const most = making.depth > 8 ? minItems : Math.max(minItems, Math.min(maxItems, 3));
  const length = minItems + Math.floor(making.random.fraction() * (most - minItems + 1));
  return Array.from({ length }, () => make(making, items ?? {}, name));
}

/** Strings by what their field is called, for the schema says only how long they are. */
function makeString({ pool, random }: Making, shape: Shape, name: string): string {
  const { minLength = 0, maxLength = 400 } = shape;
  const known = pool.known[name];
  if (known !== undefined && random.fraction() < 0.9) return known;
  if (isPath(name)) return `${pool.folder}/${String(Math.floor(random.fraction() * 50))}.dat`;
  if (/ids?$/i.test(name) && random.fraction() < 0.9) return pool.idFor(name);
  if (/number|^to$|phone/i.test(name) && random.fraction() < 0.8) return pick(random, pool.numbers);
  const day = new Date(pool.now + (random.fraction() - 0.5) * 60 * 86_400_000).toISOString();
  if (/date|day|^on$/i.test(name) || shape.pattern?.includes('\\d{4}') === true) return day.slice(0, 10);
  if (shape.pattern?.includes('[01]') === true || /time|^at$|open|close|from|until/i.test(name))
    return day.slice(11, 16);
  if (shape.format === 'date-time') return day;
  if (/zone/i.test(name)) return pick(random, ['America/New_York', 'Europe/Berlin', 'Asia/Kolkata']);
  const text = random.fraction() < 0.15 ? hostileString(random) : pick(random, pool.words);
  return text.slice(0, maxLength).padEnd(minLength, 'x');
}

function makeNumber({ pool, random }: Making, { type, minimum, maximum }: Shape, name: string): number {
  if (/at$|from|until|since|to$|now|by$|before|after/i.test(name) && (maximum ?? Infinity) > pool.now)
    return Math.round(pool.now + (random.fraction() - 0.3) * 30 * 86_400_000);
  const low = Math.max(minimum ?? 0, -1e6);
  const high = Math.min(maximum ?? low + 1_000, low + 100_000);
  const value = low + random.fraction() * (high - low);
  return type === 'integer' ? Math.round(value) : value;
}

function isPath(name: string): boolean {
  return /^(path|folder|fileName)$/.test(name);
}
