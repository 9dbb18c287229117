import js from "@eslint/js";
import globals from "globals";

const SCRIPTS = "src/vlagraph/site/scripts/*.js";

// A test finds each word that a script names, and the joined script is given no others.
const LITERAL_KEY = {
  selector: "CallExpression[callee.name='t'] > :not(Literal).arguments:first-child",
  message: "Name the key of a word as a literal: t(\"key\").",
};
const DEFAULT_EXPORT = { selector: "ExportDefaultDeclaration, ExportAllDeclaration", message: "Export by name." };

export default [
  { ignores: [".venv*/", "site/", "node_modules/", "dist/", ".*/"] },
  js.configs.recommended,
  {
    rules: {
      "consistent-return": "error",
      eqeqeq: "error",
      "max-depth": ["error", 3],
      "max-lines": ["error", 300],
      "max-lines-per-function": ["error", 40],
      "max-params": ["error", 4],
      "no-implicit-globals": "error",
      "one-var": ["error", "never"],
      "no-param-reassign": "error",
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  {
    files: [SCRIPTS],
    languageOptions: {
      globals: { ...globals.browser, GEOMETRY: "readonly", WORDS: "readonly", vis: "readonly" },
    },
    rules: {
      "no-restricted-globals": ["error", "close", "event", "find", "name", "open", "status", "stop"],
      "no-restricted-syntax": ["error", DEFAULT_EXPORT, LITERAL_KEY],
    },
  },
  { files: ["tests/**/*.js"], languageOptions: { globals: globals.node } },
];
