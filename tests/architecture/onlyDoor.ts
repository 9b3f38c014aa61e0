/**
 * Reads the program as the compiler does and names every place that could make a text leave, apart from the doors it is told of. Knows
 * nothing of rules; which doors there are is the test's to say.
 */
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CORE = 'src/main/';

/** For members of a package that is left out: the compiler knows nothing of them. */
export const UNKNOWN = 'unknown';
const MADE_UP = 'import of a name made up at run time';

/** A member through which something leaves, and the only files that may touch it. */
export interface Door {
  readonly member: string;
  /** Where the member is declared; a path under the root, or the beginning of one. */
  readonly declaredIn: string;
  readonly from: readonly string[];
  /** With `UNKNOWN`: the folder in which such members count. */
  readonly within?: string;
}

/** A package that talks to a provider, and the folder that may import it. */
export interface Package {
  readonly name: string;
  readonly from: string;
}

/** Words that only one file may say: the address a text is posted to. */
export interface Literal {
  readonly text: string;
  readonly within: string;
  readonly from: readonly string[];
}

export interface Doors {
  readonly members: readonly Door[];
  readonly packages: readonly Package[];
  readonly literals: readonly Literal[];
  /** The only files, or folders, that may call the network at all. */
  readonly network: readonly string[];
  /** Files with other things that have a member called `send`: sockets, answers to requests. Read by a person, one by one. */
  readonly otherSends: readonly string[];
}

export interface SideDoors {
  /** What goes by no door: `file: what`. Sorted. */
  readonly found: readonly string[];
  /** Every place that does go by one, in the same words: to see that the search would find one that may not. */
  readonly uses: readonly string[];
}

/** `extra`: files that are not there, by their path, as if they were. */
export function findSideDoors(doors: Doors, extra: ReadonlyMap<string, string> = new Map()): SideDoors {
  const program = openProgram(extra);
  const checker = program.getTypeChecker();
  const names = new Set([...doors.members.map(({ member }) => member), 'send', 'fetch']);
  const found = new Set<string>();
  const uses = new Set<string>();
  for (const source of program.getSourceFiles()) {
    const file = under(source.fileName);
    if (!file.startsWith(CORE) || file.startsWith(`${CORE}demo/`)) continue;
    const tell = (what: string, allowed: boolean): void => void (allowed ? uses : found).add(`${file}: ${what}`);
    const visit = (node: ts.Node): void => {
      lookAtImport(doors, file, node, tell);
      lookAtLiteral(doors, file, node, tell);
      for (const touched of touchedMembers(checker, names, node)) lookAtMember(doors, file, touched, tell);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { found: [...found].toSorted(), uses: [...uses].toSorted() };
}

type Tell = (what: string, allowed: boolean) => void;

interface Touched {
  readonly member: string;
  /** Files in which it is declared; empty: the compiler does not know. */
  readonly declaredIn: readonly string[];
}

/** Members a node takes hold of: `a.send`, `a['send']`, `const { send } = a`, and `a[any]`, which may be each of them. */
function touchedMembers(checker: ts.TypeChecker, names: ReadonlySet<string>, node: ts.Node): readonly Touched[] {
  if (ts.isPropertyAccessExpression(node)) {
    const { text } = node.name;
    return names.has(text) ? [touch(checker.getSymbolAtLocation(node.name), text)] : [];
  }
  if (ts.isElementAccessExpression(node)) return touchedByKey(checker, names, node);
  if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
    const name = node.propertyName ?? node.name;
    if ((!ts.isIdentifier(name) && !ts.isStringLiteralLike(name)) || !names.has(name.text)) return [];
    return [touch(checker.getTypeAtLocation(node.parent).getProperty(name.text), name.text)];
  }
  if (ts.isImportSpecifier(node) || ts.isExportSpecifier(node)) {
    const { text } = node.propertyName ?? node.name;
    const symbol = names.has(text) ? checker.getSymbolAtLocation(node.name) : undefined;
    const isAlias = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    return symbol === undefined ? [] : [touch(isAlias ? checker.getAliasedSymbol(symbol) : symbol, text)];
  }
  const isGlobal = ts.isIdentifier(node) && node.text === 'fetch' && ts.isCallExpression(node.parent);
  return isGlobal ? [{ member: 'fetch', declaredIn: [] }] : [];
}

function touchedByKey(
  checker: ts.TypeChecker,
  names: ReadonlySet<string>,
  { expression, argumentExpression: key }: ts.ElementAccessExpression,
): readonly Touched[] {
  if (ts.isNumericLiteral(key)) return [];
  if (ts.isStringLiteralLike(key)) {
    return names.has(key.text) ? [touch(checker.getTypeAtLocation(expression).getProperty(key.text), key.text)] : [];
  }
  // What holds gateways says so; elsewhere a key made up at run time is a list's or a record's.
  if (!/gateway|outbox/i.test(expression.getSourceFile().text)) return [];
  const type = checker.getTypeAtLocation(expression);
  return [...names].flatMap((name) => {
    const property = type.getProperty(name);
    return property === undefined ? [] : [touch(property, name)];
  });
}

function touch(symbol: ts.Symbol | undefined, member: string): Touched {
  return { member, declaredIn: (symbol?.declarations ?? []).map((one) => under(one.getSourceFile().fileName)) };
}

function lookAtMember(doors: Doors, file: string, { member, declaredIn }: Touched, tell: Tell): void {
  if (member === 'fetch') {
    tell(
      'fetch',
      doors.network.some((place) => file.startsWith(place)),
    );
    return;
  }
  for (const door of doors.members) {
    const unknown = door.declaredIn === UNKNOWN && declaredIn.length === 0 && file.startsWith(door.within ?? '');
    const meant = unknown || declaredIn.some((place) => place.startsWith(door.declaredIn));
    if (member === door.member && meant) tell(member, door.from.includes(file));
  }
  const gateways = doors.members.filter((door) => door.member === 'send').map((door) => door.declaredIn);
  const isGateway = declaredIn.some((place) => gateways.some((listed) => place.startsWith(listed)));
  if (member === 'send' && !isGateway) tell('send of something else', doors.otherSends.includes(file));
}

function lookAtImport(doors: Doors, file: string, node: ts.Node, tell: Tell): void {
  const imported = importedName(node);
  if (imported === null) return;
  for (const { name, from } of doors.packages) {
    if (imported === name || imported.startsWith(`${name}/`)) tell(`import of ${name}`, file.startsWith(from));
  }
  if (imported === MADE_UP) tell(MADE_UP, false);
}

function lookAtLiteral(doors: Doors, file: string, node: ts.Node, tell: Tell): void {
  if (!ts.isStringLiteralLike(node)) return;
  for (const { text, within, from } of doors.literals) {
    if (node.text === text && file.startsWith(within)) tell(text, from.includes(file));
  }
}

function importedName(node: ts.Node): string | null {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
    return node.moduleSpecifier !== undefined && ts.isStringLiteralLike(node.moduleSpecifier)
      ? node.moduleSpecifier.text
      : null;
  }
  if (!ts.isCallExpression(node) || node.expression.kind !== ts.SyntaxKind.ImportKeyword) return null;
  const [name] = node.arguments;
  return name !== undefined && ts.isStringLiteralLike(name) ? name.text : MADE_UP;
}

function openProgram(extra: ReadonlyMap<string, string>): ts.Program {
  const files = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (): void => undefined };
  const config = ts.getParsedCommandLineOfConfigFile(join(ROOT, 'tsconfig.node.json'), {}, files);
  if (config === undefined) throw new Error('tsconfig.node.json cannot be read');
  const { tsBuildInfoFile: _info, ...read } = config.options;
  const options: ts.CompilerOptions = { ...read, incremental: false, types: [] };
  const host = ts.createCompilerHost(options);
  const added = new Map([...extra].map(([path, text]) => [join(ROOT, path), text]));
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => added.has(path) || fileExists(path);
  host.readFile = (path) => added.get(path) ?? readFile(path);
  host.getSourceFile = (path, target, ...rest) => {
    const text = added.get(path);
    return text === undefined ? getSourceFile(path, target, ...rest) : ts.createSourceFile(path, text, target);
  };
  const cache = ts.createModuleResolutionCache(ROOT, (path) => path, options);
  // Packages are large, and say nothing about gateways: what comes from one is unknown here, and `send` of something unknown is told.
  host.resolveModuleNameLiterals = (literals, containing, _redirect, using) =>
    literals.map(({ text }) =>
      text.startsWith('.') ? ts.resolveModuleName(text, containing, using, host, cache) : { resolvedModule: undefined },
    );
  const roots = config.fileNames.filter((path) => under(path).startsWith(CORE));
  return ts.createProgram([...roots, ...added.keys()], options, host);
}

function under(path: string): string {
  const place = relative(ROOT, path).replaceAll('\\', '/');
  return place.startsWith('..') ? `${dirname(path)}/` : place;
}
