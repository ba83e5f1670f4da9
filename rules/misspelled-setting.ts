import { defineRule, fail, pass } from '../src/engine/rule.ts';

export default defineRule({
  id: 'misspelled-setting',
  title: 'A key is a slip of a pool setting',
  category: 'reading',
  severity: 'warning',
  on: 'setting',
  needs: ['knownKey'],
  check({ knownKey }, key) {
    if (knownKey === null) return pass;
    const name = key('knownKey');
    const { meant, because } = knownKey;
    return fail({
      at: 'knownKey',
      message:
        because === 'case'
          ? `${name} is ${meant} in another case: pydantic reads it, the guide's loader (os.getenv) does not and takes the default`
          : `${name} is no known setting, ${meant} is: as it stands, the default is used`,
      help: `Rename it to ${meant}`,
      replaceWith: meant,
    });
  },
  texts: () => ({
    why: 'A misspelt key is an absent one: the program runs with the default and nobody is told.',
    sources: ['facts: slips seen in public projects', 'https://docs.python.org/3/library/os.html#os.getenv'],
  }),
});
