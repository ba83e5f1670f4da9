import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';

// The official schema as the schema store publishes it (2.1.0-rtm.5). It is draft 4, of which it uses nothing that draft 7 reads
// otherwise but `id`; ajv's formats are a package of their own, so those that matter stand here.
const { $schema: _, id: __, ...rules } = schema;
const ajv = new Ajv({
  strict: false,
  allErrors: true,
  // The schema's pattern of languages is no pattern with the flag u.
  unicodeRegExp: false,
  formats: {
    // RFC 3986, appendix A: the characters of a URI reference, with whole percent escapes.
    'uri-reference': /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/,
    uri: /^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/,
    'date-time': true,
  },
});
const validate = ajv.compile(rules);

/** What the official schema finds wrong with a SARIF log. */
export function sarifProblems(log: unknown): readonly string[] {
  validate(log);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
