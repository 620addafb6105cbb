/** Templates, style sheets and workflows as text, as the bundler takes them. */
module.exports = {
  process: (text) => ({
    code: `Object.defineProperty(exports, '__esModule', { value: true }); exports.default = ${JSON.stringify(text)}`,
  }),
}
