/** What `poolfit lint --help` says below its flags. */
export const lintHelp = `
Paths:
  A folder stands for every .env, .env.* and *.env file below it, also those
  that git ignores. Not entered: .git, node_modules, virtual environments and
  linked folders. Encrypted files (*.vault, *.enc) are skipped; templates
  (.env.example) are linted.

Known and accepted findings:
  # poolfit-ignore rule-id[, rule-id] -- why
  on the line above a setting, or behind its value (where docker --env-file
  takes it for a part of the value), hides these findings of that setting; the
  reason is required. --write-baseline FILE notes the findings of now,
  --baseline FILE lets only others fail.

Fixes:
  --fix changes nothing but the value (or the misspelt key) and lints the
  result: a fix that does not clear its finding, or brings another, is dropped
  and said. The report and the exit code are those of the new text.

A number can come from a flag, a live server, the config, the .env file, the
provider or a default, in this order; every finding says where each number
comes from. A rule whose facts are unknown is not evaluated, and the report
says which flag helps.
No connection is opened but by --live and --url: then one, read-only, and what
the server says wins over config and file.

Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above --fail-on; with --strict, limits not judged
  2  bad usage, an unreadable file, or nothing was checked
  3  the database of --live or --url gave no answer; the files are linted

Examples:
  poolfit lint --instances 3 --max-connections 100
  poolfit lint deploy/ --provider rds --fail-on warning
  poolfit lint .env --instances 3 --max-connections 100 --diff
  poolfit lint . --baseline poolfit.baseline.json
  poolfit lint .env --instances 8 --workers 4 --rps 200 --query-ms 70
  kubectl get cm app -o jsonpath='{.data.env}' | poolfit lint -
`;
