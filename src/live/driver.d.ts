/** The driver's client without its pool and its native variant; the package's types know it by another name. */
declare module 'pg/lib/client.js' {
  import { Client } from 'pg';
  export default Client;
}
