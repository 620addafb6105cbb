/** Templates, style sheets and workflows are bundled as text. */
declare module '*.hbs' {
  const text: string
  export default text
}

declare module '*.css' {
  const text: string
  export default text
}

declare module '*.yml' {
  const text: string
  export default text
}
