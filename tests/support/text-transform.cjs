/** Templates and style sheets as text, as the bundler takes them. */
module.exports = {
  process: (text) => ({
    code: `Object.defineProperty(exports, '__esModule', { value: true }); exports.default = ${JSON.stringify(text)}`,
  }),
}
