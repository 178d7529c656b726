const { RULES } = require('./rules.cjs');

/** Plugin of bpmnlint: `"extends": "plugin:jiesu/recommended"`. */
module.exports = {
  configs: {
    recommended: {
      rules: {
        ...Object.fromEntries(RULES.map((name) => [name, 'error'])),
        // It takes any subprocess that only terminates for one without parallel branches; a watch branch is one.
        // `terminate-ends-watch` looks at the branches instead.
        'bpmnlint/superfluous-termination': 'off',
      },
    },
  },
  rules: Object.fromEntries(RULES.map((name) => [name, `./rules/${name}.cjs`])),
};
