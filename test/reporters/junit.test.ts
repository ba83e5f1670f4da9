import { describe, expect, it } from 'vitest';
import { reportJunit } from '../../src/reporters/junit.ts';
import { calmContext, canonicalContext, canonicalReport, emptyReport, finding, hostileFile } from './canonical.ts';
import { elements, parseXml, type XmlElement } from './xml-tree.ts';

const counted = (within: XmlElement) => ({
  tests: String(elements(within, 'testcase').length),
  failures: String(elements(within, 'failure').length),
  errors: String(elements(within, 'error').length),
  skipped: String(elements(within, 'skipped').length),
});

describe('junit', () => {
  const root = parseXml(reportJunit(canonicalReport, canonicalContext));
  const suites = elements(root, 'testsuite');
  const named = (name: string) => suites.find(({ attributes }) => attributes.name === name);

  it('has a suite for each file, and one for what belongs to none', () => {
    const names = suites.map(({ attributes }) => attributes.name);
    expect(names).toEqual([
      '.env',
      hostileFile.replace('\n', '\\x0a').replace('\u001b', '\\x1b'),
      './deploy/prod env/.env',
      'fine.env',
      'locked/.env',
      'poolfit',
    ]);
  });

  it('counts its cases, in all and in each suite', () => {
    expect(root.attributes).toEqual({ name: 'poolfit', ...counted(root) });
    for (const suite of suites) expect(suite.attributes).toEqual({ name: suite.attributes.name, ...counted(suite) });
    expect(counted(root)).toEqual({ tests: '10', failures: '3', errors: '2', skipped: '4' });
  });

  it('a finding fails the case of its rule and subject, with the arithmetic', () => {
    const cases = elements(parseXml(reportJunit({ ...emptyReport, findings: [finding] }, calmContext)), 'testcase');
    expect(cases.map(({ attributes }) => attributes)).toEqual([
      { classname: '.env', name: 'connections-over-limit .env#DB' },
    ]);
    const [failure] = cases.flatMap(({ children }) => children);
    expect(failure?.attributes).toEqual({ type: 'error', message: finding.message });
    expect(failure?.text.split('\n')).toEqual([
      `error: ${finding.message}`,
      'place: .env:3',
      'from: demand 180 (instances × workers × engines × (pool_size + max_overflow))',
      'from: max_connections 100 (--max-connections)',
      'from: pool_recycle never (.env:6)',
      'also: .env:1 DB_POOL_SIZE says 5 and is not used',
      `help: ${finding.help}`,
    ]);
  });

  it('what was not evaluated is skipped and says what is missing; subjects that are not named are counted', () => {
    expect(
      elements(root, 'testcase').flatMap(({ attributes, children }) =>
        children.some(({ name }) => name === 'skipped') ? [attributes.name] : [],
      ),
    ).toEqual([
      'pool-under-concurrency .env#READ_DB',
      expect.stringMatching(/^admin-headroom-missing .*#DB$/),
      'admin-headroom-missing ./deploy/prod env/.env#JOBS_DB',
      'admin-headroom-missing and 20 more',
    ]);
    expect(elements(root, 'skipped').at(-1)?.attributes.message).toBe(
      'max_connections: unknown; give --max-connections N, or --live',
    );
  });

  it('a file without findings has a case that passed', () => {
    const fine = named('fine.env');
    expect(fine?.children.map(({ attributes, children }) => [attributes.name, children])).toEqual([
      ['no findings', []],
    ]);
  });

  it('a file that could not be read and a rule that threw are errors', () => {
    const messages = elements(root, 'error').map(({ attributes }) => attributes.message);
    expect(messages).toEqual(['x is not a function', 'cannot be read: permission denied']);
  });

  it('cases that are alike have names of their own', () => {
    const cases = elements(
      parseXml(reportJunit({ ...emptyReport, findings: [finding, finding] }, calmContext)),
      'testcase',
    );
    expect(cases.map(({ attributes }) => attributes.name)).toEqual([
      'connections-over-limit .env#DB',
      'connections-over-limit .env#DB (2)',
    ]);
  });

  it.each([
    ['a control character', 'a\u0000\u001b', 'a\\x00\\x1b'],
    ['a noncharacter', 'a\uffff', 'a\ufffd'],
    ['half of a surrogate pair', 'a\ud800', 'a\\ud800'],
    ['the end of CDATA', 'a]]>b<![CDATA[', 'a]]>b<![CDATA['],
    ['markup and references', '<&">\' &amp; &#10;', '<&">\' &amp; &#10;'],
    ['letters beyond ASCII', 'é🐘', 'é🐘'],
  ])('%s is shown', (_, message, shown) => {
    const [failure] = elements(
      parseXml(reportJunit({ ...emptyReport, findings: [{ ...finding, message }] }, calmContext)),
      'failure',
    );
    expect(failure?.attributes.message).toBe(shown);
    expect(failure?.text.split('\n')[0]).toBe(`error: ${shown}`);
  });
});
