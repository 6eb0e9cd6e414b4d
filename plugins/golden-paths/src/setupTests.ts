import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Style sheets say nothing of what these tests look at, and asking them for every element takes most of their time.
window.getComputedStyle = element =>
  element instanceof HTMLElement || element instanceof SVGElement ? element.style : new CSSStyleDeclaration();

// Pages are loaded when they are opened; on a machine that does other things too that takes more than a second.
configure({ asyncUtilTimeout: 8000 });
jest.setTimeout(30_000);
beforeEach(() => sessionStorage.clear());
