import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A busy machine is slow: a test that fails should fail for its own reason.
configure({ asyncUtilTimeout: 5_000 });
jest.setTimeout(20_000);
