import { posix } from 'node:path'
import ts from 'typescript'

/** A tag of a docstring; `parameter` is what an `@param` is about. */
export type Tag = { name: string; parameter?: string; text: string }

/** What a file exports, or a member of a class, as a reader sees it. */
export type Declaration = {
  name: string
  /** Its source without the body. */
  signature: string
  /** Undefined where there is no docstring. */
  text?: string
  tags: readonly Tag[]
  /** The types of the engine that the signature names. */
  mentions: readonly Mention[]
  /** A class's public members. */
  members: readonly Declaration[]
}

/** A name and the file of the engine that declares it. */
export type Mention = { name: string; file: string }

/**
 * The declarations of a file that are exported, and the types of its own that their signatures name, in the order of the source.
 * No type is inferred: what a reader sees is what the author wrote.
 *
 * @param path from the engine's folder, with slashes
 */
export function declarationsOf(path: string, source: string): Declaration[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true)
  const imports = importsOf(path, file)
  const named = file.statements.flatMap(namedDeclarations)
  const places = new Map([...named.map(({ name }) => [name, { name, file: path }] as const), ...imports])
  const read = named.map(({ name, node, exported }) => ({ exported, declaration: readDeclaration(name, node, places) }))
  const shown = new Set(read.filter(({ exported }) => exported).map(({ declaration }) => declaration))
  for (const declaration of shown) {
    if (isInternal(declaration)) continue
    for (const mention of [declaration, ...declaration.members].flatMap(({ mentions }) => mentions)) {
      const own = mention.file === path && read.find((other) => other.declaration.name === mention.name)
      if (own) shown.add(own.declaration)
    }
  }
  return read.map(({ declaration }) => declaration).filter((declaration) => shown.has(declaration))
}

/** Whether it is exported for other files of the engine only. */
export function isInternal({ tags }: Declaration): boolean {
  return tags.some(({ name }) => name === 'internal')
}

type Documented =
  | ts.FunctionDeclaration
  | ts.ClassDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.VariableDeclaration
type Named = { name: string; node: Documented; exported: boolean }

function namedDeclarations(statement: ts.Statement): Named[] {
  const exported =
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map((node) => ({ name: node.name.getText(), node, exported }))
  }
  const named =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement)
  return named && statement.name ? [{ name: statement.name.text, node: statement, exported }] : []
}

function readDeclaration(name: string, node: Documented, places: ReadonlyMap<string, Mention>): Declaration {
  const members = ts.isClassDeclaration(node) ? node.members.filter(isPublic) : []
  return {
    name,
    signature: signatureOf(node),
    ...docstringOf(node),
    mentions: ts.isClassDeclaration(node) ? [] : mentionsIn(node, places),
    members: members.map((member) => ({
      name: ts.isConstructorDeclaration(member) ? `new ${name}` : `${name}.${member.name?.getText()}`,
      signature: withoutBody(member).replaceAll('\n  ', '\n'),
      // A constructor is described by its class.
      text: ts.isConstructorDeclaration(member) ? '' : undefined,
      ...docstringOf(member),
      mentions: mentionsIn(member, places),
      members: [],
    })),
  }
}

function isPublic(member: ts.ClassElement): boolean {
  // What overrides is said where it comes from.
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected | ts.ModifierFlags.Override
  const isSecret = member.name !== undefined && ts.isPrivateIdentifier(member.name)
  return !isSecret && (ts.getCombinedModifierFlags(member) & hidden) === 0
}

function docstringOf(node: ts.Node): { text?: string; tags: Tag[] } {
  const docstring = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).at(-1)
  if (!docstring) return { tags: [] }
  const tags = (docstring.tags ?? []).map((tag) => ({
    name: tag.tagName.text,
    parameter: ts.isJSDocParameterTag(tag) ? tag.name.getText() : undefined,
    text: ts.getTextOfJSDocComment(tag.comment) ?? '',
  }))
  return { text: ts.getTextOfJSDocComment(docstring.comment) ?? '', tags }
}

function signatureOf(node: Documented): string {
  if (ts.isClassDeclaration(node)) {
    return node
      .getText()
      .slice(0, node.members.pos - node.getStart() - 1)
      .replace(/^export /, '')
      .trim()
  }
  if (ts.isVariableDeclaration(node))
    return `const ${node.type ? `${node.name.getText()}: ${node.type.getText()}` : node.getText()}`
  if (ts.isTypeAliasDeclaration(node)) {
    const names = keysOf(node.type)
    if (names) return `type ${node.name.text} = ${names.map((name) => `'${name}'`).join(' | ')}`
  }
  return withoutBody(node).replace(/^export /, '')
}

function withoutBody(node: ts.Node): string {
  const body = ts.isFunctionLike(node) && 'body' in node ? node.body : undefined
  return node
    .getText()
    .slice(0, body && body.pos - node.getStart())
    .trim()
}

/** The names behind `keyof typeof table`, for a table of the same file: a reader has no use for the table's own name. */
function keysOf(type: ts.TypeNode): string[] | undefined {
  if (!ts.isTypeOperatorNode(type) || !ts.isTypeQueryNode(type.type)) return undefined
  const table = type.type.exprName.getText()
  const declared = type
    .getSourceFile()
    .statements.flatMap(namedDeclarations)
    .find(({ name }) => name === table)?.node
  if (!declared || !ts.isVariableDeclaration(declared)) return undefined
  const { initializer } = declared
  return initializer && ts.isObjectLiteralExpression(initializer)
    ? initializer.properties.map(({ name }) => name?.getText() ?? '')
    : undefined
}

/** The names of types outside of bodies; those that stand for no file of the engine, such as `Promise`, are left out. */
function mentionsIn(node: ts.Node, places: ReadonlyMap<string, Mention>): Mention[] {
  const found = new Set<Mention>()
  const visit = (child: ts.Node): void => {
    if (ts.isBlock(child)) return
    if (ts.isTypeReferenceNode(child) || ts.isExpressionWithTypeArguments(child)) {
      const place = places.get((ts.isTypeReferenceNode(child) ? child.typeName : child.expression).getText())
      if (place) found.add(place)
    }
    ts.forEachChild(child, visit)
  }
  ts.forEachChild(node, visit)
  return [...found]
}

function importsOf(path: string, file: ts.SourceFile): Map<string, Mention> {
  const imports = new Map<string, Mention>()
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement)) continue
    const specifier = (statement.moduleSpecifier as ts.StringLiteral).text
    const bindings = statement.importClause?.namedBindings
    if (!specifier.startsWith('.') || !bindings || !ts.isNamedImports(bindings)) continue
    const from = posix.join(posix.dirname(path), specifier)
    for (const { name, propertyName } of bindings.elements) {
      imports.set(name.text, { name: (propertyName ?? name).text, file: from })
    }
  }
  return imports
}
