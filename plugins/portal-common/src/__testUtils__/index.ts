/** What the tests of every room share; no running code may import it. */
export { propertyRuns, propertyTimeout } from './propertyRuns';
export { secretForms } from './secretForms';
