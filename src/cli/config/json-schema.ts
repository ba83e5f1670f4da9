import * as z from 'zod';
import { configSchema } from './schema.ts';

/** The config's JSON Schema, for editors; `npm run generate` writes it to `config.schema.json`. */
export const configJsonSchema = () => ({
  title: 'poolfit.config.json',
  description: 'What poolfit lint knows besides what .env files say',
  ...z.toJSONSchema(configSchema, { io: 'input' }),
});
