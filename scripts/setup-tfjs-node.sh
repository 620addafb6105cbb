#!/usr/bin/env bash
# Sets up @tensorflow/tfjs-node, an optional and faster backend, in .tfjs-node/. Use: require('<repository>/.tfjs-node')
#
#   npm run setup:tfjs-node [-- FOLDER]
#
# Its own install script downloads libtensorflow from a host that many networks block. On Linux x64 this script needs the npm and
# PyPI registries alone: the wheel of tensorflow-cpu holds the same C library and its headers, and the addon, plain Node-API, compiles
# against them with one call of g++. On other systems its own install script is used.
#
# Needs on Linux x64: node, npm, python3 with pip, g++. Downloads about 210 MB once, keeps 430 MB in the user's cache folder.
# Settings, by environment: TFJS_VERSION, TF_VERSION (tensorflow-cpu 2.12.0 to 2.21.0 work), TF_PYTHON (tag of the wheel, no Python
# code of it is used), TF_CACHE.
set -euo pipefail

target=${1:-$(cd "$(dirname "$0")/.." && pwd)/.tfjs-node}
tfjs_version=${TFJS_VERSION:-4.22.0}
tf_version=${TF_VERSION:-2.15.1}
tf_python=${TF_PYTHON:-311}
cache=${TF_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/grade-descent/libtensorflow}
libraries=$cache/$tf_version

mkdir -p "$target"
target=$(cd "$target" && pwd)
package=$target/node_modules/@tensorflow/tfjs-node

say() { printf 'tfjs-node: %s\n' "$*"; }
fail() {
  printf 'tfjs-node: %s\n' "$*" >&2
  exit 1
}

# Registries hiccup; a second try a little later usually does it.
retry() {
  local attempt
  for attempt in 1 2 3; do
    "$@" && return
    if [ "$attempt" -lt 3 ]; then
      say "failed, trying again: $*"
      sleep $((attempt * 5))
    fi
  done
  fail "gave up on: $*"
}

installed_version() { node -p "require('$package/package.json').version" 2>/dev/null || true; }

npm_install() {
  retry npm install --prefix "$target" --no-audit --no-fund --loglevel=error "$@"
}

# Node 23 and later have no util.isNullOrUndefined and util.isArray, which tfjs-node 4.22 calls.
write_entry() {
  cat > "$target/index.js" <<'JS'
const util = require('node:util')
util.isNullOrUndefined = (value) => value === null || value === undefined
util.isArray = Array.isArray
process.env.TF_CPP_MIN_LOG_LEVEL ??= '2'
module.exports = require('@tensorflow/tfjs-node')
JS
}

works() {
  node - "$target" <<'JS'
const tf = require(process.argv[2])
const equal = (name, tensor, expected) => {
  const received = tensor.dataSync().join()
  if (received !== expected) throw Error(`${name} gave ${received}, expected ${expected}`)
}
if (tf.getBackend() !== 'tensorflow') throw Error(`backend ${tf.getBackend()}`)
equal('matMul', tf.matMul([[1, 2], [3, 4]], [[5, 6], [7, 8]]), '19,22,43,50')
const convolved = (kernel) => tf.conv2d(tf.ones([1, 4, 4, 1]), kernel, 1, 'valid').sum()
equal('the gradient of conv2d', tf.grad(convolved)(tf.ones([3, 3, 1, 1])), '4,4,4,4,4,4,4,4,4')
console.log(`tfjs-node: ${tf.version['tfjs-node']} works, libtensorflow ${tf.backend().binding.TF_Version}, node ${process.version}`)
JS
}

fetch_libraries() {
  [ -f "$libraries/.complete" ] && return
  mkdir -p "$cache"
  unpacked=$(mktemp -d "$cache/unpacking.XXXXXX")
  trap 'rm -rf "$unpacked"' EXIT
  say "downloading tensorflow-cpu $tf_version (about 200 MB)"
  # Named tags, so that any python3 will do; more than one, because the tag changed over the versions.
  retry python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: --dest "$unpacked" \
    --python-version "$tf_python" --implementation cp --abi "cp$tf_python" \
    --platform manylinux2014_x86_64 --platform manylinux_2_17_x86_64 --platform manylinux_2_27_x86_64 \
    "tensorflow-cpu==$tf_version"
  unpack_wheel "$unpacked"
  # tfjs-node's own names for the libraries; the last is the file that its install script looks for before it downloads.
  ln -s libtensorflow_cc.so.2 "$unpacked/out/lib/libtensorflow.so"
  ln -s libtensorflow_framework.so.2 "$unpacked/out/lib/libtensorflow_framework.so"
  ln -s libtensorflow_cc.so.2 "$unpacked/out/lib/libtensorflow.so.2.9.1"
  if command -v strip >/dev/null; then strip --strip-unneeded "$unpacked"/out/lib/*.so.2; fi
  touch "$unpacked/out/.complete"
  rm -rf "$libraries"
  mv "$unpacked/out" "$libraries"
  rm -rf "$unpacked"
  trap - EXIT
}

unpack_wheel() {
  python3 - "$1" <<'PY'
import glob, os, re, shutil, sys, zipfile

folder = sys.argv[1]
# The two libraries and what the addon's sources include; tsl moved over the versions (tensorflow/tsl, tsl, xla/tsl).
wanted = re.compile(
    r'tensorflow/(?:(libtensorflow_(?:cc|framework)\.so\.2)'
    r'|(include/(?:tensorflow/c/.*\.h|tensorflow/core/platform/ctstring[^/]*\.h'
    r'|(?:tensorflow/|tensorflow/compiler/xla/|xla/)?tsl/(?:c|platform)/.*\.h)))$')
with zipfile.ZipFile(glob.glob(folder + '/*.whl')[0]) as wheel:
    for entry in wheel.infolist():
        found = wanted.match(entry.filename)
        if not found:
            continue
        path = os.path.join(folder, 'out', 'lib/' + found[1] if found[1] else found[2])
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with wheel.open(entry) as source, open(path, 'wb') as target:
            shutil.copyfileobj(source, target, 1 << 20)
        os.chmod(path, 0o755 if found[1] else 0o644)
PY
}

node_headers() {
  local folder
  for folder in "$(node -p "path.resolve(fs.realpathSync(process.execPath), '../../include/node')")" \
    /usr/include/node /usr/local/include/node; do
    if [ -f "$folder/node_api.h" ]; then
      printf '%s' "$folder"
      return
    fi
  done
  npm_install --ignore-scripts node-api-headers >&2
  printf '%s' "$target/node_modules/node-api-headers/include"
}

compile_addon() {
  local headers napi out
  headers=$(node_headers)
  # As node-pre-gyp chooses: the highest of the addon's versions of Node-API that this node has.
  napi=$(node -p "Math.max(...require('$package/package.json').binary.napi_versions.filter((v) => v <= +process.versions.napi))")
  out=$package/lib/napi-v$napi
  mkdir -p "$out"
  rm -rf "$package/deps"
  mkdir "$package/deps"
  # Linked, because an install of npm empties the folder, and the libraries are large.
  ln -s "$libraries/lib" "$package/deps/lib"
  ln -s "$libraries/include" "$package/deps/include"
  say "compiling the addon"
  (
    cd "$package"
    g++ -std=c++17 -O2 -fPIC -shared -fno-exceptions -w \
      -DNAPI_VERSION="$napi" -DNODE_GYP_MODULE_NAME=tfjs_binding -DBUILDING_NODE_EXTENSION \
      -I"$headers" -I. -Ideps/include binding/tfjs_backend.cc binding/tfjs_binding.cc \
      -Ldeps/lib -ltensorflow -ltensorflow_framework -Wl,-rpath,'$ORIGIN/../../deps/lib' \
      -o "$out/tfjs_binding.node.new"
    mv "$out/tfjs_binding.node.new" "$out/tfjs_binding.node"
  )
}

write_entry
# A folder of its own, with its own package.json: `npm ci` of the project leaves it alone.
[ -f "$target/package.json" ] || printf '{ "private": true }\n' > "$target/package.json"

if [ "$(installed_version)" = "$tfjs_version" ] && works 2>/dev/null; then
  exit 0
fi

if [ "$(uname -sm)" = 'Linux x86_64' ]; then
  for tool in node npm python3 g++; do
    command -v "$tool" >/dev/null || fail "$tool is needed and was not found; install it and run this again"
  done
  python3 -m pip --version >/dev/null 2>&1 || fail "python3 has no pip; install python3-pip and run this again"
  say "installing @tensorflow/tfjs-node $tfjs_version without its own download"
  npm_install --ignore-scripts "@tensorflow/tfjs-node@$tfjs_version"
  fetch_libraries
  compile_addon
else
  say "installing @tensorflow/tfjs-node $tfjs_version with its own download"
  npm_install "@tensorflow/tfjs-node@$tfjs_version"
fi
works || fail "it was installed, but does not compute; remove $target and run this again"
