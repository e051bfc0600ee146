// In a project's folder: prints what gitlab-ci-local says of its .gitlab-ci.yml, as JSON with sorted
// keys: {"jobs": [--list-json], "stages": [...], "preview": {--preview without jobs that are hidden}}, or {"error": true}.
import {spawnSync} from "node:child_process";
import {createRequire} from "node:module";

const [tools, ...given] = process.argv.slice(2);
const require = createRequire(`${tools}/package.json`);
const yaml = require("js-yaml");

function run(flag) {
  return spawnSync(
    process.execPath,
    [`${tools}/node_modules/gitlab-ci-local/src/index.js`, flag, ...given],
    {encoding: "utf8"});
}

/** What it prints, without warnings before. */
function from({stdout}, start) {
  return stdout.slice(Math.max(0, stdout.search(start)));
}

function sorted(value) {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (value === null || typeof value !== "object") {
    return value;
  }
  return Object.fromEntries(Object.keys(value).sort().map(key => [key, sorted(value[key])]));
}

const list = run("--list-json");
const preview = run("--preview");
let answer;
if (list.status !== 0 || preview.status !== 0) {
  process.stderr.write(list.stderr + preview.stderr);
  answer = {error: true};
} else {
  const jobs = JSON.parse(from(list, /^\[]?$/m)).map(({rules, description, ...job}) => job);
  const {stages, ...rest} = yaml.load(from(preview, /^---$/m));
  answer = {jobs, preview: rest, stages};
}
process.stdout.write(JSON.stringify(sorted(answer), null, 1) + "\n");
