/** What the tests of every backend share; no running code may import it. */
export { eachDatabase, type OpenDatabase } from './eachDatabase';
