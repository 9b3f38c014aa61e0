/**
 * As much of an OpenAPI document as the outside check has to know, and ways to change every operation or form of it. Pure.
 */
import { z } from 'zod';

const Schema = z.looseObject({ type: z.string().optional(), format: z.string().optional() });
/** A parameter may also be a reference, which has no name here. */
const Parameter = z.looseObject({ name: z.string().optional(), in: z.string().optional(), schema: Schema.optional() });
const Form = z.looseObject({ schema: z.looseObject({ properties: z.record(z.string(), Schema).default({}) }) });
const Operation = z.looseObject({
  parameters: z.array(Parameter).default([]),
  requestBody: z.looseObject({ content: z.record(z.string(), Form) }).optional(),
  responses: z.record(z.string(), z.looseObject({})),
  /** Groups of fields of which each needs one, in snake case. */
  'x-twilio': z.looseObject({ conditional: z.array(z.array(z.string())).optional() }).optional(),
});
const PathItem = z.looseObject({
  get: Operation.optional(),
  post: Operation.optional(),
  delete: Operation.optional(),
});
export const OpenApiDocument = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), PathItem),
  components: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
});

export type Form = z.infer<typeof Form>;
export type Operation = z.infer<typeof Operation>;
export type PathItem = z.infer<typeof PathItem>;
export type OpenApiDocument = z.infer<typeof OpenApiDocument>;

/** The operations of an address, by method. */
export function operationsOf(item: PathItem | undefined): [string, Operation][] {
  return (['get', 'post', 'delete'] as const).flatMap((method): [string, Operation][] => {
    const operation = item?.[method];
    return operation === undefined ? [] : [[method, operation]];
  });
}

/** The document with every operation changed. */
export function eachOperation(document: OpenApiDocument, change: (operation: Operation) => Operation): OpenApiDocument {
  const paths = Object.entries(document.paths).map(([path, item]) => {
    const changed = operationsOf(item).map(([method, operation]) => [method, change(operation)]);
    return [path, { ...item, ...Object.fromEntries(changed) }];
  });
  return { ...document, paths: Object.fromEntries(paths) };
}

/** The document with every request's form changed. */
export function eachForm(document: OpenApiDocument, change: (form: Form) => Form): OpenApiDocument {
  return eachOperation(document, (operation) => changeForms(operation, change));
}

/** The operation with its forms changed. */
export function changeForms(operation: Operation, change: (form: Form) => Form): Operation {
  const { requestBody } = operation;
  if (requestBody === undefined) return operation;
  const content = Object.entries(requestBody.content).map(([type, form]) => [type, change(form)]);
  return { ...operation, requestBody: { ...requestBody, content: Object.fromEntries(content) } };
}

/** The document with every schema of its answers changed. */
export function eachAnswerSchema(
  document: OpenApiDocument,
  change: (schema: Record<string, unknown>, name: string) => Record<string, unknown>,
): OpenApiDocument {
  const { schemas = {}, ...others } = document.components;
  const changed = Object.entries(schemas).map(([name, schema]) => [name, changeDeep(schema, '', change)]);
  const inner = eachOperation(document, (operation) => {
    const responses = changeDeep(operation.responses, '', change) as Operation['responses'];
    return { ...operation, responses };
  });
  return { ...inner, components: { ...others, schemas: Object.fromEntries(changed) } };
}

function changeDeep(
  value: unknown,
  name: string,
  change: (schema: Record<string, unknown>, name: string) => Record<string, unknown>,
): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => changeDeep(one, name, change));
  if (typeof value !== 'object' || value === null) return value;
  const inside = Object.entries(value).map(([key, one]): [string, unknown] => [key, changeDeep(one, key, change)]);
  const copy: Record<string, unknown> = Object.fromEntries(inside);
  return typeof copy.type === 'string' ? change(copy, name) : copy;
}
