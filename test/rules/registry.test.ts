import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { makeRulebook } from '../../src/engine/judge.ts';

const files = readdirSync('rules').filter((file) => file !== 'index.ts');
const casesOf = (id: string): string => readFileSync(`test/rules/${id}.test.ts`, 'utf8');

describe('the registry', () => {
  it('holds every file of rules/, sorted by id', () => {
    const ids = rules.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
    expect(files.map((file) => file.replace(/\.ts$/, '')).sort()).toEqual(ids);
  });

  it('has no rules that yield in a circle, or to a rule that is not there', () => {
    expect(() => makeRulebook(rules)).not.toThrow();
    const ids = new Set(rules.map(({ id }) => id));
    for (const { yieldsTo } of rules) for (const id of yieldsTo ?? []) expect(ids).toContain(id);
  });

  it('rejects rules that yield in a circle', () => {
    const [first, second] = rules;
    if (!first || !second) throw new Error('there are rules');
    const circle = [
      { ...first, yieldsTo: [second.id] },
      { ...second, yieldsTo: [first.id] },
    ];
    expect(() => makeRulebook(circle)).toThrow(/circle/);
  });
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it('says what it finds, why it matters and where that is known from', () => {
    expect(rule.id).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(rule.title.length).toBeGreaterThan(10);
    const { why, sources } = rule.texts();
    expect(why).toMatch(/\.$/);
    expect(sources.length).toBeGreaterThan(0);
  });

  it('has a table with a passing and a failing case, and one where it cannot or need not answer', () => {
    expect(existsSync(`test/rules/${id}.test.ts`)).toBe(true);
    const cases = casesOf(id);
    expect(cases).toContain(`runCases('${id}'`);
    for (const kind of ['passing', 'failing']) expect(cases).toMatch(new RegExp(`kind: '${kind}'`));
    expect(cases).toMatch(/kind: 'not-(?:evaluated|applicable)'/);
  });

  it('has a tie case where it compares numbers', () => {
    const compares = /[^=]\s(?:<=?|>=?)\s/.test(rule.check.toString());
    if (compares) expect(casesOf(id)).toMatch(/kind: 'tie'/);
  });
});
