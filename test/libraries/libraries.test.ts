import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { libraries } from '../../src/libraries/index.ts';
import type { FactSet } from '../../src/model/facts.ts';
import { runners } from '../../src/runners/index.ts';

const origin = { kind: 'flag', flag: '--test' } as const;

describe('the registries', () => {
  it('name every member once', () => {
    for (const ids of [libraries.map(({ id }) => id), runners.map(({ id }) => id)]) {
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});

describe.each(libraries.map((library) => [library.name, library] as const))('%s', (_, library) => {
  it('a pool that is to open so many connections opens so many, as its own rows write and read it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 262_143 }), (poolMax) => {
        const facts: FactSet = {};
        for (const row of library.rows) {
          const text = row.write(library.fit(poolMax));
          if (text !== null) row.read(text, facts, origin);
        }
        const size = library.sizeOf(facts);
        expect(size?.poolMax).toBe(poolMax);
        expect(size?.parts.reduce((sum, part) => sum + part, 0)).toBe(poolMax);
        expect(size?.kept).toBeLessThanOrEqual(poolMax);
      }),
    );
  });

  it('a size of which a part is unknown is unknown', () => {
    for (const name of library.sizes) {
      const facts = library.defaults('guide', 'DB');
      delete facts[name];
      expect(library.sizeOf(facts)).toBeUndefined();
    }
  });

  it('its defaults have a size, and keys that it knows', () => {
    for (const which of ['guide', 'sqlalchemy'] as const) {
      const facts = library.defaults(which, 'DB');
      expect(library.sizeOf(facts)).toBeDefined();
      for (const fact of Object.values(facts)) {
        const key = fact?.origin.kind === 'default' ? fact.origin.key : '';
        expect(library.poolKey(key)).toMatchObject({ family: 'DB' });
      }
    }
  });
});
